"""When a mentor can be booked: a pure function from hours, exceptions and what is taken to the starts of free slots.

Hours are wall-clock time. The two ends of each date's hours become instants first, and everything after that is
counted in UTC: a slot is as long as it says even when the clocks change in the middle of it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from careernet.core.times import END_OF_DAY, local, to_utc, utc

ZERO = timedelta()
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of one weekday, wall-clock time in the mentor's zone."""

    weekday: int  # 0 = Monday
    start: int  # minutes after local midnight, 0..1439
    end: int  # minutes after local midnight, 1..1440 (1440 = end of day)
    valid_from: date | None = None  # first and last local date it applies to, inclusive
    valid_to: date | None = None

    def applies_on(self, day: date) -> bool:
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


def open_slots(
    weekly: Iterable[Window],
    exceptions: Mapping[date, Sequence[tuple[int, int]]],
    busy: Iterable[tuple[datetime, datetime]],
    *,
    zone: ZoneInfo,
    length: timedelta,
    step: timedelta,
    now: datetime,
    notice: timedelta,
    buffer_before: timedelta,
    buffer_after: timedelta,
    start: datetime,
    end: datetime,
) -> list[datetime]:
    """Starts of all free slots, aware, in UTC, ascending.

    `exceptions` replace the weekly windows of their local date (empty = closed); `busy` holds half-open intervals in
    any order. Slots start in `[start, end)` and not before `now + notice`.
    Raises `ValueError` for a naive datetime, and for a `length` or `step` that is not positive.
    """
    if length <= ZERO or step <= ZERO:
        raise ValueError("A slot needs a positive length and step.")
    earliest, end = max(utc(start), utc(now) + notice), utc(end)
    if earliest >= end:
        return []

    # A day to spare on both sides: clocks set back at midnight return to the date before.
    first, last = local(earliest, zone).date() - ONE_DAY, local(end + length, zone).date() + ONE_DAY
    taken = _taken_starts(busy, reach_back=length + buffer_after, reach_on=buffer_before)
    taken_until = [until for _, until in taken]

    found = []
    for span in _spans(_dates(first, last), list(weekly), exceptions, zone):
        steps_passed = max(0, -((span.opens - earliest) // step))  # rounded up, to the first slot not before `earliest`
        slot = span.opens + steps_passed * step
        stop, latest = min(span.closes, end), span.until - length
        while slot < stop and slot <= latest:
            at = bisect_right(taken_until, slot)
            if at == len(taken) or slot <= taken[at][0]:
                found.append(slot)
            slot += step
    # Windows around a repeated hour overlap as instants, so a slot may have been found twice.
    return [slot for slot, _ in groupby(sorted(found))]


def covers(
    weekly: Iterable[Window],
    exceptions: Mapping[date, Sequence[tuple[int, int]]],
    start: datetime,
    end: datetime,
    *,
    zone: ZoneInfo,
) -> bool:
    """Whether a call from `start` to `end`, both aware, lies within these hours."""
    dates = _dates(local(start, zone).date() - ONE_DAY, local(end, zone).date() + ONE_DAY)
    spans = _spans(dates, list(weekly), exceptions, zone)
    return any(span.opens <= start < span.closes and end <= span.until for span in spans)


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _taken_starts(
    busy: Iterable[tuple[datetime, datetime]], *, reach_back: timedelta, reach_on: timedelta
) -> list[tuple[datetime, datetime]]:
    """Between which instants a slot may not start: disjoint, ascending, both ends free again."""
    taken: list[tuple[datetime, datetime]] = []
    for start, end in sorted((utc(start), utc(end)) for start, end in busy):
        if start >= end:
            continue
        if taken and start - reach_back < taken[-1][1]:
            taken[-1] = taken[-1][0], max(end + reach_on, taken[-1][1])
        else:
            taken.append((start - reach_back, end + reach_on))
    return taken


class Span(NamedTuple):
    """A window of one date as instants: slots start in `[opens, closes)` and are over by `until`."""

    opens: datetime
    closes: datetime
    until: datetime  # past `closes` where the hours run on after midnight


def _spans(
    days: Sequence[date],
    weekly: Sequence[Window],
    exceptions: Mapping[date, Sequence[tuple[int, int]]],
    zone: ZoneInfo,
) -> list[Span]:
    """The merged windows of consecutive dates, latest first: each is told how far the night after it is open."""
    spans = []
    open_from_midnight_until: datetime | None = None
    for day in reversed(days):
        hours = exceptions[day] if day in exceptions else [(w.start, w.end) for w in weekly if w.applies_on(day)]
        tomorrow_until, open_from_midnight_until = open_from_midnight_until, None
        for start, end in _merged(hours):
            opens, closes = to_utc(day, start, zone), to_utc(day, end, zone, end=True)
            until = tomorrow_until if tomorrow_until and end == END_OF_DAY else closes
            spans.append(Span(opens, closes, until))
            if start == 0:
                open_from_midnight_until = until
    return spans


def _merged(hours: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Hours of one date in order: those that overlap or touch as one, those that end before they start left out."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((start, end) for start, end in hours if start < end):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
