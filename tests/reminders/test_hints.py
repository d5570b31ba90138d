"""The directory's hint of a next free time."""

from datetime import datetime, timedelta

import pytest

from careernet.campus.models import Policy
from careernet.interviews.times import free_times
from careernet.mentors.models import Mentor, NextOpen
from careernet.reminders.hints import refresh_next_open
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_hint_is_the_first_time_a_student_could_ask_for(mentor: Mentor, now: datetime) -> None:
    looked_at = refresh_next_open(now)

    assert looked_at == 1
    assert NextOpen.objects.get(mentor=mentor).starts_at == free_times(mentor, now=now, policy=Policy.current())[0]


def test_mentors_without_hours_are_not_looked_at(now: datetime) -> None:
    factories.MentorFactory()

    assert refresh_next_open(now) == 0


def test_a_mentor_who_cannot_be_asked_has_no_next_time(mentor: Mentor, now: datetime) -> None:
    Mentor.objects.update(state=Mentor.State.RETIRED)

    refresh_next_open(now)

    assert NextOpen.objects.get(mentor=mentor).starts_at is None


def test_those_looked_at_longest_ago_come_first_and_nobody_twice_in_ten_minutes(now: datetime) -> None:
    first, second = (factories.weekdays(factories.MentorFactory()) for _number in range(2))
    refresh_next_open(now, limit=1)
    known = NextOpen.objects.get().mentor_id

    refresh_next_open(now + timedelta(minutes=1), limit=1)

    assert NextOpen.objects.count() == 2
    assert refresh_next_open(now + timedelta(minutes=2)) == 0
    assert refresh_next_open(now + timedelta(minutes=11, seconds=-30)) == 1
    assert known in (first.pk, second.pk)
