"""Many people at one moment for one time, through HTTP as they come; and calls moved to and fro."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from threading import Barrier
from uuid import uuid4

from django.db import connection

from careernet.campus.models import Policy
from careernet.interviews import actions
from careernet.interviews.models import Interview
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from tests import factories
from tests.bench import asking, load
from tests.personas import ask

CROWD, PATIENCE = 200, 5.0  # racers on one slot, and the seconds within which all have their answer
ROUNDS, EACH = 60, 16
MOVES = 200


@dataclass(frozen=True, slots=True)
class Finish:
    """How races ended: statuses, how often two locks waited for each other, and the seconds of the slowest racer."""

    name: str
    statuses: Counter[int]
    deadlocks: int
    slowest: float
    is_met: bool

    def __str__(self) -> str:
        answers = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        said = f"{answers}, {self.deadlocks} deadlocks, the slowest answer after {self.slowest:.2f} s"
        return f"{self.name}: {said}; {'met' if self.is_met else 'missed'}"


# --- Races ----------------------------------------------------------------------------------------------------------
def prepare(now: datetime) -> list[asking.Asking]:
    """Everybody wants the same time of one mentor, who would take them all."""
    mentor = factories.weekdays(factories.MentorFactory(calls_a_month=31, waiting_at_most=20))
    slot = free_times(mentor, now=now, policy=Policy.current())[0]
    random, crowd = Random(2), [factories.StudentFactory() for _ in range(CROWD)]
    return [asking.prepared(random, student, mentor, slot, *asking.browser(student)) for student in crowd]


def one_slot(port: int, crowd: list[asking.Asking]) -> Finish:
    """All of them at once: one gets it, all the others are told that they did not."""
    before = _deadlocks()
    raced = _race(port, crowd)
    statuses = Counter(status for status, _seconds in raced)
    slowest = max(seconds for _status, seconds in raced)
    is_met = statuses == {302: 1, 409: len(crowd) - 1} and slowest <= PATIENCE
    _forget(crowd)
    return Finish(
        f"{len(crowd)} racers on one slot, ≤ {PATIENCE:.0f} s", statuses, _deadlocks() - before, slowest, is_met
    )


def many_rounds(port: int, crowd: list[asking.Asking]) -> Finish:
    before, raced = _deadlocks(), []
    for number in range(ROUNDS):
        first = number * EACH % (len(crowd) - EACH)
        some = crowd[first : first + EACH]
        raced += _race(port, some)
        _forget(some)
    statuses = Counter(status for status, _seconds in raced)
    deadlocks = _deadlocks() - before
    is_met = not deadlocks and statuses == {302: ROUNDS, 409: ROUNDS * (EACH - 1)}
    slowest = max(seconds for _status, seconds in raced)
    return Finish(f"{ROUNDS} rounds of {EACH} racers", statuses, deadlocks, slowest, is_met)


def _race(port: int, racers: list[asking.Asking]) -> list[tuple[int, float]]:
    barrier = Barrier(len(racers))

    def run(racer: asking.Asking) -> tuple[int, float]:
        with load.connected(port) as server:
            request = racer.as_request("")
            barrier.wait(timeout=60)
            began = time.perf_counter()
            return load.status(server, request), time.perf_counter() - began

    with ThreadPoolExecutor(len(racers)) as threads:
        return list(threads.map(run, racers))


def _forget(racers: list[asking.Asking]) -> None:
    rows = Interview.objects.filter(mentor=racers[0].mentor)
    OutgoingMail.objects.filter(about_id__in=list(rows.values_list("pk", flat=True))).delete()
    rows.delete()


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


# --- Calls that move --------------------------------------------------------------------------------------------------
def booked_call(now: datetime) -> Interview:
    student, mentor = factories.StudentFactory(), factories.MentorFactory()
    start = now + timedelta(days=7)
    interview = actions.send_request(uuid4(), student=student, mentor=mentor, ask=ask(proposed=(start,)), now=now)
    return actions.accept(interview, by=mentor.user, starts_at=start, where="https://meet.example/m", now=now)


def move_to_and_fro(interview: Interview, now: datetime) -> list[float]:
    """By the mentor, each time with the mails to both and their invitations; the seconds each took."""
    taken, first = [], now + timedelta(days=7)
    for number in range(MOVES):
        began = time.perf_counter()
        starts_at = first + timedelta(days=1 + number % 2)
        interview = actions.move(interview, by=interview.mentor.user, role="mentor", starts_at=starts_at, now=now)
        taken.append(time.perf_counter() - began)
    return taken


# --- A mentor who has done it for years -----------------------------------------------------------------------------
PAST, COMING = 500, 40


def veteran(now: datetime) -> Mentor:
    """With 500 calls behind and 40 before them, as the rows are left; hours every morning."""
    mentor = factories.weekdays(factories.MentorFactory(calls_a_month=31, days_out=60))
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=18, minute=0, second=0, microsecond=0)
    students = [factories.StudentFactory() for _ in range(COMING)]

    def row(number: int, state: str) -> Interview:
        start = monday + timedelta(hours=number) if number >= 0 else monday + timedelta(days=number)
        during = (start, start + timedelta(minutes=30))
        return Interview(
            student=students[number % COMING], mentor=mentor, state=state, mode="video",
            state_since=min(now, start), asked_at=min(now, start),
            during=during, mentor_block=(start, start + timedelta(minutes=40)), calendar_uid=uuid4(),
        )  # fmt: skip

    coming = [row(number, "scheduled") for number in range(COMING)]
    Interview.objects.bulk_create([*coming, *(row(-1 - number, "completed") for number in range(PAST))])
    return mentor
