"""Zones, instants and the words for them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import TZPATH, ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.times import Dual, zone

NEW_YORK, LOS_ANGELES, TOKYO = zone("America/New_York"), zone("America/Los_Angeles"), zone("Asia/Tokyo")
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
START = datetime(2026, 11, 24, 20, tzinfo=UTC)
END = START + timedelta(minutes=30)


# --- Zones --------------------------------------------------------------------------------------------------------
def test_zone_rules_come_from_the_pinned_package_alone() -> None:
    assert TZPATH == ()


@pytest.mark.parametrize("name", ["America/New_York", "UTC", "Asia/Calcutta", "US/Eastern", "Etc/GMT+5"])
def test_a_known_zone_is_accepted_under_any_of_its_names(name: str) -> None:
    times.validate_zone(name)

    assert zone(name) == ZoneInfo(name)


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Base", "america/new_york", "America", "Factory", "zone.tab", "../etc/passwd", "/etc/localtime", "a\0b"],
)
def test_an_unknown_zone_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        times.validate_zone(name)

    assert refusal.value.messages == [
        f"We don't know the time zone “{name}”. Choose the nearest city, such as New York."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "Mars/Base", "America", "../etc/passwd", "a\0b"])
def test_a_stored_zone_that_nobody_knows_is_the_campus_s_with_a_line_in_the_log(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    times._known.cache_clear()  # which logs each once a process
    Policy.objects.create(pk=1, time_zone="America/Denver")

    assert [zone(name), zone(name)] == [ZoneInfo("America/Denver")] * 2
    [line] = caplog.messages
    assert line.startswith(f"Nobody knows a time zone called {name!r}: ")


def test_every_zone_to_choose_from_is_offered_once_and_is_known() -> None:
    offered = [name for _, group in times.zone_choices() for name, _ in group]

    assert len(offered) == len(set(offered)) > 400
    for name in offered:
        times.validate_zone(name)


def test_zones_to_choose_from_begin_with_the_usual_ones() -> None:
    heading, group = times.zone_choices()[0]

    assert heading == "United States"
    assert group[0] == ("America/New_York", "Eastern: New York")


def test_a_stored_zone_with_an_old_name_stays_a_choice() -> None:
    def offered(including: str) -> list[str]:
        return [name for _, group in times.zone_choices(including) for name, _ in group]

    assert "Asia/Calcutta" not in offered("")
    assert offered("Asia/Calcutta").count("Asia/Calcutta") == 1
    assert offered("Asia/Kolkata") == offered("UTC") == offered("")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/Port-au-Prince", "Port-au-Prince"),
        ("America/St_Johns", "St. Johns"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "UTC−5"),
        ("Etc/GMT-14", "UTC+14"),
    ],
)
def test_a_zone_is_called_by_its_city(name: str, expected: str) -> None:
    assert times.city(name) == expected


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("America/New_York", START, "New York time (EST)"),
        ("America/New_York", START - timedelta(days=60), "New York time (EDT)"),
        ("Asia/Dubai", START, "Dubai time"),
        ("Europe/London", START, "London time (GMT)"),
        ("UTC", START, "UTC"),
    ],
)
def test_a_zone_label_has_the_abbreviation_of_that_date(name: str, at: datetime, expected: str) -> None:
    assert times.zone_label(zone(name), at) == expected


# --- Wall clock and instants --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "day", "minute", "as_start", "as_end"),
    [
        ("America/New_York", "2025-07-01", 540, "2025-07-01 13:00", "2025-07-01 13:00"),
        ("America/New_York", "2025-07-01", 1440, "2025-07-02 04:00", "2025-07-02 04:00"),
        ("America/New_York", "2025-03-09", 150, "2025-03-09 07:00", "2025-03-09 07:00"),
        ("America/New_York", "2025-03-09", 120, "2025-03-09 07:00", "2025-03-09 07:00"),
        ("America/New_York", "2025-11-02", 90, "2025-11-02 05:30", "2025-11-02 06:30"),
        ("America/New_York", "2025-11-02", 120, "2025-11-02 07:00", "2025-11-02 07:00"),
        ("Australia/Lord_Howe", "2025-10-05", 135, "2025-10-04 15:30", "2025-10-04 15:30"),
        ("Australia/Lord_Howe", "2025-04-06", 100, "2025-04-05 14:40", "2025-04-05 15:10"),
        ("Pacific/Chatham", "2025-09-28", 200, "2025-09-27 14:00", "2025-09-27 14:00"),
        ("America/Santiago", "2025-09-07", 0, "2025-09-07 04:00", "2025-09-07 04:00"),
        ("America/Havana", "2025-11-02", 0, "2025-11-02 04:00", "2025-11-02 05:00"),
        ("America/Havana", "2025-11-01", 1440, "2025-11-02 04:00", "2025-11-02 05:00"),
        ("Pacific/Apia", "2011-12-30", 600, "2011-12-30 10:00", "2011-12-30 10:00"),
        ("Africa/Monrovia", "1972-01-07", 30, "1972-01-07 00:44:30", "1972-01-07 00:44:30"),
    ],
)
def test_wall_clock_times_become_instants(name: str, day: str, minute: int, as_start: str, as_end: str) -> None:
    local_date = date.fromisoformat(day)

    found = [times.to_utc(local_date, minute, zone(name), end=end) for end in (False, True)]

    assert found == [datetime.fromisoformat(f"{text}+00:00") for text in (as_start, as_end)]
    assert all(moment.tzinfo is UTC for moment in found)


def test_a_date_begins_with_its_first_instant() -> None:
    assert times.local_midnight(date(2025, 9, 7), zone("America/Santiago")) == datetime(2025, 9, 7, 4, tzinfo=UTC)


# --- As people read them ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("20:00", "20:30", "3:00–3:30 PM"),
        ("16:30", "17:00", "11:30 AM–12:00 PM"),
        ("05:00", "05:45", "12:00–12:45 AM"),
        ("04:30", "05:00", "11:30 PM–12:00 AM"),
    ],
)
def test_a_time_range_names_the_half_of_the_day_once_where_it_can(start: str, end: str, expected: str) -> None:
    begins, ends = (datetime.fromisoformat(f"2026-11-24 {text}+00:00") for text in (start, end))

    assert times.time_range(begins, ends, NEW_YORK) == expected


def test_a_time_is_written_with_its_day() -> None:
    assert times.when(START, END, NEW_YORK, NOW) == "Tue, Nov 24, 3:00–3:30 PM"
    assert times.time_of_day(START, NEW_YORK) == "3:00 PM"
    assert times.day(START, NEW_YORK, NOW) == "Tue, Nov 24"
    assert times.day_long(START, NEW_YORK, NOW) == "Tuesday, November 24"


def test_the_year_is_named_when_it_is_not_this_one_for_the_reader() -> None:
    new_year = datetime(2027, 1, 1, 3, tzinfo=UTC)

    assert times.day(new_year, TOKYO, NOW) == "Fri, Jan 1, 2027"
    assert times.day(new_year, NEW_YORK, NOW) == "Thu, Dec 31"
    assert times.day_long(START, NEW_YORK, new_year + timedelta(days=1)) == "Tuesday, November 24, 2026"


@pytest.mark.parametrize(
    ("other", "theirs"),
    [
        ("America/Los_Angeles", "12:00–12:30 PM, Los Angeles time (PST)"),
        ("Asia/Tokyo", "Wed, Nov 25, 5:00–5:30 AM, Tokyo time (JST)"),
        ("Asia/Dubai", "Wed, Nov 25, 12:00–12:30 AM, Dubai time"),
        ("America/Detroit", None),
    ],
)
def test_both_sides_of_a_call_read_it_on_their_own_clocks(other: str, theirs: str | None) -> None:
    found = times.dual(START, END, NEW_YORK, zone(other), NOW)

    assert found == Dual(mine="Tue, Nov 24, 3:00–3:30 PM, New York time (EST)", theirs=theirs)


def test_the_other_side_is_left_out_only_while_the_clocks_agree() -> None:
    phoenix, summer = zone("America/Phoenix"), datetime(2026, 7, 1, 20, tzinfo=UTC)

    assert times.dual(summer, summer, phoenix, LOS_ANGELES, NOW).theirs is None
    assert times.dual(START, END, phoenix, LOS_ANGELES, NOW).theirs is not None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-800, "2 years ago"),
        (-61, "2 months ago"),
        (-14, "2 weeks ago"),
        (-6, "6 days ago"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (13, "in 13 days"),
        (59, "in 8 weeks"),
        (729, "in 24 months"),
    ],
)
def test_a_date_is_told_by_its_distance(days: int, expected: str) -> None:
    assert times.relative(NOW + timedelta(days=days), NOW, NEW_YORK) == expected


def test_distance_is_counted_in_dates_of_the_reader() -> None:
    late, past_midnight = datetime(2026, 11, 21, 4, 50, tzinfo=UTC), datetime(2026, 11, 21, 5, 10, tzinfo=UTC)

    assert times.relative(past_midnight, late, NEW_YORK) == "tomorrow"
    assert times.relative(past_midnight, late, LOS_ANGELES) == "today"


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 20)

    with pytest.raises(ValueError, match="no time zone"):
        times.time_of_day(naive, NEW_YORK)
    with pytest.raises(ValueError, match="no time zone"):
        times.day(START, NEW_YORK, now=naive)
