"""A report at the same moment as something else: whoever is first, nothing is left open and nothing more is sent."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from careernet.accounts.models import User
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety
from careernet.interviews.models import Block, Interview, Report, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.office import casework
from careernet.students.models import Student
from tests.personas import ask
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)

Led = Callable[..., Interview]
ROUNDS = 8


def test_a_report_against_a_yes_leaves_nothing_booked(
    an_interview: Led, student: Student, mentor: Mentor, officer: User, now: datetime
) -> None:
    for number in range(ROUNDS):
        interview = an_interview(State.REQUESTED, at=now + timedelta(days=number))
        soon = now + timedelta(days=number, hours=2)
        start = interview.offered_times.earliest("starts_at").starts_at

        told, yes = race(
            [
                lambda i=interview, at=soon: safety.report(
                    uuid.uuid4(), i, by=student.user, kind="rude", text="", now=at
                ),
                lambda i=interview, at=soon, s=start: actions.accept(
                    i, by=mentor.user, starts_at=s, where="https://meet.example/m", now=at
                ),
            ]
        )

        interview.refresh_from_db()
        assert isinstance(told, Report), told
        was_first = isinstance(yes, Interview)
        assert was_first or isinstance(yes, RuleBroken)
        assert interview.state == (State.CANCELLED if was_first else State.WITHDRAWN)
        owed = OutgoingMail.objects.about(interview).queued().values_list("key", flat=True)
        assert {key.split(":")[0].removeprefix("interviews.") for key in owed} <= {"cancelled", "withdrawn"}
        Block.objects.all().delete()


def test_a_report_against_a_new_request_leaves_none_open(
    an_interview: Led, student: Student, mentor: Mentor, officer: User, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    after = now + timedelta(days=8)

    told, asked = race(
        [
            lambda: safety.report(uuid.uuid4(), interview, by=mentor.user, kind="rude", text="", now=after),
            lambda: actions.send_request(
                uuid.uuid4(),
                student=student,
                mentor=mentor,
                ask=ask(proposed=(after + timedelta(days=9),)),
                now=after,
            ),
        ]
    )

    assert isinstance(told, Report), told
    assert isinstance(asked, Interview | RuleBroken), asked
    assert not Interview.objects.open().exists()


def test_one_report_posted_at_once_is_one_report(
    an_interview: Led, student: Student, officer: User, now: datetime
) -> None:
    interview, report_id = an_interview(State.SCHEDULED), uuid.uuid4()

    told = race([lambda: safety.report(report_id, interview, by=student.user, kind="rude", text="", now=now)] * 5)

    assert {getattr(each, "pk", each) for each in told} == {report_id}
    assert Report.objects.count() == Block.objects.count() == 1
    assert OutgoingMail.objects.filter(key__contains=".cancelled:").count() == 2


def test_a_report_against_the_deliverer_lets_no_later_mail_through(
    an_interview: Led, student: Student, mentor: Mentor, officer: User, now: datetime
) -> None:
    """The note that is on its way at that moment may arrive; it does so once, and nothing follows it."""
    interview = an_interview(State.COMPLETED)
    after = now + timedelta(days=7, hours=2)
    while deliver_due(now=after):
        pass
    actions.send_thank_you(interview, by=student.user, how="mail", text="Thanks.", now=after)
    leaves = after + timedelta(minutes=1)

    told, _delivered = race(
        [
            lambda: safety.report(uuid.uuid4(), interview, by=mentor.user, kind="rude", text="", now=leaves),
            lambda: deliver_due(now=leaves),
        ]
    )
    while deliver_due(now=leaves + timedelta(days=3)):
        pass

    assert isinstance(told, Report), told
    note = OutgoingMail.objects.get(key__contains="thank_you")
    state = OutgoingMail.State  # expired is one that was dropped in the hands of the deliverer
    assert note.state in (state.SENT, state.CANCELLED, state.EXPIRED)
    assert not OutgoingMail.objects.about(interview).queued().exists()


@pytest.mark.parametrize("suspended", ["student", "mentor"])
def test_a_request_that_waits_for_a_suspension_finds_it(
    student: Student, mentor: Mentor, officer: User, suspended: str, now: datetime
) -> None:
    """It came in before, and stands in line behind the very locks of the suspension."""
    words = ask(proposed=(now + timedelta(days=9),))
    person = {"student": student.user, "mentor": mentor.user}[suspended]

    def asks() -> Interview:
        try:
            return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=words, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            casework.suspend(person, by=officer, reason="A report.", now=now)
            asked = thread.submit(asks)
            _until_somebody_waits()

        with pytest.raises(RuleBroken):
            asked.result()
    assert not Interview.objects.exists()


def _until_somebody_waits() -> None:
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits for a lock.")
