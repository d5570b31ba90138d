"""Signing in with the campus account, against a real provider: who comes in, as whom, and what is believed."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from careernet.accounts.models import Role, User
from careernet.campus.models import CampusDomain
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from tests import factories
from tests.oidc import Campus, campus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESS = "jordan@students.example.edu"


@pytest.fixture(scope="module")
def provider() -> Iterator[Campus]:
    with campus() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(provider: Campus, settings: Settings) -> Campus:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.app()]}}
    provider.knows("jordan")
    return provider


@pytest.fixture
def campus_domain(db: None) -> CampusDomain:
    return CampusDomain.objects.create(domain="students.example.edu")


def begun(email: str, **fields: str) -> User:
    """Somebody typed this address and a password, and never proved that they can read its mail."""
    user = User.objects.create_user(email, "a long password", **fields)
    EmailAddress.objects.create(user=user, email=email, verified=False, primary=True)
    return user


def proven(email: str, **fields: str) -> User:
    user = begun(email, **fields)
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def signed_in(client: Client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


# --- Who comes in -------------------------------------------------------------------------------------------------
def test_a_student_comes_in_with_name_and_address(client: Client, provider: Campus, campus_domain: object) -> None:
    response = client.get(provider.sign_in(client))

    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/start/")
    assert (signed_in(client), user.email, user.full_name) == (user, ADDRESS, "Jordan Parker")
    assert EmailAddress.objects.get(user=user).verified
    assert user.has_role(Role.Kind.STUDENT)
    assert not OutgoingMail.objects.exists()


def test_a_second_visit_is_the_same_person(client: Client, provider: Campus) -> None:
    client.get(provider.sign_in(client))
    client.post("/account/logout/")

    client.get(provider.sign_in(client))

    assert signed_in(client) == User.objects.get()


def test_they_return_to_the_page_they_wanted(client: Client, provider: Campus, campus_domain: object) -> None:
    response = client.get(provider.sign_in(client, start="/account/oidc/campus/login/?next=/profile/"))

    assert response["Location"] == "/profile/"


def test_only_address_and_name_are_kept(client: Client, provider: Campus) -> None:
    provider.knows("jordan", birthdate="2006-01-02", student_number="12345")

    client.get(provider.sign_in(client))

    kept = {"sub": "jordan", "email": ADDRESS, "name": "Jordan Parker"}
    assert SocialAccount.objects.get().extra_data == {"userinfo": kept, "is_student": False}


# --- Who is a student ---------------------------------------------------------------------------------------------
def test_no_campus_domain_and_no_claim_makes_no_student(client: Client, provider: Campus) -> None:
    client.get(provider.sign_in(client))

    assert User.objects.get().role_kinds == frozenset()


@pytest.mark.parametrize(
    ("said", "is_student"),
    [("student", True), (["member", "student"], True), ("staff", False), (["students"], False), (None, False)],
)
def test_a_claim_can_say_who_is_a_student(
    said: object, is_student: bool, client: Client, provider: Campus, settings: Settings
) -> None:
    settings.OIDC_STUDENT_CLAIM = "affiliation=student"
    provider.knows("jordan", affiliation=said)

    client.get(provider.sign_in(client))

    assert User.objects.get().has_role(Role.Kind.STUDENT) is is_student


# --- Accounts that are here already -------------------------------------------------------------------------------
def test_whoever_proved_the_address_before_comes_into_their_account(client: Client, provider: Campus) -> None:
    user = proven(ADDRESS, full_name="Jo Parker")

    client.get(provider.sign_in(client))

    user.refresh_from_db()
    assert (signed_in(client), User.objects.count()) == (user, 1)
    assert user.full_name == "Jo Parker"
    assert user.has_usable_password()


def test_a_second_proven_address_counts_as_well(client: Client, provider: Campus) -> None:
    user = proven("jordan@example.com")
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True)

    client.get(provider.sign_in(client))

    assert signed_in(client) == user


def test_an_imported_mentor_keeps_the_name_of_the_import(client: Client, provider: Campus, mentor: Mentor) -> None:
    provider.knows("jordan", email=mentor.user.email.upper(), name="CHEN, MAYA L.")

    client.get(provider.sign_in(client))

    address = EmailAddress.objects.get()
    assert signed_in(client) == mentor.user
    assert User.objects.get().full_name == "Maya Chen"
    assert (address.email, address.verified, address.primary) == (mentor.user.email, True, True)


def test_an_account_a_stranger_began_is_the_owners_alone(client: Client, provider: Campus) -> None:
    user = begun(ADDRESS, full_name="A Stranger")

    client.get(provider.sign_in(client))

    user.refresh_from_db()
    assert signed_in(client) == user
    assert user.full_name == "Jordan Parker"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_an_address_the_campus_does_not_vouch_for_opens_nothing(client: Client, provider: Campus) -> None:
    user = proven(ADDRESS)
    provider.knows("jordan", email_verified=None)

    client.get(provider.sign_in(client))

    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert OutgoingMail.objects.get().subject == "You already have an account"
    assert User.objects.get() == user


def test_false_as_a_text_is_not_a_yes(client: Client, provider: Campus) -> None:
    proven(ADDRESS)
    provider.knows("jordan", email_verified="false")

    client.get(provider.sign_in(client))

    assert signed_in(client) is None


def test_a_new_address_the_campus_does_not_vouch_for_is_proven_by_a_code(client: Client, provider: Campus) -> None:
    provider.knows("jordan", email_verified=None)

    response = client.get(provider.sign_in(client))

    assert response["Location"] == "/account/confirm-email/"
    assert signed_in(client) is None
    assert OutgoingMail.objects.get().subject.endswith("finishes joining")


def test_the_campus_may_vouch_for_a_whole_domain(client: Client, provider: Campus, settings: Settings) -> None:
    app = provider.app()
    app["settings"]["verified_email"] = ["students.example.edu"]  # type: ignore[index]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    provider.knows("jordan", email_verified=None)
    user = proven(ADDRESS)

    client.get(provider.sign_in(client))

    assert signed_in(client) == user


def test_whoever_was_shut_out_stays_out(client: Client, provider: Campus) -> None:
    user = proven(ADDRESS)
    user.is_active = False
    user.save(update_fields=["is_active"])

    response = client.get(provider.sign_in(client))

    assert response["Location"] == "/account/inactive/"
    assert signed_in(client) is None


def test_whoever_left_as_a_student_is_not_made_one_again(
    client: Client, provider: Campus, campus_domain: object, now: datetime
) -> None:
    student = factories.StudentFactory(user__email=ADDRESS, left_at=now)
    student.user.roles.all().delete()

    client.get(provider.sign_in(client))

    assert signed_in(client) == student.user
    assert not student.user.roles.exists()


# --- When it does not work ----------------------------------------------------------------------------------------
def test_whoever_stops_on_the_way_reads_that_nothing_happened(client: Client, provider: Campus) -> None:
    response = client.get(provider.sign_in(client, action="deny"), follow=True)

    assert response.status_code == 200
    assert "You are not signed in" in response.content.decode()


def test_an_answer_nobody_asked_for_is_refused(client: Client) -> None:
    response = client.get("/account/oidc/campus/login/callback/?code=stolen&state=invented")

    assert response.status_code == 401
    assert "Campus sign-in did not work" in response.content.decode()
    assert signed_in(client) is None


def test_an_answer_works_once(client: Client, provider: Campus) -> None:
    back = provider.sign_in(client)
    client.get(back)
    client.post("/account/logout/")

    response = client.get(back)

    assert response.status_code == 401
    assert signed_in(client) is None


def test_a_campus_that_does_not_answer_is_said_so(client: Client, settings: Settings) -> None:
    nobody = Campus("http://localhost:9")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [nobody.app()]}}

    response = client.post("/account/oidc/campus/login/")

    assert response.status_code == 502
    assert "Campus sign-in did not work" in response.content.decode()


def test_another_campus_is_nowhere(client: Client) -> None:
    assert client.post("/account/oidc/elsewhere/login/").status_code == 404


def test_the_pages_offer_it_first(client: Client) -> None:
    page = client.get("/account/login/").content.decode()

    assert "Sign in with your Example campus account" in page
    assert page.index("/account/oidc/campus/login/") < page.index("/account/login/code/")


def test_without_it_the_pages_do_not_speak_of_it(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    page = client.get("/account/login/").content.decode()

    assert "campus account" not in page
