"""The office reads applications and invites alumni: who sees it, what it costs, what it does."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.mail.models import OutgoingMail
from careernet.mentors import actions
from careernet.mentors.models import Mentor
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


def an_application(now: datetime, name: str = "Ida Berg") -> Mentor:
    facts = {"job_title": "Midwife", "employer": "St. Mary's", "kind": "parent"}
    user = factories.UserFactory(full_name=name)
    return actions.apply(user, facts=facts, majors=[], application="Nobody told me about the nights.", now=now)


# --- Applications -----------------------------------------------------------------------------------------------------
def test_an_application_is_read_and_approved(desk: Client, officer: User, now: datetime) -> None:
    mentor = an_application(now)
    listed = desk.get("/office/volunteers/").content.decode()
    read = desk.get(f"/office/volunteers/{mentor.pk}/").content.decode()

    response = desk.post(f"/office/volunteers/{mentor.pk}/approve/", follow=True)

    mentor.refresh_from_db()
    after = desk.get(f"/office/volunteers/{mentor.pk}/").content.decode()
    assert "Parent: Midwife, St. Mary&#x27;s" in listed
    assert "Nobody told me about the nights." in read
    assert mentor.user.email in read
    assert mentor.state == "active"
    assert "No application is waiting" in response.content.decode()
    assert "applied → active" in after
    assert str(officer) in after


def test_not_now_sends_the_offices_words(desk: Client, now: datetime) -> None:
    mentor = an_application(now)

    desk.post(f"/office/volunteers/{mentor.pk}/not-now/", {"words": "Ask us again in spring."})

    mentor.refresh_from_db()
    assert mentor.state == "retired"
    assert "Ask us again in spring." in OutgoingMail.objects.latest("pk").text


def test_an_application_that_a_colleague_answered_is_not_answered_again(desk: Client, now: datetime) -> None:
    mentor = an_application(now)
    desk.post(f"/office/volunteers/{mentor.pk}/approve/")

    page = desk.post(f"/office/volunteers/{mentor.pk}/not-now/", {"words": "No."})

    mentor.refresh_from_db()
    assert (page.status_code, mentor.state) == (409, "active")


def test_more_applications_cost_no_more_queries(desk: Client, now: datetime) -> None:
    an_application(now)
    desk.get("/office/volunteers/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/office/volunteers/")
    for number in range(29):
        an_application(now, f"Ida Berg {number}")

    with CaptureQueriesContext(connection) as many:
        desk.get("/office/volunteers/")

    assert len(many) == len(one) <= 12


# --- Invitations ------------------------------------------------------------------------------------------------------
@pytest.fixture
def alumni(db: None) -> list[Mentor]:
    years = {"Ana": 2001, "Ben": 2011, "Cleo": 2021}
    return [
        factories.MentorFactory(
            user__full_name=f"{name} Moss", sort_name=f"moss {name}", state=Mentor.State.INVITED, class_year=year
        )
        for name, year in years.items()
    ]


def test_the_office_sees_how_many_when_and_the_very_mail(desk: Client, alumni: list[Mentor], now: datetime) -> None:
    Policy.objects.create(pk=1, invitations_a_day=2)

    page = desk.get("/office/invitations/").content.decode()

    assert "Invite 3 people" in page
    assert "done by Tuesday, September 15" in page
    assert "What Ana Moss would get" in page
    assert "may students of Northfield College ask you" in page
    assert not OutgoingMail.objects.exists()


def test_what_the_office_sees_beforehand_opens_nothing(desk: Client, alumni: list[Mentor], client: Client) -> None:
    page = desk.get("/office/invitations/").content.decode()

    links = set(re.findall(r"(/mentoring/invitation/\S+/)", page))

    assert len(links) == 2
    assert {client.get(link).status_code for link in links} == {410}


def test_only_those_chosen_are_invited_and_nobody_twice(desk: Client, alumni: list[Mentor]) -> None:
    chosen = {"field": "health-care", "first_year": "2005", "last_year": "2015"}

    first = desk.post("/office/invitations/", chosen, follow=True).content.decode()
    again = desk.post("/office/invitations/", chosen, follow=True).content.decode()

    assert [mail.to_user.full_name for mail in OutgoingMail.objects.all()] == ["Ben Moss"]
    assert "1 invitation is on its way" in first
    assert "invited already" in again


def test_a_year_that_is_none_is_said(desk: Client) -> None:
    page = desk.get("/office/invitations/?first_year=soon")

    assert page.status_code == 422


def test_rules_that_allow_none_are_said(desk: Client, alumni: list[Mentor]) -> None:
    Policy.objects.create(pk=1, invitations_a_day=0)

    page = desk.get("/office/invitations/").content.decode()
    refused = desk.post("/office/invitations/")

    assert "The rules allow no invitations" in page
    assert (refused.status_code, OutgoingMail.objects.count()) == (409, 0)


def test_more_people_cost_no_more_queries(desk: Client, alumni: list[Mentor]) -> None:
    desk.get("/office/invitations/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/office/invitations/")
    factories.MentorFactory.create_batch(10, state=Mentor.State.INVITED)

    with CaptureQueriesContext(connection) as many:
        desk.get("/office/invitations/")

    assert len(many) == len(few) <= 12
