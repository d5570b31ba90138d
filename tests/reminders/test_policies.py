"""Each duty and deed alone: when it is owed, when it is mailed, and until when. No database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod, MeetingMode, Policy
from careernet.core import times
from careernet.interviews.models import Absence, Event, Interview, Preparation, Question, State, ThankYou
from careernet.mail.models import Preference
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection
from careernet.reminders.cases import Campus, Case
from careernet.reminders.duty import Duty, occasion
from careernet.reminders.moments import expires_at
from careernet.reminders.policies import DEEDS, DUTIES
from careernet.reminders.quiet import Quiet
from careernet.reminders.verdicts import LeaveOut, Send, Wait, moments, verdict
from careernet.students.models import Student

SENT = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)  # a Monday, 11:00 in New York
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUTY = {duty.name: duty for duty in DUTIES}
go_on, expire, let_go, complete = DEEDS


def a_case(
    state: str,
    *,
    start: datetime | None = None,
    since: datetime = SENT,
    zone: str = "America/New_York",
    periods: Sequence[AcademicPeriod] = (),
    followed_up_at: datetime | None = None,
    handed_back_at: datetime | None = None,
    wants_last_call: bool = False,
    colleague: str = "",
    wrote_at: datetime | None = None,
    questions: Sequence[str] = (),
    **facts: object,
) -> Case:
    student = Student(user=User(pk=1, email="s@example.edu", full_name="Jordan Parker", time_zone=zone))
    mentor = Mentor(user=User(pk=2, email="m@example.edu", full_name="Maya Chen", time_zone="America/Los_Angeles"))
    interview = Interview(
        student=student, mentor=mentor, state=state, state_since=since, mode=MeetingMode.VIDEO, calendar_uid=uuid4()
    )
    interview.during = DateTimeTZRange(start, start + timedelta(minutes=30), "[)") if start else None
    interview.handed_back_at = handed_back_at
    events = [Event(verb="followed_up", at=followed_up_at)] if followed_up_at else []
    events += [Event(verb="declined", at=since, data={"colleague": colleague})] if colleague else []
    events += [Event(verb="wrote", role="student", at=wrote_at)] if wrote_at else []
    # As if loaded together with the interview; a query would fail, as these tests have no database.
    asked = [Question(text=text) for text in questions]
    interview._prefetched_objects_cache = {"events": events, "questions": asked}  # type: ignore[attr-defined]
    student.user._state.fields_cache["mail_preference"] = Preference(wants_last_call=wants_last_call)
    mentor.user._state.fields_cache["mail_preference"] = Preference()
    interview._state.fields_cache |= {
        "preparation": None,
        "thank_you": None,
        "reflection": None,
        "absence": None,
    } | facts
    return Case(interview, Campus(Policy(), tuple(periods)))


def mails(duty: Duty, case: Case) -> tuple[datetime, ...]:
    return duty.mails_at(case) if duty.is_owed(case) else ()


# --- Waiting ------------------------------------------------------------------------------------------------------
def test_the_mentor_is_reminded_a_week_after_the_request() -> None:
    assert mails(DUTY["answer"], a_case(State.REQUESTED)) == (SENT + 7 * DAY,)


def test_a_held_time_brings_it_forward_to_half_way() -> None:
    case = a_case(State.REQUESTED, start=SENT + 6 * DAY)

    assert mails(DUTY["answer"], case) == (SENT + 3 * DAY,)


def test_a_follow_up_keeps_our_own_reminder_three_days_apart() -> None:
    case = a_case(State.REQUESTED, followed_up_at=SENT + 7 * DAY)

    assert mails(DUTY["answer"], case) == (SENT + 10 * DAY,)


def test_a_follow_up_is_suggested_once_and_not_after_one() -> None:
    assert mails(DUTY["follow_up"], a_case(State.REQUESTED)) == (SENT + 14 * DAY,)
    assert mails(DUTY["follow_up"], a_case(State.REQUESTED, followed_up_at=SENT + 8 * DAY)) == ()


@pytest.mark.parametrize(("state", "days"), [(State.REQUESTED, 21), (State.COUNTERED, 7), (State.ACCEPTED, 14)])
def test_silence_ends_it(state: str, days: int) -> None:
    case = a_case(state)

    assert expire.at(case) == expires_at(case) == SENT + days * DAY


def test_waiting_stands_still_in_a_break() -> None:
    fall_break = AcademicPeriod(kind="break", name="Fall", starts_on=date(2026, 9, 16), ends_on=date(2026, 9, 20))
    case = a_case(State.REQUESTED, periods=[fall_break])

    assert mails(DUTY["answer"], case) == (SENT + 12 * DAY,)
    assert mails(DUTY["follow_up"], case) == (SENT + 19 * DAY,)
    assert expire.at(case) == SENT + 26 * DAY


def test_a_student_chooses_a_time_after_two_days_and_after_five() -> None:
    assert mails(DUTY["choose_time"], a_case(State.COUNTERED)) == (SENT + 2 * DAY, SENT + 5 * DAY)


def test_a_question_stops_the_mentors_clock_and_has_one_of_its_own() -> None:
    case = a_case(State.REQUESTED, handed_back_at=SENT)

    assert mails(DUTY["answer"], case) == mails(DUTY["follow_up"], case) == ()
    assert mails(DUTY["answer_question"], case) == (SENT + 2 * DAY, SENT + 5 * DAY)
    assert expire.at(case) == SENT + 7 * DAY


def test_a_message_waits_four_working_days_for_a_look_and_its_advisor_hears_on_two_of_them() -> None:
    friday = SENT + 4 * DAY

    case = a_case(State.IN_REVIEW, since=friday)

    assert mails(DUTY["look"], case) == (friday + 3 * DAY, friday + 4 * DAY)
    assert go_on.at(case) == friday + 6 * DAY


def test_an_advisor_is_reminded_of_a_reflection_after_five_working_days_each_time_it_is_handed_in() -> None:
    friday = SENT + 4 * DAY
    case, again = (
        a_case(State.COMPLETED, start=SENT, reflection=Reflection(state="submitted", submitted_at=at))
        for at in (friday, friday + HOUR)
    )

    assert mails(DUTY["review"], case) == (friday + 7 * DAY,)
    assert DUTY["review"].occasion(case) != DUTY["review"].occasion(again)
    assert not DUTY["review"].is_owed(a_case(State.COMPLETED, start=SENT))


def test_a_yes_without_a_time_is_on_the_advisors_list_after_ten_days_and_never_mailed() -> None:
    case = a_case(State.ACCEPTED)

    assert not DUTY["no_time_yet"].is_open(case, SENT + 10 * DAY - HOUR)
    assert DUTY["no_time_yet"].is_open(case, SENT + 10 * DAY)
    assert mails(DUTY["no_time_yet"], case) == ()


def test_a_held_time_is_let_go_two_hours_before() -> None:
    assert let_go.at(a_case(State.REQUESTED, start=SENT + 6 * DAY)) == SENT + 6 * DAY - 2 * HOUR
    assert let_go.at(a_case(State.REQUESTED)) is None


# --- Preparing ----------------------------------------------------------------------------------------------------
FIVE = [f"How did year {number} go?" for number in range(5)]


def test_a_student_prepares_five_days_ahead_and_again_two_days_ahead_but_not_in_the_last_day() -> None:
    case = a_case(State.SCHEDULED, start=SENT + 9 * DAY)

    assert mails(DUTY["prepare"], case) == (SENT + 4 * DAY, SENT + 7 * DAY)
    assert DUTY["prepare"].mailed_until(case) == SENT + 8 * DAY


def test_what_is_booked_late_is_prepared_for_at_once() -> None:
    case = a_case(State.SCHEDULED, start=SENT + 3 * DAY)

    assert decide("prepare", case, SENT) == Send()


@pytest.mark.parametrize(
    ("goals", "questions", "is_missing"),
    [
        ("", FIVE, True),
        (" ", FIVE, True),
        ("A goal", FIVE[1:], True),
        ("A goal", [*FIVE[1:], "Is it hard?"], True),
        ("A goal", FIVE, False),
    ],
)
def test_the_second_time_only_if_there_is_no_goal_or_too_few_questions(
    goals: str, questions: list[str], is_missing: bool
) -> None:
    case = a_case(State.SCHEDULED, start=SENT, preparation=Preparation(goals=goals), questions=questions)
    prepare = DUTY["prepare"]

    assert prepare.left_out(case, 0) == ""
    assert prepare.left_out(case, 1) == ("" if is_missing else "nothing is missing any more")
    assert prepare.is_shown(case) is is_missing


@pytest.mark.parametrize(("name", "ahead"), [("brief", DAY), ("last_call", timedelta(minutes=45))])
def test_what_is_about_the_call_comes_until_it_begins_and_never_after_a_late_booking(
    name: str, ahead: timedelta
) -> None:
    duty, start = DUTY[name], SENT + 9 * DAY
    case = a_case(State.SCHEDULED, start=start, wants_last_call=True)
    late = a_case(State.SCHEDULED, start=start, since=start - timedelta(minutes=30))

    assert mails(duty, case) == (start - ahead,)
    assert duty.mailed_until(case) == start
    assert decide(name, late, start) == LeaveOut("booked after its moment; the confirmation said it all")
    assert not duty.is_shown(case)


def test_the_brief_before_an_early_call_comes_in_the_evening_on_the_mentors_clock() -> None:
    six_there = datetime(2026, 9, 22, 13, 0, tzinfo=UTC)
    theirs = replace(NEW_YORK, zone=times.zone("America/Los_Angeles"))
    case = a_case(State.SCHEDULED, start=six_there)

    [at] = moments(DUTY["brief"], case, theirs)

    assert times.local(at, theirs.zone).isoformat() == "2026-09-20T20:50:00-07:00"


def test_a_mail_right_before_the_call_is_only_for_who_asked_for_it() -> None:
    asked, others = (a_case(State.SCHEDULED, start=SENT, wants_last_call=wish) for wish in (True, False))

    assert DUTY["last_call"].left_out(asked, 0) == ""
    assert DUTY["last_call"].left_out(others, 0) == "not asked for"


# --- Meeting ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "evening"),
    [
        (datetime(2026, 9, 21, 15, 0, tzinfo=UTC), datetime(2026, 9, 20, 22, 0, tzinfo=UTC)),
        # Clocks go forward in the night of March 8, and back in that of November 1: it stays six o'clock.
        (datetime(2026, 3, 8, 15, 0, tzinfo=UTC), datetime(2026, 3, 7, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 1, 16, 0, tzinfo=UTC), datetime(2026, 10, 31, 22, 0, tzinfo=UTC)),
    ],
)
def test_the_evening_before_is_at_six_by_the_students_clock(start: datetime, evening: datetime) -> None:
    case = a_case(State.SCHEDULED, start=start)

    assert mails(DUTY["evening_before"], case) == (evening,)
    assert times.local(evening, times.zone("America/New_York")).hour == 18


def test_the_evening_before_is_the_students_not_the_mentors() -> None:
    case = a_case(State.SCHEDULED, start=datetime(2026, 9, 22, 2, 0, tzinfo=UTC), zone="Asia/Kolkata")

    assert mails(DUTY["evening_before"], case) == (datetime(2026, 9, 21, 12, 30, tzinfo=UTC),)


def test_the_evening_before_is_worth_nothing_in_the_last_hour() -> None:
    case = a_case(State.SCHEDULED, start=SENT)

    assert DUTY["evening_before"].mailed_until(case) == SENT - HOUR


def test_after_the_call_each_side_is_asked_in_its_time() -> None:
    case = a_case(State.SCHEDULED, start=SENT)
    end = case.ends_at

    assert mails(DUTY["after"], case) == (end + timedelta(minutes=15),)
    assert DUTY["after"].mailed_until(case) == end + 20 * HOUR
    assert mails(DUTY["thank_you"], case) == (end + 20 * HOUR,)
    assert DUTY["thank_you"].mailed_until(case) == end + 5 * DAY
    assert mails(DUTY["did_it_happen"], case) == (end + 24 * HOUR,)
    assert DUTY["did_it_happen"].mailed_until(case) == end + 48 * HOUR
    assert complete.at(case) == end + 48 * HOUR


def test_once_it_took_place_nobody_is_asked_whether_it_did() -> None:
    case = a_case(State.COMPLETED, start=SENT)

    assert mails(DUTY["after"], case) == mails(DUTY["did_it_happen"], case) == ()
    assert complete.at(case) is None


def test_a_thank_you_that_went_needs_no_last_call() -> None:
    assert mails(DUTY["thank_you"], a_case(State.COMPLETED, start=SENT, thank_you=ThankYou())) == ()


def test_a_reflection_is_due_after_two_days_for_three_weeks() -> None:
    case = a_case(State.COMPLETED, start=SENT)

    assert mails(DUTY["reflection"], case) == (case.ends_at + 48 * HOUR,)
    assert DUTY["reflection"].mailed_until(case) == case.ends_at + 21 * DAY


def test_a_reflection_handed_in_is_owed_no_more_and_one_returned_is_to_be_added_to() -> None:
    handed_in = Reflection(state="submitted", submitted_at=SENT + 3 * DAY)
    returned = Reflection(state="returned", submitted_at=SENT + 3 * DAY)

    assert not DUTY["reflection"].is_owed(a_case(State.COMPLETED, start=SENT, reflection=handed_in))
    assert DUTY["add_to_reflection"].is_owed(a_case(State.COMPLETED, start=SENT, reflection=returned))


# --- Whom they know -----------------------------------------------------------------------------------------------
def test_somebody_who_was_named_is_brought_to_mind_twice_within_a_month() -> None:
    case = a_case(State.DECLINED, colleague="Kim Ode, Arcadia Labs")

    assert mails(DUTY["referral"], case) == (SENT + 3 * DAY, SENT + 14 * DAY)
    assert DUTY["referral"].mailed_until(case) == SENT + 30 * DAY
    assert "Kim Ode" in DUTY["referral"].title(case)


@pytest.mark.parametrize("fact", ["is_taken_up", "is_apart"])
def test_who_is_kept_by_now_needs_no_reminder_nor_whoever_is_apart(fact: str) -> None:
    case = a_case(State.DECLINED, colleague="Kim Ode")

    setattr(case.interview, fact, True)

    assert not DUTY["referral"].is_owed(case)


def test_a_student_keeps_in_touch_on_mondays_after_a_month_three_months_and_half_a_year() -> None:
    """Clocks go back on November 1, and forward on March 14: it stays eight o'clock."""
    case = a_case(State.COMPLETED, start=SENT)

    moments = [times.local(at, NEW_YORK.zone) for at in mails(DUTY["keep_in_touch"], case)]

    days = [date(2026, 10, 19), date(2026, 12, 14), date(2027, 3, 15)]
    assert [(moment.date(), moment.hour, moment.weekday()) for moment in moments] == [(day, 8, 0) for day in days]
    assert not DUTY["keep_in_touch"].is_shown(case)


@pytest.mark.parametrize("later", [{"thank_you": ThankYou(sent_at=SENT + 8 * DAY)}, {"wrote_at": SENT + 8 * DAY}])
def test_every_touch_begins_it_anew(later: dict[str, object]) -> None:
    before, after = a_case(State.COMPLETED, start=SENT), a_case(State.COMPLETED, start=SENT, **later)  # type: ignore[arg-type]
    keep = DUTY["keep_in_touch"]

    assert mails(keep, after)[0] == mails(keep, before)[0] + 7 * DAY
    assert keep.occasion(after) != keep.occasion(before)


def test_of_several_talks_with_one_person_only_the_last_is_gone_by() -> None:
    case = a_case(State.COMPLETED, start=SENT)

    case.interview.has_later_talk = True  # type: ignore[attr-defined]

    assert not DUTY["keep_in_touch"].is_owed(case)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED])
def test_a_closed_interview_owes_nothing(state: str) -> None:
    case = a_case(state, start=SENT)

    assert [duty.name for duty in DUTIES if duty.is_owed(case)] == []
    assert [deed.at(case) for deed in DEEDS] == [None, None, None, None]


def test_every_booking_and_every_move_is_an_occasion_of_its_own() -> None:
    case = a_case(State.SCHEDULED, start=SENT)
    before = occasion(case)

    case.interview.calendar_sequence += 1

    assert occasion(case) != before


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_every_mail_of_a_duty_lies_within_its_time(duty: Duty) -> None:
    cases = [a_case(state, start=SENT + 9 * DAY) for state in (State.REQUESTED, State.SCHEDULED, State.COMPLETED)]
    returned, to_read = (
        a_case(State.COMPLETED, start=SENT, reflection=Reflection(state=state, submitted_at=SENT))
        for state in ("returned", "submitted")
    )
    others = [
        a_case(State.DECLINED, colleague="Kim Ode"),
        to_read,
        a_case(State.ACCEPTED),
        *(a_case(s, handed_back_at=SENT) for s in (State.ACCEPTED, State.REQUESTED)),
    ]
    with_a_step = a_case(State.COMPLETED, start=SENT, reflection=Reflection(state="done", submitted_at=SENT))
    with_a_step.interview.step_due_on = SENT.date()
    others.append(with_a_step)
    others += [a_case(state) for state in (State.COUNTERED, State.DRAFT, State.IN_REVIEW)]
    others.append(a_case(State.MISSED, absence=Absence(of="student", said_at=SENT, answer_by=SENT + 7 * DAY)))
    owed = [case for case in [*cases, returned, *others] if duty.is_owed(case)]

    assert owed
    for case in owed:
        due = duty.mails_at(case)
        assert all(at < duty.mailed_until(case) for at in due)
        assert all(first < second for first, second in pairwise(due))
        assert duty.opens_at(case) <= duty.latest(case)
        assert duty.title(case)
        assert duty.reason(case, SENT)


# --- Verdicts -----------------------------------------------------------------------------------------------------
NEW_YORK = Quiet(21, 7, times.zone("America/New_York"))


def decide(duty: str, case: Case, now: datetime, **known: object) -> object:
    [at, *_] = moments(DUTY[duty], case, NEW_YORK)
    return verdict(DUTY[duty], case, at, now=now, **({"quiet": NEW_YORK, "sent": 0, "days": ()} | known))  # type: ignore[arg-type]


def test_what_is_due_goes() -> None:
    assert decide("follow_up", a_case(State.REQUESTED), SENT + 14 * DAY) == Send()


def test_on_a_day_with_another_reminder_it_waits_for_the_next_morning() -> None:
    now = SENT + 14 * DAY
    day = now.date()

    assert decide("follow_up", a_case(State.REQUESTED), now, days={day}) == Wait(NEW_YORK.morning(day + DAY))
    assert decide("follow_up", a_case(State.REQUESTED), now, days={day, day + DAY}) == Wait(
        NEW_YORK.morning(day + 2 * DAY)
    )


def test_the_day_of_a_meeting_is_not_counted() -> None:
    case = a_case(State.SCHEDULED, start=SENT)
    now = case.ends_at + HOUR

    assert decide("after", case, now, days={now.date()}) == Send()


def test_when_enough_have_gone_no_more_go() -> None:
    case = a_case(State.REQUESTED)

    assert decide("follow_up", case, SENT + 14 * DAY, sent=6) == Send()
    assert isinstance(decide("follow_up", case, SENT + 14 * DAY, sent=7), LeaveOut)
    assert isinstance(decide("answer", case, SENT + 7 * DAY, sent=4), LeaveOut)


def test_a_reminder_that_only_the_night_has_room_for_is_left_out() -> None:
    case = a_case(State.SCHEDULED, start=datetime(2026, 9, 21, 11, 30, tzinfo=UTC))  # 7:30 in the morning
    at_night = datetime(2026, 9, 21, 3, 0, tzinfo=UTC)

    assert decide("evening_before", case, at_night) == LeaveOut("no free hour was left for it")


def test_quiet_hours_move_the_evening_before_earlier_and_the_others_later() -> None:
    early_quiet = replace(NEW_YORK, begins=17)
    evening = moments(DUTY["evening_before"], a_case(State.SCHEDULED, start=SENT), early_quiet)
    follow_up = moments(DUTY["follow_up"], a_case(State.REQUESTED, since=SENT + 8 * HOUR), early_quiet)

    assert [times.time_of_day(at, NEW_YORK.zone) for at in evening] == ["4:50 PM"]
    assert [times.time_of_day(at, NEW_YORK.zone) for at in follow_up] == ["7:00 AM"]
