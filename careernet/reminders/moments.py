"""When something is owed, and whether it is at all: what the rows of `policies` are made of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from careernet.core import times
from careernet.core.times import to_utc
from careernet.interviews import looks
from careernet.interviews.models import Event, State
from careernet.mail.preferences import morning
from careernet.network.models import Contact, steps_of
from careernet.reflections.models import Reflection
from careernet.reminders.cases import Case

MONDAY, A_WEEK = 0, timedelta(days=7)
NOT_ASKED_FOR = "not asked for"  # left out without a record: it would be one for each call of nearly everybody


# --- When ---------------------------------------------------------------------------------------------------------
def expires_at(case: Case) -> datetime:
    """When a request, an offer, a question or a yes without a time closes by itself."""
    policy = case.campus.policy
    if case.state == State.REQUESTED and case.interview.turn == Event.Role.STUDENT:
        return case.waited(policy.offer_expires)
    waits = {
        State.REQUESTED: policy.request_expires,
        State.COUNTERED: policy.offer_expires,
        State.ACCEPTED: policy.accepted_expires,
    }
    return case.waited(waits[State(case.state)])


def answer_reminder(case: Case) -> datetime:
    """After the waiting days or half-way to a held time, whichever is earlier; apart from the student's own words."""
    due = case.waited(case.campus.policy.request_reminder)
    if case.interview.during:
        due = min(due, case.since + (case.starts_at - case.since) / 2)
    apart = timedelta(days=case.campus.policy.apart_days)
    return max(due, case.followed_up_at + apart) if case.followed_up_at else due


def follow_up_from(case: Case) -> datetime:
    return case.waited(max(case.campus.policy.follow_up_after, case.campus.policy.follow_up_locked))


def choose_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return case.waited(policy.choose_reminder), case.waited(policy.choose_last_reminder)


def undecided_from(case: Case) -> datetime:
    """When an advisor hears that a yes still has no time."""
    return case.waited(case.campus.policy.undecided_days)


def stays_undecided(case: Case) -> bool:
    """A yes without a time that an advisor hears of before it closes by itself."""
    is_undecided = case.state in (State.COUNTERED, State.ACCEPTED)
    return is_undecided and undecided_from(case) < expires_at(case)


def goes_on_at(case: Case) -> datetime:
    """When a request nobody looked at goes out by itself."""
    return looks.goes_on_at(case.interview, policy=case.campus.policy, periods=case.campus.periods)


def look_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return case.worked(policy.look_reminder), case.worked(policy.look_last_reminder)


def prepare_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return before_start(case, days=policy.prepare_days), before_start(case, hours=policy.prepare_again_hours)


def prepare_until(case: Case) -> datetime:
    return before_start(case, hours=case.campus.policy.prepare_until_hours)


def brief_at(case: Case) -> datetime:
    return before_start(case, hours=case.campus.policy.brief_hours)


def last_call_at(case: Case) -> datetime:
    return before_start(case, minutes=case.campus.policy.ready_minutes)


def evening_before(case: Case) -> datetime:
    zone = case.zone_of(case.interview.student.user)
    day_before = times.local(case.starts_at, zone).date() - timedelta(days=1)
    return to_utc(day_before, case.campus.policy.evening_hour * 60, zone)


def an_hour_before(case: Case) -> datetime:
    return before_start(case, hours=1)


def before_start(case: Case, **span: int) -> datetime:
    return case.starts_at - timedelta(**span)


def asks_how_it_went_at(case: Case) -> datetime:
    return case.after_end(minutes=case.campus.policy.after_minutes)


def asks_the_mentor_at(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.did_it_happen_hours)


def completes_at(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.completes_after_hours)


def last_thanks(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.thank_you_hours)


def thanks_until(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.thank_you_days)


def reflection_due(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.reflection_hours)


def reflection_overdue(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.reflection_overdue)


def reflection_until(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.reflection_until)


def referral_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return after_no(case, policy.referral_days), after_no(case, policy.referral_last_days)


def referral_until(case: Case) -> datetime:
    return after_no(case, case.campus.policy.referral_until)


def after_no(case: Case, days: int) -> datetime:
    return case.since + timedelta(days=days)


def touch_reminders(case: Case) -> tuple[datetime, ...]:
    """On the Monday morning after each of some rising spans since the last touch; later, only news is worth a word.

    For a day the student has set: on the Monday of its week.
    """
    policy, zone = case.campus.policy, case.zone_of(case.interview.student.user)
    if case.known and case.known.next_on:
        return (morning(MONDAY, zone, after=times.local_midnight(case.known.next_on, zone) - A_WEEK),)
    days = steps_of(case.known.rhythm if case.known else Contact.Rhythm.STEPS, policy)
    return tuple(morning(MONDAY, zone, after=case.last_touch + timedelta(days=each)) for each in days)


def touch_occasion(case: Case) -> str:
    """Another day set is another occasion."""
    since = f"{case.last_touch:%Y%m%dT%H%M%S.%f}"
    return f"{since}.{case.known.next_on}" if case.known and case.known.next_on else since


def touch_until(case: Case) -> datetime:
    return touch_reminders(case)[-1] + A_WEEK


# --- Whether ------------------------------------------------------------------------------------------------------
def is_in(*states: str) -> Callable[[Case], bool]:
    return lambda case: case.state in states


def is_turn(state: str, of: str) -> Callable[[Case], bool]:
    return lambda case: case.state == state and case.interview.turn == of


def may_follow_up(case: Case) -> bool:
    return case.interview.turn == Event.Role.MENTOR and case.state == State.REQUESTED and case.followed_up_at is None


def asks_how_it_went(case: Case) -> bool:
    """Until the student has said so. Where the mentor was faster, there is still something to note and to send."""
    return case.state == State.SCHEDULED or (case.is_said_by_mentor and case.thank_you is None)


def is_unprepared(case: Case) -> bool:
    return not case.is_prepared


def is_prepared_meanwhile(case: Case, number: int) -> str:
    return "" if number == 0 or is_unprepared(case) else "nothing is missing any more"


def is_not_asked_for(case: Case, number: int) -> str:
    return "" if case.wants_last_call else NOT_ASKED_FOR


def is_missed_as_student(case: Case) -> bool:
    """The mentor didn't see them, and they have not said why yet."""
    return case.absence is not None and case.absence.of == Event.Role.STUDENT and not case.absence.answer


def is_no_news(case: Case, number: int) -> str:
    return "the mentor wants to hear only news" if case.wants_news_only else ""


def is_unthanked(case: Case) -> bool:
    return case.state in (State.SCHEDULED, State.COMPLETED) and case.thank_you is None


def is_unreflected(case: Case) -> bool:
    handed_in = case.reflection and case.reflection.submitted_at
    return case.state == State.COMPLETED and not handed_in


def has_referral(case: Case) -> bool:
    return case.state == State.DECLINED and bool(case.referral) and not case.is_taken_up and _studies(case)


def owes_thanks_for_a_name(case: Case) -> bool:
    """They had no time and named somebody."""
    has_name = bool(case.referral) or case.is_taken_up
    return case.state == State.DECLINED and has_name and case.thank_you is None and _studies(case)


def can_keep_in_touch(case: Case) -> bool:
    return case.state == State.COMPLETED and case.is_latest_talk and _studies(case) and _has_a_next_time(case)


def _has_a_next_time(case: Case) -> bool:
    """By a day the student has set, or else by their rhythm."""
    known = case.known
    if known is None:
        return True
    return not known.is_archived and bool(known.next_on or known.rhythm != Contact.Rhythm.NEWS)


def _studies(case: Case) -> bool:
    return case.interview.student.left_at is None


def has_step(case: Case) -> bool:
    return case.state == State.COMPLETED and case.step_due_on is not None


def step_due(case: Case) -> datetime:
    """From the first moment of its day on, where the student is."""
    assert case.step_due_on
    return times.local_midnight(case.step_due_on, case.zone_of(case.interview.student.user))


def is_to_review(case: Case) -> bool:
    return case.reflection is not None and case.reflection.state == Reflection.State.SUBMITTED


def is_returned(case: Case) -> bool:
    return case.reflection is not None and case.reflection.state == Reflection.State.RETURNED
