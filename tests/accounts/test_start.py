"""Where people arrive after signing in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import Role, User
from careernet.campus.models import CampusDomain
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.mark.parametrize(
    ("kind", "home"),
    [
        (Role.Kind.STUDENT, "/home/"),
        (Role.Kind.MENTOR, "/mentoring/"),
        (Role.Kind.ADVISOR, "/advising/"),
        (Role.Kind.OFFICER, "/office/"),
    ],
)
def test_each_role_has_a_home(kind: str, home: str, client_for: ClientFor) -> None:
    response = client_for(factories.person(kind)).get("/start/")

    assert (response.status_code, response["Location"]) == (302, home)


def test_an_advisor_who_is_a_mentor_begins_with_the_mentors_home(advisor: User, client_for: ClientFor) -> None:
    factories.grant(advisor, Role.Kind.MENTOR)

    response = client_for(advisor).get("/start/")

    assert response["Location"] == "/mentoring/"


def test_somebody_without_a_role_reads_how_to_get_one(client_for: ClientFor) -> None:
    CampusDomain.objects.create(domain="students.example.edu")
    response = client_for(factories.UserFactory()).get("/start/")

    page = response.content.decode()

    assert response.status_code == 200
    assert "@students.example.edu" in page
    assert "/volunteer/apply/" in page


def test_a_visitor_signs_in_first(client: Client) -> None:
    response = client.get("/start/")

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")
