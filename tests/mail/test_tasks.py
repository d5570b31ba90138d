from collections.abc import Iterator
from datetime import datetime

import pytest

from careernet.celery import app
from careernet.mail.delivery import BATCH
from careernet.mail.models import OutgoingMail
from careernet.mail.tasks import deliver
from tests.mail.notes import queue_note
from tests.smtp import Inbox


@pytest.fixture
def without_a_worker() -> Iterator[None]:
    """A published task runs at once, in this process."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.django_db
@pytest.mark.usefixtures("without_a_worker")
def test_a_tick_goes_on_while_more_is_due(inbox: Inbox, now: datetime) -> None:
    for number in range(BATCH + 1):
        queue_note(f"{number}", now=now)

    deliver.delay()

    assert OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count() == BATCH + 1
