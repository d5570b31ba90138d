import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from careernet.mail.delivery import BATCH
from careernet.mail.models import OutgoingMail
from tests.mail.notes import queue_note
from tests.mail.test_delivery import environment
from tests.smtp import Inbox, inbox

__all__ = ["inbox"]


@pytest.mark.django_db
def test_run_due_sends_all_that_is_due(inbox: Inbox, now: datetime) -> None:
    for number in range(BATCH + 1):
        queue_note(f"{number}", now=now)

    call_command("run_due")

    assert OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count() == BATCH + 1


@pytest.mark.django_db(transaction=True)
def test_the_loop_sends_and_stops_when_told(inbox: Inbox, now: datetime) -> None:
    queue_note("482-913", kind="sign_in", now=now)
    manage = Path(__file__).resolve().parents[2] / "manage.py"

    with subprocess.Popen([sys.executable, manage, "run_due", "--loop"], env=environment(inbox)) as loop:
        try:
            inbox.wait_for(1)
        finally:
            loop.send_signal(signal.SIGTERM)

    assert loop.returncode == 0
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT
