"""The office's window on interviews: where they stand, never what was written, and one way to cancel."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, State
from careernet.network.models import Contact
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
LIST = "admin:interviews_interview_changelist"


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries)


def test_the_list_costs_the_same_however_long_it_is(an_interview: Led, officer: User, client_for: Browser) -> None:
    an_interview(State.REQUESTED)
    browser = client_for(officer)

    one = queries_of(browser, reverse(LIST))
    for _ in range(2):
        an_interview(State.REQUESTED, student=factories.StudentFactory())
    three = queries_of(browser, reverse(LIST))

    assert one == three <= 20


def test_what_was_written_is_not_there(an_interview: Led, officer: User, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)
    now = clock.now()
    actions.save_preparation(interview, found_out="FOUND", goals="GOALS", now=now)
    actions.add_questions(interview.student, interview, texts=["QUESTIONS"])
    by_question = {question.pk: "NOTED" for question in interview.questions.all()}
    actions.save_notes(interview, text="NOTES", by_question=by_question, now=now)

    url = reverse("admin:interviews_interview_change", args=[interview.pk])
    page = client_for(officer).get(url).content.decode()

    written = [
        "FOUND",
        "GOALS",
        "QUESTIONS",
        "NOTES",
        "NOTED",
        interview.message,
        interview.hope_to_learn,
        interview.where,
    ]
    assert [text for text in written if text in page] == []
    assert queries_of(client_for(officer), url) <= 20


def test_the_office_cancels_with_a_reason(an_interview: Led, officer: User, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    browser = client_for(officer)
    chosen = {"action": "cancel", ACTION_CHECKBOX_NAME: str(interview.pk)}

    asked = browser.post(reverse(LIST), chosen)
    silent = browser.post(reverse(LIST), chosen | {"reason": ""})
    before = Interview.objects.get(pk=interview.pk).state
    browser.post(reverse(LIST), chosen | {"reason": "The campus is closed."})

    assert (asked.status_code, silent.status_code, before) == (200, 422, State.SCHEDULED)
    event = Event.objects.get(verb=Event.Verb.CANCELLED)
    assert (event.role, event.by, event.data["reason"]) == ("officer", officer, "The campus is closed.")


def test_what_cannot_be_cancelled_is_said(an_interview: Led, officer: User, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"action": "cancel", ACTION_CHECKBOX_NAME: str(interview.pk), "reason": "The campus is closed."}

    page = client_for(officer).post(reverse(LIST), typed, follow=True)

    assert "This has changed in the meantime" in page.content.decode()


def test_the_office_cancels_neither_its_own_calls_nor_those_arranged_elsewhere(
    an_interview: Led, officer: User, student: Student, client_for: Browser, now: datetime
) -> None:
    others = an_interview(State.SCHEDULED)
    own = an_interview(
        State.SCHEDULED, student=factories.StudentFactory(user=officer), mentor=factories.MentorFactory()
    )
    aunt = Contact.objects.create(student=student, name="Aunt Rosa", kind=Contact.Kind.RELATIVE)
    at = actions.Meeting("phone", starts_at=now + timedelta(days=3))
    outside = actions.log(uuid.uuid4(), student=student, contact=aunt, state=State.SCHEDULED, meeting=at, now=now)
    chosen = {"action": "cancel", ACTION_CHECKBOX_NAME: [str(row.pk) for row in (others, own, outside)]}

    asked = client_for(officer).post(reverse(LIST), chosen).content.decode()
    client_for(officer).post(reverse(LIST), chosen | {"reason": "The campus is closed."})

    assert "2 are left out" in asked
    assert "Aunt Rosa" not in asked
    states = [Interview.objects.get(pk=row.pk).state for row in (others, own, outside)]
    assert states == [State.CANCELLED, State.SCHEDULED, State.SCHEDULED]


@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_nobody_else_looks_in(kind: str, strangers: dict[str, User], client_for: Browser) -> None:
    page = client_for(strangers[kind]).get(reverse(LIST))

    assert page.status_code in (302, 403, 404)
