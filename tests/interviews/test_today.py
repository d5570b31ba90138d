"""The hour before a call and the call itself, on the page of either side."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.interviews.today import countdown

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
START = datetime(2026, 9, 21, 15, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-59.5, "Starts in 60 minutes"),
        (-1, "Starts in 1 minute"),
        (0, "Under way, 30 minutes left"),
        (24, "Under way, 6 minutes left"),
        (25, "5 minutes left: time for a last question and a thank-you"),
        (29.5, "1 minute left: time for a last question and a thank-you"),
        (30, "The time is over."),
    ],
)
def test_the_countdown_is_in_words(minutes: float, words: str) -> None:
    assert countdown(START, START + 30 * MINUTE, START + minutes * MINUTE) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "where", "link"),
    [
        ("video", "https://meet.example/maya?a=1&b=2", "https://meet.example/maya?a=1&amp;b=2"),
        ("video", "javascript:alert(1)", ""),
        ("phone", "+1 (415) 555-0199", "tel:+14155550199"),
        ("phone", "ask at the front desk", ""),
    ],
)
def test_the_student_joins_or_calls_at_a_tap(
    mode: str, where: str, link: str, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    Interview.objects.filter(pk=interview.pk).update(mode=mode, where=where)
    clock.move_to(interview.during.lower - 20 * MINUTE)

    page = client_for(interview.student.user).get(reverse("interviews:detail", args=[interview.pk])).content.decode()

    assert "Starts in 20 minutes" in page
    assert (f'btn-lg" href="{link}"' in page) is bool(link)
    assert "btn-lg" in page or not link
    assert 'href="javascript' not in page


@pytest.mark.django_db
def test_what_changes_by_itself_is_fetched_quietly_until_it_is_over(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    url, start = reverse("interviews:today", args=[interview.pk]), interview.during.lower
    browser, htmx = client_for(interview.student.user), {"HX-Request": "true"}

    def fetch(at: datetime, query: str = "") -> tuple[int, str]:
        clock.move_to(at)
        answer = browser.get(url + query, headers=htmx)
        return answer.status_code, answer.content.decode()

    actions.running_late(interview, by=interview.mentor.user, now=start - 5 * MINUTE)
    before, early = fetch(start - 4 * MINUTE), fetch(start + 19 * MINUTE, "?not-here")
    late, over = fetch(start + 20 * MINUTE, "?not-here"), fetch(start + 31 * MINUTE)

    assert before[0] == 200
    assert "Starts in 4 minutes" in before[1]
    assert "Maya is running about 10 minutes late" in before[1]
    assert "aria-live" not in before[1]
    assert early[0] == 204
    assert "They&#x27;re not here" in late[1] or "They're not here" in late[1]
    assert over[0] == 286
    assert browser.get(url).status_code == 302


@pytest.mark.django_db
def test_what_was_asked_is_ticked_and_may_be_taken_back(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    actions.add_questions(interview.student, interview, texts=["What is a good week?", "Whom else should I ask?"])
    browser, url = client_for(interview.student.user), reverse("interviews:notes", args=[interview.pk])
    week = interview.questions.get(text="What is a good week?")
    tick = {f"asked_{week.pk}": "on"}

    def asked() -> list[str]:
        return list(interview.questions.filter(asked=True).values_list("text", flat=True))

    browser.post(url, tick | {"text": ""}, headers={"HX-Request": "true"})
    ticked, page = asked(), browser.get(reverse("interviews:detail", args=[interview.pk])).content.decode()
    version = interview.notes.version
    browser.post(url, {"text": "", "version": version})

    assert (ticked, asked()) == (["What is a good week?"], [])
    assert re.search(rf'name="asked_{week.pk}"[^>]* checked>', page)
    assert len(re.findall(r'name="asked_[^>]* checked>', page)) == 1


@pytest.mark.django_db
def test_each_question_has_a_box_whose_note_stays_when_the_question_changes(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    actions.add_questions(interview.student, interview, texts=["What is a good week?", "Whom else should I ask?"])
    browser, url = client_for(interview.student.user), reverse("interviews:notes", args=[interview.pk])
    page = reverse("interviews:detail", args=[interview.pk])
    week, whom = re.findall(r'name="(note_\w+)"', browser.get(page).content.decode())

    quietly = browser.post(url, {"text": "", week: "One with a result.", whom: ""}, headers={"HX-Request": "true"})
    too_long = browser.post(url, {"text": "", week: "x" * 2001}, headers={"HX-Request": "true"})
    first = interview.questions.get(text="What is a good week?")
    actions.change_question(first, text="What is a bad week?")

    assert (quietly.status_code, too_long.status_code) == (200, 422)
    assert "Saved" in quietly.content.decode()
    first.refresh_from_db()
    assert first.note == "One with a result."
    assert "What is a bad week?" in browser.get(page).content.decode()
