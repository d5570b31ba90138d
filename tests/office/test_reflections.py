"""What a reflection says, opened by the staff: never by chance, never unseen, never by the mentor it is about."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import AuditEvent, Role, User
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.reflections import actions
from careernet.reflections.models import Reflection
from careernet.students.models import Student
from tests.reflections.writing import ANSWERS, handed_in, written

pytestmark = pytest.mark.django_db

LATER = timedelta(days=8)
WHY = "A parent asked about the lab."


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def interview(an_interview: Callable[..., Interview], now: datetime) -> Interview:
    clock.move_to(now + LATER)
    return an_interview(State.COMPLETED)


@pytest.fixture
def reflection(interview: Interview, now: datetime) -> Reflection:
    return handed_in(interview, now=now + LATER)


def url_of(reflection: Reflection) -> str:
    return reverse("office:reflection", args=[reflection.pk])


def openings() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.filter(verb=actions.OPENED).values_list("by__full_name", "reason"))


def test_the_words_are_opened_by_a_reason_alone_and_for_this_once(
    reflection: Reflection, desk: Client, officer: User
) -> None:
    closed = desk.get(url_of(reflection)).content.decode()
    without = desk.post(url_of(reflection), {"reason": " "})
    on_record = openings()
    opened = desk.post(url_of(reflection), {"reason": WHY}).content.decode()
    afterward = desk.get(url_of(reflection)).content.decode()

    shown = [ANSWERS.best_advice in page for page in (closed, without.content.decode(), opened, afterward)]
    assert shown == [False, False, True, False]
    assert (without.status_code, on_record) == (422, [])
    assert openings() == [(officer.full_name, WHY)]


def test_the_student_and_the_advisor_see_who_opened_it_and_why(
    reflection: Reflection,
    desk: Client,
    student: Student,
    advisor: User,
    officer: User,
    client_for: Callable[[User], Client],
) -> None:
    desk.post(url_of(reflection), {"reason": WHY})

    author, reader = client_for(student.user), client_for(advisor)
    pages = [
        author.get(reverse("reflections:detail", args=[reflection.pk])),
        author.get(reverse("accounts:privacy")),
        reader.get(reverse("advising:review", args=[reflection.pk])),
    ]

    assert [(officer.full_name in page.content.decode(), WHY in page.content.decode()) for page in pages] == [
        (True, True)
    ] * 3


def test_a_draft_is_nobody_elses_even_with_a_reason(interview: Interview, desk: Client, now: datetime) -> None:
    draft = written(interview, now=now + LATER)

    response = desk.post(url_of(draft), {"reason": WHY})

    assert (response.status_code, openings()) == (404, [])


def test_the_mentor_it_is_about_cannot_open_it_as_staff(
    reflection: Reflection, mentor: Mentor, client_for: Callable[[User], Client], now: datetime
) -> None:
    Role.objects.create(user=mentor.user, kind=Role.Kind.OFFICER, granted_at=now)

    response = client_for(mentor.user).post(url_of(reflection), {"reason": WHY})

    assert (response.status_code, openings()) == (404, [])
