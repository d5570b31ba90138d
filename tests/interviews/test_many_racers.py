"""Fifty people at one moment, ten times over; and the twin of each race, which is lost without its guard."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, picker
from careernet.interviews.actions import TimeTaken
from careernet.interviews.models import Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.racers import RACERS, ROUNDS, TWINS, Racers, accepts, asked, asks_for, begin_anew, overlaps, scheduled
from tests.races import race, without_guards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


# --- Times that overlap ---------------------------------------------------------------------------------------------
def a_minute_apart(mentor: Mentor, students: list[Student], now: datetime) -> Racers:
    """Each asked for a time a minute after the one before; the mentor says yes to all of them at one moment."""
    first = now + timedelta(days=7)
    starts = [first + timedelta(minutes=number) for number in range(len(students))]
    return [
        accepts(asked(student, mentor, start, now), start, now) for student, start in zip(students, starts, strict=True)
    ]


def test_times_that_overlap_are_never_given_to_two(
    patient: Mentor, everybody: list[Student], said: list[float], now: datetime
) -> None:
    for _round in range(ROUNDS):
        outcomes = race(a_minute_apart(patient, everybody, now), said)

        booked = scheduled()
        assert Counter(type(outcome) for outcome in outcomes) == {
            Interview: len(booked),
            TimeTaken: RACERS - len(booked),
        }
        assert len(booked) in (1, 2)  # fifty minutes have room for two calls, each with its break
        assert not overlaps(booked)
        begin_anew()


def test_without_its_guards_times_that_overlap_are_given_to_two(
    patient: Mentor, everybody: list[Student], now: datetime
) -> None:
    with without_guards("no_double_booked_mentor"):
        race(a_minute_apart(patient, everybody[:TWINS], now))

        assert overlaps(scheduled())


# --- One student, many mentors ----------------------------------------------------------------------------------------
@pytest.fixture
def mentors(db: None) -> list[Mentor]:
    return [factories.weekdays(factories.MentorFactory()) for _ in range(RACERS)]


def asks_all(student: Student, mentors: list[Mentor], slot: datetime, now: datetime) -> Racers:
    return [asks_for(slot, student, mentor, now) for mentor in mentors]


def test_one_student_against_fifty_mentors_holds_one_time(
    student: Student, mentors: list[Mentor], generous: Policy, said: list[float], now: datetime
) -> None:
    slots = free_times(mentors[0], now=now, policy=generous)[:ROUNDS]
    assert len(slots) == ROUNDS
    for slot in slots:
        outcomes = race(asks_all(student, mentors, slot, now), said)

        assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: RACERS - 1}
        assert Interview.objects.count() == 1
        begin_anew()


def test_without_its_guards_one_student_holds_a_time_with_many(
    student: Student, mentors: list[Mentor], generous: Policy, now: datetime
) -> None:
    slot = free_times(mentors[0], now=now, policy=generous)[0]
    with without_guards("no_double_booked_student"):
        race(asks_all(student, mentors[:TWINS], slot, now))

        assert Interview.objects.filter(during__startswith=slot).count() > 1


# --- Yes and never mind -----------------------------------------------------------------------------------------------
def yes_and_never_mind(student: Student, mentor: Mentor, now: datetime, racers: int) -> tuple[Interview, Racers]:
    """Half of the racers press "Accept", half press "Withdraw"."""
    start = now + timedelta(days=7)
    interview = asked(student, mentor, start, now)
    yes = accepts(interview, start, now)
    return interview, [yes, lambda: actions.withdraw(interview, by=student.user, now=now)] * (racers // 2)


def test_a_yes_against_a_withdrawal_is_one_of_the_two(
    student: Student, mentor: Mentor, said: list[float], now: datetime
) -> None:
    for _round in range(ROUNDS):
        interview, racers = yes_and_never_mind(student, mentor, now, RACERS)

        outcomes = race(racers, said)

        interview.refresh_from_db()
        is_booked = interview.state == State.SCHEDULED
        verbs = list(interview.events.order_by("number").values_list("verb", flat=True))
        assert verbs == ["requested", "accepted" if is_booked else "withdrew"]
        winners, losers = (outcomes[::2], outcomes[1::2]) if is_booked else (outcomes[1::2], outcomes[::2])
        assert {type(outcome) for outcome in winners} == {Interview}
        assert {type(outcome) for outcome in losers} == {RuleBroken}
        begin_anew()


def test_without_its_guards_a_yes_and_a_withdrawal_both_happen(student: Student, mentor: Mentor, now: datetime) -> None:
    with without_guards("events_are_numbered"):
        interview, racers = yes_and_never_mind(student, mentor, now, 2)

        race(racers)

        assert set(interview.events.values_list("verb", flat=True)) == {"requested", "accepted", "withdrew"}


# --- The last free place ----------------------------------------------------------------------------------------------
def for_the_last_place(mentor: Mentor, students: list[Student], now: datetime) -> Racers:
    """Each asked for an hour of their own; the mentor has one place left in the month and says yes to all."""
    first = now + timedelta(days=7)
    starts = [first + timedelta(hours=number) for number in range(len(students))]
    return [
        accepts(asked(student, mentor, start, now), start, now) for student, start in zip(students, starts, strict=True)
    ]


@pytest.fixture
def last_place(patient: Mentor) -> Mentor:
    patient.calls_a_month = 1
    patient.save(update_fields=["calls_a_month"])
    return patient


def test_the_last_place_of_a_month_is_given_once(
    last_place: Mentor, everybody: list[Student], said: list[float], now: datetime
) -> None:
    for _round in range(ROUNDS):
        outcomes = race(for_the_last_place(last_place, everybody, now), said)

        assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, RuleBroken: RACERS - 1}
        assert len(scheduled()) == 1
        begin_anew()


def test_without_its_lock_the_last_place_is_given_to_many(
    last_place: Mentor, everybody: list[Student], now: datetime
) -> None:
    with without_guards():
        race(for_the_last_place(last_place, everybody[:TWINS], now))

        assert len(scheduled()) > 1


# --- One form, posted again and again -------------------------------------------------------------------------------
def posts(client: Client, mentor: Mentor, slot: datetime, times: int) -> Racers:
    form = {"id": str(uuid.uuid4()), "slot": picker.value(slot), "mode": "video"}
    form |= {"hope_to_learn": "How you chose this work.", "message": "I would like to hear about your path."}
    url = reverse("interviews:ask", args=[mentor.pk])

    def post() -> tuple[int, str]:
        browser = Client(raise_request_exception=False)  # it would raise what any other met meanwhile
        browser.cookies = client.cookies
        answer = browser.post(url, form)
        return answer.status_code, answer.headers.get("Location", "")

    return [post] * times


def test_one_form_posted_twenty_times_has_one_effect_and_one_answer(
    student: Student,
    mentor: Mentor,
    client_for: Callable[[User], Client],
    generous: Policy,
    said: list[float],
    now: datetime,
) -> None:
    client = client_for(student.user)
    slots = free_times(mentor, now=now, policy=generous)[:ROUNDS]
    assert len(slots) == ROUNDS
    for slot in slots:
        answers = race(posts(client, mentor, slot, 20), said)

        interview = Interview.objects.get()
        assert {status for status, _where in answers} == {302}
        assert {str(interview.pk) in where for _status, where in answers} == {True}
        assert len(set(answers)) == 1
        assert interview.events.count() == 1
        assert OutgoingMail.objects.about(interview).count() == 2
        begin_anew()


def test_without_its_guards_one_form_has_different_answers(
    student: Student, mentor: Mentor, client_for: Callable[[User], Client], generous: Policy, now: datetime
) -> None:
    slot = free_times(mentor, now=now, policy=generous)[0]
    client = client_for(student.user)
    with without_guards():
        answers = race(posts(client, mentor, slot, 3 * TWINS))

        assert len({str(answer) for answer in answers}) > 1
