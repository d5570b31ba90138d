"""Hours in which no reminder goes, on the reader's own clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from careernet.core import times

BEFORE = timedelta(minutes=10)  # how long before they begin an evening's last reminder goes


@dataclass(frozen=True, slots=True)
class Quiet:
    """From the hour `begins` in the evening up to the hour `ends` in the morning, both in `zone`."""

    begins: int
    ends: int
    zone: ZoneInfo

    def covers(self, moment: datetime) -> bool:
        hour = times.local(moment, self.zone).hour
        return hour >= self.begins or hour < self.ends

    def later(self, moment: datetime) -> datetime:
        """The moment itself, or else the end of the quiet hours it falls into."""
        if not self.covers(moment):
            return moment
        here = times.local(moment, self.zone)
        return self.morning(here.date() + timedelta(days=1) if here.hour >= self.begins else here.date())

    def earlier(self, moment: datetime) -> datetime:
        """The moment itself, or else shortly before the quiet hours it falls into."""
        if not self.covers(moment):
            return moment
        here = times.local(moment, self.zone)
        evening = here.date() if here.hour >= self.begins else here.date() - timedelta(days=1)
        return times.to_utc(evening, self.begins * 60, self.zone) - BEFORE

    def morning(self, day: date) -> datetime:
        """When the quiet hours of that date end."""
        return times.to_utc(day, self.ends * 60, self.zone)
