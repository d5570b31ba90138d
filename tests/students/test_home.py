"""The student's home: what to do first, what is next, where each interview stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle, islice

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
ClientFor = Callable[[AbstractBaseUser], Client]
DAY = timedelta(days=1)
STATES = [
    State.DRAFT,
    State.REQUESTED,
    State.COUNTERED,
    State.SCHEDULED,
    State.COMPLETED,
    State.DECLINED,
    State.WITHDRAWN,
    State.EXPIRED,
    State.CANCELLED,
]


def home(client: Client) -> str:
    response = client.get("/home/")
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("state", STATES)
def test_in_every_state_exactly_one_button_is_the_first(state: str, an_interview: Lead, client_for: ClientFor) -> None:
    interview = an_interview(state)
    clock.move_to(interview.state_since + DAY / 24)

    page = home(client_for(interview.student.user))

    assert page.count("btn-primary") == 1


def test_a_new_student_reads_how_to_begin(student: Student, client_for: ClientFor) -> None:
    Policy(pk=1, advisor_booking_url="https://example.edu/advisors").save()

    page = home(client_for(student.user))

    assert "Book your first conversation" in page
    assert "https://example.edu/advisors" in page


def test_the_advisors_come_back_after_two_requests_without_an_answer(
    student: Student, an_interview: Lead, now: datetime, client_for: ClientFor
) -> None:
    Policy(pk=1, advisor_booking_url="https://example.edu/advisors").save()
    an_interview(State.EXPIRED, mentor=factories.MentorFactory())
    once = home(client_for(student.user))

    an_interview(State.EXPIRED, mentor=factories.MentorFactory())

    assert "https://example.edu/advisors" not in once
    assert "https://example.edu/advisors" in home(client_for(student.user))


def test_the_next_conversation_shows_both_clocks(an_interview: Lead, client_for: ClientFor) -> None:
    interview = an_interview(State.SCHEDULED)

    page = home(client_for(interview.student.user))

    assert "Your next conversation is Mon, Sep 21, 11:00–11:30 AM." in page
    assert "8:00 AM for Maya (Los Angeles)" in page


def test_a_mentors_own_requests_are_no_part_of_a_students_home(
    an_interview: Lead, client_for: ClientFor, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    both = interview.mentor.user
    factories.StudentFactory(user=both)

    page = home(client_for(both))

    assert interview.student.user.full_name not in page


@pytest.mark.parametrize("role", ["mentor", "advisor"])
def test_for_everybody_else_there_is_no_such_page(role: str, strangers: dict[str, User], client_for: ClientFor) -> None:
    response = client_for(strangers[role]).get("/home/")

    assert response.status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_with_one_interview_and_with_thirty(
    number: int,
    student: Student,
    an_interview: Lead,
    now: datetime,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"open_requests": 100, "requests_a_day": 100})
    client = client_for(student.user)
    for state in islice(cycle([State.REQUESTED, State.DECLINED, State.COUNTERED, State.EXPIRED]), number):
        an_interview(state, mentor=factories.MentorFactory())

    with django_assert_num_queries(11):
        client.get("/home/")
