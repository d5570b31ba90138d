"""Another time for a booked call: a new one at once, or none yet."""

from copy import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import TimeTaken, claiming, lock
from careernet.interviews.actions.record import Role, Verb, check_free, record, require
from careernet.interviews.models import Interview, State
from careernet.interviews.times import block, times_to_take


def move(interview: Interview, *, by: User, role: str, starts_at: datetime, now: datetime) -> Interview:
    """To another time that is free, in one stroke: the mentor and the office whenever they like, the student until a
    day before and within the mentor's hours."""
    with claiming():
        interview = lock(interview)
        if interview.state == State.SCHEDULED and interview.starts_at == starts_at:
            return interview
        _check_movable(interview, now)
        policy = Policy.current()
        if role == Role.STUDENT and interview.mentor:
            _check_students_move(interview, starts_at, policy, now)
        check_free(interview, starts_at, role, now)
        booking = copy(interview)
        interview.during, interview.mentor_block = block(interview.mentor, starts_at, interview.duration)
        interview.calendar_sequence += 1
        was, time = booking.during.lower.isoformat(), starts_at.isoformat()
        record(interview, State.SCHEDULED, Verb.MOVED, by, role, now, was=was, time=time)
        emails.moved(interview, booking, by=by, policy=policy, now=now)
    return interview


def postpone(interview: Interview, *, by: User, role: str, reason: str, now: datetime) -> Interview:
    """It has to move and nobody knows yet where to: the yes stays, the time is given up."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.ACCEPTED:
            return interview
        _check_movable(interview, now)
        is_late = interview.is_near(now)
        interview.calendar_sequence += 1
        booking = copy(interview)
        interview.during = interview.mentor_block = None
        was = booking.during.lower.isoformat()
        record(interview, State.ACCEPTED, Verb.POSTPONED, by, role, now, was=was, reason=reason, late=is_late)
        emails.postponed(interview, booking, by=by, reason=reason, policy=Policy.current(), now=now)
    return interview


def _check_movable(interview: Interview, now: datetime) -> None:
    require(interview, State.SCHEDULED)
    if interview.has_begun(now):
        raise RuleBroken(_("This call has already begun and can't be moved any more."))


def _check_students_move(interview: Interview, starts_at: datetime, policy: Policy, now: datetime) -> None:
    mentor, student = interview.asked_mentor, interview.student
    if interview.is_near(now):
        name = {"name": mentor.user.short_name}
        raise RuleBroken(_("It is less than a day away. Tell %(name)s that it has to move, or cancel it.") % name)
    if starts_at not in times_to_take(mentor, student, now=now, policy=policy, without=interview):
        raise TimeTaken(_("That time is no longer free. Choose another one."))
