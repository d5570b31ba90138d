"""Counting days the way a campus does: waiting stands still while nobody is there."""

from collections.abc import Callable, Container, Iterable
from datetime import date, datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.compiled import Compiled

A_TERM = timedelta(days=120)
SATURDAY = 5
STANDS_STILL = frozenset({AcademicPeriod.Kind.BREAK, AcademicPeriod.Kind.CLOSURE})


@Compiled
def calendar() -> QuerySet[AcademicPeriod]:
    """All of it; one query."""
    return AcademicPeriod.objects.all()


def add_open_days(start: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The moment at which `days` days have passed since `start` that lie in no break and no closure.

    `start` is aware; the dates of the periods are dates of `zone`. Without periods this is `start + days`.
    """
    still = _spans(periods, STANDS_STILL)
    first_day = times.local(start, zone).date()
    passed = 0
    while days > 0:
        passed += 1
        if not _is_within(first_day + timedelta(days=passed), still):
            days -= 1
    return start + timedelta(days=passed)


def add_working_days(start: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The same for what staff owe: Mondays to Fridays on which the campus is not closed. Breaks are the students'."""
    closed = _spans(periods, {AcademicPeriod.Kind.CLOSURE})
    first_day = times.local(start, zone).date()
    passed = 0
    while days > 0:
        passed += 1
        day = first_day + timedelta(days=passed)
        if day.weekday() < SATURDAY and not _is_within(day, closed):
            days -= 1
    return start + timedelta(days=passed)


def open_days_ago(now: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The last moment from which `days` days outside breaks and closures have passed by `now`."""
    return _ago(add_open_days, now, days, list(periods), zone)


def working_days_ago(now: datetime, days: int, periods: Iterable[AcademicPeriod], *, zone: ZoneInfo) -> datetime:
    """The same of working days."""
    return _ago(add_working_days, now, days, list(periods), zone)


def _ago(
    add: Callable[..., datetime], now: datetime, days: int, known: list[AcademicPeriod], zone: ZoneInfo
) -> datetime:
    back = days
    while add(now - timedelta(days=back), days, known, zone=zone) > now:
        back += 1
    return now - timedelta(days=back)


def term_of(now: datetime) -> tuple[str, datetime]:
    """The name of the running term and the midnight on campus that began it; four months where the calendar names none.

    Two queries.
    """
    zone = times.zone(Policy.current().time_zone)
    return term_among(AcademicPeriod.objects.filter(kind=AcademicPeriod.Kind.TERM), now, zone=zone)


def term_among(periods: Iterable[AcademicPeriod], now: datetime, *, zone: ZoneInfo) -> tuple[str, datetime]:
    """The same, of periods already read."""
    today = times.local(now, zone).date()
    running = [period for period in _terms(periods) if period.starts_on <= today <= period.ends_on]
    if not running:
        return _("the last four months"), now - A_TERM
    term = max(running, key=attrgetter("starts_on"))
    return term.name, times.local_midnight(term.starts_on, zone)


def term_over(periods: Iterable[AcademicPeriod], now: datetime, *, zone: ZoneInfo) -> AcademicPeriod | None:
    """The one that ended last, where the calendar names one."""
    today = times.local(now, zone).date()
    over = [term for term in _terms(periods) if term.ends_on < today]
    return max(over, key=attrgetter("ends_on"), default=None)


def next_term_among(periods: Iterable[AcademicPeriod], now: datetime, *, zone: ZoneInfo) -> date | None:
    """The first day of the term that comes next, where the calendar names one."""
    today = times.local(now, zone).date()
    return min((term.starts_on for term in _terms(periods) if term.starts_on > today), default=None)


def break_on(day: date, periods: Iterable[AcademicPeriod]) -> str:
    """What the campus calls the break or closure that holds this day; empty where there is none."""
    still = (period for period in periods if period.kind in STANDS_STILL)
    return next((period.name for period in still if period.starts_on <= day <= period.ends_on), "")


def is_closed_on(day: date, periods: Iterable[AcademicPeriod]) -> bool:
    return _is_within(day, _spans(periods, {AcademicPeriod.Kind.CLOSURE}))


def _terms(periods: Iterable[AcademicPeriod]) -> list[AcademicPeriod]:
    return [period for period in periods if period.kind == AcademicPeriod.Kind.TERM]


def _spans(periods: Iterable[AcademicPeriod], kinds: Container[str]) -> list[tuple[date, date]]:
    return [(period.starts_on, period.ends_on) for period in periods if period.kind in kinds]


def _is_within(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)
