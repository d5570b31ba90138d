"""The words of the reminders: the fact in the subject, one button, why it came, nobody else's address."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from careernet.interviews import actions
from careernet.interviews.addresses import whose
from careernet.interviews.models import Interview, State
from careernet.mail.mime import headers
from careernet.mail.models import OutgoingMail
from careernet.reminders.emails import MAILED, all_still_owed

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "digest": "Waiting for you: 1 message to look at",
    "answer": "Jordan Parker (Northfield College) is waiting: 30 minutes of your time?",
    "follow_up": "No answer yet from Maya Chen: one follow-up is fine now",
    "choose_time": "Maya Chen waits for your choice of a time, until Mon, Sep 21",
    "brief": "About your call: Jordan Parker, Mon, Sep 21, 8:00–8:30 AM, Los Angeles time (PDT)",
    "evening_before": "Coming up: Maya Chen, Mon, Sep 21, 11:00–11:30 AM, New York time (EDT)",
    "after": "How was it? Your talk with Maya Chen",
    "thank_you": "Still time to thank Maya Chen today",
    "did_it_happen": "Did you talk with Jordan Parker?",
    "reflection": "Five minutes: what you take from your talk with Maya Chen",
}


@pytest.fixture
def all_of_them(
    request: pytest.FixtureRequest,
    settings: Settings,
    an_interview: Callable[..., Interview],
    now: datetime,
    sweep_at: Callable[[datetime], int],
) -> dict[str, OutgoingMail]:
    """One reminder of each kind, as queued along four interviews. Its parameter is where inbound mail arrives."""
    settings.REPLY_ADDRESS = getattr(request, "param", "")
    looked_at = an_interview(State.IN_REVIEW)
    sweep_at(now + timedelta(days=1))
    actions.withdraw(looked_at, by=looked_at.student.user, now=now + timedelta(days=1))
    interview = an_interview(State.COUNTERED)
    sweep_at(now + timedelta(days=2, hours=3))
    actions.withdraw(interview, by=interview.student.user, now=now + timedelta(days=2, hours=4))
    waiting = an_interview(State.REQUESTED)
    for day in (7, 14):
        sweep_at(now + timedelta(days=day))
    actions.withdraw(waiting, by=waiting.student.user, now=now + timedelta(days=15))
    booked = an_interview(State.SCHEDULED)
    for hours in range(-20, 72, 3):
        sweep_at(booked.ends_at + timedelta(hours=hours))
    mails = OutgoingMail.objects.filter(kind__startswith="reminders.").exclude(state__in=("skipped", "folded"))
    return {mail.kind.removeprefix("reminders."): mail for mail in mails}


def test_the_subject_carries_the_fact(all_of_them: dict[str, OutgoingMail]) -> None:
    assert {name: mail.subject for name, mail in all_of_them.items()} == SUBJECTS


def test_each_has_one_button_whose_address_stands_in_the_text_too(all_of_them: dict[str, OutgoingMail]) -> None:
    for name, mail in all_of_them.items():
        [button] = re.findall(r'<a[^>]*class="button"[^>]*href="([^"]+)"|<a href="([^"]+)" class="button"', mail.html)
        assert (button[0] or button[1]) in mail.text, name


def test_each_says_why_it_came(all_of_them: dict[str, OutgoingMail]) -> None:
    for name, mail in all_of_them.items():
        assert "You get this because" in mail.text, name
        assert "You get this because" in mail.html, name


def test_none_gives_away_the_other_sides_address(all_of_them: dict[str, OutgoingMail]) -> None:
    for mail in (each for each in all_of_them.values() if each.about_id):
        others = {user.email for user in (mail_user(mail, "student"), mail_user(mail, "mentor"))} - {mail.to}
        assert not any(address in mail.text or address in mail.html for address in others)


BEFORE_THEY_MEET = {"answer", "brief", "follow_up", "choose_time", "evening_before"}


@pytest.mark.parametrize("all_of_them", ["replies@example.edu"], indirect=True)
def test_a_reply_reaches_the_other_side_until_they_meet_and_the_office_after(
    all_of_them: dict[str, OutgoingMail],
) -> None:
    heard = {name for name, mail in all_of_them.items() if mail.reply_to != "careers@example.edu"}

    assert heard == BEFORE_THEY_MEET
    for name, mail in all_of_them.items():
        [found] = [whose([mail.reply_to])] if name in heard else [None]
        assert (found and found[1]) == (mail.to_user if name in heard else None)
        assert ("Replies go to" in mail.text) == (name not in heard)
        assert ("reads it in your messages" in mail.text) == (name in heard)


def test_the_reminders_of_an_interview_are_in_its_thread(all_of_them: dict[str, OutgoingMail]) -> None:
    booked = OutgoingMail.objects.get(key__startswith="interviews.booked:", to_user=all_of_them["after"].to_user)

    roots = [headers(mail)["References"] for mail in (booked, all_of_them["evening_before"], all_of_them["after"])]

    assert set(roots) == {headers(booked)["In-Reply-To"]}


def test_the_mentor_can_answer_from_the_reminder(all_of_them: dict[str, OutgoingMail]) -> None:
    assert re.search(r"/interviews/answer/[^/]+/\?choice=decline", all_of_them["answer"].text)


def test_whether_they_still_hold_costs_as_many_queries_for_all_as_for_one(
    all_of_them: dict[str, OutgoingMail], now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mails = [mail for name, mail in all_of_them.items() if mail.kind in MAILED]

    with django_assert_max_num_queries(6):
        answers = all_still_owed(mails, now)

    assert len(mails) == len(SUBJECTS) - 1
    assert answers.keys() == {mail.pk for mail in mails}


def mail_user(mail: OutgoingMail, side: str) -> object:
    return getattr(Interview.objects.with_people().get(pk=mail.about_id), side).user
