"""Who has room for one more request, told of all mentors at once exactly as the action tells it of one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

import pytest
from django.core.cache import caches

from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.capacity import can_be_asked, could_be_asked_lately, refusal
from careernet.interviews.limits import may_be_asked
from careernet.interviews.models import Interview, State
from careernet.interviews.times import interviews_around
from careernet.mentors.models import Mentor
from tests import factories

Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db


def askable(now: datetime) -> set[Mentor]:
    return set(Mentor.objects.filter(can_be_asked(now=now)))


def test_an_active_mentor_with_nothing_on_can_be_asked(mentor: Mentor, now: datetime) -> None:
    assert askable(now) == {mentor}
    assert refusal(mentor, interviews_around(mentor, now=now), now=now) == ""


@pytest.mark.parametrize("state", [Mentor.State.INVITED, Mentor.State.APPLIED, Mentor.State.RETIRED])
def test_those_who_are_not_listed_cannot(state: str, now: datetime) -> None:
    factories.MentorFactory(state=state)

    assert askable(now) == set()


def test_those_who_cannot_sign_in_cannot(now: datetime) -> None:
    factories.MentorFactory(user__is_active=False)

    assert askable(now) == set()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("days", [None, -2, -1, 0, 1, 2])
@pytest.mark.parametrize("hour", [0, 11, 23])
def test_a_pause_ends_where_the_mentor_lives(days: int | None, hour: int, zone: str, now: datetime) -> None:
    at = now.replace(hour=hour)
    until = None if days is None else date(2026, 9, 14) + timedelta(days=days)
    mentor = factories.MentorFactory(state=Mentor.State.PAUSED, paused_until=until, user__time_zone=zone)

    assert (mentor in askable(at)) is may_be_asked(mentor, at)


def test_a_mentor_with_as_many_waiting_as_they_allow_cannot(now: datetime, an_interview: Lead) -> None:
    mentor = factories.MentorFactory(waiting_at_most=2)
    an_interview(mentor=mentor, student=factories.StudentFactory())
    with_one_waiting = askable(now)

    an_interview(mentor=mentor, student=factories.StudentFactory())

    assert mentor in with_one_waiting
    assert mentor not in askable(now)
    assert refusal(mentor, interviews_around(mentor, now=now), now=now) == "waiting"


def test_a_mentor_full_this_month_and_next_cannot(now: datetime, an_interview: Lead) -> None:
    mentor = factories.MentorFactory(calls_a_month=1)
    an_interview(State.SCHEDULED, mentor=mentor, student=factories.StudentFactory())
    full_this_month = askable(now)

    an_interview(State.SCHEDULED, mentor=mentor, student=factories.StudentFactory(), at=now + timedelta(days=15))

    assert mentor in full_this_month
    assert mentor not in askable(now)
    assert refusal(mentor, interviews_around(mentor, now=now), now=now) == "full"


def test_all_at_once_are_told_what_each_is_told_alone(mentor: Mentor, now: datetime, an_interview: Lead) -> None:
    random, zones = Random(1), ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
    mentors = [mentor] + [
        factories.MentorFactory(calls_a_month=calls, waiting_at_most=waiting, user__time_zone=random.choice(zones))
        for calls, waiting in product((1, 2), (1, 3))
    ]
    states = [State.REQUESTED, State.COUNTERED, State.ACCEPTED, State.SCHEDULED, State.COMPLETED, State.MISSED]
    for mentor, day in product(mentors, (0, 3, 6, 9, 12)):
        with suppress(RuleBroken):  # no room for this one
            student, at = factories.StudentFactory(), now + timedelta(days=day)
            made = an_interview(random.choice(states), mentor=mentor, student=student, at=at)
            if made.state == State.ACCEPTED:
                later = at + timedelta(days=2)
                actions.propose_times(made, starts=[at + timedelta(days=9)], by=student.user, now=later)
    reasons = set()

    october = datetime(2026, 10, 1, tzinfo=UTC)
    for at in [october + timedelta(hours=hours) for hours in (-50, -15, -13, -1, 10, 12)]:
        alone = {mentor: refusal(mentor, interviews_around(mentor, now=at), now=at) for mentor in mentors}
        with_room = {mentor for mentor, why in alone.items() if not why}
        caches["local"].clear()
        assert askable(at) == with_room
        assert set(Mentor.objects.filter(could_be_asked_lately(now=at))) == with_room
        reasons |= set(alone.values())

    assert reasons == {"", "waiting", "full"}
