"""The mentor's home."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews.actions import send_thank_you
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(mentor: Mentor, client_for: SignIn, now: datetime) -> Client:
    return client_for(mentor.user)


# --- Who may ----------------------------------------------------------------------------------------------------------
def test_only_mentors_have_this_page(student: Student, advisor: User, officer: User, client_for: SignIn) -> None:
    statuses = {client_for(user).get("/mentoring/").status_code for user in (student.user, advisor, officer)}

    assert statuses == {404}


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
    assert (page.context["room"].calls, page.context["helped"]) == (1, 1)
    content = page.content.decode()
    assert "1 of 2 calls" in content
    assert "You’ve helped 1 student" in content
    assert "Your advice on labs helped." in content


def test_home_asks_how_a_call_went_and_how_long_a_mentor_rests_or_goes_on(
    mentor: Mentor, client: Client, an_interview: Lead, now: datetime
) -> None:
    call = an_interview(State.SCHEDULED)
    before = client.get("/mentoring/").context["to_say"]
    Mentor.objects.filter(pk=mentor.pk).update(confirmed_at=now - timedelta(days=364))
    clock.move_to(call.ends_at + timedelta(hours=1))
    willing = client.get("/mentoring/")
    client.post("/mentoring/pause/", {"until": (now + timedelta(days=9)).date().isoformat()})

    resting = client.get("/mentoring/").context["to_say"]

    assert before == []
    assert [item.policy for item in willing.context["to_say"]] == ["still_willing", "did_it_happen"]
    assert all(client.get(item.url).status_code == 200 for item in willing.context["to_say"])
    assert "Say whether you talked with Jordan Parker" in willing.content.decode()
    assert {item.policy: item.url for item in resting}["pause_ends"] == "#break"


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
