"""When and how often a mentor talks, and what such hours have to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mail.preferences import follow_zone
from careernet.mentors.actions.record import lock, note_edited
from careernet.mentors.models import DatedHours, Mentor, NextOpen, WeeklyHours
from careernet.mentors.slots import Window, open_slots

CLOSED = ((None, None),)
Ranges = Sequence[tuple[int, int]]  # minutes after local midnight, `end` up to 1440


@dataclass(frozen=True)
class Hours:
    """When and how often a mentor talks. `dates` replace the weekly windows of that day; an empty list closes it."""

    time_zone: str
    windows: tuple[Window, ...]
    dates: Mapping[date, Ranges]
    length: int
    calls_a_month: int
    break_after: int
    hours_ahead: int
    days_out: int
    waiting_at_most: int
    booking: str


HOW_TO_TALK = ("booking", "length", "calls_a_month", "break_after", "hours_ahead", "days_out", "waiting_at_most")


def give_fewer(mentor: Mentor, *, calls_a_month: int) -> Mentor:
    """At most so many calls a month from now on; those already booked stay."""
    with transaction.atomic():
        mentor = lock(mentor)
        mentor.calls_a_month = min(mentor.calls_a_month, calls_a_month)
        note_edited(mentor, {"calls_a_month"})
        mentor.save(update_fields=["calls_a_month", "edited_fields"])
    return mentor


def save_hours(mentor: Mentor, *, hours: Hours, now: datetime) -> Mentor:
    """Replace the weekly hours and all coming dated ones. Calls already booked stay as they are.

    Raises `RuleBroken` for windows that end before they begin or overlap, and for dates that are past.
    """
    _check(hours, now)
    with transaction.atomic():
        mentor = lock(mentor)
        today = times.local(now, times.zone(hours.time_zone)).date()
        for name in HOW_TO_TALK:
            setattr(mentor, name, getattr(hours, name))
        note_edited(mentor, {"calls_a_month", "time_zone"})
        mentor.save(update_fields=[*HOW_TO_TALK, "edited_fields"])
        mentor.user.time_zone = hours.time_zone
        mentor.user.save(update_fields=["time_zone"])
        follow_zone(mentor.user, now=now)
        mentor.weekly_hours.all().delete()
        mentor.dated_hours.filter(on__gte=today).delete()
        WeeklyHours.objects.bulk_create(
            WeeklyHours(
                mentor=mentor, weekday=w.weekday, start=w.start, end=w.end, valid_from=w.valid_from, valid_to=w.valid_to
            )
            for w in hours.windows
        )
        DatedHours.objects.bulk_create(
            DatedHours(mentor=mentor, on=day, start=start, end=end)
            for day, ranges in hours.dates.items()
            for start, end in ranges or CLOSED
        )
        NextOpen.objects.update_or_create(
            mentor=mentor, defaults={"starts_at": _first_start(hours, now), "looked_at": now}
        )
    return mentor


def _check(hours: Hours, now: datetime) -> None:
    if any(clash(one, other) for one, other in combinations(hours.windows, 2)):
        raise RuleBroken(_("Two of your hours overlap. Make one range of them."))
    for ranges in ([(w.start, w.end) for w in hours.windows], *hours.dates.values()):
        if any(start >= end for start, end in ranges):
            raise RuleBroken(_("One of your ranges ends before it begins."))
    today = times.local(now, times.zone(hours.time_zone)).date()
    if any(day < today for day in hours.dates):
        raise RuleBroken(_("One of the dates is already past."))
    for ranges in hours.dates.values():
        if any(a < d and c < b for (a, b), (c, d) in combinations(ranges, 2)):
            raise RuleBroken(_("Two ranges of one date overlap. Make one range of them."))


def clash(one: Window, other: Window) -> bool:
    """Two windows of one weekday share some minutes on some date."""
    return (
        one.weekday == other.weekday
        and one.start < other.end
        and other.start < one.end
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
    )


def _first_start(hours: Hours, now: datetime) -> datetime | None:
    """A first hint for the directory, by the hours alone; the sweep looks at what is booked."""
    if hours.booking == Mentor.Booking.WRITE:
        return None
    length = timedelta(minutes=hours.length)
    starts = open_slots(
        hours.windows,
        hours.dates,
        [],
        zone=times.zone(hours.time_zone),
        length=length,
        step=length,
        now=now,
        notice=timedelta(hours=hours.hours_ahead),
        buffer_before=timedelta(),
        buffer_after=timedelta(),
        start=now,
        end=now + timedelta(days=hours.days_out),
    )
    return starts[0] if starts else None
