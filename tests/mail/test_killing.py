"""Whoever is killed, whenever: nothing is lost, and nobody gets more than the kills can explain."""

import subprocess
import sys
from collections import Counter
from datetime import datetime

import pytest

from careernet.mail.actions import queue
from careernet.mail.models import OutgoingMail
from tests.mail.notes import queue_note, states
from tests.mail.test_delivery import environment
from tests.smtp import Inbox

MAILS, PEOPLE = 500, 25
EVERY, KILLS = 0.1, 8  # seconds, and at most; a mail that went down with ten deliverers would end


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_deliverers_that_are_killed_over_and_over_lose_nothing(inbox: Inbox, now: datetime) -> None:
    ids = {
        queue_note(f"{number}", to=f"person{number % PEOPLE}@example.edu", now=now).message_id for number in range(2)
    }
    first = OutgoingMail.objects.earliest("pk")
    ids |= {again(first, number) for number in range(2, MAILS)}

    ran = subprocess.run(
        [sys.executable, "-m", "tests.mail.killing", now.isoformat(), str(EVERY), str(KILLS)],
        env=environment(inbox) | {"DJANGO_SETTINGS_MODULE": "careernet.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    killed, arrived = int(ran.stdout), Counter(message["Message-ID"] for message in inbox.messages)
    assert killed > 0
    assert set(arrived) == ids
    assert arrived.total() - MAILS <= killed
    assert Counter(states().values()) == {"sent": MAILS}


def again(mail: OutgoingMail, number: int) -> str:
    """One more like it, to somebody else; writing each anew would take longer than sending it."""
    copied = OutgoingMail(
        **{field.attname: getattr(mail, field.attname) for field in mail._meta.concrete_fields}
        | {"id": None, "key": f"{number}", "message_id": f"<{number}@example.edu>"}
        | {"to": f"person{number % PEOPLE}@example.edu"}
    )
    queue(copied)
    return copied.message_id
