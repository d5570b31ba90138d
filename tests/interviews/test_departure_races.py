"""Somebody asks while the mentor stops: nobody is left waiting for a mentor who is gone."""

import uuid
from datetime import datetime, timedelta

import pytest

from careernet.core.rules import RuleBroken
from careernet.interviews import actions, departures
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_asks_while_a_mentor_stops_gets_an_answer_or_a_refusal(now: datetime) -> None:
    mentor = factories.MentorFactory(calls_a_month=31, waiting_at_most=20)
    students = [factories.StudentFactory() for _ in range(8)]

    def asks(student: Student) -> object:
        words = ask(proposed=(now + timedelta(days=7),))
        return lambda: actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=words, now=now)

    def stops() -> Mentor:
        return departures.stop_volunteering(mentor, by=mentor.user, keeps_calls=False, now=now)

    *asked, stopped = race([*map(asks, students), stops])

    assert isinstance(stopped, Mentor)
    assert {type(outcome) for outcome in asked} <= {Interview, RuleBroken}
    assert not Interview.objects.exclude(state=State.DECLINED).exists()
