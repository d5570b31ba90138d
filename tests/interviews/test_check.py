"""The message check beside the composer: it advises, stops what must not go out, and keeps nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, State, ThankYou
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.personas import ask

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
Led = Callable[..., Interview]
ASKS_FOR_WORK = "Hello Maya, would you pass along my resume?"


def typed(message: str, **more: str) -> dict[str, str]:
    hope = "How you moved from the bench to a start-up."
    return {"id": str(uuid4()), "mode": "video", "hope_to_learn": hope, "message": message} | more


@pytest.fixture
def asker(student: Student, mentor: Mentor, client_for: Browser) -> Callable[..., Any]:
    """Posts a message from the composer to a mentor who proposes times; answers with the page."""
    mentor.booking = Mentor.Booking.WRITE
    mentor.save(update_fields=["booking"])
    browser = client_for(student.user)
    return lambda message, **more: browser.post(reverse("interviews:ask", args=[mentor.pk]), typed(message, **more))


@pytest.mark.parametrize("message", ["Dear [Name], may I ask you something?", ASKS_FOR_WORK])
def test_what_must_not_go_out_as_it_is_stays_on_the_page(message: str, asker: Callable[..., Any]) -> None:
    page = asker(message)

    assert page.status_code == 422
    assert not Interview.objects.exists()
    assert message in page.content.decode()


def test_who_means_to_ask_for_work_says_so(asker: Callable[..., Any]) -> None:
    page = asker(ASKS_FOR_WORK, means_it="1")

    assert page.status_code == 302
    assert Interview.objects.get().state == State.REQUESTED


def test_a_draft_may_have_gaps_and_shows_them_when_it_is_opened_again(
    asker: Callable[..., Any], student: Student, mentor: Mentor, client_for: Browser
) -> None:
    asker("Dear [Name],", draft="kept")

    page = client_for(student.user).get(reverse("interviews:ask", args=[mentor.pk])).content.decode()

    assert "<mark>[Name]</mark>" in page


def test_the_count_is_read_out_when_it_changes(student: Student, mentor: Mentor, client_for: Browser) -> None:
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    first = browser.post(url, {"message": "Thank you for your time."}).content.decode()
    again = browser.post(url, {"message": "Thank you for your time!", "told": "1 of 7 covered"}).content.decode()

    assert "1 of 7 covered" in first
    assert 'role="status"' in first
    assert 'role="status"' not in again


def test_what_a_mentor_hides_is_never_confirmed(student: Student, mentor: Mentor, client_for: Browser) -> None:
    mentor.employer, mentor.hidden_fields = "Umbrella Batteries", []
    mentor.save(update_fields=["employer", "hidden_fields"])
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    shown = browser.post(url, {"message": "I heard of Umbrella Batteries."}).content.decode()
    mentor.hidden_fields = ["employer"]
    mentor.save(update_fields=["hidden_fields"])
    hidden = browser.post(url, {"message": "I heard of Umbrella Batteries."}).content.decode()

    assert "1 of 7 covered" in shown
    assert "0 of 7 covered" in hidden


def test_the_check_costs_few_queries(
    student: Student, mentor: Mentor, client_for: Browser, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    browser, url = client_for(student.user), reverse("interviews:check", args=[mentor.pk])

    with django_assert_max_num_queries(9):
        page = browser.post(url, {"message": ASKS_FOR_WORK})

    assert b"<mark>" in page.content


def test_an_advisor_reads_the_check_of_what_waits_for_them(
    student: Student, mentor: Mentor, advisor: User, client_for: Browser, now: datetime
) -> None:
    mentor.booking = Mentor.Booking.WRITE
    mentor.save(update_fields=["booking"])
    asked = ask(wants_look=True, message="Dear Maya, can we chat?")
    interview = actions.send_request(uuid4(), student=student, mentor=mentor, ask=asked, now=now)

    page = client_for(advisor).get(reverse("advising:message", args=[interview.pk])).content.decode()

    assert "<mark>can we chat</mark>" in page
    assert "Better:" not in page


# --- Once there is an interview -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("verb", "state"), [("follow_up", State.REQUESTED), ("thank_you", State.COMPLETED)], ids=["follow-up", "thank-you"]
)
@pytest.mark.parametrize("text", ["Thank you, [Name], for all of it.", "Thank you! Would you refer me internally?"])
def test_later_words_with_a_gap_or_an_ask_for_work_stay_here_too(
    text: str, verb: str, state: str, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(state)
    clock.move_to(now + timedelta(days=8))

    page = client_for(interview.student.user).post(
        reverse(f"interviews:{verb}", args=[interview.pk]), {"text": text, "how": "mail", "seen": "live"}
    )

    assert page.status_code == 422
    assert text in page.content.decode()
    assert "<mark>" in page.content.decode()
    assert not interview.events.filter(verb__in=[Event.Verb.FOLLOWED_UP, Event.Verb.THANKED]).exists()


def test_without_a_script_what_is_found_is_shown_once_and_then_sent(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)
    browser, url = client_for(interview.student.user), reverse("interviews:thank_you", args=[interview.pk])

    first = browser.post(url, {"text": "Thank you.", "how": "mail", "seen": ""})
    other = browser.post(url, {"text": "THANK YOU SO VERY MUCH.", "how": "mail", "seen": "too_short"})
    again = browser.post(url, {"text": "Thank you.", "how": "mail", "seen": "too_short"})

    assert first.status_code == other.status_code == 422
    assert 'name="seen" value="too_short"' in first.content.decode()
    assert "Send as it is" in first.content.decode()
    assert again.status_code == 302
    assert ThankYou.objects.get().text == "Thank you."


def test_a_request_too_shows_first_what_is_found_in_it(asker: Callable[..., Any]) -> None:
    text = "Hello Maya, can we chat?"

    first, again = asker(text, seen=""), asker(text, seen="vague_ask too_short")

    assert first.status_code == 422
    assert "Send as it is" in first.content.decode()
    assert again.status_code == 302


def test_a_card_of_ones_own_is_nobody_s_to_check(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)

    answer = client_for(interview.student.user).post(
        reverse("interviews:thank_you", args=[interview.pk]), {"text": "Dear [Name]", "how": "own", "seen": ""}
    )

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("kind", "said"),
    [("follow_up", "1 of 3 covered"), ("thank_you", "1 thing to look at"), ("update", "1 thing to look at")],
)
def test_each_kind_has_its_own_rules(kind: str, said: str, an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)
    url = reverse("interviews:check_words", args=[interview.pk, kind])

    page = client_for(interview.student.user).post(url, {"text": "Thank you, Maya."}).content.decode()

    assert said in page
    assert 'name="seen" value="live"' in page


def test_nothing_else_is_a_kind(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)

    answer = client_for(interview.student.user).post(reverse("interviews:check_words", args=[interview.pk, "novel"]))

    assert answer.status_code == 404
