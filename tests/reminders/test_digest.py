"""What may wait comes in one mail a day that lists all of it: an advisor's, and with whom to keep in touch."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mail import kinds, preferences
from careernet.mail.models import OutgoingMail
from careernet.reflections import actions as reflecting
from careernet.reminders import digest
from careernet.reminders.letters import write_letters
from careernet.reminders.sweep import wake_all
from careernet.students.models import Student
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


def test_a_digest_that_cannot_be_written_is_dead_with_a_reason_and_not_tried_for_ever(
    an_interview: Lead, advisor: User, now: datetime, sweep_at: SweepAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = an_interview(State.IN_REVIEW, student=factories.StudentFactory(advisor=advisor), at=now)
    monkeypatch.setitem(digest.TEMPLATES, "advisor", "no/where")

    for minutes in (0, 1, 2):
        sweep_at(now + DAY + timedelta(minutes=minutes))

    [dead] = OutgoingMail.objects.filter(to_user=advisor)
    broken.refresh_from_db()
    assert (dead.kind, dead.state, dead.about_id) == ("reminders.look", OutgoingMail.State.DEAD, broken.pk)
    assert "no/where" in dead.reason
    assert broken.wake_at is None or broken.wake_at > now + DAY + HOUR


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


# --- Keeping in touch ---------------------------------------------------------------------------------------------
def test_all_that_a_student_talked_with_come_in_one_mail_of_a_monday(
    an_interview: Lead, student: Student, now: datetime, sweep_at: SweepAt
) -> None:
    for hours, name in enumerate(("Ana Lima", "Bea Moss")):
        an_interview(State.COMPLETED, mentor=factories.MentorFactory(user__full_name=name), at=now + hours * HOUR)
    quiet = an_interview(
        State.COMPLETED, mentor=factories.MentorFactory(user__full_name="Cleo Hart"), at=now + 4 * HOUR
    )
    preferences.quieten(quiet, by=student.user, now=now)

    for hours in range(0, 14 * 24, 12):
        sweep_at(now + 35 * DAY + hours * HOUR)

    [digest] = OutgoingMail.objects.filter(kind="reminders.digest")
    told = OutgoingMail.objects.filter(kind="reminders.keep_in_touch").values_list("state", flat=True)
    assert (digest.to_user, digest.subject) == (student.user, "Keep in touch: 2 people you talked with")
    assert ("Ana" in digest.text, "Bea" in digest.text, "Cleo" in digest.text) == (True, True, False)
    assert sorted(told) == ["folded", "folded", "skipped"]


def test_after_three_times_there_is_silence_and_the_night_finds_no_more(
    an_interview: Lead, student: Student, sweep_at: SweepAt
) -> None:
    held = an_interview(State.COMPLETED)
    actions.send_thank_you(held, by=student.user, how="own", text="", now=held.ends_at + HOUR)

    for day in range(25, 260, 5):
        sweep_at(held.ends_at + day * DAY)
    told = OutgoingMail.objects.filter(kind="reminders.digest", to_user=student.user).count()
    wake_all(held.ends_at + 260 * DAY)
    sweep_at(held.ends_at + 260 * DAY)

    held.refresh_from_db()
    assert told == 3
    assert OutgoingMail.objects.filter(kind="reminders.digest", to_user=student.user).count() == 3
    assert held.wake_at is None


def test_a_weekly_letter_says_it_to_who_gets_one(an_interview: Lead, student: Student, sweep_at: SweepAt) -> None:
    held = an_interview(State.COMPLETED)
    choice = preferences.Choice(level="weekly", letter_day=0)
    preferences.choose(choice, by=student.user, now=held.ends_at + 25 * DAY)

    for day in range(25, 50):
        sweep_at(held.ends_at + day * DAY)
        write_letters(held.ends_at + day * DAY)

    letters = OutgoingMail.objects.filter(kind="reminders.letter").values_list("text", flat=True)
    assert sum("Let Maya Chen hear from you" in text for text in letters) == 1
