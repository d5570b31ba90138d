"""Who races: fifty people at one moment, and a mentor who would take them all."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from careernet.campus.models import Policy
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.races import THOROUGH

RACERS, ROUNDS, TWINS = 50, 10 if THOROUGH else 2, 6
Racers = list[Callable[[], Any]]


@pytest.fixture
def everybody(db: None) -> list[Student]:
    return [factories.StudentFactory() for _ in range(RACERS)]


@pytest.fixture
def patient(db: None) -> Mentor:
    """Lets as many wait and takes as many as there are racers."""
    return factories.weekdays(factories.MentorFactory(calls_a_month=100, waiting_at_most=100))


@pytest.fixture
def generous(db: None) -> Policy:
    return Policy.objects.create(pk=1, requests_a_day=100, open_requests=100)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[list[float]]:
    """The seconds of all racers; what the slowest one of a hundred took is printed."""
    taken: list[float] = []
    yield taken
    with capsys.disabled():
        print(f"\np99 of {len(taken)} racers, all at once: {sorted(taken)[len(taken) * 99 // 100] * 1000:.0f} ms")


def asked(student: Student, mentor: Mentor, start: datetime, now: datetime) -> Interview:
    return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(proposed=(start,)), now=now)


def asks_for(slot: datetime, student: Student, mentor: Mentor, now: datetime) -> Callable[[], Any]:
    return lambda: actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(slot=slot), now=now)


def accepts(interview: Interview, start: datetime, now: datetime) -> Callable[[], Any]:
    by = interview.mentor.user
    return lambda: actions.accept(interview, by=by, starts_at=start, where="https://meet.example/m", now=now)


def begin_anew() -> None:
    OutgoingMail.objects.all().delete()
    Interview.objects.all().delete()


def overlaps(interviews: list[Interview]) -> bool:
    blocks = sorted(interview.mentor_block for interview in interviews)
    return any(earlier.upper > later.lower for earlier, later in pairwise(blocks))


def scheduled() -> list[Interview]:
    return list(Interview.objects.filter(state=State.SCHEDULED))
