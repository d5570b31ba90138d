"""Telling the office, and being kept apart: what ends, what the other side hears, and what never happens again."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import AuditEvent, User
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety
from careernet.interviews.models import Block, Event, Interview, Report, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.sweep import sweep, wake_all
from careernet.students.models import Student, WantToTalk
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
SECRET = "He said something nobody should have to hear."


def tell(interview: Interview, by: User, now: datetime, *, report_id: uuid.UUID | None = None) -> Report:
    return safety.report(report_id or uuid.uuid4(), interview, by=by, kind="rude", text=SECRET, now=now)


def side_of(interview: Interview, side: str) -> User:
    return interview.student.user if side == "student" else interview.mentor.user


def mails_since(before: Iterable[int]) -> list[str]:
    """ "student: cancelled" for each mail queued since, and the office's."""
    new = OutgoingMail.objects.exclude(pk__in=before).filter(state=OutgoingMail.State.QUEUED).order_by("pk")
    return sorted(mail.key.partition(":")[0].removeprefix("interviews.") for mail in new)


# --- What ends, and how it looks: row 17 ------------------------------------------------------------------------------
ENDINGS = """
draft      student  withdrawn  withdrew
requested  student  withdrawn  withdrew
requested  mentor   declined   declined   declined
countered  student  withdrawn  withdrew   withdrawn
countered  mentor   declined   declined   declined
accepted   student  withdrawn  withdrew   withdrawn
accepted   mentor   declined   declined   declined
scheduled  student  cancelled  cancelled  cancelled cancelled
scheduled  mentor   cancelled  cancelled  cancelled cancelled
completed  student  completed  completed
completed  mentor   completed  completed
declined   student  declined   declined
declined   mentor   declined   declined
withdrawn  student  withdrawn  withdrew
expired    student  expired    expired
expired    mentor   expired    expired
cancelled  student  cancelled  cancelled
cancelled  mentor   cancelled  cancelled
"""
CASES = [line.split() for line in ENDINGS.strip().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_report_ends_what_is_open_by_the_verb_this_side_has_anyway(
    case: list[str], an_interview: Led, officer: User, now: datetime
) -> None:
    state, side, then, verb, *mails = case
    interview = an_interview(state)
    soon = now + timedelta(hours=3)
    before = list(OutgoingMail.objects.values_list("pk", flat=True))

    told = tell(interview, side_of(interview, side), soon)

    interview.refresh_from_db()
    assert interview.state == then
    assert interview.events.order_by("-number").values_list("verb", flat=True).first() == verb
    assert mails_since(before) == sorted([*mails, "reported", "report_waits"])
    assert Block.objects.filter(by=told.by, about=told.about).count() == 1
    assert interview.during is None or state in ("scheduled", "cancelled", "completed")


def test_the_ending_cannot_be_told_from_an_ordinary_one(an_interview: Led, officer: User, now: datetime) -> None:
    """The very same mail, event and row, but for whom and when it is about."""
    soon = now + timedelta(hours=3)
    stopped = an_interview(State.SCHEDULED)
    ordinary = an_interview(State.SCHEDULED, student=factories.StudentFactory(), mentor=factories.MentorFactory())

    tell(stopped, stopped.student.user, soon)
    actions.cancel(
        ordinary, by=ordinary.student.user, role=Event.Role.STUDENT, reason=safety.suggested_reason(), now=soon
    )

    assert _all_of(stopped) == _all_of(ordinary)


def _all_of(interview: Interview) -> tuple[object, ...]:
    interview = Interview.objects.with_people().get(pk=interview.pk)
    event = interview.events.latest("number")
    mail = OutgoingMail.objects.about(interview).get(to_user=interview.mentor.user, key__contains=".cancelled:")
    row = (interview.state, interview.state_since, interview.version, interview.calendar_sequence, interview.wake_at)
    said = (event.verb, event.role, event.at, event.data, mail.subject, mail.due_at, mail.priority, mail.kind)
    return *row, *said, mail.text.split("http")[0]


def test_a_call_that_has_begun_is_left_to_the_clock_and_owes_nothing(
    an_interview: Led, officer: User, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    during = now + timedelta(days=7, minutes=5)

    tell(interview, interview.student.user, during)

    interview.refresh_from_db()
    assert interview.state == State.SCHEDULED
    assert reminders_of_a_month(during) == []
    interview.refresh_from_db()
    assert interview.state == State.COMPLETED  # as any call two days later


def reminders_of_a_month(now: datetime) -> list[str]:
    before = list(OutgoingMail.objects.values_list("pk", flat=True))
    for day in range(40):
        wake_all(now + timedelta(days=day))
        sweep(now + timedelta(days=day))
    return mails_since(before)


def test_a_report_takes_back_what_was_queued_between_the_two(an_interview: Led, officer: User, now: datetime) -> None:
    interview = an_interview(State.COMPLETED)
    after = now + timedelta(days=7, hours=2)
    actions.send_thank_you(interview, by=interview.student.user, how="mail", text="Thank you.", now=after)

    tell(interview, interview.mentor.user, after)

    left = OutgoingMail.objects.about(interview).queued()
    assert list(left) == []


def test_what_is_written_after_it_reaches_nobody(an_interview: Led, officer: User, now: datetime) -> None:
    """The student does not know, and may write a thank-you; it looks sent, and is not."""
    interview = an_interview(State.COMPLETED)
    after = now + timedelta(days=7, hours=2)
    tell(interview, interview.mentor.user, after)

    actions.send_thank_you(
        interview, by=interview.student.user, how="mail", text="Thanks!", now=after + timedelta(minutes=5)
    )
    while deliver_due(now=after + timedelta(hours=1)):
        pass

    note = OutgoingMail.objects.get(key__contains="thank_you")
    assert (note.state, note.reason) == (OutgoingMail.State.SKIPPED, "these two are kept apart")


def test_the_ordinary_last_mail_arrives(an_interview: Led, officer: User, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    soon = now + timedelta(hours=3)
    tell(interview, interview.student.user, soon)

    while deliver_due(now=soon + timedelta(minutes=1)):
        pass

    gone = OutgoingMail.objects.filter(key__contains=".cancelled:").values_list("state", flat=True)
    assert list(gone) == [OutgoingMail.State.SENT] * 2


def test_pressed_twice_it_is_told_once(an_interview: Led, officer: User, now: datetime) -> None:
    interview, report_id = an_interview(State.SCHEDULED), uuid.uuid4()
    first = tell(interview, interview.student.user, now, report_id=report_id)
    mails, events = OutgoingMail.objects.count(), interview.events.count()

    again = tell(interview, interview.student.user, now, report_id=report_id)

    assert again == first
    assert (Report.objects.count(), OutgoingMail.objects.count(), interview.events.count()) == (1, mails, events)


def test_a_form_that_carries_somebody_elses_report_is_refused(an_interview: Led, officer: User, now: datetime) -> None:
    interview, report_id = an_interview(State.SCHEDULED), uuid.uuid4()
    tell(interview, interview.student.user, now, report_id=report_id)

    with pytest.raises(RuleBroken):
        tell(interview, interview.mentor.user, now, report_id=report_id)

    assert Report.objects.get().by == interview.student.user


def test_nothing_that_people_can_read_about_themselves_names_a_report(
    an_interview: Led, officer: User, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    told = tell(interview, interview.student.user, now)
    safety.note_reading(told, by=officer, now=now)
    safety.open_words(told, by=officer, reason="To understand what was said.", now=now)

    recorded = AuditEvent.objects.filter(object_type="report").values_list("verb", "about")

    jordan = interview.student.user_id
    assert set(recorded) == {("reported", None), ("read report", jordan), ("opened words", jordan)}


# --- The office hears of it -------------------------------------------------------------------------------------------
def test_the_office_is_told_at_once_and_reminded_after_a_working_day(
    an_interview: Led, officer: User, now: datetime
) -> None:
    friday = now + timedelta(days=4)
    told = tell(an_interview(State.SCHEDULED), User.objects.get(full_name="Jordan Parker"), friday)

    due = OutgoingMail.objects.about(told).order_by("due_at").values_list("to", "due_at")

    assert list(due) == [(officer.email, friday), (officer.email, friday + timedelta(days=3))]


def test_no_mail_to_the_office_names_anybody_or_says_what_happened(
    an_interview: Led, officer: User, now: datetime
) -> None:
    told = tell(an_interview(State.SCHEDULED), User.objects.get(full_name="Jordan Parker"), now)

    written = " ".join(mail.subject + mail.text + mail.html for mail in OutgoingMail.objects.about(told))

    assert not [word for word in (SECRET, "Jordan", "Parker", "Maya", "Chen", "rude") if word in written]


def test_a_closed_report_reminds_nobody(an_interview: Led, officer: User, now: datetime) -> None:
    told = tell(an_interview(State.SCHEDULED), User.objects.get(full_name="Jordan Parker"), now)

    safety.close_report(told, by=officer, outcome="Talked to both.", now=now + timedelta(hours=1))

    assert not OutgoingMail.objects.about(told).queued().exists()
    assert AuditEvent.objects.get(verb="closed report").by == officer


def test_whom_a_report_is_about_never_hears_of_it_in_the_office(an_interview: Led, now: datetime) -> None:
    mentor = factories.MentorFactory()
    factories.grant(mentor.user, "officer")
    interview = an_interview(State.SCHEDULED, mentor=mentor)

    told = tell(interview, interview.student.user, now)

    assert set(OutgoingMail.objects.about(told).values_list("to", flat=True)) == {"careers@example.edu"}
    assert not Report.objects.visible_to(mentor.user).exists()


# --- Apart ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("side", ["student", "mentor"])
def test_two_people_kept_apart_are_brought_together_by_nothing_of_ours(
    side: str, an_interview: Led, student: Student, mentor: Mentor, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    WantToTalk.objects.create(student=student, mentor=mentor)
    after = now + timedelta(days=7, hours=2)

    safety.keep_apart(interview, by=side_of(interview, side), now=after)

    assert mentor not in Mentor.objects.listed_for(student.user)
    assert mentor not in Mentor.objects.visible_to(student.user)
    assert reminders_of_a_month(after) == []
    assert not WantToTalk.objects.exists()
    assert not Report.objects.exists()
    with pytest.raises(RuleBroken, match="isn't taking new requests"):
        actions.send_request(
            uuid.uuid4(),
            student=student,
            mentor=mentor,
            ask=ask(proposed=(after + timedelta(days=9),)),
            now=after + timedelta(days=100),
        )


def test_others_are_as_free_as_before(an_interview: Led, student: Student, mentor: Mentor, now: datetime) -> None:
    safety.keep_apart(an_interview(State.COMPLETED), by=student.user, now=now + timedelta(days=8))
    other, another = factories.StudentFactory(), factories.MentorFactory()

    assert set(Mentor.objects.listed_for(other.user)) == {mentor, another}
    assert set(Mentor.objects.listed_for(student.user)) == {another}


def test_only_the_office_lets_them_meet_again(
    an_interview: Led, student: Student, mentor: Mentor, officer: User, now: datetime
) -> None:
    told = tell(an_interview(State.SCHEDULED), student.user, now)

    safety.let_meet_again(told, by=officer, reason="A mix-up of names; both agree.", now=now)

    assert mentor in Mentor.objects.listed_for(student.user)
    assert AuditEvent.objects.get(verb="let meet again").reason == "A mix-up of names; both agree."
    safety.keep_pair_apart(told, by=officer, reason="On second thought.", now=now)
    assert mentor not in Mentor.objects.listed_for(student.user)
