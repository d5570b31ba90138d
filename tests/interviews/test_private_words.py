"""In whatever state a conversation is: its words are its two people's, and what a student prepares is the student's.

`tests/test_private_text.py` looks at every page for a few states; this looks for every state at the pages that name a
conversation: lists, its own page, the admin, an advisor's page of a student, and the file of one's own data.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import User
from careernet.interviews.models import Interview, Notes, Preparation, Question, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.crawl import lean_not_found

pytestmark = pytest.mark.django_db

TOLD = {"xxmessagexx", "xxhopexx"}
OWN = {"xxfoundxx", "xxgoalsxx", "xxquestionsxx", "xxnotesxx"}
MENTOR_LEARNS = set(State) - {State.DRAFT, State.IN_REVIEW, State.WITHDRAWN}  # here before the mail about it has left


@pytest.fixture
def planted(an_interview: Callable[..., Interview]) -> Callable[[str], Interview]:
    def plant(state: str) -> Interview:
        interview = an_interview(state)
        words = {"message": "xxmessagexx", "hope_to_learn": "xxhopexx"}
        Interview.objects.filter(pk=interview.pk).update(**words)
        prepared = {"found_out": "xxfoundxx", "goals": "xxgoalsxx"}
        at = interview.state_since
        Preparation.objects.update_or_create(interview=interview, defaults={**prepared, "saved_at": at})
        Question.objects.create(student=interview.student, interview=interview, position=0, text="xxquestionsxx")
        Notes.objects.update_or_create(interview=interview, defaults={"text": "xxnotesxx", "saved_at": at})
        return interview

    return plant


def read_by(client: Client, interview: Interview) -> set[str]:
    pages = [
        *("/start/", "/interviews/", f"/interviews/{interview.pk}/", "/settings/privacy/", "/settings/privacy/export/"),
        *("/advising/", f"/advising/students/{interview.student_id}/", "/office/", "/office/reports/"),
        *("/admin/interviews/interview/", f"/admin/interviews/interview/{interview.pk}/change/"),
        f"/admin/interviews/interview/{interview.pk}/history/",
    ]
    with lean_not_found():
        shown = " ".join(client.get(page, follow=True).content.decode() for page in pages)
    return {word for word in TOLD | OWN if word in shown}


@pytest.mark.parametrize("state", State)
def test_words_are_read_by_the_two_alone(
    state: str,
    planted: Callable[[str], Interview],
    student: Student,
    mentor: Mentor,
    advisor: User,
    officer: User,
    strangers: dict[str, User],
    client_for: Callable[[AbstractBaseUser], Client],
) -> None:
    interview = planted(state)
    outside = [advisor, officer, *strangers.values()]

    found = {person.pk: read_by(client_for(person), interview) for person in [student.user, mentor.user, *outside]}

    assert found.pop(student.user.pk) == TOLD | OWN
    assert found.pop(mentor.user.pk) == (TOLD if state in MENTOR_LEARNS else set())
    assert found == {person.pk: set() for person in outside}
