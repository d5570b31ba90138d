"""Beginning a request with words for the situation: nothing that was typed is lost, and nothing goes out by itself."""

from collections.abc import Callable
from datetime import datetime
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

OWN = "My very own words."
COLD = "I found your profile on careernet"


@pytest.fixture
def composer(student: Student, mentor: Mentor, client_for: Callable[[User], Client]) -> Callable[..., str]:
    """What the composer shows: opened with a query, or after one of its buttons."""
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    def shown(query: str = "", **typed: str) -> str:
        answer = browser.post(url, {"id": str(uuid4()), **typed}) if typed else browser.get(url + query)
        assert answer.status_code == 200
        assert not Interview.objects.exists() or not typed
        return answer.content.decode()

    return shown


def message_of(page: str) -> str:
    return textarea(page, "message")


def textarea(page: str, name: str) -> str:
    return unescape(page.partition(f'<textarea name="{name}"')[2].partition(">")[2].partition("</textarea>")[0]).strip()


def test_an_empty_message_begins_with_the_starter(composer: Callable[..., str]) -> None:
    for page in (composer("?start=cold"), composer(start="cold", message="")):
        assert COLD in message_of(page)
        assert "Jordan Parker" in message_of(page)
        assert "You have written something already" not in page


def test_what_else_was_typed_stays_as_it_was(composer: Callable[..., str]) -> None:
    page = composer(start="cold", message="", hope_to_learn="How a lab decides.", day_1="2026-09-28", time_1="15:00")

    assert "How a lab decides." in page
    assert 'value="2026-09-28"' in page
    assert 'value="15:00"' in page


def test_words_of_ones_own_are_replaced_only_on_a_second_yes(composer: Callable[..., str]) -> None:
    asked = composer(start="cold", message=OWN)
    sure = composer(replace="cold", message=OWN)

    assert OWN in message_of(asked)
    assert "You have written something already" in asked
    assert COLD in asked
    assert COLD in message_of(sure)
    assert OWN not in message_of(sure)


def test_one_starter_gives_way_to_another_without_a_question(composer: Callable[..., str]) -> None:
    first = message_of(composer(start="event", message=""))

    page = composer(start="cold", message=first.replace("\n", "\r\n"))

    assert COLD in message_of(page)


def test_a_starter_is_refused_until_its_gaps_are_filled(
    composer: Callable[..., str], student: Student, mentor: Mentor, client_for: Callable[[User], Client]
) -> None:
    text = message_of(composer(start="cold", message=""))
    words = {"id": str(uuid4()), "mode": "video", "hope_to_learn": "How a lab decides.", "message": text}

    answer = client_for(student.user).post(reverse("interviews:ask", args=[mentor.pk]), words)

    assert answer.status_code == 422
    assert "Fill in “[" in answer.content.decode()


def test_the_last_message_can_be_begun_from(composer: Callable[..., str], student: Student, now: datetime) -> None:
    other = factories.weekdays(factories.MentorFactory(user__full_name="Ada Reyes", employer="Umbrella Labs"))
    other.booking = Mentor.Booking.WRITE
    other.save(update_fields=["booking"])
    sent = ask(message="Hello Ada, Umbrella Labs made me curious about batteries.")
    actions.send_request(uuid4(), student=student, mentor=other, ask=sent, now=now)

    message = message_of(composer("?start=last"))

    assert "batteries" in message
    assert "Ada" not in message
    assert "[something of their profile] made me curious" in message


def test_whoever_has_sent_nothing_copies_nothing(composer: Callable[..., str]) -> None:
    assert message_of(composer("?start=last")) == ""


def test_no_other_word_is_a_starter(composer: Callable[..., str]) -> None:
    assert message_of(composer("?start=novel")) == ""


# --- With somebody outside ----------------------------------------------------------------------------------------
@pytest.fixture
def letter(student: Student, client_for: Callable[[User], Client], now: datetime) -> Callable[..., str]:
    """The page of a letter that is still to be written, after one of its buttons."""
    contact = Contact(student=student, name="Ada Reyes", kind="found", employer="Umbrella Labs", email="a@example.org")
    interview = actions.log(
        uuid4(), student=student, contact=contact, state="draft", meeting=actions.Meeting(mode="phone"), now=now
    )
    browser = client_for(student.user)
    written = browser.get(reverse("interviews:detail", args=[interview.pk])).content.decode()

    def shown(**typed: str) -> str:
        typed.setdefault("text", textarea(written, "text"))
        answer = browser.post(reverse("interviews:message", args=[interview.pk]), typed)
        assert answer.status_code == 200
        interview.refresh_from_db()
        assert interview.message == ""
        return answer.content.decode()

    return shown


def test_a_letter_begins_with_the_starter_in_place_of_the_usual_words(letter: Callable[..., str]) -> None:
    page = letter(start="name")

    assert "whom I could ask" in textarea(page, "text")
    assert "Whom should I talk to about [the kind of work]?" in page
    assert "subject=Whom%20should" in page


def test_a_letter_of_ones_own_is_replaced_only_on_a_second_yes(letter: Callable[..., str]) -> None:
    asked = letter(start="outside", text=OWN)
    sure = letter(replace="outside", text=OWN)

    assert OWN in textarea(asked, "text")
    assert "You have written something already" in asked
    assert "your work at Umbrella Labs" in textarea(sure, "text")
