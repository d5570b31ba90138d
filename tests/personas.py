"""The people most tests are about, and a stranger of each role for everything they must not see."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import Role, User
from careernet.campus.models import MeetingMode
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories


@pytest.fixture
def advisor(db: None) -> User:
    return factories.person(Role.Kind.ADVISOR, full_name="Rosa Alvarez")


@pytest.fixture
def officer(db: None) -> User:
    return factories.person(Role.Kind.OFFICER, full_name="Sam Okafor", is_staff=True)


@pytest.fixture
def student(advisor: User) -> Student:
    return factories.StudentFactory(advisor=advisor)


@pytest.fixture
def mentor(db: None) -> Mentor:
    """Active, with hours on weekday mornings in San Francisco."""
    return factories.weekdays(factories.MentorFactory())


@pytest.fixture
def strangers(db: None) -> dict[str, User]:
    """One person of each role who has nothing to do with anybody above."""
    return {
        Role.Kind.STUDENT: factories.StudentFactory(user__full_name="Strange Student").user,
        Role.Kind.MENTOR: factories.MentorFactory(user__full_name="Strange Mentor").user,
        Role.Kind.ADVISOR: factories.person(Role.Kind.ADVISOR, full_name="Strange Advisor"),
    }


def ask(**changes: object) -> actions.Ask:
    words = {
        "mode": MeetingMode.VIDEO,
        "hope_to_learn": "How you moved from the bench to a start-up.",
        "message": "Hello Maya, I am a sophomore in chemistry and would like to hear about your path.",
    }
    return actions.Ask(**(words | changes))


@pytest.fixture
def an_interview(student: Student, mentor: Mentor, now: datetime) -> Callable[..., Interview]:
    """`an_interview(State.SCHEDULED)`: led there by the actions themselves.

    Asked at `now` with two proposed times, seven and eight days later; booked for the first; held if `completed`.
    """

    def lead_to(
        state: str = State.REQUESTED, *, student: Student = student, mentor: Mentor = mentor, at: datetime = now
    ) -> Interview:
        starts = (at + timedelta(days=7), at + timedelta(days=8))
        said, who = at + timedelta(hours=2), {"by": mentor.user, "now": at + timedelta(hours=2)}
        if state == State.DRAFT:
            return actions.save_draft(uuid.uuid4(), student=student, mentor=mentor, ask=ask(), now=at)
        asked = ask(proposed=starts, wants_look=state == State.IN_REVIEW)
        interview = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=asked, now=at)
        if state == State.COUNTERED:
            return actions.offer_times(
                interview, starts=[at + timedelta(days=9)], where="https://meet.example/m", **who
            )
        if state == State.ACCEPTED:
            return actions.say_yes(interview, where="https://meet.example/maya", **who)
        if state == State.DECLINED:
            return actions.decline(interview, **who)
        if state == State.WITHDRAWN:
            return actions.withdraw(interview, by=student.user, now=said)
        if state == State.EXPIRED:
            return actions.expire(interview, now=at + timedelta(days=21))
        if state in (State.SCHEDULED, State.CANCELLED, State.COMPLETED, State.MISSED):
            interview = actions.accept(interview, starts_at=starts[0], where="https://meet.example/maya", **who)
        if state == State.CANCELLED:
            return actions.cancel(interview, role="mentor", reason="A trip came up.", **who)
        if state == State.MISSED:
            return actions.miss(interview, by=mentor.user, now=starts[0] + timedelta(minutes=20))
        if state == State.COMPLETED:
            return actions.complete(interview, by=student.user, now=starts[0] + timedelta(hours=1))
        return interview

    return lead_to
