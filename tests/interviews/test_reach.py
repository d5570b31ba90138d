"""No mail reaches a mentor: nobody waits for them, nobody is blamed, and all is undone once mail arrives again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.campus.models import Policy
from careernet.interviews.limits import standing
from careernet.interviews.models import Event, Interview, State
from careernet.interviews.reach import follow_addresses
from careernet.interviews.times import interviews_around
from careernet.mail import delivery
from careernet.mail.actions import may_be_mailed
from careernet.mail.models import OutgoingMail
from careernet.mentors.actions import pause
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]


@pytest.fixture
def four(an_interview: Lead, mentor: Mentor) -> list[Interview]:
    """With one mentor, of four students."""
    mentor.calls_a_month = mentor.waiting_at_most = 9
    mentor.save()
    states = (State.REQUESTED, State.COUNTERED, State.ACCEPTED, State.SCHEDULED)
    return [an_interview(state, student=factories.StudentFactory()) for state in states]


def state_of(mentor: Mentor) -> str:
    return Mentor.objects.values_list("state", flat=True).get(pk=mentor.pk)


def lose(mentor: Mentor, now: datetime) -> None:
    delivery.do_not_mail(mentor.user.email, "550 no such mailbox", now=now)
    follow_addresses(now)


def test_whoever_waits_for_a_mentor_out_of_reach_hears_that_nobody_is_to_blame(
    four: list[Interview], mentor: Mentor, now: datetime
) -> None:
    OutgoingMail.objects.all().delete()

    lose(mentor, now + timedelta(hours=3))

    rows = [Interview.objects.get(pk=row.pk) for row in four]
    assert [row.state for row in rows] == [State.EXPIRED] * 3 + [State.SCHEDULED]
    mails = OutgoingMail.objects.filter(key__contains="unreached")
    assert {mail.to_user_id for mail in mails} == {row.student.user_id for row in four[:3]}
    assert OutgoingMail.objects.count() == 3, "the mentor gets none, and the booked call stays"
    assert "nothing to do with you" in mails[0].text
    assert not Mentor.objects.listed().filter(pk=mentor.pk).exists()


def test_it_costs_the_student_no_place(an_interview: Lead, student: Student, mentor: Mentor, now: datetime) -> None:
    an_interview(State.REQUESTED)
    stands = standing(student, interviews_around(mentor, student, now=now), policy=Policy.current(), now=now)

    lose(mentor, now)

    after = standing(student, interviews_around(mentor, student, now=now), policy=Policy.current(), now=now)
    assert (stands.open, stands.today) == (1, 1)
    assert (after.open, after.today) == (0, 0)


def test_a_second_look_finds_nothing_to_do(four: list[Interview], mentor: Mentor, now: datetime) -> None:
    lose(mentor, now)
    events, mails = Event.objects.count(), OutgoingMail.objects.count()

    changed = follow_addresses(now)

    assert (changed, Event.objects.count(), OutgoingMail.objects.count()) == (0, events, mails)


@pytest.mark.parametrize("rests", [False, True])
def test_a_mentor_in_reach_again_stands_as_before(rests: bool, mentor: Mentor, now: datetime) -> None:
    if rests:
        pause(mentor, by=mentor.user, until=None, now=now)
    lose(mentor, now)
    lost = state_of(mentor)

    may_be_mailed(mentor.user.email)
    follow_addresses(now)

    assert (lost, state_of(mentor)) == ("bounced", "paused" if rests else "active")
