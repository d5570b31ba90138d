"""Days a mentor may want off without typing dates: their country's holidays, and the breaks of the campus. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dateformat
from django.utils.translation import gettext as _
from holidays import country_holidays

from careernet.campus.calendar import STANDS_STILL
from careernet.campus.models import AcademicPeriod

AHEAD = timedelta(days=180)  # as far out as a mentor may let students look


@dataclass(frozen=True, slots=True, order=True)
class DayOff:
    first: date
    last: date
    name: str

    @property
    def value(self) -> str:
        """As in "2026-12-24/2027-01-01": what the page sends for it."""
        return f"{self.first}/{self.last}"

    def label(self, today: date) -> str:
        """As in "Thanksgiving Day: Thu, Nov 26"."""
        first, last = _said(self.first, today), _said(self.last, today)
        when = first if self.first == self.last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        return _("%(name)s: %(when)s") % {"name": self.name, "when": when}

    def days(self, today: date) -> list[date]:
        """Those that are not past."""
        begin = max(self.first, today)
        return [begin + timedelta(days=number) for number in range((self.last - begin).days + 1)]


def coming(country: str, periods: Iterable[AcademicPeriod], *, today: date) -> list[DayOff]:
    """What lies in the next months, in order. `country` is a code such as "US"; an unknown one has no holidays."""
    on_campus = [
        DayOff(period.starts_on, period.ends_on, period.name) for period in periods if period.kind in STANDS_STILL
    ]
    found = {*on_campus, *_holidays(country, {today.year, (today + AHEAD).year})}
    return sorted(day for day in found if today <= day.last and day.first <= today + AHEAD)


def _holidays(country: str, years: set[int]) -> list[DayOff]:
    try:
        named = country_holidays(country, years=years, language="en_US")
    except NotImplementedError:
        return []
    return [DayOff(day, day, name) for day, name in named.items()]


def _said(day: date, today: date) -> str:
    return dateformat.format(day, "D, M j" if day.year == today.year else "D, M j, Y")
