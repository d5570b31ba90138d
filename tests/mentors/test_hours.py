"""The page of a mentor's times: what is typed, what is ticked, and what comes of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod
from careernet.interviews.models import Interview, State
from careernet.mentors.models import DatedHours, Mentor
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db
PAGES = ["/mentoring/times/", "/mentoring/times/next/"]
QUERIES = 12


@pytest.fixture
def client(mentor: Mentor, client_for: SignIn, now: datetime) -> Client:
    return client_for(mentor.user)


def typed(page: object, **changes: object) -> dict[str, object]:
    """The times page's form as the browser would send it back, with these changes."""
    forms = page.context["forms"]
    data: dict[str, object] = {}
    for formset in (forms.windows, forms.dates):
        data |= {
            f"{formset.prefix}-{name}": formset.management_form[name].value()
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
    for form in (forms.talk, forms.days_off, *forms.windows.forms, *forms.dates.forms):
        data |= {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in (data | changes).items()}


def a_day(number: int, **fields: object) -> dict[str, object]:
    row = {"on": "", "kind": "closed", "start": "", "end": ""} | fields
    return {"date-TOTAL_FORMS": number + 1} | {f"date-{number}-{name}": value for name, value in row.items()}


# --- Who may ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES)
def test_only_mentors_have_these_pages(
    path: str, student: Student, advisor: User, officer: User, client_for: SignIn
) -> None:
    statuses = {client_for(user).get(path).status_code for user in (student.user, advisor, officer)}

    assert statuses == {404}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_takes_the_same_few_queries_however_much_is_booked(
    path: str,
    mentor: Mentor,
    client: Client,
    an_interview: Lead,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    mentor.calls_a_month = 31
    mentor.save(update_fields=["calls_a_month"])
    data = typed(client.get("/mentoring/times/"))
    an_interview(State.SCHEDULED, at=now + timedelta(days=3))
    with django_assert_max_num_queries(QUERIES) as with_one:
        client.get(path, data)
    for number in range(3):
        an_interview(State.SCHEDULED, student=factories.StudentFactory(), at=now + timedelta(days=number))

    with django_assert_max_num_queries(QUERIES) as with_some:
        assert client.get(path, data).status_code == 200

    assert len(with_some) == len(with_one)


# --- Times ------------------------------------------------------------------------------------------------------------
def test_hours_typed_as_they_stand_are_saved_as_they_stand(mentor: Mentor, client: Client) -> None:
    before = sorted(mentor.weekly_hours.values_list("weekday", "start", "end"))

    response = client.post("/mentoring/times/", typed(client.get("/mentoring/times/")))

    assert response.status_code == 302
    assert sorted(mentor.weekly_hours.values_list("weekday", "start", "end")) == before


def test_a_range_is_changed_one_removed_and_a_day_off_added(mentor: Mentor, client: Client) -> None:
    page = client.get("/mentoring/times/")
    changes = {"week-0-start": "20:00", "week-0-end": "00:00", "week-1-start": "", "week-1-end": ""}

    client.post("/mentoring/times/", typed(page, **changes, **a_day(0, on="2026-09-23")))

    hours = sorted(mentor.weekly_hours.values_list("weekday", "start", "end"))
    assert hours == [(0, 1200, 1440), (2, 540, 720), (3, 540, 720), (4, 540, 720)]
    assert list(mentor.dated_hours.values_list("on", "start")) == [(date(2026, 9, 23), None)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"week-0-start": "13:00"}, "This ends before it begins."),
        ({"week-0-end": ""}, "Enter when this ends"),
        ({"week-0-start": ""}, "Enter when this begins"),
        (
            {"week-1-weekday": "0", "week-1-start": "11:30", "week-1-end": "15:00"},
            "This overlaps with 9:00 AM–12:00 PM.",
        ),
        ({"week-0-start": "soon"}, "Enter the time as in 3:30 PM."),
        ({"time_zone": "Mars/Olympus"}, "Choose one of the time zones in the list."),
        ({"calls_a_month": "0"}, "greater than or equal to 1"),
        ({"calls_a_month": ""}, "Enter how many calls a month"),
        ({"length": "45"}, "45"),
        (a_day(0, on="2026-09-13"), "That date is past."),
        (a_day(0, start="09:00", end="10:00"), "Enter the date of these hours."),
        (a_day(0, on="2026-09-23", kind="open"), "Enter the hours of that day"),
        (a_day(0, on="2026-09-23", start="09:00", end="10:00"), "Choose “Other hours”"),
        (a_day(0, on="2026-09-23") | a_day(1, on="2026-09-23"), "This date has hours above that overlap"),
        ({"week-TOTAL_FORMS": "many"}, "ManagementForm"),
    ],
)
def test_hours_that_make_no_sense_are_said_at_the_field_and_kept(
    changes: dict[str, object], sentence: str, mentor: Mentor, client: Client
) -> None:
    before = sorted(mentor.weekly_hours.values_list("pk", "start", "end"))

    response = client.post("/mentoring/times/", typed(client.get("/mentoring/times/"), waiting_at_most=7, **changes))

    content = response.content.decode()
    mentor.refresh_from_db()
    assert response.status_code == 422
    assert content.count(sentence) >= 1
    assert "There is a problem" in content
    assert 'name="waiting_at_most" value="7"' in content
    assert sorted(mentor.weekly_hours.values_list("pk", "start", "end")) == before
    assert (mentor.waiting_at_most, mentor.zone) == (3, "America/Los_Angeles")
    assert not DatedHours.objects.exists()


@pytest.mark.parametrize(("add", "row"), [("3", 'name="week-7-start"'), ("date", 'name="date-0-on"')])
def test_another_row_keeps_what_was_typed_and_saves_nothing(add: str, row: str, mentor: Mentor, client: Client) -> None:
    page = client.get("/mentoring/times/")

    response = client.post("/mentoring/times/", typed(page, add=add, **{"week-0-start": "07:45", "week-0-end": ""}))

    content = response.content.decode()
    assert response.status_code == 200
    assert row in content
    assert 'value="07:45"' in content
    assert "There is a problem" not in content
    assert mentor.weekly_hours.filter(start=540).count() == 5


def test_the_next_times_follow_what_is_typed_and_save_nothing(mentor: Mentor, client: Client) -> None:
    data = typed(client.get("/mentoring/times/"), **{"week-0-start": "07:45"})

    typed_now = client.get("/mentoring/times/next/", data).content.decode()
    unreadable = client.get("/mentoring/times/next/", data | {"week-0-end": "07:00"}).content.decode()

    assert "Mon, Sep 21, 7:45 AM" in typed_now
    assert "not saved yet" in typed_now
    assert "can’t be read yet" in unreadable
    assert not mentor.weekly_hours.filter(start=465).exists()


# --- One day's hours on others ----------------------------------------------------------------------------------------
def copied(page: object, day: int, *others: int, **changes: object) -> dict[str, object]:
    return typed(page, **{"copy": str(day), f"to-{day}": [str(other) for other in others]}, **changes)


def test_the_hours_of_a_day_as_typed_replace_those_of_other_days(mentor: Mentor, client: Client) -> None:
    monday = {"week-0-start": "18:00", "week-0-end": "20:00"}

    page = client.post("/mentoring/times/", copied(client.get("/mentoring/times/"), 0, 4, 5, **monday))
    client.post("/mentoring/times/", typed(page))

    hours = sorted(mentor.weekly_hours.values_list("weekday", "start", "end"))
    assert hours == [(0, 1080, 1200), (1, 540, 720), (2, 540, 720), (3, 540, 720), (4, 1080, 1200), (5, 1080, 1200)]


@pytest.mark.parametrize("others", [[], [0], [7], [-1]])
def test_a_copy_to_no_other_day_changes_nothing(others: list[int], mentor: Mentor, client: Client) -> None:
    before = sorted(mentor.weekly_hours.values_list("weekday", "start", "end"))

    page = client.post("/mentoring/times/", copied(client.get("/mentoring/times/"), 0, *others))
    client.post("/mentoring/times/", typed(page))

    assert sorted(mentor.weekly_hours.values_list("weekday", "start", "end")) == before


@pytest.mark.parametrize("button", [{"copy": "7"}, {"copy": "0", "to-0": "monday"}, {"add": "7"}, {"add": ""}])
def test_a_button_nobody_drew_breaks_nothing(button: dict[str, str], client: Client) -> None:
    page = client.get("/mentoring/times/")

    assert client.post("/mentoring/times/", typed(page) | button).status_code == 200


# --- Days off with a tick ---------------------------------------------------------------------------------------------
@pytest.fixture
def fall_break(db: None) -> AcademicPeriod:
    AcademicPeriod.objects.create(kind="term", name="Fall", starts_on=date(2026, 8, 31), ends_on=date(2026, 12, 11))
    return AcademicPeriod.objects.create(
        kind="break", name="Fall break", starts_on=date(2026, 9, 10), ends_on=date(2026, 9, 16)
    )


@pytest.fixture
def american(mentor: Mentor) -> Mentor:
    mentor.country = "US"
    mentor.save(update_fields=["country"])
    return mentor


THANKSGIVING, FALL_BREAK = "2026-11-26/2026-11-26", "2026-09-10/2026-09-16"


def test_breaks_of_the_campus_and_holidays_of_the_country_are_offered(
    american: Mentor, fall_break: AcademicPeriod, client: Client
) -> None:
    offered = [
        str(label) for _value, label in client.get("/mentoring/times/").context["forms"].days_off.fields["off"].choices
    ]

    assert offered[:2] == ["Fall break: Thu, Sep 10 to Wed, Sep 16", "Columbus Day: Mon, Oct 12"]
    assert "Thanksgiving Day: Thu, Nov 26" in offered
    assert "New Year's Day: Fri, Jan 1, 2027" in offered
    assert not any("Fall:" in label for label in offered)


def test_a_tick_closes_all_coming_days_and_taking_it_back_opens_them(
    american: Mentor, fall_break: AcademicPeriod, client: Client
) -> None:
    ticks = [THANKSGIVING, FALL_BREAK]

    client.post("/mentoring/times/", typed(client.get("/mentoring/times/"), off=ticks))
    closed = sorted(american.dated_hours.values_list("on", "start"))
    page = client.get("/mentoring/times/")
    client.post("/mentoring/times/", typed(page, off=[FALL_BREAK]))

    days = [date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 16)]
    assert closed == [(day, None) for day in [*days, date(2026, 11, 26)]]
    assert page.context["forms"].days_off["off"].value() == ticks[::-1]
    assert page.context["forms"].dates.forms == []
    assert sorted(american.dated_hours.values_list("on", flat=True)) == days


def test_a_line_of_hours_counts_more_than_a_tick_and_both_stay(
    american: Mentor, fall_break: AcademicPeriod, client: Client
) -> None:
    line = a_day(0, on="2026-09-15", kind="open", start="10:00", end="11:00")

    client.post("/mentoring/times/", typed(client.get("/mentoring/times/"), off=[FALL_BREAK], **line))

    forms = client.get("/mentoring/times/").context["forms"]
    hours = sorted(american.dated_hours.values_list("on", "start"))
    assert hours == [(date(2026, 9, 14), None), (date(2026, 9, 15), 600), (date(2026, 9, 16), None)]
    assert forms.days_off["off"].value() == [FALL_BREAK]
    assert [form["on"].value() for form in forms.dates.forms] == [date(2026, 9, 15)]


def test_a_tick_that_was_offered_before_midnight_is_no_mistake(american: Mentor, client: Client) -> None:
    page = client.get("/mentoring/times/")

    response = client.post("/mentoring/times/", typed(page, off=["2026-09-13/2026-09-13", "<b>"]))

    assert response.status_code == 302
    assert not american.dated_hours.exists()


@pytest.mark.parametrize("country", ["", "XX"])
def test_a_country_nobody_knows_has_no_holidays(country: str, mentor: Mentor, client: Client) -> None:
    mentor.country = country
    mentor.save(update_fields=["country"])

    page = client.get("/mentoring/times/")

    assert page.context["forms"].days_off.offered == []
    assert "One tick" not in page.content.decode()


# --- Booked calls -----------------------------------------------------------------------------------------------------
def test_booked_calls_stay_as_they_are(client: Client, an_interview: Lead) -> None:
    an_interview(State.SCHEDULED)

    page = client.get("/mentoring/times/")

    assert "1 booked call stays as it is." in page.content.decode()


@pytest.fixture
def booked(mentor: Mentor, an_interview: Lead, now: datetime) -> Interview:
    """On Monday the 21st at eight in the morning for the mentor, who is there from nine on."""
    return an_interview(State.SCHEDULED)


def test_calls_outside_the_hours_are_listed_and_stay(mentor: Mentor, booked: Interview, client: Client) -> None:
    before = booked.during

    page = client.get("/mentoring/times/")
    client.post("/mentoring/times/", typed(page, **{"week-0-start": "08:00"}))
    within = client.get("/mentoring/times/")

    booked.refresh_from_db()
    assert page.context["outside"] == [booked]
    assert "Booked outside these hours" in page.content.decode()
    assert within.context["outside"] == []
    assert (booked.state, booked.during) == (State.SCHEDULED, before)


def test_hours_as_typed_say_at_once_which_calls_they_leave_out(booked: Interview, client: Client) -> None:
    within = typed(client.get("/mentoring/times/"), **{"week-0-start": "08:00"})
    day_off = within | a_day(0, on="2026-09-21")

    said = [client.get("/mentoring/times/next/", hours).content.decode() for hours in (within, day_off)]

    assert ["Booked outside these hours" in each for each in said] == [False, True]


def test_without_hours_no_call_is_outside_of_them(mentor: Mentor, booked: Interview, client: Client) -> None:
    mentor.weekly_hours.all().delete()

    assert client.get("/mentoring/times/").context["outside"] == []
