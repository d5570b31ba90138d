"""A booked call: called off, or held."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.absence import take_back_absence
from careernet.interviews.actions.locks import lock
from careernet.interviews.actions.record import Role, Verb, close, record, require
from careernet.interviews.models import Interview, State


def cancel(interview: Interview, *, by: User, role: str, reason: str, now: datetime) -> Interview:
    """Either side or the office calls a booked call off before it begins; under 24 hours counts as late."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.CANCELLED:
            return interview
        require(interview, State.SCHEDULED)
        if interview.has_begun(now):
            raise RuleBroken(_("This call has already begun. Say below whether it took place."))
        is_late = interview.is_near(now)
        interview.calendar_sequence += 1
        close(interview, State.CANCELLED, Verb.CANCELLED, by, role, now, reason=reason, late=is_late)
        emails.cancelled(interview, by=by, reason=reason, policy=Policy.current(), now=now)
    return interview


def complete(interview: Interview, *, by: User | None, now: datetime) -> Interview:
    """It took place: either side says so from the end on, or the clock two days later (`by` is None).

    Whoever said that the other wasn't there may say that they came after all.
    """
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.COMPLETED:
            return interview
        require(interview, State.SCHEDULED, State.MISSED)
        if not interview.has_ended(now):
            raise RuleBroken(_("The call has not ended yet. Come back afterward."))
        role = Role.CLOCK if by is None else interview.side_of(by)
        if interview.state == State.MISSED and interview.mentor:
            take_back_absence(interview, by)
        record(interview, State.COMPLETED, Verb.COMPLETED, by, role, now)
    return interview
