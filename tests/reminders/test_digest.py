"""What an advisor owes comes in one mail a day, which lists all that waits."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail
from careernet.reflections import actions as reflecting
from careernet.reminders.sweep import wake_all
from tests import factories
from tests.reminders.conftest import handed_in

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
SweepAt = Callable[[datetime], int]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_all_that_waits_comes_in_one_mail_and_each_is_recorded(
    an_interview: Lead, advisor: User, now: datetime, sweep_at: SweepAt
) -> None:
    for hours, name in enumerate(("Ana Lima", "Bea Moss", "Cleo Hart")):
        each = factories.StudentFactory(user__full_name=name, advisor=advisor)
        an_interview(State.IN_REVIEW, student=each, at=now + hours * HOUR)

    for hours in range(24, 30):
        sweep_at(now + hours * HOUR)

    [digest] = OutgoingMail.objects.filter(kind="reminders.digest")
    looks = OutgoingMail.objects.filter(kind="reminders.look").values_list("state", "reason")
    assert digest.subject == "Waiting for you: 3 messages to look at"
    assert all(name in digest.text for name in ("Ana Lima", "Bea Moss", "Cleo Hart"))
    assert list(looks) == [("folded", "told in the digest of the day")] * 3


def test_a_digest_holds_while_anything_in_it_still_waits(
    an_interview: Lead, advisor: User, now: datetime, sweep_at: SweepAt
) -> None:
    looked, other = (
        an_interview(State.IN_REVIEW, student=factories.StudentFactory(advisor=advisor), at=now) for _each in range(2)
    )
    sweep_at(now + DAY)
    digest = OutgoingMail.objects.get(kind="reminders.digest")
    held = []
    for each in (looked, other):
        actions.return_to_student(each, by=advisor, comment="Shorter.", now=now + DAY + HOUR)
        held.append(kinds.get(digest.kind).still_holds(digest, now + DAY + HOUR))

    assert digest.state == "queued"
    assert held == [True, "no longer owed"]


def test_a_reflection_that_waits_longer_than_the_list_of_missing_ones_is_brought_to_mind_by_night_too(
    an_interview: Lead, advisor: User, sweep_at: SweepAt, reminders: Callable[[], list[str]]
) -> None:
    interview = an_interview(State.COMPLETED)
    late = interview.ends_at + 20 * DAY
    reflection = handed_in(interview, late)
    sweep_at(late)
    Interview.objects.update(wake_at=None)

    wake_all(late + 8 * DAY)
    sweep_at(late + 8 * DAY)
    told = reminders()
    reflecting.review(
        reflection, by=advisor, verdict="looks_good", comment="", version=reflection.version, now=late + 8 * DAY
    )

    assert told == ["digest"]
    digest = OutgoingMail.objects.get(kind="reminders.digest")
    assert kinds.get(digest.kind).still_holds(digest, late + 8 * DAY) == "no longer owed"
