"""Whoever did not do it notices: each change in how an account opens is told to its owner."""

from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import User
from careernet.mail.account_changes import CHANGES
from careernet.mail.models import OutgoingMail
from careernet.office import actions, casework
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ABOUT = {"to_email": "new@example.edu", "from_email": "old@example.edu", "deleted_email": "gone@example.edu"}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_says_what_when_and_what_to_do(name: str, student: Student) -> None:
    get_adapter().send_notification_mail(f"account/email/{name}", student.user, ABOUT)

    mail = OutgoingMail.objects.get()
    assert (mail.to_user, mail.kind, mail.subject) == (student.user, "accounts.changes", str(CHANGES[name].subject))
    for body in (mail.text, mail.html):
        assert "%(" not in body
        assert " time (" in body
        assert "can’t be switched off" in body
        assert "careers@example.edu" in body


def test_a_new_password_is_told(student: Student, client_for: Callable[[AbstractBaseUser], Client]) -> None:
    student.user.set_password("an old horse in the rain")
    student.user.save()
    client = client_for(student.user)
    words = {
        "oldpassword": "an old horse in the rain",
        "password1": "a new horse in the sun",
        "password2": "a new horse in the sun",
    }

    client.post("/account/password/change/", words)

    assert OutgoingMail.objects.get().subject == "Your password was changed"


def test_an_address_taken_away_hears_of_it_itself(student: Student) -> None:
    get_adapter().send_notification_mail("account/email/email_changed", student.user, ABOUT, email="old@example.edu")

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.to_user) == ("old@example.edu", None)
    assert "new@example.edu" in mail.text


def test_second_steps_taken_off_by_a_colleague_are_told(advisor: User, officer: User, now: datetime) -> None:
    actions.forget_second_factors(advisor, by=officer, now=now)

    mail = OutgoingMail.objects.get()
    assert mail.to_user == advisor
    assert "Write to us today" in mail.text


def test_a_suspension_and_its_end_are_told_once_and_without_the_reason(officer: User, now: datetime) -> None:
    person = factories.MentorFactory().user

    for _twice in range(2):
        casework.suspend(person, by=officer, reason="Rude to Jordan.", now=now)
    for _twice in range(2):
        casework.reinstate(person, by=officer, reason="Jordan took it back.", now=now)

    shut, opened = OutgoingMail.objects.filter(to_user=person).order_by("pk")
    assert (shut.subject, opened.subject) == ("Your account is closed for now", "Your account is open again")
    assert "/settings/" not in shut.text
    assert "/settings/" in opened.text
    assert not any("Jordan" in mail.text + mail.html for mail in (shut, opened))
