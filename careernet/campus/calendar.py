"""Counting days the way a campus does: waiting stands still while nobody is there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times

A_TERM = timedelta(days=120)
SATURDAY = 5
STANDS_STILL = frozenset({AcademicPeriod.Kind.BREAK, AcademicPeriod.Kind.CLOSURE})


def add_open_days(start: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The moment at which `days` days have passed since `start` that lie in no break and no closure.

    `start` is aware; the dates of the periods are dates of `zone`. Without periods this is `start + days`.
    """
    still = [(period.starts_on, period.ends_on) for period in periods if period.kind in STANDS_STILL]
    first_day = times.local(start, zone).date()
    passed = 0
    while days > 0:
        passed += 1
        if not _is_within(first_day + timedelta(days=passed), still):
            days -= 1
    return start + timedelta(days=passed)


def add_working_days(start: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The same for what staff owe: Mondays to Fridays on which the campus is not closed. Breaks are the students'."""
    closed = [(period.starts_on, period.ends_on) for period in periods if period.kind == AcademicPeriod.Kind.CLOSURE]
    first_day = times.local(start, zone).date()
    passed = 0
    while days > 0:
        passed += 1
        day = first_day + timedelta(days=passed)
        if day.weekday() < SATURDAY and not _is_within(day, closed):
            days -= 1
    return start + timedelta(days=passed)


def term_of(now: datetime) -> tuple[str, datetime]:
    """The name of the running term and the midnight on campus that began it; four months where the calendar names none.

    Two queries.
    """
    zone = times.zone(Policy.current().time_zone)
    today = times.local(now, zone).date()
    running = AcademicPeriod.objects.filter(kind=AcademicPeriod.Kind.TERM, starts_on__lte=today, ends_on__gte=today)
    term = running.order_by("-starts_on").first()
    if term is None:
        return _("the last four months"), now - A_TERM
    return term.name, times.local_midnight(term.starts_on, zone)


def _is_within(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)
