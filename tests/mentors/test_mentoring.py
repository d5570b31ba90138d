"""The mentor's own pages: home and times."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews.actions import send_thank_you
from careernet.interviews.models import Interview, State
from careernet.mentors.models import DatedHours, Mentor
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db
PAGES = ["/mentoring/", "/mentoring/times/", "/mentoring/times/next/"]


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
    for form in (forms.talk, *forms.windows.forms, *forms.dates.forms):
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
def test_each_page_stays_within_its_queries(
    path: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


# --- Home -------------------------------------------------------------------------------------------------------------
def test_home_shows_what_waits_what_comes_and_what_was_good(
    mentor: Mentor, student: Student, client: Client, an_interview: Lead, now: datetime
) -> None:
    done = an_interview(State.COMPLETED)
    thanked_at = now + timedelta(days=7, hours=3)
    send_thank_you(done, by=student.user, how="mail", text="Your advice on labs helped.", now=thanked_at)
    waiting = an_interview(student=factories.StudentFactory(user__full_name="Ana Lima"), at=now + timedelta(hours=1))
    clock.move_to(now + timedelta(days=8))

    page = client.get("/mentoring/")

    assert list(page.context["waiting"]) == [waiting]
    assert (page.context["used"], page.context["helped"]) == (1, 1)
    content = page.content.decode()
    assert "1 of 2 calls" in content
    assert "You’ve helped 1 student" in content
    assert "Your advice on labs helped." in content


def test_home_takes_the_same_queries_for_one_request_and_for_three(
    client: Client, an_interview: Lead, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_interview(student=factories.StudentFactory())
    client.get("/mentoring/")
    with django_assert_num_queries(8):
        client.get("/mentoring/")
    for _ in range(2):
        an_interview(student=factories.StudentFactory())

    with django_assert_num_queries(8):
        client.get("/mentoring/")


def test_a_break_is_taken_and_ended_from_home(mentor: Mentor, client: Client) -> None:
    client.post("/mentoring/pause/", {"until": "2027-01-11"})
    resting = client.get("/mentoring/").content.decode()

    client.post("/mentoring/resume/")

    mentor.refresh_from_db()
    assert "from January 11, 2027 on" in resting
    assert mentor.state == "active"


@pytest.mark.parametrize(("until", "sentence"), [("2026-09-14", "after today"), ("soon", "Enter the date as in")])
def test_a_day_that_is_no_end_of_a_break_is_said_at_the_field(
    until: str, sentence: str, mentor: Mentor, client: Client
) -> None:
    page = client.post("/mentoring/pause/", {"until": until})

    mentor.refresh_from_db()
    assert (page.status_code, mentor.state) == (422, "active")
    assert sentence in page.content.decode()


def test_an_invited_alum_is_led_to_a_yes(client_for: SignIn, now: datetime) -> None:
    mentor = factories.MentorFactory(state=Mentor.State.INVITED)

    page = client_for(mentor.user).get("/mentoring/").content.decode()

    assert "You’re invited" in page
    assert "/mentoring/welcome/" in page


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


def test_booked_calls_stay_as_they_are(client: Client, an_interview: Lead) -> None:
    an_interview(State.SCHEDULED)

    page = client.get("/mentoring/times/")

    assert "1 booked call stays as it is." in page.content.decode()
