"""Times as people type them: each wrong one gets a sentence of its own where it happened."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews import picker
from careernet.interviews.forms.answering import DeclineForm
from careernet.interviews.forms.asking import AskForm, DraftForm
from careernet.interviews.forms.fields import TimesForm
from careernet.interviews.spans import Span
from careernet.mentors.models import Mentor
from careernet.students.models import Student

NOW = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
NEW_YORK = times.zone("America/New_York")


def typed(*rows: tuple[str, str], now: datetime = NOW, earliest: timedelta = timedelta(days=2)) -> TimesForm:
    data = {}
    for number, (on, at) in enumerate(rows, 1):
        data |= {f"day_{number}": on, f"time_{number}": at}
    return TimesForm(data, zone=NEW_YORK, now=now, earliest=now + earliest)


def test_times_are_read_in_the_zone_of_whoever_types_them() -> None:
    form = typed(("2026-09-25", "15:30"), ("2026-09-24", "09:00"))

    assert form.is_valid()
    assert form.starts == (datetime(2026, 9, 24, 13, 0, tzinfo=UTC), datetime(2026, 9, 25, 19, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (("2026-09-13", "10:00"), "day_1", "That day is already past. Choose a coming one."),
        (("1900-01-01", "10:00"), "day_1", "That day is already past. Choose a coming one."),
        (("2199-12-31", "23:59"), "day_1", "That is more than half a year away. Choose an earlier day."),
        (("0001-01-01", "10:00"), "day_1", "Check the year of this date."),
        (("9999-12-31", "23:59"), "day_1", "Check the year of this date."),
        (("2026-09-15", "10:00"), "time_1", "That is too soon. Choose a time from Wed, Sep 16, 11:00 AM on."),
        (("2026-09-25", ""), "time_1", "Add the time of day."),
        (("", "10:00"), "day_1", "Add the date."),
        (("next week", "10:00"), "day_1", "Enter the date as in 2026-11-24."),
        (("2026-09-25", "noonish"), "time_1", "Enter the time as in 3:30 PM."),
    ],
)
def test_a_wrong_time_says_what_to_do(row: tuple[str, str], field: str, message: str) -> None:
    form = typed(row)

    assert form.errors == {field: [message]}
    assert form.starts == ()


@pytest.mark.parametrize(
    ("until", "window_ends", "message"),
    [
        ("11:00", datetime(2026, 9, 24, 15, 0, tzinfo=UTC), ""),
        ("00:00", datetime(2026, 9, 25, 4, 0, tzinfo=UTC), ""),  # midnight is the end of the day
        ("08:30", None, ""),  # no longer than the call: a time like any other
        ("08:20", None, "Leave at least 30 minutes between the two."),
        ("07:00", None, "This ends before it begins. Put the earlier time first."),
    ],
)
def test_a_time_with_an_end_is_a_window(until: str, window_ends: datetime | None, message: str) -> None:
    class WithWindows(TimesForm):
        length = timedelta(minutes=30)

    data = {"day_1": "2026-09-24", "time_1": "08:00", "until_1": until}
    form = WithWindows(data, zone=NEW_YORK, now=NOW, earliest=NOW + timedelta(days=2))

    assert form.errors == ({"until_1": [message]} if message else {})
    assert form.spans == (() if message else (Span(datetime(2026, 9, 24, 12, 0, tzinfo=UTC), window_ends),))


def test_an_hour_the_clocks_skip_is_refused() -> None:
    form = typed(("2027-03-14", "02:30"), now=datetime(2027, 3, 1, 15, 0, tzinfo=UTC))

    assert form.errors == {
        "time_1": ["On Sun, Mar 14 the clocks in New York skip this hour. Choose another time."],
    }


def test_an_hour_the_clocks_show_twice_is_the_first() -> None:
    form = typed(("2026-11-01", "01:30"))

    assert form.is_valid()
    assert form.starts == (datetime(2026, 11, 1, 5, 30, tzinfo=UTC),)


def test_the_same_time_twice_is_refused() -> None:
    form = typed(("2026-09-25", "10:00"), ("2026-09-25", "10:00"))

    assert list(form.errors) == ["time_2"]


def asked(mentor: Mentor, student: Student, now: datetime, **changes: str) -> AskForm:
    words = {"id": str(uuid4()), "mode": "video", "hope_to_learn": "How you chose.", "message": "Hello Maya."}
    return AskForm(words | changes, mentor=mentor, student=student, policy=Policy(), now=now)


@pytest.mark.django_db
def test_suggested_times_leave_the_mentor_days_to_answer(mentor: Mentor, student: Student, now: datetime) -> None:
    form = asked(mentor, student, now, day_1="2026-09-18", time_1="10:00")

    assert form.errors == {"time_1": ["That is too soon. Choose a time from Sat, Sep 19, 11:00 AM on."]}


@pytest.mark.django_db
def test_only_the_mentors_ways_to_meet_are_offered(mentor: Mentor, student: Student, now: datetime) -> None:
    form = asked(mentor, student, now, mode="in person", day_1="2026-09-25", time_1="10:00")

    assert list(form.errors) == ["mode"]
    assert [value for value, _label in form.fields["mode"].choices] == ["video", "phone"]


@pytest.mark.django_db
def test_a_kept_time_and_suggestions_exclude_each_other(mentor: Mentor, student: Student, now: datetime) -> None:
    slot = picker.value(now + timedelta(days=8))

    form = asked(mentor, student, now, slot=slot, day_1="2026-09-25", time_1="10:00")

    assert form.errors == {"day_1": ["Keep the time you chose or suggest others, not both."]}


@pytest.mark.django_db
@pytest.mark.parametrize("slot", ["tomorrow", "2026-09-25T10:00", "0001-01-01T00:00:00+14:00"])
def test_a_slot_that_is_no_moment_is_refused(slot: str, mentor: Mentor, student: Student, now: datetime) -> None:
    form = asked(mentor, student, now, slot=slot)

    assert form.errors == {"slot": ["Choose one of the times shown."]}


@pytest.mark.django_db
def test_a_text_that_is_too_long_says_how_long_it_may_be(mentor: Mentor, student: Student, now: datetime) -> None:
    form = asked(mentor, student, now, hope_to_learn="x" * 601, day_1="2026-09-25", time_1="10:00")

    assert form.errors == {"hope_to_learn": ["Shorten this to 600 characters."]}


@pytest.mark.django_db
def test_a_draft_may_leave_everything_out(mentor: Mentor, student: Student, now: datetime) -> None:
    form = DraftForm({"id": str(uuid4())}, mentor=mentor, student=student, policy=Policy(), now=now)

    assert form.is_valid()
    assert (form.ask.mode, form.ask.message, form.ask.slot, form.ask.proposed) == ("video", "", None, ())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ask_again_on", "pause_until"])
@pytest.mark.parametrize("on", ["2026-09-14", "2020-01-01", "2031-01-01"])
def test_the_days_of_a_no_are_coming_ones(on: str, name: str, mentor: Mentor) -> None:
    form = DeclineForm({name: on}, mentor=mentor, now=NOW)

    assert form.errors == {name: ["Choose a coming day within two years, or leave it empty."]}


@pytest.mark.django_db
def test_a_line_break_counts_as_one_character(student: Student, mentor: Mentor) -> None:
    hope = "\r\n".join(["How you got here"] * 35)

    form = DraftForm(
        {"id": str(uuid4()), "hope_to_learn": hope}, mentor=mentor, student=student, policy=Policy(), now=NOW
    )

    assert form.is_valid(), form.errors
    assert len(form.cleaned_data["hope_to_learn"]) == 594
