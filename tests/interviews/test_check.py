"""The message check beside the composer: it advises, stops what must not go out, and keeps nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.personas import ask

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
ASKS_FOR_WORK = "Hello Maya, would you pass along my resume?"


def typed(message: str, **more: str) -> dict[str, str]:
    hope = "How you moved from the bench to a start-up."
    return {"id": str(uuid4()), "mode": "video", "hope_to_learn": hope, "message": message} | more


@pytest.fixture
def asker(student: Student, mentor: Mentor, client_for: Browser) -> Callable[..., Any]:
    """Posts a message from the composer to a mentor who proposes times; answers with the page."""
    mentor.booking = Mentor.Booking.WRITE
    mentor.save(update_fields=["booking"])
    browser = client_for(student.user)
    return lambda message, **more: browser.post(reverse("interviews:ask", args=[mentor.pk]), typed(message, **more))


@pytest.mark.parametrize("message", ["Dear [Name], may I ask you something?", ASKS_FOR_WORK])
def test_what_must_not_go_out_as_it_is_stays_on_the_page(message: str, asker: Callable[..., Any]) -> None:
    page = asker(message)

    assert page.status_code == 422
    assert not Interview.objects.exists()
    assert message in page.content.decode()


def test_who_means_to_ask_for_work_says_so(asker: Callable[..., Any]) -> None:
    page = asker(ASKS_FOR_WORK, means_it="1")

    assert page.status_code == 302
    assert Interview.objects.get().state == State.REQUESTED


def test_a_draft_may_have_gaps_and_shows_them_when_it_is_opened_again(
    asker: Callable[..., Any], student: Student, mentor: Mentor, client_for: Browser
) -> None:
    asker("Dear [Name],", draft="kept")

    page = client_for(student.user).get(reverse("interviews:ask", args=[mentor.pk])).content.decode()

    assert "<mark>[Name]</mark>" in page


def test_the_count_is_read_out_when_it_changes(student: Student, mentor: Mentor, client_for: Browser) -> None:
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    first = browser.post(url, {"message": "Thank you for your time."}).content.decode()
    again = browser.post(url, {"message": "Thank you for your time!", "covered": "1"}).content.decode()

    assert "1 of 7 covered" in first
    assert 'role="status"' in first
    assert 'role="status"' not in again


def test_what_a_mentor_hides_is_never_confirmed(student: Student, mentor: Mentor, client_for: Browser) -> None:
    mentor.employer, mentor.hidden_fields = "Umbrella Batteries", []
    mentor.save(update_fields=["employer", "hidden_fields"])
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    shown = browser.post(url, {"message": "I heard of Umbrella Batteries."}).content.decode()
    mentor.hidden_fields = ["employer"]
    mentor.save(update_fields=["hidden_fields"])
    hidden = browser.post(url, {"message": "I heard of Umbrella Batteries."}).content.decode()

    assert "1 of 7 covered" in shown
    assert "0 of 7 covered" in hidden


def test_the_check_costs_few_queries(
    student: Student, mentor: Mentor, client_for: Browser, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    with django_assert_max_num_queries(9):
        page = browser.post(url, {"message": ASKS_FOR_WORK})

    assert b"<mark>" in page.content


def test_an_advisor_reads_the_check_of_what_waits_for_them(
    student: Student, mentor: Mentor, advisor: User, client_for: Browser, now: datetime
) -> None:
    mentor.booking = Mentor.Booking.WRITE
    mentor.save(update_fields=["booking"])
    asked = ask(wants_look=True, message="Dear Maya, can we chat?")
    interview = actions.send_request(uuid4(), student=student, mentor=mentor, ask=asked, now=now)

    page = client_for(advisor).get(reverse("advising:message", args=[interview.pk])).content.decode()

    assert "<mark>can we chat</mark>" in page
    assert "Better:" not in page
