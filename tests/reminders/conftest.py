"""What tests of reminders ask: what was queued, and what happens as time goes by."""

from collections.abc import Callable
from datetime import datetime

import pytest

from careernet.core import clock
from careernet.mail.models import OutgoingMail
from careernet.reminders.sweep import sweep


@pytest.fixture
def reminders() -> Callable[[], list[str]]:
    """The names of the reminders queued so far, oldest first; those left out are not among them."""

    def names() -> list[str]:
        mails = OutgoingMail.objects.filter(kind__startswith="reminders.").exclude(state="skipped")
        return [kind.removeprefix("reminders.") for kind in mails.order_by("pk").values_list("kind", flat=True)]

    return names


@pytest.fixture
def sweep_at() -> Callable[[datetime], int]:
    """Move the clock there and sweep once."""

    def at(moment: datetime) -> int:
        clock.move_to(moment)
        return sweep(moment)

    return at
