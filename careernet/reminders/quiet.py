"""Hours in which no reminder goes, on the reader's own clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.mail.models import Preference

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


Hours = Mapping[int, tuple[int | None, int | None]]  # by person: when they begin and end, if chosen


def own_hours(people: Iterable[int]) -> Hours:
    """The quiet hours that some of them chose for themselves. One query."""
    chose = Q(quiet_from__isnull=False) | Q(quiet_until__isnull=False)
    rows = Preference.objects.filter(chose, user__in=people).values_list("user_id", "quiet_from", "quiet_until")
    return {person: (begins, ends) for person, begins, ends in rows}


def quiet_of(person: User, policy: Policy, own: Hours) -> Quiet:
    begins, ends = own.get(person.pk, (None, None))
    return Quiet(begins or policy.quiet_from, ends or policy.quiet_until, times.zone(person.time_zone))
