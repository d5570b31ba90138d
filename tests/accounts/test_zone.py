"""The answer to "You seem to be in Chicago. Show Chicago times?"."""

from collections.abc import Callable

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.mentors.models import Mentor
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CHICAGO = {"time_zone": "America/Chicago", "next": "/interviews/"}


def test_always_shows_times_of_that_zone_from_now_on(student: Student, client_for: SignIn) -> None:
    page = client_for(student.user).post("/settings/zone/", CHICAGO | {"answer": "always"}, follow=True)

    student.user.refresh_from_db()
    assert student.user.time_zone == "America/Chicago"
    assert page.redirect_chain == [("/interviews/", 302)]
    assert "Times are shown as in Chicago from now on." in page.content.decode()


def test_a_mentor_is_told_that_their_hours_go_with_it(mentor: Mentor, client_for: SignIn) -> None:
    page = client_for(mentor.user).post("/settings/zone/", CHICAGO | {"answer": "always"}, follow=True)

    assert "your weekly hours go by it too" in page.content.decode()


def test_no_changes_nothing_and_is_remembered_for_that_zone(student: Student, client_for: SignIn) -> None:
    browser = client_for(student.user)

    browser.post("/settings/zone/", CHICAGO | {"answer": "no"})

    student.user.refresh_from_db()
    assert student.user.time_zone == "America/New_York"
    assert 'data-zone-no="America/Chicago"' in browser.get("/interviews/").content.decode()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"time_zone": "Mars/Olympus", "answer": "always"},
        {"time_zone": "America/Chicago"},
        {"time_zone": "America/Chicago", "answer": "perhaps"},
        {"time_zone": "x" * 100, "answer": "no"},
    ],
)
def test_what_no_banner_says_changes_nothing(answer: dict[str, str], student: Student, client_for: SignIn) -> None:
    response = client_for(student.user).post("/settings/zone/", answer | {"next": "https://elsewhere.example/"})

    student.user.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "zone_no" not in response.cookies
    assert student.user.time_zone == "America/New_York"


def test_visitors_are_asked_nothing(client: Client) -> None:
    assert "data-zone" not in client.get("/").content.decode()
