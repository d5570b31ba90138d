"""Thanks for a name that came with a no, and thanks that are taken back before they leave."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, shown
from careernet.interviews.models import Interview, State, ThankYou
from careernet.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
NOTE = "You told me to ask for the failures first."
LATER = timedelta(seconds=31)


def thanked(interview: Interview, now: datetime, *, how: str = "mail") -> Interview:
    return actions.send_thank_you(interview, by=interview.student.user, how=how, text=NOTE, now=now)


def mails_of_thanks() -> list[str]:
    found = OutgoingMail.objects.filter(key__startswith="interviews.thank_you:").order_by("pk")
    return list(found.values_list("state", flat=True))


@pytest.fixture
def held(an_interview: Led) -> Interview:
    interview = an_interview(State.COMPLETED)
    clock.move_to(interview.during.upper + timedelta(hours=2))
    return interview


@pytest.fixture
def referred(an_interview: Led, now: datetime) -> Interview:
    asked = an_interview(State.REQUESTED)
    return actions.decline(asked, by=asked.mentor.user, colleague="Lena Ortiz", now=now + timedelta(hours=1))


def test_thanks_taken_back_in_time_were_never_sent(held: Interview) -> None:
    sent = thanked(held, clock.now())

    taken = actions.take_back_thank_you(sent, by=held.student.user, now=clock.now() + timedelta(seconds=29))

    assert mails_of_thanks() == ["cancelled"]
    assert not ThankYou.objects.filter(interview=held).exists()
    assert taken.events.get(number=taken.version).verb == "unthanked"
    history = shown.history(taken.events.all(), taken, held.mentor.user, clock.now(), policy=Policy.current())
    told = [line.title for line in history]
    assert not any("thank" in title for title in told)


def test_a_mentor_reads_thanks_once_nobody_can_take_them_back(held: Interview, client_for: Browser) -> None:
    browser = client_for(held.mentor.user)
    pages = [reverse("interviews:detail", args=[held.pk]), reverse("mentors:mentoring_home")]
    thanked(held, clock.now())

    at_once = [browser.get(page).content.decode() for page in pages]
    clock.move_to(clock.now() + LATER)
    later = [browser.get(page).content.decode() for page in pages]

    assert [NOTE in page for page in at_once] == [False, False]
    assert "said thank you" not in at_once[0]
    assert [NOTE in page for page in later] == [True, True]
    assert "said thank you" in later[0]


def test_thanks_can_be_sent_anew_after_they_were_taken_back(held: Interview) -> None:
    sent = thanked(held, clock.now())
    taken = actions.take_back_thank_you(sent, by=held.student.user, now=clock.now())

    thanked(taken, clock.now())

    assert mails_of_thanks() == ["cancelled", "queued"]


@pytest.mark.parametrize("how", ["mail", "own"])
def test_thanks_stay_said_after_half_a_minute(held: Interview, how: str) -> None:
    sent = thanked(held, clock.now(), how=how)

    with pytest.raises(RuleBroken):
        actions.take_back_thank_you(sent, by=held.student.user, now=clock.now() + LATER)

    assert ThankYou.objects.filter(interview=held).exists()


def test_the_words_are_back_in_their_box(held: Interview, client_for: Browser) -> None:
    browser = client_for(held.student.user)
    browser.post(reverse("interviews:thank_you", args=[held.pk]), {"how": "mail", "text": NOTE})
    undo = reverse("interviews:take_back_thank_you", args=[held.pk])
    assert undo in browser.get(reverse("interviews:detail", args=[held.pk])).content.decode()

    page = browser.post(undo)

    assert page.status_code == 200
    assert page.context["forms"]["thank_you"]["text"].value() == NOTE
    assert NOTE in page.content.decode()


def test_whoever_named_somebody_with_a_no_is_thanked(referred: Interview, now: datetime) -> None:
    after = thanked(referred, now + timedelta(days=1))

    assert after.state == State.DECLINED
    assert mails_of_thanks() == ["queued"]
    assert "for the name you gave" in OutgoingMail.objects.get(key__startswith="interviews.thank_you:").text


def test_a_no_alone_is_not_thanked(an_interview: Led, now: datetime) -> None:
    with pytest.raises(RuleBroken):
        thanked(an_interview(State.DECLINED), now + timedelta(days=1))

    assert mails_of_thanks() == []


def test_the_page_of_a_no_offers_thanks_only_for_a_name(
    referred: Interview, an_interview: Led, client_for: Browser
) -> None:
    path = reverse("interviews:detail", args=[referred.pk])

    page = client_for(referred.student.user).get(path).content.decode()

    assert "for the name" in page
    assert reverse("interviews:thank_you", args=[referred.pk]) in page
