from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from careernet.campus.calendar import add_open_days, term_of
from careernet.campus.models import AcademicPeriod
from careernet.core import times

NEW_YORK = times.zone("America/New_York")
MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def a_period(kind: str, first: date, last: date) -> AcademicPeriod:
    return AcademicPeriod(kind=kind, name="A period", starts_on=first, ends_on=last)


THANKSGIVING = a_period("break", date(2026, 11, 25), date(2026, 11, 29))


def test_without_breaks_days_are_calendar_days() -> None:
    term = a_period("term", date(2026, 9, 1), date(2026, 12, 18))

    assert add_open_days(MONDAY, 7, [term], zone=NEW_YORK) == MONDAY + timedelta(days=7)


def test_days_of_a_break_do_not_count() -> None:
    assert add_open_days(MONDAY, 7, [THANKSGIVING], zone=NEW_YORK) == MONDAY + timedelta(days=12)


def test_waiting_that_begins_in_a_break_counts_from_its_end() -> None:
    closure = a_period("closure", date(2026, 12, 24), date(2027, 1, 3))
    christmas = datetime(2026, 12, 25, 15, 0, tzinfo=UTC)

    assert add_open_days(christmas, 2, [closure], zone=NEW_YORK) == datetime(2027, 1, 5, 15, 0, tzinfo=UTC)


def test_no_days_are_no_wait() -> None:
    assert add_open_days(MONDAY, 0, [THANKSGIVING], zone=NEW_YORK) == MONDAY


def test_the_day_is_the_campus_day() -> None:
    late_on_tuesday = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # 11 PM in New York, before the break

    assert add_open_days(late_on_tuesday, 1, [THANKSGIVING], zone=NEW_YORK) == late_on_tuesday + timedelta(days=6)


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(-30, 90), st.integers(0, 20)), max_size=4))
def test_the_moment_reached_is_never_in_a_break(days: int, spans: list[tuple[int, int]]) -> None:
    first = MONDAY.date()
    breaks = [
        a_period("break", first + timedelta(days=start), first + timedelta(days=start + length))
        for start, length in spans
    ]

    reached = add_open_days(MONDAY, days, breaks, zone=NEW_YORK)

    assert reached >= MONDAY + timedelta(days=days)
    day = times.local(reached, NEW_YORK).date()
    assert days == 0 or not any(period.starts_on <= day <= period.ends_on for period in breaks)


@pytest.mark.django_db
def test_a_term_begins_at_midnight_on_campus_and_is_over_after_its_last_day() -> None:
    AcademicPeriod.objects.create(kind="term", name="Fall", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 24))
    late_on_its_last_day = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # 11 PM in New York
    two_hours_later = late_on_its_last_day + timedelta(hours=2)

    assert term_of(late_on_its_last_day) == ("Fall", datetime(2026, 9, 1, 4, 0, tzinfo=UTC))
    assert term_of(two_hours_later) == ("the last four months", two_hours_later - timedelta(days=120))
