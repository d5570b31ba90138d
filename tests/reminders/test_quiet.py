"""Quiet hours on the reader's own clock, clock changes included."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from careernet.core import times
from careernet.reminders.quiet import Quiet

NEW_YORK = Quiet(21, 7, times.zone("America/New_York"))
ZONES = ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


def new_york(*wall_clock: int) -> datetime:
    return datetime(*wall_clock, tzinfo=NEW_YORK.zone)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("hour", [7, 12, 20])
def test_by_day_nothing_moves(hour: int) -> None:
    moment = new_york(2026, 9, 14, hour)

    assert NEW_YORK.later(moment) == NEW_YORK.earlier(moment) == moment


def test_late_in_the_evening_moves_to_the_next_morning() -> None:
    assert NEW_YORK.later(new_york(2026, 9, 14, 22, 30)) == new_york(2026, 9, 15, 7)


def test_before_dawn_moves_to_the_same_morning() -> None:
    assert NEW_YORK.later(new_york(2026, 9, 14, 5)) == new_york(2026, 9, 14, 7)


def test_earlier_is_the_evening_before_the_quiet() -> None:
    assert NEW_YORK.earlier(new_york(2026, 9, 14, 5)) == new_york(2026, 9, 13, 20, 50)


def test_the_morning_is_at_seven_on_the_day_the_clocks_change() -> None:
    spring, autumn = new_york(2026, 3, 7, 23), new_york(2026, 10, 31, 23)

    assert NEW_YORK.later(spring) == new_york(2026, 3, 8, 7)
    assert NEW_YORK.later(autumn) == new_york(2026, 11, 1, 7)
    assert NEW_YORK.later(spring).astimezone(UTC) - spring.astimezone(UTC) == timedelta(hours=7)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_neither_direction_ends_in_the_quiet(moment: datetime, zone: str) -> None:
    quiet = Quiet(21, 7, times.zone(zone))

    assert not quiet.covers(quiet.later(moment))
    assert not quiet.covers(quiet.earlier(moment))
    assert timedelta() <= quiet.later(moment) - moment <= timedelta(hours=12)
    assert timedelta() <= moment - quiet.earlier(moment) <= timedelta(hours=12)
