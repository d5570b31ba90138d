"""Times and time zones: the one way from wall-clock hours to instants, and the one formatter of every time
shown or mailed.

Everything but `zone` is pure and takes aware datetimes; a naive one is a `ValueError`. The zone is a `ZoneInfo` made by
`zone(name)`, always the reader's unless the name says otherwise. Dates and times read as in US English; words go
through gettext.
"""

import logging
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import dateformat
from django.utils.translation import gettext, gettext_lazy as _, ngettext

# One source of zone rules, the pinned tzdata package, so that two machines never disagree about an hour.
zoneinfo.reset_tzpath(())
ZoneInfo.clear_cache()

logger = logging.getLogger(__name__)

END_OF_DAY = 24 * 60


# The zones most people on an American campus look for, under the names they know.
US_ZONES = {
    "America/New_York": _("Eastern: New York"),
    "America/Chicago": _("Central: Chicago"),
    "America/Denver": _("Mountain: Denver"),
    "America/Phoenix": _("Arizona: Phoenix"),
    "America/Los_Angeles": _("Pacific: Los Angeles"),
    "America/Anchorage": _("Alaska: Anchorage"),
    "Pacific/Honolulu": _("Hawaii: Honolulu"),
}
REGIONS = {
    "America": _("Americas"),
    "Europe": _("Europe"),
    "Africa": _("Africa"),
    "Asia": _("Asia"),
    "Australia": _("Australia"),
    "Pacific": _("Pacific Ocean"),
    "Atlantic": _("Atlantic Ocean"),
    "Indian": _("Indian Ocean"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
}


# --- Zones --------------------------------------------------------------------------------------------------------
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name that passed `validate_zone`; the campus's for one that came in another way."""
    return _known(name) or ZoneInfo(campus_zone())


def campus_zone() -> str:
    """`campus`, which nothing here can ask, puts its own answer in the place of this one."""
    return "UTC"


@cache
def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        logger.warning("Nobody knows a time zone called %r: whoever has it is told times in the campus's", name)
        return None


def validate_zone(name: str) -> None:
    """Django validator: `name` is a time zone we know."""
    if name not in _zone_names():
        raise ValidationError(
            _("We don't know the time zone “%(name)s”. Choose the nearest city, such as New York."),
            code="unknown_zone",
            params={"name": name},
        )


@cache
def _zone_names() -> frozenset[str]:
    # "Factory" is how the database spells "nobody has set this clock yet".
    return frozenset(zoneinfo.available_timezones() - {"Factory"})


@lru_cache(maxsize=100)
def zone_choices(including: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of `(name, label)` for a `<select>`: the usual US zones, then the cities of each region, then UTC.

    Give the stored zone as `including`: an older spelling (browsers still say "Asia/Calcutta") then has a choice of
    its own instead of turning into the first of the list when the form is saved.
    """
    groups = [(gettext("United States"), [(name, str(label)) for name, label in US_ZONES.items()])]
    cities = _listed_zones() - US_ZONES.keys()
    for region, heading in REGIONS.items():
        names = [name for name in cities if name.startswith(f"{region}/")]
        groups.append((str(heading), sorted(((name, city(name)) for name in names), key=lambda choice: choice[1])))
    others = {"UTC", including or "UTC"} - _listed_zones()
    groups.append((gettext("Other"), [(name, city(name)) for name in sorted(others)]))
    return groups


@cache
def _listed_zones() -> frozenset[str]:
    """The names meant for people to choose from: every country's cities, without old spellings."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    return frozenset(line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#"))


def city(zone_name: str) -> str:
    """Such as "New York" for "America/New_York"; "UTC" stays as it is and "Etc/GMT+5" is "UTC−5"."""
    place = zone_name.rpartition("/")[2]
    if zone_name.startswith(("Etc/GMT+", "Etc/GMT-")):
        # Their names count westward: GMT+5 is five hours behind.
        return place.replace("GMT", "UTC").translate({ord("+"): "−", ord("-"): "+"})
    return place.replace("_", " ").replace("St ", "St. ")


def zone_label(zone: ZoneInfo, at: datetime) -> str:
    """As in "New York time (EST)": the abbreviation of that moment, left out where the zone only has numbers."""
    abbreviation = local(at, zone).tzname() or ""
    if abbreviation == zone.key:
        return abbreviation
    if not abbreviation.isalpha():
        return gettext("%(city)s time") % {"city": city(zone.key)}
    return gettext("%(city)s time (%(abbreviation)s)") % {"city": city(zone.key), "abbreviation": abbreviation}


# --- Wall clock and instants --------------------------------------------------------------------------------------
def utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises `ValueError` for a naive datetime."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment!r} has no time zone.")
    return moment.astimezone(UTC)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same instant on the clocks of `zone`. Raises `ValueError` for a naive datetime."""
    return utc(moment).astimezone(zone)


def to_utc(local_date: date, minute: int, zone: ZoneInfo, *, end: bool = False) -> datetime:
    """The instant, in UTC, of a wall-clock time given as minutes after local midnight (0..1440).

    A time that clocks skip is the first instant after the gap. A time they show twice is the first as a start and
    the second as an end.
    """
    if minute == END_OF_DAY:
        local_date, minute = local_date + timedelta(days=1), 0
    hour, minute = divmod(minute, 60)
    first = datetime.combine(local_date, time(hour, minute), zone).astimezone(UTC)
    second = datetime.combine(local_date, time(hour, minute, fold=1), zone).astimezone(UTC)
    if first == second:
        return first
    if first < second:
        return second if end else first
    return _first_change_of_offset(second, first, zone)


def _first_change_of_offset(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` jumped, `before` < that ≤ `after`, to the second."""
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after


def local_midnight(local_date: date, zone: ZoneInfo) -> datetime:
    """The first instant of that date, in UTC."""
    return to_utc(local_date, 0, zone)


# --- As people read them ------------------------------------------------------------------------------------------
def time_of_day(moment: datetime, zone: ZoneInfo) -> str:
    """As in "3:00 PM"."""
    return _written(local(moment, zone).time(), "g:i A")


def time_range(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """As in "3:00–3:30 PM", or "11:30 AM–12:00 PM" where the two halves of the day meet."""
    first, last = local(start, zone).time(), local(end, zone).time()
    begin = _written(first, "g:i" if (first.hour < 12) == (last.hour < 12) else "g:i A")
    return f"{begin}–{_written(last, 'g:i A')}"


def day(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """As in "Tue, Nov 24", with the year when it is not this one: "Tue, Nov 24, 2026"."""
    return _date(moment, zone, now, "D, M j")


def day_long(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """As in "Tuesday, November 24", with the year when it is not this one."""
    return _date(moment, zone, now, "l, F j")


def _date(moment: datetime, zone: ZoneInfo, now: datetime, shape: str) -> str:
    here = local(moment, zone)
    return _written(here.date(), shape if here.year == local(now, zone).year else f"{shape}, Y")


@lru_cache(maxsize=4000)
def _written(value: date | time, shape: str) -> str:
    """A page says the same few dozen days and times of day again and again."""
    return dateformat.format(value, shape)


def when(start: datetime, end: datetime, zone: ZoneInfo, now: datetime) -> str:
    """As in "Tue, Nov 24, 3:00–3:30 PM"."""
    return f"{day(start, zone, now)}, {time_range(start, end, zone)}"


@dataclass(frozen=True, slots=True)
class Dual:
    """One meeting as its two sides read it, each with the zone named; `theirs` only where their clocks differ."""

    mine: str
    theirs: str | None


def dual(start: datetime, end: datetime, viewer_zone: ZoneInfo, other_zone: ZoneInfo, now: datetime) -> Dual:
    """As in "Tue, Nov 24, 3:00–3:30 PM, New York time (EST)" and "12:00–12:30 PM, Los Angeles time (PST)".

    The other side's date is repeated only where it is another date.
    """
    here, there = local(start, viewer_zone), local(start, other_zone)
    mine = f"{when(start, end, viewer_zone, now)}, {zone_label(viewer_zone, start)}"
    if here.utcoffset() == there.utcoffset():
        return Dual(mine, None)
    theirs = time_range(start, end, other_zone) if here.date() == there.date() else when(start, end, other_zone, now)
    return Dual(mine, f"{theirs}, {zone_label(other_zone, start)}")


def relative(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """As in "today", "tomorrow", "in 2 days", "6 days ago", "in 3 weeks", counted in dates of `zone`.

    Only ever beside the date itself.
    """
    days = (local(moment, zone).date() - local(now, zone).date()).days
    if days in (-1, 0, 1):
        return {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}[days]
    span = _span(abs(days))
    return gettext("in %(span)s") % {"span": span} if days > 0 else gettext("%(span)s ago") % {"span": span}


def _span(days: int) -> str:
    if days < 14:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < 60:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    if days < 730:
        return ngettext("%(count)d month", "%(count)d months", days // 30) % {"count": days // 30}
    return ngettext("%(count)d year", "%(count)d years", days // 365) % {"count": days // 365}
