"""Whether mail and reminders move: what the office sees, and what machines read."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from careernet.accounts.models import User
from careernet.campus import notices
from careernet.campus.models import Pulse
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.mail import delivery
from careernet.mail.delivery import deliver_due
from careernet.mail.tasks import deliver
from careernet.mentors.models import Mentor
from careernet.office.health import measure
from careernet.reminders.coming import by_policy
from careernet.reminders.sweep import sweep, wake_all
from careernet.students.models import Student
from tests import factories
from tests.mail.notes import queue_note

pytestmark = pytest.mark.django_db

PAGE = "/office/health/"
MINUTE = timedelta(minutes=1)
BANNER = "stands still"


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def alive(now: datetime) -> datetime:
    """A worker, with beat before it, has done everything at `now`."""
    sweep(now)
    deliver()
    return Pulse.objects.get(part="delivery").at


def test_it_is_red_before_anything_ran(now: datetime) -> None:
    assert measure(now).is_red


def test_it_is_well_while_everything_runs(alive: datetime) -> None:
    assert measure(alive + timedelta(seconds=50)).worries == set()


def test_a_worker_that_stops_is_red_within_two_minutes(alive: datetime) -> None:
    health = measure(alive + 2 * MINUTE)

    assert health.is_red
    assert "delivery" in health.worries


def test_a_silent_broker_is_told_and_alone_is_no_standstill(alive: datetime) -> None:
    later = alive + 5 * MINUTE
    sweep(later)
    deliver_due(now=later)

    health = measure(later)

    assert (health.worries, health.is_red) == ({"broker"}, False)


def test_what_waits_too_long_is_red(alive: datetime, an_interview: Callable[..., Interview]) -> None:
    an_interview(State.REQUESTED)
    queue_note("late", now=alive)
    later = alive + 11 * MINUTE
    Pulse.objects.update(at=later)

    health = measure(later)

    assert health.worries == {"reminder", "mail"}
    assert health.late["mail"] >= 11 * MINUTE


def test_a_lease_left_behind_is_counted(now: datetime) -> None:
    queue_note("left", now=now)
    delivery.claim(now=now, limit=1)

    before, after = measure(now), measure(now + delivery.LEASE)

    assert (before.leases_expired, after.leases_expired) == (0, 1)


# --- For machines -------------------------------------------------------------------------------------------------
def test_metrics_are_for_whoever_has_the_key(client: Client, settings: Settings, alive: datetime) -> None:
    settings.METRICS_KEY = "k3y"

    without, wrong = client.get("/metrics"), client.get("/metrics", headers={"Authorization": "Bearer no"})
    right = client.get("/metrics", headers={"Authorization": "Bearer k3y"})

    assert (without.status_code, wrong.status_code, right.status_code) == (404, 404, 200)
    read = dict(line.rsplit(" ", 1) for line in right.content.decode().splitlines() if not line.startswith("#"))
    assert read["careernet_healthy"] == "1"
    assert float(read['careernet_silent_seconds{part="broker"}']) < 60
    assert {"careernet_mails_dead", "careernet_leases_expired", "careernet_oldest_due_mail_seconds"} < set(read)


# --- For the office -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (11, True)])
def test_every_page_of_the_office_tells_a_standstill_of_ten_minutes(
    minutes: int, is_told: bool, desk: Client, client_for: Callable[[User], Client], student: Student, alive: datetime
) -> None:
    clock.move_to(alive + minutes * MINUTE)
    caches["local"].delete(notices.KEY)

    office, home = desk.get("/office/").content.decode(), client_for(student.user).get("/home/").content.decode()

    assert (BANNER in office, BANNER in home) == (is_told, False)


def test_the_page_says_what_the_next_two_days_bring(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    two_days_before = interview.during.lower - timedelta(hours=47)
    sweep(now)
    sweep(two_days_before)
    clock.move_to(two_days_before)

    brought = {policy: number for policy, number, _samples in by_policy(two_days_before)}
    page = desk.get(PAGE).content.decode()

    assert brought["evening_before"] == 1
    assert "last_call" not in brought  # nobody asked for it
    assert "Jordan Parker" in page


def test_what_mentors_are_asked_about_themselves_is_foretold_too(mentor: Mentor, now: datetime) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(confirmed_at=now - timedelta(days=364))
    wake_all(now)
    sweep(now)

    foretold = [(policy, number, [mail.to for mail in mails]) for policy, number, mails in by_policy(now)]

    assert foretold == [("still_willing", 1, [mentor.user])]


def test_the_page_costs_the_same_at_one_and_at_many(
    desk: Client, an_interview: Callable[..., Interview], now: datetime
) -> None:
    an_interview(State.REQUESTED)
    sweep(now)
    Interview.objects.update(wake_at=now + timedelta(hours=3))
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    for _ in range(3):
        an_interview(State.REQUESTED, student=factories.StudentFactory(), mentor=factories.MentorFactory())
    Interview.objects.update(wake_at=now + timedelta(hours=3))

    with CaptureQueriesContext(connection) as many:
        desk.get(PAGE)

    assert len(one) == len(many) <= 12
