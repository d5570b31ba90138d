"""Booking without asking, by many at one moment; and the twin of each race, which is lost without its guard."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from careernet.campus.models import MeetingMode, Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.actions import TimeTaken
from careernet.interviews.models import HOLDS_TIME, Interview, State
from careernet.interviews.times import times_to_ask
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.races import race, without_guards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

RACERS, TWINS = 50, 8
Racer = Callable[[], Any]


@pytest.fixture
def everybody(db: None) -> list[Student]:
    return [factories.StudentFactory() for _ in range(RACERS)]


@pytest.fixture
def popular(db: None) -> Mentor:
    mentor = factories.MentorFactory(calls_a_month=31, waiting_at_most=20)
    return factories.instant(factories.weekdays(mentor))


def books(student: Student, mentor: Mentor, slot: datetime, now: datetime, **words: object) -> Racer:
    said = ask(**{"slot": slot, "books": True} | words)
    return lambda: actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=said, now=now)


def free(mentor: Mentor, now: datetime) -> list[datetime]:
    return times_to_ask(mentor, now=now, policy=Policy.current())


def holding() -> int:
    return Interview.objects.filter(state__in=HOLDS_TIME).count()


def test_of_fifty_who_book_one_time_one_has_it(popular: Mentor, everybody: list[Student], now: datetime) -> None:
    slot = free(popular, now)[0]

    outcomes = race([books(student, popular, slot, now) for student in everybody])

    assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: RACERS - 1}
    assert Interview.objects.get().state == State.SCHEDULED
    assert OutgoingMail.objects.count() == 2


def test_without_its_guards_one_time_is_booked_by_many(
    popular: Mentor, everybody: list[Student], now: datetime
) -> None:
    slot = free(popular, now)[0]
    with without_guards("no_double_booked_mentor"):
        race([books(student, popular, slot, now) for student in everybody[:TWINS]])

        assert holding() > 1


def test_a_time_that_is_booked_and_asked_for_at_once_goes_to_one(
    popular: Mentor, everybody: list[Student], now: datetime
) -> None:
    """By phone the mentor is asked first: no number is known."""
    slot = next(slot for slot in free(popular, now) if (slot - now).days > 6)
    by_phone = {"mode": MeetingMode.PHONE, "books": False}

    outcomes = race(
        [
            books(student, popular, slot, now, **(by_phone if number % 2 else {}))
            for number, student in enumerate(everybody[:20])
        ]
    )

    assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: 19}
    assert holding() == 1


def for_the_last_place(mentor: Mentor, students: list[Student], now: datetime) -> list[Racer]:
    """Half book a time each, half were asked for before and get their yes, all in one month."""
    slots = [slot for slot in free(mentor, now) if slot.month == now.month]
    racers = []
    for number, (student, slot) in enumerate(zip(students, slots, strict=False)):
        if number % 2:
            who: dict[str, Any] = {"student": student, "mentor": mentor}
            asked = actions.send_request(uuid.uuid4(), ask=ask(proposed=(slot,)), now=now, **who)
            racers.append(accepts(asked, slot, now))
        else:
            racers.append(books(student, mentor, slot, now))
    return racers


def accepts(interview: Interview, start: datetime, now: datetime) -> Racer:
    by = interview.asked_mentor.user
    return lambda: actions.accept(interview, by=by, starts_at=start, where="https://meet.example/m", now=now)


@pytest.fixture
def last_place(popular: Mentor) -> Mentor:
    popular.calls_a_month = 1
    popular.save(update_fields=["calls_a_month"])
    return popular


def test_the_last_place_of_a_month_is_booked_or_given_once(
    last_place: Mentor, everybody: list[Student], now: datetime
) -> None:
    outcomes = race(for_the_last_place(last_place, everybody[:20], now))

    assert sum(isinstance(outcome, Interview) for outcome in outcomes) == 1
    assert {type(outcome) for outcome in outcomes} <= {Interview, RuleBroken, TimeTaken}
    assert Interview.objects.filter(state=State.SCHEDULED).count() == 1


def test_without_its_lock_the_last_place_goes_to_many(
    last_place: Mentor, everybody: list[Student], now: datetime
) -> None:
    with without_guards():
        race(for_the_last_place(last_place, everybody[:TWINS], now))

        assert Interview.objects.filter(state=State.SCHEDULED).count() > 1
