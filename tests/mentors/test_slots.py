"""Slots, three ways: worked by hand, against an oracle that walks real minutes, and by laws that always hold."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings, strategies as st

from careernet.core.times import zone
from careernet.mentors.slots import Window, covers, open_slots

MONDAY = date(2026, 9, 14)
Hours = dict[date, list[tuple[int, int]]]


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}+00:00")


def slots(weekly: list[Window] | None = None, **changes: Any) -> list[datetime]:
    """`open_slots` of one quiet week in UTC: half-hour slots every half hour, nothing taken, no notice, no buffers."""
    plain: dict[str, Any] = {
        "exceptions": {},
        "busy": [],
        "zone": zone("UTC"),
        "length": minutes(30),
        "step": minutes(30),
        "now": at("00:00"),
        "notice": minutes(0),
        "buffer_before": minutes(0),
        "buffer_after": minutes(0),
        "start": at("00:00"),
        "end": at("00:00") + timedelta(days=7),
    }
    return open_slots(weekly or [], **plain | changes)


def clocks(found: list[datetime]) -> list[str]:
    return [f"{slot:%H:%M}" for slot in found]


# --- Worked by hand -----------------------------------------------------------------------------------------------
def test_slots_fill_a_window_and_the_last_one_fits_inside_it() -> None:
    found = slots([Window(0, 540, 645)], length=minutes(30), step=minutes(20))

    assert clocks(found) == ["09:00", "09:20", "09:40", "10:00"]
    assert all(slot.tzinfo is UTC for slot in found)


@pytest.mark.parametrize(
    "second",
    [Window(0, 600, 660), Window(0, 570, 660), Window(0, 550, 660), Window(0, 540, 660)],
    ids=["touching", "overlapping", "off the grid", "around it"],
)
def test_windows_of_one_date_that_overlap_or_touch_act_as_one(second: Window) -> None:
    found = slots([second, Window(0, 540, 600), Window(0, 560, 580)], length=minutes(45), step=minutes(45))

    assert clocks(found) == ["09:00", "09:45"]


def test_windows_apart_each_have_their_own_grid() -> None:
    found = slots([Window(0, 610, 650), Window(0, 540, 600)], length=minutes(30))

    assert clocks(found) == ["09:00", "09:30", "10:10"]


@pytest.mark.parametrize("window", [Window(0, 600, 540), Window(0, 600, 600)], ids=["inverted", "empty"])
def test_a_window_that_ends_before_it_starts_gives_nothing(window: Window) -> None:
    assert slots([window]) == []
    assert clocks(slots([window, Window(0, 570, 630)])) == ["09:30", "10:00"]


def test_a_window_applies_from_its_first_to_its_last_date_inclusive() -> None:
    weekly = [Window(weekday, 540, 570, MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)) for weekday in range(7)]

    found = slots(weekly)

    assert [slot.day for slot in found] == [15, 16, 17]


def test_exceptions_replace_the_hours_of_their_date_alone() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)

    found = slots([Window(day, 540, 570) for day in range(3)], exceptions={tuesday: [(840, 870)], wednesday: []})

    assert found == [at("09:00"), at("14:00", tuesday)]


def test_a_taken_time_drops_slots_without_shifting_the_grid() -> None:
    found = slots([Window(0, 540, 660)], busy=[(at("09:40"), at("09:50"))])

    assert clocks(found) == ["09:00", "10:00", "10:30"]


def test_busy_times_are_half_open_and_come_in_any_order() -> None:
    busy = [(at("10:30"), at("11:00")), (at("09:00"), at("09:30")), (at("09:10"), at("09:20"))]

    found = slots([Window(0, 510, 720)], busy=busy)

    assert clocks(found) == ["08:30", "09:30", "10:00", "11:00", "11:30"]


def test_a_busy_time_without_length_takes_nothing() -> None:
    found = slots([Window(0, 540, 600)], busy=[(at("09:15"), at("09:15")), (at("09:50"), at("09:10"))])

    assert clocks(found) == ["09:00", "09:30"]


def test_buffers_widen_the_slot_on_both_sides() -> None:
    busy = [(at("10:00"), at("10:30"))]
    weekly = [Window(0, 480, 720)]

    found = slots(weekly, busy=busy, step=minutes(15), buffer_before=minutes(10), buffer_after=minutes(20))

    assert [clock for clock in clocks(slots(weekly, step=minutes(15))) if clock not in clocks(found)] == [
        *("09:15", "09:30", "09:45", "10:00", "10:15", "10:30"),
    ]


def test_a_slot_may_end_with_its_buffer_exactly_where_the_next_call_begins() -> None:
    busy = [(at("10:00"), at("11:00")), (at("08:00"), at("08:50"))]

    found = slots([Window(0, 540, 600)], busy=busy, buffer_before=minutes(10), buffer_after=minutes(30))

    assert clocks(found) == ["09:00"]


def test_notice_counts_from_now_and_keeps_the_grid() -> None:
    found = slots([Window(0, 540, 660)], now=at("08:00"), notice=minutes(75))

    assert clocks(found) == ["09:30", "10:00", "10:30"]


def test_a_slot_may_start_at_the_first_moment_asked_for_and_not_at_the_last() -> None:
    found = slots([Window(0, 540, 660)], start=at("09:30"), end=at("10:30"))

    assert clocks(found) == ["09:30", "10:00"]


def test_nothing_is_open_in_a_range_that_ends_before_it_starts() -> None:
    assert slots([Window(0, 540, 660)], start=at("10:00"), end=at("10:00")) == []
    assert slots([Window(0, 540, 660)], start=at("10:00"), end=at("09:00")) == []


def test_a_slot_runs_past_midnight_where_the_next_date_opens_at_midnight() -> None:
    weekly = [Window(0, 1350, 1440), Window(1, 0, 40)]

    found = slots(weekly, length=minutes(60))

    assert clocks(found) == ["22:30", "23:00", "23:30"]


@pytest.mark.parametrize(
    "weekly",
    [
        [Window(0, 1350, 1440), Window(1, 1, 40)],
        [Window(0, 1350, 1439), Window(1, 0, 40)],
        [Window(0, 1350, 1440), Window(2, 0, 40)],
        [Window(0, 1350, 1440), Window(1, 0, 40, MONDAY + timedelta(days=8))],
    ],
    ids=["opens a minute later", "closes a minute earlier", "another date", "not valid yet"],
)
def test_a_slot_stays_inside_its_date_where_midnight_is_not_open_on_both_sides(weekly: list[Window]) -> None:
    found = slots(weekly, length=minutes(45))

    assert clocks(found) == ["22:30", "23:00"]


def test_an_exception_can_open_or_close_the_far_side_of_midnight() -> None:
    tuesday = MONDAY + timedelta(days=1)
    late, early = Window(0, 1380, 1440), Window(1, 0, 60)

    assert clocks(slots([late], exceptions={tuesday: [(0, 30)]}, length=minutes(60))) == ["23:00", "23:30"]
    assert clocks(slots([late, early], exceptions={tuesday: []}, length=minutes(60))) == ["23:00"]


def test_a_long_slot_runs_through_as_many_nights_as_it_needs() -> None:
    weekly = [Window(0, 1380, 1440), Window(1, 0, 1440), Window(2, 0, 30)]

    found = slots(weekly, length=timedelta(hours=25))

    assert found == [at("23:00"), at("23:30")]


def test_the_grid_starts_anew_at_midnight() -> None:
    found = slots([Window(0, 1390, 1440), Window(1, 0, 60)], length=minutes(20), step=minutes(20))

    assert clocks(found) == ["23:10", "23:30", "23:50", "00:00", "00:20", "00:40"]


@pytest.mark.parametrize("name", ["now", "start", "end"])
def test_a_time_without_a_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        slots([Window(0, 540, 660)], **{name: datetime(2026, 9, 14)})


def test_a_busy_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 9, 14, 9), datetime(2026, 9, 14, 10)

    with pytest.raises(ValueError, match="no time zone"):
        slots([Window(0, 540, 660)], busy=[naive])


@pytest.mark.parametrize("name", ["length", "step"])
def test_a_slot_without_length_or_step_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="positive"):
        slots([Window(0, 540, 660)], **{name: minutes(0)})


# Dates in the past, where governments change their minds no more.
CLOCK_CHANGES = {
    # forward, 02:00 becomes 03:00
    "an hour is skipped": ("America/New_York", 60, {"2025-03-09": [(60, 240)]}, "01:00-0500 03:00-0400"),
    "the start is skipped": ("America/New_York", 30, {"2025-03-09": [(150, 240)]}, "03:00-0400 03:30-0400"),
    "the end is skipped": ("America/New_York", 30, {"2025-03-09": [(60, 150)]}, "01:00-0500 01:30-0500"),
    "all of it is skipped": ("America/New_York", 10, {"2025-03-09": [(130, 170)]}, ""),
    "a slot lies across the gap": ("America/New_York", 45, {"2025-03-09": [(90, 210)]}, "01:30-0500"),
    # back, 02:00 becomes 01:00
    "an hour comes twice": (
        *("America/New_York", 30, {"2025-11-02": [(60, 120)]}),
        "01:00-0400 01:30-0400 01:00-0500 01:30-0500",
    ),
    "the end comes twice": (
        *("America/New_York", 30, {"2025-11-02": [(0, 90)]}),
        "00:00-0400 00:30-0400 01:00-0400 01:30-0400 01:00-0500",
    ),
    "hours end as the first of two equal hours begins": (
        *("America/New_York", 60, {"2025-11-02": [(0, 60)]}),
        "00:00-0400 01:00-0400",
    ),
    "windows meet in the hour that comes twice": (
        *("America/New_York", 30, {"2025-11-02": [(30, 75), (90, 120)]}),
        "00:30-0400 01:00-0400 01:30-0400 01:00-0500 01:30-0500",
    ),
    "London in spring": ("Europe/London", 30, {"2025-03-30": [(30, 180)]}, "00:30+0000 02:00+0100 02:30+0100"),
    "London in fall": ("Europe/London", 30, {"2025-10-26": [(90, 120)]}, "01:30+0100 01:00+0000 01:30+0000"),
    # half an hour at 02:00
    "Lord Howe in spring": (
        *("Australia/Lord_Howe", 30, {"2025-10-05": [(90, 210)]}),
        "01:30+1030 02:30+1100 03:00+1100",
    ),
    "Lord Howe in fall": (
        *("Australia/Lord_Howe", 30, {"2025-04-06": [(60, 120)]}),
        "01:00+1100 01:30+1100 01:30+1030",
    ),
    # midnight becomes 01:00
    "Santiago in spring": ("America/Santiago", 30, {"2025-09-07": [(0, 120)]}, "01:00-0300 01:30-0300"),
    "Santiago, past a midnight that is skipped": (
        *("America/Santiago", 90, {"2025-09-06": [(1380, 1440)], "2025-09-07": [(0, 150)]}),
        "23:00-0400 01:00-0300",
    ),
    "Cairo in spring": ("Africa/Cairo", 60, {"2025-04-25": [(30, 120)]}, "01:00+0300"),
    "Beirut in spring": ("Asia/Beirut", 60, {"2025-03-30": [(0, 120)]}, "01:00+0300"),
    # midnight becomes 23:00 of the date before
    "Santiago in fall": ("America/Santiago", 60, {"2025-04-05": [(1380, 1440)]}, "23:00-0300 23:00-0400"),
    # 01:00 becomes midnight, which comes twice
    "Havana, a date's end comes twice": ("America/Havana", 60, {"2025-11-01": [(1380, 1440)]}, "23:00-0400 00:00-0400"),
    "Havana, open on both sides of midnight": (
        *("America/Havana", 60, {"2025-11-01": [(1380, 1440)], "2025-11-02": [(0, 60)]}),
        "23:00-0400 00:00-0400 00:00-0500",
    ),
    # off for Ramadan
    "Casablanca as Ramadan begins": (
        *("Africa/Casablanca", 30, {"2025-02-23": [(120, 180)]}),
        "02:00+0100 02:30+0100 02:00+0000 02:30+0000",
    ),
    "Casablanca as Ramadan ends": ("Africa/Casablanca", 30, {"2025-04-06": [(120, 210)]}, "03:00+0100"),
    # an hour at a quarter to
    "Chatham in spring": ("Pacific/Chatham", 45, {"2025-09-28": [(120, 240)]}, "02:00+1245"),
    "Chatham in fall": ("Pacific/Chatham", 45, {"2025-04-06": [(150, 240)]}, "02:30+1345 03:15+1345 03:00+1245"),
    # Friday the 30th never was
    "Apia without a Friday": (
        *("Pacific/Apia", 60, {f"2011-12-{day}": [(540, 600)] for day in (29, 30, 31)}),
        "09:00-1000 09:00+1400",
    ),
    "Apia from Thursday night into Saturday": (
        *("Pacific/Apia", 90, {"2011-12-29": [(1380, 1440)], "2011-12-30": [(0, 1440)], "2011-12-31": [(0, 60)]}),
        "23:00-1000",
    ),
}


@pytest.mark.parametrize(("name", "length", "hours", "expected"), CLOCK_CHANGES.values(), ids=CLOCK_CHANGES)
def test_slots_are_right_where_clocks_change(
    name: str, length: int, hours: dict[str, list[tuple[int, int]]], expected: str
) -> None:
    exceptions = {date.fromisoformat(day): pairs for day, pairs in hours.items()}
    first = datetime.combine(min(exceptions), datetime.min.time(), UTC) - timedelta(days=2)

    found = slots(
        exceptions=exceptions,
        zone=zone(name),
        length=minutes(length),
        step=minutes(length),
        now=first,
        start=first,
        end=first + timedelta(days=7),
    )

    assert " ".join(f"{slot.astimezone(zone(name)):%H:%M%z}" for slot in found) == expected


def test_hours_that_end_at_a_midnight_that_comes_twice_are_still_open_between_the_two() -> None:
    between = datetime(2025, 11, 2, 4, 30, tzinfo=UTC)

    found = slots(
        exceptions={date(2025, 11, 1): [(1380, 1440)]},
        zone=zone("America/Havana"),
        now=between,
        start=between,
        end=between + timedelta(days=2),
    )

    assert found == [between]


# --- Against an oracle --------------------------------------------------------------------------------------------
@cache
def wall_clock(name: str, first: datetime, days: int) -> list[int]:
    """What the clocks of a zone show at each real minute from `first` on, in minutes since year one."""
    shown = (first + minutes(n) for n in range(days * 1440))
    here = (moment.astimezone(ZoneInfo(name)) for moment in shown)
    return [local.toordinal() * 1440 + local.hour * 60 + local.minute for local in here]


def runs(open_minutes: set[int]) -> list[tuple[int, int]]:
    """Neighbouring minutes as half-open stretches."""
    begins = sorted(minute for minute in open_minutes if minute - 1 not in open_minutes)
    ends = sorted(minute + 1 for minute in open_minutes if minute + 1 not in open_minutes)
    return list(zip(begins, ends, strict=True))


def oracle(
    weekly: list[Window],
    *,
    exceptions: Hours,
    busy: list[tuple[datetime, datetime]],
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
    """The same promise read off the clock on the wall, one real minute after the other; slow, and in minutes only."""
    first = datetime.combine(start.date() - timedelta(days=3), datetime.min.time(), UTC)
    wall = wall_clock(zone.key, first, (end - first + length).days + 4)

    def opens(shown: int) -> int:
        return next(n for n, reading in enumerate(wall) if reading >= shown)

    def closes(shown: int) -> int:
        return len(wall) - 1 - wall[::-1].index(shown) if shown in wall else opens(shown)

    def stretches(day: int) -> list[tuple[int, int]]:
        local = date.fromordinal(day)
        pairs = exceptions.get(
            local,
            [
                (window.start, window.end)
                for window in weekly
                if window.weekday == local.weekday()
                and (window.valid_from or date.min) <= local <= (window.valid_to or date.max)
            ],
        )
        return runs({minute for begin, stop in pairs for minute in range(begin, stop)})

    def open_until(day: int, stop: int) -> int:
        while stop == 1440 and stretches(day + 1)[:1] and stretches(day + 1)[0][0] == 0 and day < last:
            day, stop = day + 1, stretches(day + 1)[0][1]
        return closes(day * 1440 + stop)

    def number(moment: datetime) -> int:
        return (moment - first) // minutes(1)

    earliest, last = (start - timedelta(days=1)).toordinal() - 1, (end + length).toordinal() + 1
    taken = {n for begin, stop in busy for n in range(number(begin), number(stop))}
    before, after = buffer_before // minutes(1), (length + buffer_after) // minutes(1)
    found = set()
    for day in range(earliest, last + 1):
        for begin, stop in stretches(day):
            until = open_until(day, stop)
            for n in range(opens(day * 1440 + begin), closes(day * 1440 + stop), step // minutes(1)):
                fits = n + length // minutes(1) <= until and taken.isdisjoint(range(n - before, n + after))
                if fits and start <= first + minutes(n) < end and first + minutes(n) >= now + notice:
                    found.add(first + minutes(n))
    return sorted(found)


@cache
def dates_of_change(name: str) -> list[date]:
    """Dates from 2024 to 2030 at whose noon the clocks differ from the noon before; any date where there are none."""
    noon = datetime(2024, 1, 1, 12, tzinfo=ZoneInfo(name))
    weeks = [noon + timedelta(weeks=n) for n in range(7 * 52)]
    changes = [
        next(day for day in (before + timedelta(days=n) for n in range(1, 8)) if day.utcoffset() != before.utcoffset())
        for before, after in pairwise(weeks)
        if before.utcoffset() != after.utcoffset()
    ]
    return [day.date() for day in changes] or [date(2026, 2, 28)]


ZONES = sorted(available_timezones() - {"Factory"})
CHANGING_ZONES = [name for name in ZONES if len(dates_of_change(name)) > 1]
CHANGES = [(name, day) for name in CHANGING_ZONES for day in dates_of_change(name)]
MINUTE = st.sampled_from([0, 30, 60, 90, 120, 150, 165, 180, 225, 240, 1380, 1410, 1440]) | st.integers(0, 1440)
STRETCH = st.builds(
    lambda start, length: (start, min(start + length, 1440)),
    MINUTE.filter(lambda minute: minute < 1440),
    st.sampled_from([480, 60, 45, 150, 240, 1440]),
)
INVERTED = STRETCH.map(lambda pair: (pair[1] - 1, pair[0] + 1))
PAIR = st.integers(0, 9).flatmap(lambda n: STRETCH if n < 9 else INVERTED)


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of `open_slots`: a few days around a clock change somewhere, hours dense enough to meet it."""
    name, change = draw(st.sampled_from(CHANGES) | st.sampled_from(ZONES).map(lambda name: (name, MONDAY)))
    midnight = datetime.combine(change, datetime.min.time(), UTC)
    near = st.sampled_from([change + timedelta(days=days) for days in (0, 1, -1, 2, -2)])
    since, until = st.sampled_from([None, MONDAY.min, change]), st.sampled_from([None, MONDAY.max, change])
    window = st.builds(lambda day, pair, *valid: Window(day.weekday(), *pair, *valid), near, PAIR, since, until)
    begins = st.integers(-2160, 2160).map(lambda count: midnight + minutes(count))
    taken = st.builds(lambda begin, length: (begin, begin + minutes(length)), begins, st.integers(0, 180))
    start = midnight + minutes(draw(st.integers(-2160, 60)))
    return {
        "weekly": draw(st.lists(window, min_size=4, max_size=9)),
        "exceptions": draw(st.dictionaries(near, st.lists(PAIR, max_size=3), max_size=2)),
        "busy": draw(st.lists(taken, max_size=4)),
        "zone": ZoneInfo(name),
        "length": minutes(draw(st.sampled_from([*(15, 20, 30, 45, 60, 90, 200) * 2, 1500]))),
        "step": minutes(draw(st.sampled_from([7, 15, 20, 30, 45, 60, 90]))),
        "now": start + minutes(draw(st.integers(-1500, 60))),
        "notice": minutes(draw(st.sampled_from([0, 1, 90, 1440]))),
        "buffer_before": minutes(draw(st.integers(0, 60))),
        "buffer_after": minutes(draw(st.integers(0, 60))),
        "start": start,
        "end": start + minutes(draw(st.sampled_from([4320, 2880, 1440, 600, 61, -60]))),
    }


@given(situations())
@settings(max_examples=120, deadline=None)
def test_slots_are_what_a_walk_through_the_minutes_finds(situation: dict[str, Any]) -> None:
    assert open_slots(**situation) == oracle(**situation)


NAMED = [
    *("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca"),
    *("Pacific/Chatham", "Pacific/Apia"),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMED)
def test_the_night_of_each_clock_change_until_2030_is_as_the_clock_on_the_wall_shows_it(name: str) -> None:
    """Open from Saturday noon to Sunday noon and the like, whichever days these are: all that can happen, happens."""
    for day in dates_of_change(name):
        first = datetime.combine(day - timedelta(days=2), datetime.min.time(), UTC)
        night = {
            "weekly": [],
            "exceptions": {day - timedelta(days=1): [(720, 1440)], day: [(0, 720)]},
            "busy": [
                (first + timedelta(days=1, hours=hour), first + timedelta(days=1, hours=hour + 1)) for hour in (9, 31)
            ],
            "zone": ZoneInfo(name),
            "length": minutes(45),
            "step": minutes(15),
            "now": first,
            "notice": minutes(0),
            "buffer_before": minutes(0),
            "buffer_after": minutes(10),
            "start": first,
            "end": first + timedelta(days=4),
        }

        found = open_slots(**night)

        assert found, day
        assert found == oracle(**night), day


# --- Laws ---------------------------------------------------------------------------------------------------------
@given(situations())
@settings(max_examples=60, deadline=None)
def test_slots_ascend_inside_the_range_asked_for_in_utc(situation: dict[str, Any]) -> None:
    found = open_slots(**situation)

    assert all(earlier < later for earlier, later in pairwise(found))
    assert all(situation["start"] <= slot < situation["end"] for slot in found)
    assert all(slot.tzinfo is UTC for slot in found)


@given(situations())
@settings(max_examples=60, deadline=None)
def test_what_is_taken_removes_just_the_slots_it_touches(situation: dict[str, Any]) -> None:
    without = open_slots(**situation | {"busy": []})

    def touches(slot: datetime, begin: datetime, stop: datetime) -> bool:
        begins = slot - situation["buffer_before"]
        stops = slot + situation["length"] + situation["buffer_after"]
        return begin < stop and begins < stop and begin < stops

    assert open_slots(**situation) == [
        slot for slot in without if not any(touches(slot, *taken) for taken in situation["busy"])
    ]


@given(situations(), st.integers(0, 3000).map(minutes))
@settings(max_examples=60, deadline=None)
def test_notice_removes_just_the_slots_before_it(situation: dict[str, Any], notice: timedelta) -> None:
    anytime = open_slots(**situation | {"notice": timedelta(days=-30)})

    found = open_slots(**situation | {"notice": notice})

    assert found == [slot for slot in anytime if slot >= situation["now"] + notice]


@given(situations(), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_range_asked_for_in_two_parts_gives_the_same_slots(situation: dict[str, Any], part: float) -> None:
    start, end = sorted([situation["start"], situation["end"]])
    middle = start + part * (end - start)
    whole = situation | {"start": start, "end": end}

    assert open_slots(**whole | {"end": middle}) + open_slots(**whole | {"start": middle}) == open_slots(**whole)


@given(situations(), st.integers(-60, 4400).map(minutes))
@settings(max_examples=120, deadline=None)
def test_a_call_lies_within_the_hours_where_it_could_be_booked_if_nothing_else_mattered(
    situation: dict[str, Any], after: timedelta
) -> None:
    call = situation["start"] + after
    only_hours = {"busy": [], "step": minutes(1), "now": call, "notice": minutes(0)}

    found = open_slots(**situation | only_hours | {"start": call, "end": call + minutes(1)})

    hours = {name: situation[name] for name in ("weekly", "exceptions", "zone")}
    assert covers(start=call, end=call + situation["length"], **hours) == (found == [call])


def test_hours_keep_their_wall_clock_time_across_every_clock_change() -> None:
    weekly = [Window(weekday, 615, 645) for weekday in range(7)]
    for name, day in CHANGES:
        first = datetime.combine(day - timedelta(days=4), datetime.min.time(), UTC)

        found = slots(weekly, zone=ZoneInfo(name), now=first, start=first, end=first + timedelta(days=8))

        shown = [slot.astimezone(ZoneInfo(name)).replace(tzinfo=None) for slot in found]
        assert {f"{local:%H:%M}" for local in shown} == {"10:15"}, (name, day)
        assert {later - earlier for earlier, later in pairwise(shown)} == {timedelta(days=1)}, (name, day)
