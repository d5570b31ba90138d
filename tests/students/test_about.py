"""About me: a page for the student alone, until its introduction is shown on purpose."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews.models import Interview, State
from careernet.students.about import seconds_aloud
from careernet.students.actions import save_about
from careernet.students.models import AboutMe, Student

pytestmark = pytest.mark.django_db

URL = "/profile/about/"
WORDS = {
    "who_i_am": "I’m Jordan, and I study chemistry.",
    "looking_into": "I wonder whether a lab is where I belong.",
    "to_learn": "I’d like to know what a good week looks like.",
    "values": "Fairness, and being outdoors.",
    "enjoys": "Taking bicycles apart.",
    "way_of_working": "One thing at a time.",
    "skills": "Explaining.",
}
Browser = Callable[[User], Client]


def test_what_is_written_is_kept_for_the_student_alone(student: Student, client_for: Browser) -> None:
    answer = client_for(student.user).post(URL, WORDS)

    student.refresh_from_db()
    assert answer.status_code == 302
    assert {name: getattr(student.about, name) for name in WORDS} == WORDS
    assert student.introduction == ""


def test_the_introduction_is_shown_to_mentors_on_purpose(student: Student, client_for: Browser) -> None:
    browser = client_for(student.user)
    browser.post(URL, WORDS)

    browser.post(URL, WORDS | {"show": "1", "to_learn": ""})

    student.refresh_from_db()
    assert student.introduction == "I’m Jordan, and I study chemistry. I wonder whether a lab is where I belong."
    assert AboutMe.objects.count() == 1


def test_a_sentence_stays_a_sentence(student: Student, client_for: Browser) -> None:
    page = client_for(student.user).post(URL, WORDS | {"who_i_am": "I am " * 60})

    assert page.status_code == 422
    assert not AboutMe.objects.exists()


def test_the_time_it_takes_to_say_follows_the_words_and_saves_nothing(student: Student, client_for: Browser) -> None:
    browser = client_for(student.user)

    told = browser.post(URL, {"who_i_am": "word " * 58}, headers={"HX-Request": "true"}).content.decode()

    assert "About 25 seconds aloud." in told
    assert not AboutMe.objects.exists()


@pytest.mark.parametrize(("words", "seconds"), [(0, 0), (58, 25), (70, 30), (140, 60)])
def test_half_a_minute_is_seventy_words(words: int, seconds: int) -> None:
    assert seconds_aloud("word " * words) == seconds


def test_the_first_sentence_is_begun_from_the_profile(student: Student, client_for: Browser) -> None:
    page = client_for(student.user).get(URL).content.decode()

    assert "I’m Jordan" in page


def test_it_stands_beside_the_reflection(
    an_interview: Callable[..., Interview], client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    save_about(interview.student, words=WORDS, is_shown=False, now=now)

    page = client_for(interview.student.user).get(reverse("reflections:write", args=[interview.pk])).content.decode()

    assert WORDS["values"] in page
    assert WORDS["skills"] in page
