"""From moment to mail: what the sweep queues, leaves out, puts off and does by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.core import clock, times
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, State
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail
from careernet.network.models import Contact
from careernet.reminders.sweep import sweep, wake_all
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
Names = Callable[[], list[str]]
SweepAt = Callable[[datetime], int]

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HERE = times.zone("America/New_York")
THE_LAST_HOUR = datetime(9999, 12, 31, 23, tzinfo=UTC)


def left_out() -> dict[str, str]:
    rows = OutgoingMail.objects.filter(kind__startswith="reminders.", state="skipped").order_by("pk")
    return {row.kind.removeprefix("reminders."): row.reason for row in rows}


# --- Waiting for an answer ----------------------------------------------------------------------------------------
def test_a_request_is_left_alone_for_a_week(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.REQUESTED)

    sweep_at(now + 6 * DAY)

    interview.refresh_from_db()
    assert reminders() == []
    assert interview.wake_at == now + 7 * DAY


def test_the_mentor_is_reminded_after_a_week_and_only_once(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    an_interview(State.REQUESTED)

    for hours in range(0, 13 * 24, 12):
        sweep_at(now + hours * HOUR)

    assert reminders() == ["answer"]


def test_the_student_may_follow_up_after_two_weeks(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    an_interview(State.REQUESTED)

    for day in range(21):
        sweep_at(now + day * DAY)

    assert reminders() == ["answer", "follow_up"]


def test_a_request_expires_after_three_weeks(an_interview: Lead, now: datetime, sweep_at: SweepAt) -> None:
    interview = an_interview(State.REQUESTED)

    sweep_at(now + 21 * DAY)

    interview.refresh_from_db()
    assert (interview.state, interview.wake_at) == (State.EXPIRED, None)


def test_a_held_time_is_let_go_two_hours_before(
    student: object, mentor: object, now: datetime, sweep_at: SweepAt
) -> None:
    interview = a_held_request(student, mentor, now)

    sweep_at(interview.starts_at - 2 * HOUR)

    interview.refresh_from_db()
    assert (interview.state, interview.during) == (State.REQUESTED, None)


def test_half_way_to_a_held_time_comes_before_a_week(
    student: object, mentor: object, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = a_held_request(student, mentor, now)

    sweep_at(now + (interview.starts_at - now) / 2 + 12 * HOUR)

    assert interview.starts_at - now < 14 * DAY
    assert reminders() == ["answer"]


def test_other_times_are_brought_to_mind_twice_before_they_lapse(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.COUNTERED)

    for day in range(9):
        sweep_at(now + day * DAY)

    interview.refresh_from_db()
    assert reminders() == ["choose_time", "choose_time"]
    assert interview.state == State.EXPIRED


def test_a_second_round_of_offers_is_brought_to_mind_again(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.COUNTERED)
    sweep_at(now + 3 * DAY)
    student, mentor = interview.student.user, interview.mentor.user

    actions.propose_times(interview, by=student, starts=[now + 12 * DAY], now=now + 4 * DAY)
    actions.offer_times(interview, by=mentor, starts=[now + 13 * DAY], where="", now=now + 5 * DAY)
    sweep_at(now + 8 * DAY)

    assert reminders() == ["choose_time", "choose_time"]


def test_who_was_named_with_a_no_is_brought_to_mind_until_the_student_keeps_them(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    asked = an_interview(State.REQUESTED)
    actions.decline(asked, by=asked.mentor.user, colleague="Kim Ode", now=now)
    for day in (2, 3):
        sweep_at(now + day * DAY)
    clock.move_to(now + 5 * DAY)
    Contact.objects.create(student=asked.student, name="Kim Ode", kind="found", introduced_by="Maya")

    sweep_at(now + 14 * DAY)

    assert reminders() == ["referral"]


# --- Around the meeting -------------------------------------------------------------------------------------------
def test_a_conversation_that_nobody_speaks_of_brings_its_reminders_and_ends_by_the_clock(
    an_interview: Lead, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.SCHEDULED)

    for hours in range(-49, 96):
        sweep_at(interview.ends_at + hours * HOUR)

    interview.refresh_from_db()
    around = ["prepare", "prepare", "brief", "evening_before", "after", "thank_you", "did_it_happen", "reflection"]
    assert reminders() == around
    assert left_out() == {}
    assert interview.state == State.COMPLETED
    assert interview.events.get(verb=Event.Verb.COMPLETED).role == Event.Role.CLOCK


def test_the_evening_before_comes_at_six_on_the_students_clock(
    an_interview: Lead, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.SCHEDULED)
    start = interview.starts_at  # 11 AM in New York
    sweep_at(start - 18 * HOUR)
    too_early = reminders()

    sweep_at(start - 17 * HOUR)

    assert (too_early, reminders()) == (["brief"], ["brief", "evening_before"])


def test_a_student_who_thanked_hears_only_of_the_reflection(
    an_interview: Lead, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.COMPLETED)
    end = interview.ends_at
    actions.send_thank_you(interview, by=interview.student.user, how="own", text="", now=end + HOUR)

    for hours in range(1, 200, 5):
        sweep_at(end + hours * HOUR)

    assert reminders() == ["reflection"]


@pytest.mark.parametrize(("by", "told"), [("mentor", ["after"]), ("student", [])])
def test_whoever_says_first_that_it_took_place_a_student_who_has_not_is_asked_for_notes(
    by: str, told: list[str], an_interview: Lead, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.SCHEDULED)
    end = interview.ends_at
    sweep_at(end)
    before = len(reminders())
    actions.complete(interview, by=getattr(interview, by).user, now=end + HOUR / 12)

    sweep_at(end + HOUR / 12)
    sweep_at(end + HOUR / 4)

    assert reminders()[before:] == told
    assert all("Maya has said that" in mail.text for mail in OutgoingMail.objects.filter(kind="reminders.after"))


@pytest.mark.parametrize("state", [State.CANCELLED, State.DECLINED, State.WITHDRAWN, State.EXPIRED])
def test_a_closed_interview_owes_nothing(
    state: str, an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(state)

    for day in range(40):
        sweep_at(now + day * DAY)

    interview.refresh_from_db()
    assert reminders() == []
    assert interview.wake_at is None


def test_a_reminder_whose_conversation_is_called_off_before_it_leaves_is_taken_back(
    an_interview: Lead, sweep_at: SweepAt
) -> None:
    interview = an_interview(State.SCHEDULED)
    evening = interview.starts_at - 17 * HOUR
    sweep_at(evening)

    actions.cancel(interview, by=interview.student.user, role="student", reason="I am ill.", now=evening + HOUR)

    assert OutgoingMail.objects.get(kind="reminders.evening_before").state == "cancelled"


def test_a_queued_reminder_that_was_answered_meanwhile_no_longer_holds(
    an_interview: Lead, now: datetime, sweep_at: SweepAt
) -> None:
    interview = an_interview(State.REQUESTED)
    sweep_at(now + 7 * DAY)
    mail = OutgoingMail.objects.get(kind="reminders.answer")
    held = kinds.get(mail.kind).still_holds(mail, now + 7 * DAY)

    actions.offer_times(interview, by=interview.mentor.user, starts=[], where="", now=now + 7 * DAY)

    assert held is True
    assert kinds.get(mail.kind).still_holds(mail, now + 7 * DAY) == "no longer owed"


# --- What is left out, put off, bounded ---------------------------------------------------------------------------
def test_a_call_booked_after_its_evening_needs_no_evening_mail(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.REQUESTED)
    start = now + 7 * DAY
    actions.accept(interview, by=interview.mentor.user, starts_at=start, where="", now=start - 10 * HOUR)

    sweep_at(start - 3 * HOUR)

    assert reminders() == []
    said = dict.fromkeys(("brief", "evening_before"), "booked after its moment; the confirmation said it all")
    assert left_out() == {"prepare": "its moment had passed"} | said


def test_a_reminder_nobody_swept_in_time_is_left_out_with_its_reason(
    an_interview: Lead, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.SCHEDULED)

    sweep_at(interview.starts_at + HOUR / 60)

    assert reminders() == []
    assert left_out() == dict.fromkeys(("prepare", "brief", "evening_before"), "its moment had passed")


def test_after_a_long_silence_only_the_last_of_several_reminders_goes(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    an_interview(State.COUNTERED)

    sweep_at(now + 6 * DAY)

    assert reminders() == ["choose_time"]
    assert left_out() == {"choose_time": "a later one took its place"}


def test_nobody_gets_two_reminders_on_one_day(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    for name in ("Ana", "Bea", "Cleo"):
        an_interview(State.REQUESTED, student=factories.StudentFactory(user__full_name=name))

    counts = []
    for day in (7, 7, 8, 9, 10):
        sweep_at(now + day * DAY)
        counts.append(len(reminders()))

    assert counts == [1, 1, 2, 3, 3]


def test_in_the_night_a_reminder_waits_for_the_morning(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    interview = an_interview(State.REQUESTED)
    night = (now + 7 * DAY).replace(hour=7)  # midnight in San Francisco

    sweep_at(night + DAY)

    interview.refresh_from_db()
    assert reminders() == []
    assert interview.wake_at == night + DAY + 7 * HOUR


# --- The sweep itself ---------------------------------------------------------------------------------------------
def test_a_swept_interview_is_next_looked_at_in_the_future_or_never(an_interview: Lead, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)

    sweep(now + 3 * HOUR)

    interview.refresh_from_db()
    assert interview.wake_at == interview.starts_at - 5 * DAY


def test_the_nightly_round_finds_nothing_that_the_noted_moments_missed(
    an_interview: Lead, now: datetime, sweep_at: SweepAt
) -> None:
    interview = an_interview(State.SCHEDULED)
    for hours in range(0, 300, 2):
        sweep_at(now + hours * HOUR)
    interview.refresh_from_db()
    mails, wake_at = set(OutgoingMail.objects.values_list("key", flat=True)), interview.wake_at

    woken = wake_all(now + 300 * HOUR)
    sweep_at(now + 300 * HOUR)

    interview.refresh_from_db()
    assert woken == 1
    assert set(OutgoingMail.objects.values_list("key", flat=True)) == mails
    assert interview.wake_at == wake_at


def test_a_changed_reflection_is_swept_once(an_interview: Lead, sweep_at: SweepAt) -> None:
    from careernet.reflections.actions import begin  # noqa: PLC0415

    interview = an_interview(State.COMPLETED)
    end = interview.ends_at
    reflection = begin(interview, by=interview.student.user, now=end + HOUR)

    sizes = [sweep_at(end + 2 * HOUR), sweep_at(end + 2 * HOUR)]

    reflection.refresh_from_db()
    assert (sizes, reflection.wake_at) == ([1, 0], None)


@pytest.mark.parametrize("number", [1, 15])
def test_looking_costs_the_same_however_many_are_due(
    number: int, an_interview: Lead, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(number):
        an_interview(State.REQUESTED, student=factories.StudentFactory(), mentor=factories.MentorFactory())

    with django_assert_num_queries(34):  # the full rounds, of interviews and of mentors, and those that find nobody
        sweep(now + HOUR)


def a_held_request(student: object, mentor: object, now: datetime) -> Interview:
    import uuid  # noqa: PLC0415

    from careernet.campus.models import Policy  # noqa: PLC0415
    from careernet.interviews.times import free_times  # noqa: PLC0415

    slot = free_times(mentor, student, now=now, policy=Policy.current())[0]  # type: ignore[arg-type]
    return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(slot=slot), now=now)  # type: ignore[arg-type]


# --- One that is broken -------------------------------------------------------------------------------------------
def test_a_reminder_that_cannot_be_written_is_dead_with_a_reason_and_delays_nobody(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    broken = an_interview(State.SCHEDULED)
    _live_ahead_of_the_last_day(broken)
    Interview.objects.filter(pk=broken.pk).update(asked_at=THE_LAST_HOUR)
    an_interview(State.SCHEDULED, student=factories.StudentFactory(), mentor=factories.MentorFactory())

    for minutes in (0, 1, 2):
        sweep_at(now + 3 * DAY + timedelta(minutes=minutes))

    dead = OutgoingMail.objects.get(state=OutgoingMail.State.DEAD)
    assert (dead.about_id, dead.kind) == (broken.pk, "reminders.prepare")
    assert "out of range" in dead.reason
    assert reminders() == ["prepare", "prepare"]  # the dead one, and the other's


def test_what_the_clock_cannot_do_for_one_delays_nobody(an_interview: Lead, now: datetime, sweep_at: SweepAt) -> None:
    broken = an_interview(State.REQUESTED)
    _live_ahead_of_the_last_day(broken)
    last_call = (THE_LAST_HOUR, THE_LAST_HOUR + broken.duration)
    Interview.objects.filter(pk=broken.pk).update(during=last_call, mentor_block=last_call)
    other = an_interview(State.REQUESTED, student=factories.StudentFactory(), mentor=factories.MentorFactory())

    sweep_at(now + 21 * DAY)

    states = dict(Interview.objects.values_list("pk", "state"))
    assert states == {broken.pk: State.REQUESTED, other.pk: State.EXPIRED}
    broken.refresh_from_db()
    assert broken.wake_at == now + 21 * DAY + timedelta(minutes=1)


def _live_ahead_of_the_last_day(interview: Interview) -> None:
    """The last hour of the year 9999 cannot be written on their clocks."""
    User.objects.filter(pk__in=[user.pk for user in interview.users]).update(time_zone="Europe/Paris")


def test_who_has_no_zone_that_anybody_knows_is_reminded_at_the_campus_s_hours(
    an_interview: Lead, now: datetime, sweep_at: SweepAt, reminders: Names, caplog: pytest.LogCaptureFixture
) -> None:
    interview = an_interview(State.SCHEDULED)
    lower = interview.during.lower
    User.objects.filter(pk__in=[user.pk for user in interview.users]).update(time_zone="No/Where")

    sweep_at(now + 3 * DAY)

    interview.refresh_from_db()
    mail = OutgoingMail.objects.get(kind="reminders.prepare")
    assert mail.subject.endswith(f"{times.time_range(lower, lower + interview.duration, HERE)}, New York time (EDT)")
    assert interview.wake_at > now + 4 * DAY
    assert "could not be" not in caplog.text
