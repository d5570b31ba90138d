"""People who get in each other's way by doing different things: fifty at one moment, and the twin of each race."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews import actions
from careernet.interviews.actions import TimeTaken
from careernet.interviews.models import HOLDS_TIME, Event, Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.racers import RACERS, ROUNDS, TWINS, Racers, accepts, asked, asks_for, begin_anew, overlaps
from tests.races import THOROUGH, race, without_guards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def holding() -> list[Interview]:
    return list(Interview.objects.filter(state__in=HOLDS_TIME, during__isnull=False))


# --- Moving into a time that is being asked for -----------------------------------------------------------------------
def moves_and_asks(mentor: Mentor, students: list[Student], slot: datetime, now: datetime) -> Racers:
    """The mentor moves a call to the very time that all the others ask for."""
    first, *others = students
    start = now + timedelta(days=5, hours=9)
    booked = accepts(asked(first, mentor, start, now), start, now)()

    def moves() -> Interview:
        return actions.move(booked, by=mentor.user, role="mentor", starts_at=slot, now=now)

    return [moves, *(asks_for(slot, student, mentor, now) for student in others)]


def test_a_time_that_is_moved_to_and_asked_for_is_given_once(
    patient: Mentor, everybody: list[Student], generous: Policy, said: list[float], now: datetime
) -> None:
    slots = free_times(patient, now=now, policy=generous)[-ROUNDS:]
    assert len(slots) == ROUNDS
    for slot in slots:
        outcomes = race(moves_and_asks(patient, everybody, slot, now), said)

        assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: RACERS - 1}
        assert [row.starts_at for row in holding()].count(slot) == 1
        assert not overlaps(holding())
        begin_anew()


def test_without_its_guards_it_is_given_to_many(
    patient: Mentor, everybody: list[Student], generous: Policy, now: datetime
) -> None:
    slot = free_times(patient, now=now, policy=generous)[-1]
    racers = moves_and_asks(patient, everybody[:TWINS], slot, now)
    with without_guards("no_double_booked_mentor"):
        race(racers)

        assert overlaps(holding())


# --- Two who name each other ------------------------------------------------------------------------------------------
@pytest.fixture
def two(db: None) -> list[Mentor]:
    return [factories.MentorFactory(user__full_name=name, sort_name=name) for name in ("Ana Lima", "Ben Marsh")]


def name_each_other(two: list[Mentor], student: Student, now: datetime, racers: int) -> Racers:
    """One student asked both; each says not now, names the other and takes a break, again and again."""
    for mentor in two:
        Mentor.objects.filter(pk=mentor.pk).update(state="active", paused_until=None)
    rows = [asked(student, mentor, now + timedelta(days=7 + day), now) for day, mentor in enumerate(two)]

    def says_no(row: Interview, other: Mentor) -> Callable[[], Any]:
        by, day = row.asked_mentor.user, date(2026, 12, 1)
        return lambda: actions.decline(row, by=by, colleague=str(other), pause_until=day, now=now)

    return [says_no(row, other) for row, other in zip(rows, reversed(two), strict=True)] * (racers // 2)


def test_two_who_name_each_other_are_heard_once_each(
    two: list[Mentor], student: Student, generous: Policy, said: list[float], now: datetime
) -> None:
    for _round in range(ROUNDS):
        outcomes = race(name_each_other(two, student, now, RACERS), said)

        assert {type(outcome) for outcome in outcomes} == {Interview}
        assert Event.objects.filter(verb="declined").count() == Interview.objects.filter(state="declined").count() == 2
        assert OutgoingMail.objects.filter(key__startswith="interviews.declined:").count() == 2
        begin_anew()


def test_without_its_guards_one_no_is_said_twice(
    two: list[Mentor], student: Student, generous: Policy, now: datetime
) -> None:
    racers = name_each_other(two, student, now, TWINS)
    with without_guards("events_are_numbered"):
        race(racers)

        assert Event.objects.filter(verb="declined").count() > 2


# --- The office and the two themselves --------------------------------------------------------------------------------
def cancel_from_both_sides(interview: Interview, office: Client, own: Client, racers: int) -> Racers:
    """Half of the racers press the button in the admin, half the student's own."""
    admin, page = reverse("admin:interviews_interview_changelist"), reverse("interviews:cancel", args=[interview.pk])
    in_admin = {"action": "cancel", ACTION_CHECKBOX_NAME: str(interview.pk), "reason": "The campus is closed."}

    def post(client: Client, url: str, form: dict[str, str]) -> Callable[[], int]:
        def press() -> int:
            browser = Client()
            browser.cookies = client.cookies
            return browser.post(url, form).status_code

        return press

    return [post(office, admin, in_admin), post(own, page, {"reason": "An exam."})] * (racers // 2)


@pytest.fixture
def clients(client_for: Callable[[User], Client], officer: User, student: Student) -> tuple[Client, Client]:
    return client_for(officer), client_for(student.user)


def test_the_office_and_a_student_cancel_a_call_once(
    an_interview: Callable[..., Interview], clients: tuple[Client, Client], said: list[float], now: datetime
) -> None:
    for _round in range(ROUNDS):
        booked = an_interview(State.SCHEDULED)

        statuses = race(cancel_from_both_sides(booked, *clients, RACERS if THOROUGH else RACERS // 2), said)

        assert set(statuses) <= {302, 409}
        assert booked.events.filter(verb="cancelled").count() == 1
        booked.refresh_from_db()
        assert (booked.state, booked.calendar_sequence) == (State.CANCELLED, 1)
        assert OutgoingMail.objects.filter(key__startswith="interviews.cancelled:").count() == 2
        begin_anew()


def test_without_its_guards_a_call_is_cancelled_twice(
    an_interview: Callable[..., Interview], clients: tuple[Client, Client], now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    with without_guards("events_are_numbered"):
        race(cancel_from_both_sides(booked, *clients, 2))

        assert booked.events.filter(verb="cancelled").count() == 2
