"""My own mails: what left, what is on its way, what failed; and nobody else's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
Lead = Callable[..., Interview]


def shown(client: Client) -> str:
    return unescape(client.get("/notifications/").content.decode()).partition("<main")[2].partition("</main>")[0]


def test_each_mail_has_its_subject_its_moment_and_its_page(
    an_interview: Lead, client_for: ClientFor, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    OutgoingMail.objects.update(state="sent", sent_at=now)
    mail = OutgoingMail.objects.get(to_user=interview.mentor.user)

    page = shown(client_for(interview.mentor.user))

    assert f'<a href="/interviews/{interview.pk}/">{mail.subject}</a>' in page
    assert "Mon, Sep 14, 8:00 AM" in page
    assert ">Sent<" in page
    assert interview.message not in page


def test_a_request_that_can_still_be_taken_back_is_not_listed(
    an_interview: Lead, client_for: ClientFor, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    mentor = client_for(interview.mentor.user)

    before = shown(mentor)
    clock.move_to(now + timedelta(minutes=1))
    after = shown(mentor)

    assert "No mail yet" in before
    assert "On its way" in after


def test_what_was_taken_back_never_shows(an_interview: Lead, client_for: ClientFor, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    actions.unsend(interview, by=interview.student.user, now=now)
    clock.move_to(now + timedelta(hours=1))

    assert "No mail yet" in shown(client_for(interview.mentor.user))


def test_a_mail_that_failed_says_so(an_interview: Lead, client_for: ClientFor) -> None:
    interview = an_interview(State.REQUESTED)
    OutgoingMail.objects.update(state="dead", reason="550")

    assert f"Could not be delivered to {interview.mentor.user.email}" in shown(client_for(interview.mentor.user))


def test_other_peoples_mails_are_nobodys_business(an_interview: Lead, client_for: ClientFor, now: datetime) -> None:
    an_interview(State.SCHEDULED)
    OutgoingMail.objects.update(state="sent", sent_at=now)

    assert "No mail yet" in shown(client_for(factories.StudentFactory().user))


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_however_many_there_are(
    number: int,
    student: Student,
    client_for: ClientFor,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in range(number):
        OutgoingMail.objects.create(
            key=f"note {count}",
            kind="note",
            priority=5,
            to_user=student.user,
            to=student.user.email,
            subject="Note",
            due_at=now,
            next_attempt_at=now,
        )
    client = client_for(student.user)

    with django_assert_num_queries(5):
        client.get("/notifications/")
