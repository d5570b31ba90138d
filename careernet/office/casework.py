"""What the office does about a report where it takes more than one app to do it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts import standing
from careernet.accounts.models import User
from careernet.core.rules import RuleBroken
from careernet.interviews import departures, safety
from careernet.interviews.models import Interview, Report, State
from careernet.mail import account_changes


@dataclass(frozen=True)
class Effect:
    """What a suspension ends, told beforehand."""

    calls: list[Interview]  # booked ones that have not begun
    requests: list[Interview]  # that wait for somebody's answer
    is_listed: bool


def effect_of_suspending(person: User, *, now: datetime) -> Effect:
    under_way = list(safety.under_way(person))
    booked = [row for row in under_way if row.state == State.SCHEDULED]
    mentor = getattr(person, "mentor", None)
    return Effect(
        calls=[row for row in booked if not row.has_begun(now)],
        requests=[row for row in under_way if row.state != State.SCHEDULED],
        is_listed=mentor is not None and mentor.state in (mentor.State.ACTIVE, mentor.State.PAUSED),
    )


def suspend(person: User, *, by: User, reason: str, now: datetime) -> int:
    """Out at once, and what they have under way ends for the others; answers how much that was.

    They hear that they are, never why: the reason may be what somebody said in confidence.
    """
    with transaction.atomic():
        if standing.suspend(person, by=by, reason=reason, now=now):
            account_changes.tell(person, "suspended", can_sign_in=False, now=now)
        return safety.end_all_of(person, by=by, now=now)


def reinstate(person: User, *, by: User, reason: str, now: datetime) -> None:
    """They can sign in again, and hear of it."""
    with transaction.atomic():
        if standing.reinstate(person, by=by, reason=reason, now=now):
            account_changes.tell(person, "reinstated", now=now)


def retire(report: Report, *, by: User, reason: str, now: datetime) -> None:
    """The mentor a report is about stops mentoring here: what waits is declined, what was agreed with others stands."""
    mentor = report.interview.asked_mentor
    if mentor.user != report.about:
        raise RuleBroken(_("%(name)s is the student of this conversation.") % {"name": report.about})
    with transaction.atomic():
        departures.stop_volunteering(mentor, by=by, keeps_calls=True, now=now)
        safety.note_step(report, "retired mentor", by=by, reason=reason, now=now)
