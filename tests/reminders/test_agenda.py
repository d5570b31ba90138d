"""What stands first on somebody's list, state by state."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.reminders import agenda
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def to_do(person: User, now: datetime) -> list[str]:
    return [item.policy for item in agenda.open_items(agenda.cases_of(person), person, now)]


@pytest.mark.parametrize(
    ("state", "later", "students", "mentors"),
    [
        (State.DRAFT, DAY, ["finish_request"], []),
        (State.REQUESTED, DAY, [], ["answer"]),
        (State.REQUESTED, 15 * DAY, ["follow_up"], ["answer"]),
        (State.COUNTERED, DAY, ["choose_time"], []),
        (State.SCHEDULED, DAY, ["prepare"], []),
        (State.SCHEDULED, 6 * DAY + 8 * HOUR, ["evening_before"], []),
        (State.SCHEDULED, 7 * DAY + HOUR, ["after"], ["did_it_happen"]),
        (State.COMPLETED, 8 * DAY, ["thank_you"], []),
        (State.COMPLETED, 14 * DAY, ["reflection"], []),
        (State.DECLINED, DAY, [], []),
        (State.WITHDRAWN, DAY, [], []),
        (State.EXPIRED, DAY, [], []),
        (State.CANCELLED, DAY, [], []),
    ],
)
def test_each_situation_has_at_most_one_thing_to_do(
    state: str, later: timedelta, students: list[str], mentors: list[str], an_interview: Lead, now: datetime
) -> None:
    interview = an_interview(state)

    assert to_do(interview.student.user, now + later) == students
    assert to_do(interview.mentor.user, now + later) == mentors


def test_after_the_thank_you_comes_the_reflection(an_interview: Lead) -> None:
    interview = an_interview(State.COMPLETED)
    later = interview.ends_at + 2 * HOUR

    actions.send_thank_you(interview, by=interview.student.user, how="own", text="", now=later)

    assert to_do(interview.student.user, later) == ["reflection"]


def test_whoever_has_written_down_goals_and_questions_is_prepared(an_interview: Lead, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)

    actions.save_preparation(interview, found_out="", goals="Learn the path.", now=now)
    actions.add_questions(interview.student, interview, texts=[f"How did year {number} go?" for number in range(5)])

    assert to_do(interview.student.user, now + DAY) == []


def test_what_is_due_first_stands_first(an_interview: Lead, student: Student, now: datetime) -> None:
    an_interview(State.COUNTERED, mentor=factories.MentorFactory())
    an_interview(State.COMPLETED, mentor=factories.MentorFactory())

    items = agenda.open_items(agenda.cases_of(student.user), student.user, now + 8 * DAY)

    assert [item.policy for item in items] == ["thank_you"]  # the offer has lapsed
    assert [item.policy for item in agenda.open_items(agenda.cases_of(student.user), student.user, now + 2 * DAY)] == [
        "choose_time"
    ]


def test_an_advisor_sees_a_reflection_that_is_a_week_late(an_interview: Lead, advisor: User) -> None:
    interview = an_interview(State.COMPLETED)
    end = interview.ends_at

    assert to_do(advisor, end + 6 * DAY) == []
    assert to_do(advisor, end + 8 * DAY) == ["reflection_overdue"]


def test_an_advisor_sees_a_message_that_waits_for_a_look(an_interview: Lead, advisor: User, now: datetime) -> None:
    an_interview(State.IN_REVIEW)

    assert to_do(advisor, now + DAY) == ["look"]


def test_what_is_coming_names_the_next_duty(an_interview: Lead, student: Student, now: datetime) -> None:
    an_interview(State.REQUESTED)

    coming = agenda.coming_items(agenda.cases_of(student.user), student.user, now + DAY)

    assert [(item.policy, item.due_at) for item in coming] == [("follow_up", now + 14 * DAY)]


def test_strangers_see_nothing_of_it(an_interview: Lead, strangers: dict[str, User], now: datetime) -> None:
    an_interview(State.SCHEDULED)

    assert [to_do(person, now + DAY) for person in strangers.values()] == [[], [], []]


def test_the_next_meeting_is_the_first_that_has_not_ended(
    an_interview: Lead, student: Student, mentor: Mentor, now: datetime
) -> None:
    first = an_interview(State.SCHEDULED)
    cases = agenda.cases_of(student.user)

    assert agenda.next_meeting(cases, first.starts_at + timedelta(minutes=5)) == first
    assert agenda.next_meeting(cases, first.ends_at) is None
