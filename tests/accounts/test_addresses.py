"""One person, several addresses, several roles: each proven address opens the same account."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import Role, User
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
PRIVATE = "maya@example.net"


@pytest.fixture
def maya(mentor: Mentor) -> User:
    EmailAddress.objects.create(user=mentor.user, email=mentor.user.email, verified=True, primary=True)
    return mentor.user


def code_in_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", OutgoingMail.objects.latest("pk").text, re.MULTILINE)
    assert found
    return found[1]


def add(client: Client, address: str) -> None:
    client.post("/account/email/", {"email": address, "action_add": "1"})
    client.post("/account/confirm-email/", {"code": code_in_mail()})


def test_a_second_address_is_proven_by_a_code_and_shown(maya: User, client_for: ClientFor) -> None:
    client = client_for(maya)

    add(client, PRIVATE)

    page = client.get("/account/email/").content.decode()
    assert EmailAddress.objects.get(email=PRIVATE).verified
    assert PRIVATE in page
    assert page.count("Confirmed") == 2


def test_an_address_that_was_not_proven_is_not_kept(maya: User, client_for: ClientFor) -> None:
    client_for(maya).post("/account/email/", {"email": PRIVATE, "action_add": "1"})

    assert not EmailAddress.objects.filter(email=PRIVATE).exists()


def test_each_proven_address_opens_the_account(maya: User, client_for: ClientFor, client: Client) -> None:
    add(client_for(maya), PRIVATE)

    client.post("/account/login/code/", {"email": PRIVATE})
    client.post("/account/login/code/confirm/", {"code": code_in_mail()})

    assert client.session["_auth_user_id"] == str(maya.pk)


def test_the_other_address_can_become_the_main_one_and_the_first_one_go(maya: User, client_for: ClientFor) -> None:
    client, first = client_for(maya), maya.email
    add(client, PRIVATE)

    client.post("/account/email/", {"email": PRIVATE, "action_primary": "1"})
    client.post("/account/email/", {"email": first, "action_remove": "1"})

    maya.refresh_from_db()
    assert maya.email == PRIVATE
    assert [address.email for address in EmailAddress.objects.filter(user=maya)] == [PRIVATE]


def test_the_main_address_cannot_be_removed(maya: User, client_for: ClientFor) -> None:
    client_for(maya).post("/account/email/", {"email": maya.email, "action_remove": "1"})

    assert EmailAddress.objects.filter(user=maya).exists()


def test_an_address_of_somebody_else_is_not_taken_from_them(maya: User, client_for: ClientFor) -> None:
    stranger = factories.UserFactory(email=PRIVATE)
    EmailAddress.objects.create(user=stranger, email=PRIVATE, verified=True, primary=True)

    client_for(maya).post("/account/email/", {"email": PRIVATE, "action_add": "1"})

    assert EmailAddress.objects.get(email=PRIVATE).user == stranger


def test_one_address_opens_every_role_of_its_owner(maya: User, client_for: ClientFor) -> None:
    factories.grant(maya, Role.Kind.ADVISOR)
    client = client_for(maya)

    page = client.get("/mentoring/").content.decode()

    assert client.get("/advising/").status_code == 200
    assert User.objects.filter(email=maya.email).count() == 1
    assert 'href="/advising/"' in page


def test_the_addresses_are_reached_from_the_settings(maya: User, client_for: ClientFor) -> None:
    assert 'href="/account/email/"' in client_for(maya).get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/account/login/", {"login": "maya@example.net", "password": "wrong"}),
        ("/account/signup/", {}),
        ("/account/login/code/", {}),
        ("/account/password/reset/", {"email": "maya"}),
    ],
)
def test_a_form_of_the_entrance_found_wrong_is_422(page: str, typed: dict[str, str], client: Client) -> None:
    response = client.post(page, typed)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode() or "There is a problem" in response.content.decode()
