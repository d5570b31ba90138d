"""Free times as the slot picker shows them: by week and day of the reader. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from careernet.campus.calendar import break_on
from careernet.campus.models import AcademicPeriod
from careernet.core import times


@dataclass(frozen=True, slots=True)
class Slot:
    value: str  # its start in UTC, as `read` takes it
    label: str
    theirs: str
    said: str


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    relative: str
    campus: str  # "Fall break", where the day lies in one
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Week:
    label: str
    days: list[Day]


def by_week(
    starts: Iterable[datetime],
    *,
    zone: ZoneInfo,
    other_zone: ZoneInfo,
    other_name: str,
    breaks: Iterable[AcademicPeriod],
    now: datetime,
) -> list[Week]:
    """What components/slot_picker.html shows as `weeks`. `starts` are aware and ascending; `zone` is the reader's.

    A mentor may well have time in a break of the campus: the day says that it lies in one, and the student decides.
    """

    def on(start: datetime) -> date:
        return times.local(start, zone).date()

    def monday(start: datetime) -> date:
        return on(start) - timedelta(days=on(start).weekday())

    return [
        Week(
            label=_week_label(first_day, monday(now), zone, now),
            days=[
                _day(list(same_day), break_on(day, breaks), zone, other_zone, other_name, now)
                for day, same_day in groupby(same_week, key=on)
            ],
        )
        for first_day, same_week in groupby(starts, key=monday)
    ]


def value(start: datetime) -> str:
    """As in "20261124T200000Z"."""
    return f"{times.utc(start):%Y%m%dT%H%M%SZ}"


def read(text: str) -> datetime | None:
    """The start of a slot, in UTC, from its value or any other ISO 8601 time with an offset; None for all else."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None


def _week_label(monday: date, this_monday: date, zone: ZoneInfo, now: datetime) -> str:
    weeks = (monday - this_monday).days // 7
    if weeks in (0, 1):
        return _("This week") if weeks == 0 else _("Next week")
    return _("Week of %(day)s") % {"day": times.day(times.local_midnight(monday, zone), zone, now)}


def _day(
    starts: list[datetime], campus: str, zone: ZoneInfo, other_zone: ZoneInfo, other_name: str, now: datetime
) -> Day:
    short_day = times.day(starts[0], zone, now)
    return Day(
        label=times.day_long(starts[0], zone, now),
        relative=times.relative(starts[0], now, zone),
        campus=campus,
        slots=[_slot(start, short_day, zone, other_zone, other_name) for start in starts],
    )


def _slot(start: datetime, day: str, zone: ZoneInfo, other_zone: ZoneInfo, other_name: str) -> Slot:
    label = times.time_of_day(start, zone)
    differ = times.local(start, zone).utcoffset() != times.local(start, other_zone).utcoffset()
    theirs = {"time": times.time_of_day(start, other_zone), "name": other_name} if differ else None
    return Slot(
        value=value(start),
        label=label,
        theirs=_("%(time)s for %(name)s") % theirs if theirs else "",
        said=f"{day}, {label}",
    )
