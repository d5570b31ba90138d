import time
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from careernet.core import checks, clock


def test_a_moved_clock_shows_the_chosen_moment_and_runs_on(now: datetime) -> None:
    seen = clock.now()

    assert timedelta() <= seen - now < timedelta(seconds=2)
    assert clock.now() > seen


def test_every_move_is_seen_at_once(now: datetime) -> None:
    for days in range(1, 50):
        clock.move_to(now + timedelta(days=days))

        assert clock.now().date() == (now + timedelta(days=days)).date()


def test_outside_the_demo_the_offset_is_ignored_and_refused(now: datetime, settings: Settings) -> None:
    settings.DEMO = False

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=2)  # noqa: TID251 - the real one, to compare
    assert [message.id for message in checks.clock_is_not_moved()] == ["careernet.E001"]
    with pytest.raises(RuntimeError):
        clock.move_to(now)


def test_without_an_offset_file_nothing_is_wrong(settings: Settings) -> None:
    settings.DEMO = False
    settings.CLOCK_OFFSET_FILE = ""

    assert checks.clock_is_not_moved() == []


def test_asking_the_clock_costs_microseconds(now: datetime) -> None:
    started = time.perf_counter()
    for _ in range(1000):
        clock.now()

    assert (time.perf_counter() - started) / 1000 < 0.0001
