"""Coming to a time: the mentor's answer and the student's choice."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails, places
from careernet.interviews.actions.locks import TimeTaken, claiming, lock_asked
from careernet.interviews.actions.record import (
    Role,
    Verb,
    check_month,
    offered,
    record,
    replace_offer,
    require,
    schedule,
)
from careernet.interviews.models import WITHOUT_TIME, Interview, OfferedTime, State
from careernet.interviews.spans import Span, as_data, spans_of
from careernet.interviews.times import free_times, times_to_take, with_a_call


def accept(interview: Interview, *, by: User, starts_at: datetime, where: str, now: datetime) -> Interview:
    """The mentor says yes to the held slot or takes a proposed time; their own notice does not bind them."""
    with claiming():
        interview = lock_asked(interview)
        if interview.state == State.SCHEDULED and interview.starts_at == starts_at:
            return interview
        require(interview, State.REQUESTED, State.ACCEPTED)
        if starts_at != interview.starts_at and not _is_offered(interview, starts_at):
            raise RuleBroken(_("That time is not one of those proposed. Offer it as another time instead."))
        verb = Verb.ACCEPTED if interview.state == State.REQUESTED else Verb.CHOSE
        schedule(interview, starts_at, verb, by, Role.MENTOR, now, where=where)
    return interview


def say_yes(interview: Interview, *, by: User, where: str, now: datetime) -> Interview:
    """The mentor says yes without a time, which the two agree on later; it takes a place of this month."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.ACCEPTED:
            return interview
        require(interview, State.REQUESTED)
        check_month(interview, now, Role.MENTOR)
        policy = Policy.current()
        interview.during = interview.mentor_block = None
        interview.where = places.of_booking(where, mentor=interview.mentor, mode=interview.mode, policy=policy)
        record(interview, State.ACCEPTED, Verb.ACCEPTED, by, Role.MENTOR, now)
        interview.offered_times.all().delete()
        emails.said_yes(interview, policy=policy, now=now)
    return interview


def offer_times(interview: Interview, *, by: User, starts: Sequence[datetime], where: str, now: datetime) -> Interview:
    """The mentor offers up to three other times; none at all means "see my hours"."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.COUNTERED and offered(interview) == spans_of(starts):
            return interview
        require(interview, State.REQUESTED, State.ACCEPTED)
        policy = Policy.current()
        interview.during = interview.mentor_block = None
        interview.where = places.of_booking(where, mentor=interview.mentor, mode=interview.mode, policy=policy)
        record(interview, State.COUNTERED, Verb.OFFERED, by, Role.MENTOR, now, **as_data(starts))
        replace_offer(interview, starts, OfferedTime.By.MENTOR, now)
        emails.other_times_offered(interview, starts, policy=policy, now=now)
    return interview


def choose_time(interview: Interview, *, by: User, starts_at: datetime, now: datetime) -> Interview:
    """The student takes one of the mentor's times; it is claimed here and now."""
    with claiming():
        interview = lock_asked(interview)
        if interview.state == State.SCHEDULED and interview.starts_at == starts_at:
            return interview
        require(interview, *WITHOUT_TIME)
        if starts_at not in times_to_choose(interview, policy=Policy.current(), now=now):
            raise TimeTaken(_("That time is no longer free. Choose another one."))
        schedule(interview, starts_at, Verb.CHOSE, by, Role.STUDENT, now, where=interview.where)
    return interview


def times_to_choose(interview: Interview, *, policy: Policy, now: datetime) -> list[datetime]:
    """What the student can pick after a yes: the mentor's offer, or all their hours if they named none."""
    mentor, student = interview.asked_mentor, interview.student
    if interview.state != State.COUNTERED:
        return times_to_take(mentor, student, now=now, policy=policy, without=interview)
    if starts := [span.start for span in offered(interview)]:
        taken = with_a_call(interview, starts)
        return [start for start in starts if start > now and start not in taken]
    return free_times(mentor, student, now=now, policy=policy, ask_first=False, without=interview)


def propose_times(interview: Interview, *, by: User, starts: Sequence[datetime | Span], now: datetime) -> Interview:
    """The student proposes times or windows, other ones than the mentor offered or the first after a yes."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state in (State.REQUESTED, State.ACCEPTED) and offered(interview) == spans_of(starts) != []:
            return interview
        require(interview, *WITHOUT_TIME)
        if not starts:
            raise RuleBroken(_("Propose at least one time."))
        to = State.ACCEPTED if interview.state == State.ACCEPTED else State.REQUESTED
        record(interview, to, Verb.PROPOSED, by, Role.STUDENT, now, **as_data(starts))
        replace_offer(interview, starts, OfferedTime.By.STUDENT, now)
        emails.other_times_proposed(interview, starts, policy=Policy.current(), now=now)
    return interview


def _is_offered(interview: Interview, starts_at: datetime) -> bool:
    return any(span.holds(starts_at, interview.duration) for span in offered(interview))
