"""What a change of the rules or the calendar would move, told before it is saved. Looks, and writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _, ngettext

from careernet.interviews.models import ASKED, OPEN, Interview, InterviewQuerySet, State
from careernet.reminders.cases import Campus, Case, load
from careernet.reminders.emails import MAILED
from careernet.reminders.moments import expires_at, goes_on_at
from careernet.reminders.quiet import Hours, own_hours, quiet_of
from careernet.reminders.verdicts import moments

MOST = 2000  # interviews looked at; so many are open at once only at the largest schools
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """One moment, under the rules as they are and as they would be."""

    was: datetime
    would_be: datetime


def sentences(before: Campus, after: Campus, *, now: datetime) -> list[str]:
    """What the change does to what is open now, each in a sentence; empty where it moves nothing. Four queries."""
    cases = load(_open(before, now), before)
    hours = own_hours({person.pk for case in cases for person in case.interview.users})
    closings = [shift for case in cases if case.state in ASKED for shift in _closing(case, after)]
    goings = [_going_on(case, after) for case in cases if case.state == State.IN_REVIEW]
    reminders = sum(1 for case in cases for shift in _reminders(case, after, hours) if shift.was > now)
    found = [
        _going_now([shift for shift in goings if shift.would_be <= now < shift.was]),
        _ending_now([shift for shift in closings if shift.would_be <= now < shift.was]),
        _earlier([shift for shift in closings if now < shift.would_be < shift.was]),
        _later([shift for shift in closings if shift.would_be > shift.was]),
        ngettext("%(n)d reminder moves.", "%(n)d reminders move.", reminders) % {"n": reminders} if reminders else "",
        _("Only the %(n)s conversations touched last were looked at.") % {"n": f"{MOST:,}"}
        if len(cases) == MOST
        else "",
    ]
    return [sentence for sentence in found if sentence]


def _open(campus: Campus, now: datetime) -> InterviewQuerySet:
    recent = now - timedelta(days=campus.policy.reflection_until)
    held = Interview.objects.filter(state=State.COMPLETED, during__endswith__gte=recent)
    return (Interview.objects.filter(state__in=OPEN) | held).order_by("-state_since")[:MOST]


def _closing(case: Case, after: Campus) -> Iterator[Shift]:
    yield Shift(expires_at(case), expires_at(Case(case.interview, after)))


def _going_on(case: Case, after: Campus) -> Shift:
    return Shift(goes_on_at(case), goes_on_at(Case(case.interview, after)))


def _reminders(case: Case, after: Campus, hours: Hours) -> Iterator[Shift]:
    """The mails of everything owed that would go at another moment."""
    changed = Case(case.interview, after)
    for duty in MAILED.values():
        if duty.is_owed(case) and (person := duty.person(case)):
            was = moments(duty, case, quiet_of(person, case.campus.policy, hours))
            would_be = moments(duty, changed, quiet_of(person, after.policy, hours))
            yield from (Shift(a, b) for a, b in zip(was, would_be, strict=True) if a != b)


def _going_now(shifts: list[Shift]) -> str:
    said = ngettext(
        "%(n)d message waiting for a look goes on at once.",
        "%(n)d messages waiting for a look go on at once.",
        len(shifts),
    )
    return said % {"n": len(shifts)} if shifts else ""


def _ending_now(shifts: list[Shift]) -> str:
    said = ngettext("%(n)d waiting request closes at once.", "%(n)d waiting requests close at once.", len(shifts))
    return said % {"n": len(shifts)} if shifts else ""


def _earlier(shifts: list[Shift]) -> str:
    days = max((_days(shift.was - shift.would_be) for shift in shifts), default=0)
    said = ngettext(
        "%(n)d waiting request now closes up to %(days)s earlier.",
        "%(n)d waiting requests now close up to %(days)s earlier.",
        len(shifts),
    )
    return said % {"n": len(shifts), "days": _in_days(days)} if shifts else ""


def _later(shifts: list[Shift]) -> str:
    days = max((_days(shift.would_be - shift.was) for shift in shifts), default=0)
    said = ngettext(
        "%(n)d waiting request now waits up to %(days)s longer.",
        "%(n)d waiting requests now wait up to %(days)s longer.",
        len(shifts),
    )
    return said % {"n": len(shifts), "days": _in_days(days)} if shifts else ""


def _days(span: timedelta) -> int:
    """Begun days count whole."""
    return -(-span // A_DAY)


def _in_days(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
