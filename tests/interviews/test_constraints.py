"""What the database itself refuses, whatever the code does: rows are written in SQL, past every action and rule."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from careernet.interviews.models import HOLDS_TIME, WITHOUT_TIME, Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
LENGTH, BREAK = 30, 10
FOR_MENTOR, FOR_STUDENT = "no_double_booked_mentor", "no_double_booked_student"
NEVER_BLOCK = sorted(set(State.values) - HOLDS_TIME - WITHOUT_TIME)


@pytest.fixture
def booked(an_interview: Led) -> Interview:
    return an_interview(State.SCHEDULED)


@pytest.fixture
def other_student(db: None) -> Student:
    return factories.StudentFactory(user__full_name="Other Student")


@pytest.fixture
def other_mentor(db: None) -> Mentor:
    return factories.MentorFactory(user__full_name="Other Mentor")


def insert_copy(of: Interview, *, after: int = 0, length: int = LENGTH, **changes: object) -> None:
    """In SQL, a row like this one but for its id, so many minutes later, and what else is said."""
    start = of.during.lower + timedelta(minutes=after)
    values = {
        "during": DateTimeTZRange(start, start + timedelta(minutes=length), "[)"),
        "mentor_block": DateTimeTZRange(start, start + timedelta(minutes=length + BREAK), "[)"),
    } | changes
    columns = [field.column for field in Interview._meta.concrete_fields if field.column != "id"]
    selected = ["%s" if column in values else f'"{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO interviews_interview (id, {names}) "  # noqa: S608 - our own columns
            f"SELECT gen_random_uuid(), {', '.join(selected)} FROM interviews_interview WHERE id = %s",
            [*(values[column] for column in columns if column in values), of.pk],
        )


@pytest.mark.parametrize("state", sorted(HOLDS_TIME))
@pytest.mark.parametrize("after", [0, 1, LENGTH, LENGTH + BREAK - 1, -1, -LENGTH, -LENGTH - BREAK + 1])
def test_a_mentor_never_holds_two_times_that_touch_not_even_in_a_break(
    after: int, state: str, booked: Interview, other_student: Student
) -> None:
    with pytest.raises(IntegrityError, match=FOR_MENTOR):
        insert_copy(booked, after=after, state=state, student_id=other_student.pk)

    assert Interview.objects.count() == 1


@pytest.mark.parametrize("state", sorted(HOLDS_TIME))
@pytest.mark.parametrize("after", [0, 1, LENGTH - 1, -1, -LENGTH + 1])
def test_a_student_never_holds_two_times_that_touch(
    after: int, state: str, booked: Interview, other_mentor: Mentor
) -> None:
    with pytest.raises(IntegrityError, match=FOR_STUDENT):
        insert_copy(booked, after=after, state=state, mentor_id=other_mentor.pk)

    assert Interview.objects.count() == 1


@pytest.mark.parametrize("after", [LENGTH + BREAK, -LENGTH - BREAK])
def test_a_mentors_calls_may_follow_each_other_after_the_break(
    after: int, booked: Interview, other_student: Student
) -> None:
    insert_copy(booked, after=after, student_id=other_student.pk)

    assert Interview.objects.count() == 2


@pytest.mark.parametrize("after", [LENGTH, -LENGTH])
def test_a_students_calls_may_follow_each_other_at_once(after: int, booked: Interview, other_mentor: Mentor) -> None:
    insert_copy(booked, after=after, mentor_id=other_mentor.pk)

    assert Interview.objects.count() == 2


def test_a_long_call_is_refused_around_a_short_one(booked: Interview, other_student: Student) -> None:
    with pytest.raises(IntegrityError, match=FOR_MENTOR):
        insert_copy(booked, after=-60, length=150, student_id=other_student.pk)


@pytest.mark.parametrize("state", NEVER_BLOCK)
def test_what_holds_no_time_never_blocks_one(state: str, booked: Interview, student: Student, mentor: Mentor) -> None:
    Interview.objects.filter(pk=booked.pk).update(state=state)
    closed = {"state": State.SCHEDULED, "student_id": factories.StudentFactory().pk, "mentor_id": mentor.pk}

    insert_copy(booked, **closed)
    insert_copy(booked, **closed | {"student_id": student.pk, "mentor_id": factories.MentorFactory().pk})

    assert Interview.objects.filter(state=State.SCHEDULED).count() == 2


@pytest.mark.parametrize("state", NEVER_BLOCK)
def test_what_holds_no_time_is_never_kept_out(state: str, booked: Interview, other_student: Student) -> None:
    insert_copy(booked, state=state, student_id=other_student.pk)

    assert Interview.objects.get(state=state).during == booked.during


def test_strangers_to_each_other_may_meet_at_one_time(
    booked: Interview, other_student: Student, other_mentor: Mentor
) -> None:
    insert_copy(booked, student_id=other_student.pk, mentor_id=other_mentor.pk)

    assert Interview.objects.count() == 2


@pytest.mark.parametrize("what", ["moved", "woken up"])
def test_no_update_gets_a_row_in_either(what: str, booked: Interview, other_student: Student, now: datetime) -> None:
    """A call moved onto another one, and one that was canceled and is booked again by hand."""
    apart = {"after": 120} if what == "moved" else {"state": State.CANCELLED}
    insert_copy(booked, student_id=other_student.pk, **apart)
    row = Interview.objects.get(student=other_student)

    with pytest.raises(IntegrityError, match=FOR_MENTOR), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE interviews_interview SET state = 'scheduled', during = %s, mentor_block = %s WHERE id = %s",
            [booked.during, booked.mentor_block, row.pk],
        )

    row.refresh_from_db()
    assert (row.state, row.during) != (State.SCHEDULED, booked.during)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"during": None, "mentor_block": None}, "scheduled_has_a_time"),
        ({"calendar_uid": None}, "scheduled_has_a_time"),
        ({"mentor_block": None}, "block_covers_the_call"),
        ({"state": "countered"}, "undecided_has_no_time"),
        ({"state": "accepted"}, "undecided_has_no_time"),
    ],
)
def test_a_row_without_the_time_its_state_needs_is_refused(
    changes: dict[str, object], rule: str, booked: Interview, other_student: Student, other_mentor: Mentor
) -> None:
    with pytest.raises(IntegrityError, match=rule):
        insert_copy(booked, student_id=other_student.pk, mentor_id=other_mentor.pk, **changes)


def test_a_pair_never_has_two_open_rows(booked: Interview) -> None:
    with pytest.raises(IntegrityError, match="one_open_interview_per_pair"):
        insert_copy(booked, after=24 * 60)
