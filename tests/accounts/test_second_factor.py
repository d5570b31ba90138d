"""Roles that open what others wrote in confidence ask for a second factor; nobody else has to have one."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from careernet.accounts.models import AuditEvent, Role, User
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
SET_UP = "/account/2fa/"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))  # noqa: TID251 - the app on the phone has its own clock


def has_app(user: User) -> str:
    """Set up an authenticator app for somebody; answers with its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    user.__dict__.pop("role_kinds", None)
    return secret


# --- Before it is set up ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "pages"),
    [(Role.Kind.ADVISOR, ["/advising/", "/advising/students/"]), (Role.Kind.OFFICER, ["/office/", "/admin/"])],
)
def test_the_role_leads_to_the_set_up_until_there_is_one(kind: str, pages: list[str], client_for: ClientFor) -> None:
    client = client_for(factories.person(kind, is_staff=kind == Role.Kind.OFFICER))

    answers = [client.get(page, follow=True) for page in ["/start/", *pages]]

    assert {answer.redirect_chain[-1][0] for answer in answers} == {SET_UP}
    assert "Your role opens what others wrote in confidence." in answers[0].content.decode()


def test_nothing_that_the_role_shows_elsewhere_is_shown(client_for: ClientFor, mentor: Mentor) -> None:
    client = client_for(factories.person(Role.Kind.ADVISOR))

    assert client.get("/mentors/").status_code == 404
    assert client.get(f"/mentors/{mentor.pk}/").status_code == 404


def test_a_superuser_without_a_role_is_led_there_too(client_for: ClientFor) -> None:
    client = client_for(User.objects.create_superuser("root@example.edu"))

    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == SET_UP


def test_the_other_roles_of_the_person_stay_open(mentor: Mentor, client_for: ClientFor) -> None:
    factories.grant(mentor.user, Role.Kind.ADVISOR)

    assert client_for(mentor.user).get("/mentoring/").status_code == 200
    assert client_for(mentor.user).get("/advising/")["Location"] == SET_UP


@pytest.mark.parametrize("page", [SET_UP, "/account/email/", "/account/sessions/", "/settings/"])
def test_the_pages_of_the_account_stay_open(page: str, advisor: User, client_for: ClientFor) -> None:
    assert client_for(advisor).get(page).status_code == 200


def test_recovery_codes_alone_are_none(advisor: User, client_for: ClientFor) -> None:
    RecoveryCodes.activate(advisor)

    assert client_for(advisor).get("/advising/")["Location"] == SET_UP


# --- After --------------------------------------------------------------------------------------------------------
def test_an_app_opens_the_role_at_once(advisor: User, client_for: ClientFor) -> None:
    advisor.set_unusable_password()
    advisor.save(update_fields=["password"])
    client = client_for(advisor)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret

    response = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})

    kinds = set(Authenticator.objects.filter(user=advisor).values_list("type", flat=True))
    assert response.status_code == 302
    assert kinds == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}
    assert client.get("/advising/").status_code == 200


def test_whoever_has_one_is_asked_for_it_after_the_password(advisor: User, client: Client) -> None:
    secret = has_app(advisor)
    advisor.set_password("a long password")
    advisor.save(update_fields=["password"])
    advisor.emailaddress_set.create(email=advisor.email, verified=True, primary=True)

    asked = client.post("/account/login/", {"login": advisor.email, "password": "a long password"})
    before = client.get("/advising/")
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})

    assert asked["Location"] == "/account/2fa/authenticate/"
    assert before["Location"].startswith("/account/login/")
    assert client.get("/advising/").status_code == 200


def test_a_wrong_code_opens_nothing(advisor: User, client: Client) -> None:
    secret = has_app(advisor)
    advisor.set_password("a long password")
    advisor.save(update_fields=["password"])
    advisor.emailaddress_set.create(email=advisor.email, verified=True, primary=True)
    client.post("/account/login/", {"login": advisor.email, "password": "a long password"})
    wrong = str((int(code_for(secret)) + 1) % 1_000_000).zfill(6)

    response = client.post("/account/2fa/authenticate/", {"code": wrong})

    assert "That is not the code of this moment." in response.content.decode()
    assert client.get("/advising/")["Location"].startswith("/account/login/")


def test_the_last_one_cannot_be_taken_off(advisor: User, client_for: ClientFor) -> None:
    has_app(advisor)
    client = client_for(advisor)
    session = client.session
    just_now = time.time()  # noqa: TID251 - by the clock of allauth
    session["account_authentication_methods"] = [{"method": "mfa", "at": just_now, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(advisor.pk)
    session.save()

    response = client.post("/account/2fa/totp/deactivate/")

    assert "Your role needs a second step." in response.content.decode()
    assert Authenticator.objects.filter(user=advisor).exists()


# --- The phone is lost --------------------------------------------------------------------------------------------
def forget(client: Client, user: User) -> int:
    chosen = {"action": "forget_second_factors", "_selected_action": str(user.pk), "index": "0"}
    return client.post("/admin/accounts/user/", chosen).status_code


def test_a_colleague_takes_them_off_on_record(advisor: User, officer: User, client_for: ClientFor) -> None:
    for user in (advisor, officer):
        has_app(user)
        RecoveryCodes.activate(user)

    status = forget(client_for(officer), advisor)

    event = AuditEvent.objects.get(verb="forgot second factors")
    assert status == 302
    assert set(Authenticator.objects.values_list("user", flat=True)) == {officer.pk}
    assert (event.by, event.about) == (officer, advisor)


def test_nobody_takes_off_their_own(officer: User, client_for: ClientFor) -> None:
    has_app(officer)

    assert forget(client_for(officer), officer) == 409
    assert Authenticator.objects.filter(user=officer).exists()


# --- Everybody else -----------------------------------------------------------------------------------------------
def test_students_and_mentors_are_not_asked_nor_does_it_cost_them(
    student: Student, mentor: Mentor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for user in (student.user, mentor.user):
        fresh = User.objects.get(pk=user.pk)
        with django_assert_num_queries(1):
            assert fresh.role_kinds


def test_the_demo_asks_nobody(advisor: User, settings: Settings, client_for: ClientFor) -> None:
    settings.SECOND_FACTOR_REQUIRED = False

    assert client_for(advisor).get("/advising/").status_code == 200
