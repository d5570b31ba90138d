"""When invitations leave: so many a day, on days on which somebody in the office could answer a question."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mentors.models import Mentor

FIRST, LAST = 10 * 60, 16 * 60  # minutes after midnight on campus: when a day's invitations begin, and too late for it
APART = timedelta(minutes=1)
SATURDAY = 5


def moments(number: int, *, policy: Policy, now: datetime) -> list[datetime]:
    """The next free moments for so many invitations, beside those already on their way. Two queries."""
    if not policy.invitations_a_day:
        raise RuleBroken(_("The rules allow no invitations at all. Raise “invitations to alumni a day” first."))
    zone = times.zone(policy.time_zone)
    today = times.local(now, zone).date()
    since = times.local_midnight(today, zone)
    invited = Mentor.objects.filter(invited_at__gte=since).values_list("invited_at", flat=True)
    taken = Counter(times.local(at, zone).date() for at in invited if at)
    closed = _closures(today)
    found: list[datetime] = []
    day = today if now < times.to_utc(today, LAST, zone) else today + timedelta(days=1)
    while len(found) < number:
        if day.weekday() < SATURDAY and not any(first <= day <= last for first, last in closed):
            begins = max(now, times.to_utc(day, FIRST, zone))
            found += [begins + APART * place for place in range(taken[day], policy.invitations_a_day)]
        day += timedelta(days=1)
    return found[:number]


def _closures(today: date) -> list[tuple[date, date]]:
    closures = AcademicPeriod.objects.filter(kind=AcademicPeriod.Kind.CLOSURE, ends_on__gte=today)
    return list(closures.values_list("starts_on", "ends_on"))
