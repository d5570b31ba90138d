"""What became of it, told to each person who helped in words of their own."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews.models import Block, Interview, Message, State
from careernet.mail.models import OutgoingMail
from careernet.network import suggestions
from careernet.network.models import Contact, Touch
from careernet.reflections.models import Reflection
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]


@pytest.fixture
def held(an_interview: Callable[..., Interview]) -> Interview:
    held = an_interview(State.COMPLETED)
    Reflection.objects.create(interview=held, best_advice="Apply before October.\nAnd rest.")
    return held


@pytest.fixture
def aunt(student: Student, now: datetime) -> Contact:
    return Contact.objects.create(student=student, name="Aunt Rosa", kind="relative", last_touch_at=now)


@pytest.fixture
def drafts(held: Interview, aunt: Contact, student: Student, client_for: ClientFor) -> dict[str, Touch]:
    """By the name of whom they go to."""
    said = {
        "kind": "internship",
        "what": "I got the internship!",
        "to": list(Contact.objects.values_list("pk", flat=True)),
    }
    client_for(student.user).post(reverse("network:updates"), said)
    return {str(touch.contact): touch for touch in Touch.objects.select_related("contact__mentor__user")}


def test_each_draft_names_what_that_person_did_and_nothing_is_sent(
    drafts: dict[str, Touch], held: Interview, aunt: Contact
) -> None:
    to_mentor, to_aunt = drafts[str(held.mentor)].text, drafts["Aunt Rosa"].text

    assert all("I got the internship!" in text for text in (to_mentor, to_aunt))
    assert "“Apply before October.”" in to_mentor
    assert "Apply" not in to_aunt
    assert not Message.objects.exclude(update="").exists()


def test_drafts_and_offers_are_written_once_however_often_the_button_is_pressed(
    drafts: dict[str, Touch], held: Interview, aunt: Contact, student: Student, client_for: ClientFor
) -> None:
    browser, offer = client_for(student.user), reverse("network:offer", args=[aunt.pk])
    said = {"kind": "internship", "what": "I got the internship!", "to": [aunt.pk]}

    browser.post(reverse("network:updates"), said)
    led_to = {browser.post(offer, {"offer": next(iter(suggestions.BY_NAME))})["Location"] for _click in range(2)}

    assert Touch.objects.filter(at=None, contact=aunt).count() == 2
    assert len(led_to) == 1


def test_one_to_a_mentor_goes_out_once_from_here_and_is_a_touch(
    drafts: dict[str, Touch], held: Interview, student: Student, client_for: ClientFor
) -> None:
    touch, browser = drafts[str(held.mentor)], client_for(student.user)
    Contact.objects.update(last_touch_at=None)
    url, said = reverse("network:update", args=[touch.pk]), {"do": "send", "text": "Hello, I got the internship."}

    first, second = browser.post(url, said), browser.post(url, said)

    touch.refresh_from_db()
    touch.contact.refresh_from_db()
    [message] = Message.objects.filter(update="internship")
    assert (first.status_code, second.status_code) == (302, 302)
    assert (message.pk, message.text) == (touch.pk, "Hello, I got the internship.")
    assert touch.contact.last_touch_at == touch.at
    assert OutgoingMail.objects.filter(kind="interviews.update", to_user=held.asked_mentor.user).count() == 1


def test_what_is_taken_back_in_time_never_leaves_and_can_be_sent_again(
    drafts: dict[str, Touch], held: Interview, student: Student, client_for: ClientFor
) -> None:
    touch, browser = drafts[str(held.mentor)], client_for(student.user)
    said = {"do": "send", "text": "Hello, I got the internship."}
    browser.post(reverse("network:update", args=[touch.pk]), said)

    browser.post(reverse("network:take_back", args=[touch.pk]))
    left = list(OutgoingMail.objects.filter(kind="interviews.update").values_list("state", flat=True))
    messages = Message.objects.filter(pk=touch.pk).count()
    browser.post(reverse("network:update", args=[touch.pk]), said)

    assert (left, messages) == (["cancelled"], 0)
    assert OutgoingMail.objects.queued().filter(kind="interviews.update").count() == 1


def test_what_a_student_sent_by_their_own_means_is_not_taken_back_here(
    drafts: dict[str, Touch], student: Student, client_for: ClientFor
) -> None:
    touch = next(draft for draft in drafts.values() if draft.contact.mentor is None)
    browser = client_for(student.user)
    browser.post(reverse("network:update", args=[touch.pk]), {"do": "sent", "text": "Hello, I got the internship."})

    answer = browser.post(reverse("network:take_back", args=[touch.pk]))

    touch.refresh_from_db()
    assert (answer.status_code, touch.at is None) == (404, False)


def test_one_that_may_not_go_out_stays_a_draft(
    drafts: dict[str, Touch], held: Interview, student: Student, client_for: ClientFor
) -> None:
    touch = drafts[str(held.mentor)]
    Block.objects.create(by=student.user, about=held.asked_mentor.user, since=held.during.upper)

    page = client_for(student.user).post(reverse("network:update", args=[touch.pk]), {"do": "send", "text": "Hello!"})

    touch.refresh_from_db()
    assert (page.status_code, touch.at, Message.objects.filter(pk=touch.pk).exists()) == (409, None, False)


def test_advice_that_was_used_fills_in_whom_to_tell_and_what(
    held: Interview, aunt: Contact, student: Student, client_for: ClientFor
) -> None:
    asked = {"kind": "advice", "to": str(held.mentor_id), "used": "Apply early."}

    form = client_for(student.user).get(reverse("network:updates"), asked).context["form"]

    assert form["to"].value() == [Contact.objects.get(mentor=held.mentor).pk]
    assert form["kind"].value() == "advice"
    assert "Apply early." in form["what"].value()


def test_nobody_outside_ever_gets_one_from_us(
    drafts: dict[str, Touch], aunt: Contact, student: Student, client_for: ClientFor
) -> None:
    before = OutgoingMail.objects.count()
    browser, url = client_for(student.user), reverse("network:update", args=[drafts["Aunt Rosa"].pk])

    browser.post(url, {"do": "send", "text": "Dear Aunt"})
    kept = Touch.objects.get(contact=aunt)
    browser.post(url, {"do": "sent", "text": "Dear Aunt Rosa, I got it."})

    sent = Touch.objects.get(contact=aunt)
    assert (kept.at, kept.text) == (None, "Dear Aunt")
    assert (sent.at is not None, sent.text) == (True, "Dear Aunt Rosa, I got it.")
    assert OutgoingMail.objects.count() == before


def test_a_gap_in_an_offer_holds_it_back(held: Interview, student: Student, client_for: ClientFor) -> None:
    browser, contact = client_for(student.user), Contact.objects.get(mentor=held.mentor)
    browser.post(reverse("network:offer", args=[contact.pk]), {"offer": "article"})
    touch = Touch.objects.get()

    page = browser.post(reverse("network:update", args=[touch.pk]), {"do": "send", "text": touch.text})

    touch.refresh_from_db()
    assert (page.status_code, touch.at) == (422, None)
    assert "[link]" in page.content.decode()
