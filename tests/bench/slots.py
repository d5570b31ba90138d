"""`open_slots` over 60 days with five windows a week and 40 calls, beside the least that could be done."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from careernet.mentors.slots import Window, open_slots

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 5, 15, 0, tzinfo=UTC)  # a clock change lies within
DAYS, LENGTH, HOUR = 60, timedelta(minutes=30), timedelta(hours=1)
WEEKLY = [Window(weekday, 9 * 60, 12 * 60) for weekday in range(5)]
BUSY = [(NOW + n * 35 * HOUR, NOW + n * 35 * HOUR + LENGTH) for n in range(40)]


def compute() -> list[datetime]:
    return open_slots(
        WEEKLY,
        {},
        BUSY,
        zone=ZONE,
        length=LENGTH,
        step=LENGTH,
        now=NOW,
        notice=timedelta(),
        buffer_before=timedelta(),
        buffer_after=timedelta(minutes=10),
        start=NOW,
        end=NOW + timedelta(days=DAYS),
    )


def least() -> list[datetime]:
    """Both ends of each window as instants and the steps between them; nothing is asked about them."""
    found = []
    for number in range(DAYS):
        day = NOW + timedelta(days=number)
        for window in WEEKLY:
            if window.weekday == day.weekday():
                midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
                slot = midnight.replace(hour=window.start // 60).astimezone(UTC)
                end = midnight.replace(hour=window.end // 60).astimezone(UTC)
                while slot < end:
                    found.append(slot)
                    slot += LENGTH
    return found


def timed(work: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken
