"""Whom no mail reaches is listed, and put right in one step."""

from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import AuditEvent, User
from careernet.interviews.reach import follow_addresses
from careernet.mail.delivery import do_not_mail
from careernet.mail.models import Suppression
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.factories import MentorFactory

pytestmark = pytest.mark.django_db

LISTING = "/office/addresses/"


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def lost(mentor: Mentor, now: datetime) -> Mentor:
    do_not_mail(mentor.user.email, "550 no such mailbox", now=now)
    follow_addresses(now)
    return mentor


def correct(desk: Client, person: User, address: str) -> int:
    return desk.post(reverse("office:address", args=[person.pk]), {"address": address}).status_code


def test_the_office_sees_who_since_when_and_why(desk: Client, lost: Mentor) -> None:
    page = desk.get(LISTING).content.decode()

    assert lost.user.email in page
    assert "550 no such mailbox" in page


def test_the_list_costs_the_same_at_one_and_at_many(desk: Client, lost: Mentor, now: datetime) -> None:
    with CaptureQueriesContext(connection) as one:
        desk.get(LISTING)
    for mentor in MentorFactory.create_batch(3):
        do_not_mail(mentor.user.email, "550", now=now)

    with CaptureQueriesContext(connection) as many:
        desk.get(LISTING)

    assert len(one) == len(many) <= 12


def test_an_address_that_works_after_all_brings_its_mentor_back(desk: Client, lost: Mentor, officer: User) -> None:
    status = correct(desk, lost.user, lost.user.email)

    lost.refresh_from_db()
    assert (status, lost.state, Suppression.objects.count()) == (302, "active", 0)
    assert AuditEvent.objects.get(verb="corrected address").by == officer


def test_a_new_address_is_proven_by_its_owner_and_the_old_one_opens_nothing(desk: Client, lost: Mentor) -> None:
    EmailAddress.objects.create(user=lost.user, email=lost.user.email, primary=True, verified=True)

    correct(desk, lost.user, "Maya@New.example")

    lost.refresh_from_db()
    assert (lost.user.email, lost.state) == ("maya@new.example", "active")
    assert EmailAddress.objects.filter(user=lost.user).values_list("email", "primary", "verified").get() == (
        "maya@new.example",
        True,
        False,
    )


def test_an_address_of_somebody_else_is_refused(desk: Client, lost: Mentor, student: Student) -> None:
    status = correct(desk, lost.user, student.user.email)

    lost.refresh_from_db()
    assert (status, lost.state) == (422, "bounced")


def test_nobody_takes_over_a_colleague(desk: Client, advisor: User, now: datetime) -> None:
    do_not_mail(advisor.email, "550", now=now)

    status = correct(desk, advisor, "mine@example.edu")

    advisor.refresh_from_db()
    assert (status, advisor.email == "mine@example.edu") == (422, False)


def test_the_advisor_sees_which_student_no_mail_reaches(
    client_for: Callable[[User], Client], student: Student, now: datetime
) -> None:
    do_not_mail(student.user.email, "550", now=now)

    reader = client_for(student.advisor)

    for path in (reverse("advising:students"), reverse("advising:student", args=[student.pk])):
        assert "ur mail" in reader.get(path).content.decode()
