"""Somebody wasn't there: fair to both, mild in its words, and nothing counts before there was the time to answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, looks
from careernet.interviews.models import Absence, Interview, State
from careernet.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]


@pytest.fixture
def missed(an_interview: Led) -> Interview:
    """The mentor waited for twenty minutes, seven days after `now`."""
    return an_interview(State.MISSED)


def counting(missed: Interview, now: datetime) -> int:
    slips = looks.slips_of(missed.student, policy=Policy.current(), now=now)
    return sum(slip.weight == looks.Weight.COUNTS for slip in slips)


def answer(missed: Interview, what: str, after: timedelta = timedelta(hours=1)) -> Interview:
    at = missed.absence.said_at + after
    return actions.answer_absence(missed, by=missed.student.user, answer=what, words="The train stood.", now=at)


def url_of(interview: Interview, name: str) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


# --- What is said -------------------------------------------------------------------------------------------------
def test_the_other_side_is_asked_mildly_and_has_five_working_days(missed: Interview) -> None:
    mail = OutgoingMail.objects.get(key__startswith="interviews.missed:")

    assert mail.to_user == missed.student.user
    assert mail.subject == "Did you and Maya Chen miss each other? A line by Mon, Sep 28"
    assert not [word for word in ("no-show", "absent", "failed", "penalty") if word in mail.text.lower()]
    assert missed.absence.answer_by == missed.absence.said_at + timedelta(days=7)


def test_who_said_that_they_run_late_is_waited_for(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    student, mentor, start = booked.student.user, booked.mentor.user, booked.during.lower
    actions.running_late(booked, by=student, now=start + timedelta(minutes=5))

    with pytest.raises(RuleBroken, match=r"Jordan said that they run late\. Give them until 8:25 AM\."):
        actions.miss(booked, by=mentor, now=start + timedelta(minutes=24))
    missed = actions.miss(booked, by=mentor, now=start + timedelta(minutes=25))

    assert missed.absence.of == "student"


def test_ones_own_lateness_and_that_of_another_time_give_nobody_longer(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    student, mentor, first = booked.student.user, booked.mentor.user, booked.during.lower
    actions.running_late(booked, by=mentor, now=first - timedelta(minutes=20))
    later = {"starts_at": first + timedelta(days=1), "now": first - timedelta(minutes=10)}
    moved = actions.move(booked, by=mentor, role="mentor", **later)
    actions.running_late(moved, by=student, now=later["starts_at"])

    missed = actions.miss(moved, by=student, now=later["starts_at"] + timedelta(minutes=10))

    assert missed.absence.of == "mentor"


def test_a_closed_campus_gives_longer(an_interview: Led, now: datetime) -> None:
    closed_on = (now + timedelta(days=9)).date()
    AcademicPeriod.objects.create(
        name="Founders' Day", kind=AcademicPeriod.Kind.CLOSURE, starts_on=closed_on, ends_on=closed_on
    )

    missed = an_interview(State.MISSED)

    assert missed.absence.answer_by == missed.absence.said_at + timedelta(days=8)


def test_nobody_is_missed_in_the_first_ten_minutes(an_interview: Led) -> None:
    booked = an_interview(State.SCHEDULED)

    with pytest.raises(RuleBroken, match="ten minutes"):
        actions.miss(booked, by=booked.student.user, now=booked.starts_at + timedelta(minutes=9))

    assert not Absence.objects.exists()


def test_what_was_queued_about_the_call_does_not_go_any_more(an_interview: Led) -> None:
    booked = an_interview(State.SCHEDULED)

    missed = actions.miss(booked, by=booked.student.user, now=booked.starts_at + timedelta(minutes=10))

    queued = OutgoingMail.objects.about(missed).queued()
    assert [mail.key.partition(":")[0] for mail in queued] == ["interviews.missed"]
    assert queued.get().to_user == missed.mentor.user


# --- What counts: see also test_looks --------------------------------------------------------------------------------
def test_who_agrees_is_counted_and_who_was_there_is_not(missed: Interview) -> None:
    soon, later = missed.absence.said_at + timedelta(days=1), missed.absence.answer_by + timedelta(days=1)

    answer(missed, "sorry")
    agreed = counting(missed, soon)
    Absence.objects.update(answer="")
    answer(missed, "came")

    assert (agreed, counting(missed, later)) == (1, 0)


def test_an_answer_after_the_days_is_too_late(missed: Interview) -> None:
    with pytest.raises(RuleBroken, match="time to answer is over"):
        answer(missed, "came", after=timedelta(days=7))


# --- Put right ----------------------------------------------------------------------------------------------------
def test_who_said_so_takes_it_back_and_the_other_cannot(missed: Interview) -> None:
    after = missed.ends_at + timedelta(hours=1)

    with pytest.raises(RuleBroken, match="only who said so"):
        actions.complete(missed, by=missed.student.user, now=after)
    held = actions.complete(missed, by=missed.mentor.user, now=after)

    assert (held.state, Absence.objects.exists()) == (State.COMPLETED, False)


@pytest.mark.parametrize(("took_place", "state", "counted"), [(True, State.COMPLETED, 0), (False, State.MISSED, 1)])
def test_the_office_settles_what_two_tell_differently(
    took_place: bool, state: str, counted: int, missed: Interview, officer: User
) -> None:
    later = missed.absence.answer_by + timedelta(days=1)
    answer(missed, "came")

    settled = actions.settle(missed, by=officer, took_place=took_place, now=later)

    assert (settled.state, counting(missed, later)) == (state, counted)
    to_office = OutgoingMail.objects.get(key__startswith="interviews.told_differently:")
    assert to_office.to == "careers@example.edu"
    assert "The train stood." not in to_office.text


def test_nobody_of_the_office_settles_their_own(missed: Interview) -> None:
    answer(missed, "came")

    with pytest.raises(RuleBroken, match="You are one of the two"):
        actions.settle(missed, by=missed.mentor.user, took_place=False, now=missed.absence.answer_by)

    assert Absence.objects.get().answer == "came"


# --- After it was said that it took place -------------------------------------------------------------------------
def test_that_it_took_place_is_not_one_sides_word_alone(an_interview: Led, officer: User, now: datetime) -> None:
    held = an_interview(State.COMPLETED)  # says the student
    later = held.during.upper + timedelta(hours=60)

    told = actions.miss(held, by=held.mentor.user, now=later)
    actions.answer_absence(told, by=told.student.user, answer="came", words="We talked.", now=later)
    settled = actions.settle(told, by=officer, took_place=True, now=later)

    assert [event.verb for event in told.events.order_by("number")][-4:] == [
        "completed",
        "missed",
        "answered",
        "settled",
    ]
    assert OutgoingMail.objects.get(key__startswith="interviews.missed:").to_user == held.student.user
    assert counting(told, later) == 0
    with pytest.raises(RuleBroken, match="said already"):
        actions.miss(settled, by=held.mentor.user, now=later)


@pytest.mark.parametrize(("side", "days"), [("student", 0), ("mentor", 7)], ids=["by whoever said so", "a week later"])
def test_it_stands_that_it_took_place(side: str, days: int, an_interview: Led) -> None:
    held = an_interview(State.COMPLETED)
    by = held.student.user if side == "student" else held.mentor.user

    with pytest.raises(RuleBroken, match="career office"):
        actions.miss(held, by=by, now=held.during.upper + timedelta(days=days))

    held.refresh_from_db()
    assert held.state == State.COMPLETED


def test_the_page_asks_only_the_other_side_and_for_a_week(an_interview: Led, client_for: Browser) -> None:
    held = an_interview(State.COMPLETED)
    browsers = client_for(held.mentor.user), client_for(held.student.user)

    shown = []
    for days in (6, 8):
        clock.move_to(held.during.upper + timedelta(days=days))
        pages = [browser.get(url_of(held, "detail")).content.decode() for browser in browsers]
        shown += [url_of(held, "miss") in page for page in pages]

    assert shown == [True, False, False, False]


# --- The pages ----------------------------------------------------------------------------------------------------
def test_from_ten_minutes_after_the_start_one_tap_says_so(an_interview: Led, client_for: Browser) -> None:
    booked = an_interview(State.SCHEDULED)
    browser, page = client_for(booked.student.user), url_of(booked, "detail")

    shown = []
    for minutes in (9, 10):
        clock.move_to(booked.starts_at + timedelta(minutes=minutes, seconds=5))
        shown.append(url_of(booked, "miss") in browser.get(page).content.decode())
    after = browser.post(url_of(booked, "miss"), follow=True).content.decode()

    assert shown == [False, True]
    assert "We asked Maya what happened." in after


def test_the_missed_side_answers_on_the_page_and_the_other_reads_it(missed: Interview, client_for: Browser) -> None:
    clock.move_to(missed.starts_at + timedelta(hours=2))
    browser, url = client_for(missed.student.user), url_of(missed, "answer_absence")

    nothing = browser.post(url)
    typed: dict[str, Any] = {"answer": "sorry", "words": "The train stood."}
    browser.post(url, typed)

    assert nothing.status_code == 422
    mentors = client_for(missed.mentor.user).get(url_of(missed, "detail")).content.decode()
    assert "Something came up for Jordan." in mentors
    assert "The train stood." in mentors


def test_a_mentor_never_learns_of_an_excuse(missed: Interview, advisor: User, client_for: Browser) -> None:
    actions.excuse(missed, by=advisor, now=missed.absence.said_at)

    pages = [client_for(side.user).get(url_of(missed, "detail")) for side in (missed.student, missed.mentor)]

    assert ["excused" in page.content.decode() for page in pages] == [True, False]
