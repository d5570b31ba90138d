"""Two people, one time: exactly one gets it, by lock and by constraint; without either the race is lost."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from careernet.campus.models import Policy
from careernet.interviews import actions
from careernet.interviews.actions import TimeTaken, asking
from careernet.interviews.models import Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.racers import asks_for
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def popular(db: None) -> Mentor:
    """Would take everybody, so that only the time itself stands between the racers."""
    return factories.weekdays(factories.MentorFactory(calls_a_month=31, waiting_at_most=20))


def test_of_fifty_students_asking_for_one_slot_one_gets_it_in_each_of_ten_rounds(
    popular: Mentor, now: datetime
) -> None:
    students = [factories.StudentFactory() for _ in range(50)]
    Policy.objects.create(pk=1, requests_a_day=20, open_requests=20)
    slots = free_times(popular, now=now, policy=Policy.current())[:10]

    for slot in slots:
        outcomes = race([asks_for(slot, student, popular, now) for student in students])

        assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: 49}
        winner = next(outcome for outcome in outcomes if isinstance(outcome, Interview))
        actions.withdraw(winner, by=winner.student.user, now=now)  # frees the pair, not the lesson
    assert OutgoingMail.objects.filter(key__contains="interviews.request:").count() == len(slots) == 10


@pytest.fixture
def without_guards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No lock, no constraint, and a trigger that holds the door open for a moment."""

    def look_only(mentor_id: uuid.UUID, student_id: uuid.UUID) -> tuple[Mentor, Student]:
        people = Mentor.objects.select_related("user"), Student.objects.select_related("user")
        return people[0].get(pk=mentor_id), people[1].get(pk=student_id)

    monkeypatch.setattr(asking, "lock_people", look_only)
    guards = [c for c in Interview._meta.constraints if c.name == "no_double_booked_mentor"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Interview, guards[0])
        editor.execute(
            """CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$"""
        )
        editor.execute(
            "CREATE TRIGGER dawdle BEFORE INSERT ON interviews_interview FOR EACH ROW EXECUTE FUNCTION dawdle()"
        )
    yield
    with connection.schema_editor() as editor:
        editor.execute("DROP TRIGGER dawdle ON interviews_interview")
        editor.execute("DROP FUNCTION dawdle")
        editor.execute("TRUNCATE interviews_interview CASCADE")
        editor.add_constraint(Interview, guards[0])


def test_without_its_guards_the_race_is_lost(without_guards: None, popular: Mentor, now: datetime) -> None:
    students = [factories.StudentFactory() for _ in range(5)]
    slot = free_times(popular, now=now, policy=Policy.current())[0]

    outcomes = race([asks_for(slot, student, popular, now) for student in students])

    assert sum(isinstance(outcome, Interview) for outcome in outcomes) > 1


def test_the_constraint_alone_refuses_what_no_lock_kept_apart(
    popular: Mentor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = free_times(popular, now=now, policy=Policy.current())[0]
    first, second = factories.StudentFactory(), factories.StudentFactory()
    actions.send_request(uuid.uuid4(), student=first, mentor=popular, ask=ask(slot=slot), now=now)
    monkeypatch.setattr(asking, "free_times", lambda *args, **kwargs: [slot])

    with pytest.raises(TimeTaken):
        actions.send_request(uuid.uuid4(), student=second, mentor=popular, ask=ask(slot=slot), now=now)

    assert Interview.objects.count() == 1


def test_one_form_posted_twenty_times_gives_one_interview_and_twenty_answers(
    popular: Mentor, student: Student, now: datetime
) -> None:
    slot = free_times(popular, now=now, policy=Policy.current())[0]
    form = uuid.uuid4()

    outcomes = race(
        [
            lambda: actions.send_request(form, student=student, mentor=popular, ask=ask(slot=slot), now=now).pk
            for _ in range(20)
        ]
    )

    assert outcomes == [form] * 20
    assert OutgoingMail.objects.count() == 2


def test_a_yes_and_a_withdrawal_at_one_moment_leave_one_of_the_two(
    student: Student, mentor: Mentor, now: datetime
) -> None:
    start = now + timedelta(days=7)
    for _ in range(5):
        interview = actions.send_request(
            uuid.uuid4(), student=student, mentor=mentor, ask=ask(proposed=(start,)), now=now
        )

        race(
            [
                lambda i=interview: actions.accept(i, by=mentor.user, starts_at=start, where="By video", now=now),
                lambda i=interview: actions.withdraw(i, by=student.user, now=now),
            ]
        )

        interview.refresh_from_db()
        verbs = set(interview.events.values_list("verb", flat=True))
        assert (interview.state, verbs) in [
            (State.SCHEDULED, {"requested", "accepted"}),
            (State.WITHDRAWN, {"requested", "withdrew"}),
        ]
        Interview.objects.all().delete()


def test_two_requests_accepted_at_once_do_not_exceed_the_month(mentor: Mentor, now: datetime) -> None:
    mentor.calls_a_month = 1
    mentor.save(update_fields=["calls_a_month"])
    starts = [now + timedelta(days=7), now + timedelta(days=8)]
    interviews = [
        actions.send_request(
            uuid.uuid4(), student=factories.StudentFactory(), mentor=mentor, ask=ask(proposed=(start,)), now=now
        )
        for start in starts
    ]

    race(
        [
            lambda i=i, start=start: actions.accept(i, by=mentor.user, starts_at=start, where="By video", now=now)
            for i, start in zip(interviews, starts, strict=True)
        ]
    )

    assert Interview.objects.filter(state=State.SCHEDULED).count() == 1


def test_a_student_never_holds_two_calls_at_one_time(student: Student, now: datetime) -> None:
    mentors = [factories.weekdays(factories.MentorFactory()) for _ in range(5)]
    Policy.objects.create(pk=1, requests_a_day=20, open_requests=20)
    slot = free_times(mentors[0], now=now, policy=Policy.current())[0]

    outcomes = race([asks_for(slot, student, mentor, now) for mentor in mentors])

    assert Counter(type(outcome) for outcome in outcomes) == {Interview: 1, TimeTaken: 4}
