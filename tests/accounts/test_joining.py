"""Who becomes a student: whoever proves a campus address, or one on the roster. Nobody else."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import CampusDomain
from careernet.mail.models import OutgoingMail
from careernet.students.actions import admit
from careernet.students.models import RosterEntry, Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.fixture(autouse=True)
def campus(db: None) -> CampusDomain:
    return CampusDomain.objects.create(domain="students.example.edu")


def somebody(email: str, *, verified: bool = True, **fields: str) -> User:
    user = factories.UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def test_a_proven_campus_address_makes_a_student(now: datetime) -> None:
    user = somebody("Jordan@students.example.edu")

    student = admit(user, now=now)

    assert student == Student.objects.get(user=user)
    assert user.has_role(Role.Kind.STUDENT)
    assert AuditEvent.objects.filter(verb="granted role", about=user, data={"role": "student"}).count() == 1


def test_the_office_may_type_domains_and_addresses_in_capitals(now: datetime) -> None:
    CampusDomain.objects.create(domain="Law.Example.edu")
    RosterEntry.objects.create(email="Ana.Lima@Example.com")

    admitted = [admit(somebody(email), now=now) for email in ("kim@law.example.edu", "ana.lima@example.com")]

    assert all(admitted)


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("jordan@students.example.edu", False),
        ("jordan@example.com", True),
        ("jordan@evil-students.example.edu", True),
        ("jordan@students.example.edu.example.com", True),
    ],
)
def test_any_other_address_does_not(email: str, verified: bool, now: datetime) -> None:
    user = somebody(email, verified=verified)

    assert admit(user, now=now) is None
    assert (user.has_role(Role.Kind.STUDENT), Student.objects.count()) == (False, 0)


def test_the_roster_admits_any_address_and_fills_what_is_empty(now: datetime) -> None:
    RosterEntry.objects.create(email="ana@example.com", full_name="Ana Lima", class_year=2029)
    user = somebody("ana@example.com", full_name="")

    student = admit(user, now=now)

    assert student is not None
    assert (student.class_year, user.full_name) == (2029, "Ana Lima")


def test_the_roster_never_overwrites_a_name(now: datetime) -> None:
    RosterEntry.objects.create(email="ana@example.com", full_name="LIMA, ANA", class_year=2029)
    user = somebody("ana@example.com", full_name="Ana Lima")

    admit(user, now=now)

    user.refresh_from_db()
    assert user.full_name == "Ana Lima"


def test_a_second_sign_in_changes_nothing(now: datetime) -> None:
    user = somebody("jordan@students.example.edu")
    admit(user, now=now)

    assert admit(user, now=now) is None
    assert (Student.objects.count(), Role.objects.count()) == (1, 1)


def test_a_campus_address_added_later_counts_as_soon_as_it_is_proven(client_for: ClientFor) -> None:
    user = somebody("jordan@example.com")
    client = client_for(user)
    client.post("/account/email/", {"email": "jordan@students.example.edu", "action_add": ""})
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", OutgoingMail.objects.get().text, re.MULTILINE)
    assert code

    client.post("/account/confirm-email/", {"code": code[1]})

    assert client.get("/start/")["Location"] == "/welcome/"
