"""What tests of reminders ask: what was queued, and what happens as time goes by."""

from collections.abc import Callable
from datetime import datetime

import pytest

from careernet.core import clock
from careernet.interviews.models import Interview
from careernet.mail.models import OutgoingMail
from careernet.reflections.actions import Answers, begin, submit
from careernet.reflections.models import Reflection
from careernet.reminders.sweep import sweep


@pytest.fixture
def reminders() -> Callable[[], list[str]]:
    """The names of the reminders queued so far, oldest first, but of none left out or told in another."""

    def names() -> list[str]:
        mails = OutgoingMail.objects.filter(kind__startswith="reminders.").exclude(state__in=("skipped", "folded"))
        return [kind.removeprefix("reminders.") for kind in mails.order_by("pk").values_list("kind", flat=True)]

    return names


@pytest.fixture
def sweep_at() -> Callable[[datetime], int]:
    """Move the clock there and sweep once."""

    def at(moment: datetime) -> int:
        clock.move_to(moment)
        return sweep(moment)

    return at


def handed_in(interview: Interview, now: datetime) -> Reflection:
    answers = Answers(best_advice="Ask.", interest=3, interest_why="So it is.", next_step="Read.")
    author = interview.student.user
    reflection = begin(interview, by=author, now=now)
    return submit(reflection, by=author, answers=answers, version=reflection.version, now=now)
