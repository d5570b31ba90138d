"""The invented campus is lifelike: every state, the same for the same seed, and nothing to mail twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from pytest_django import DjangoDbBlocker

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod, CampusDomain, Field, Major, Policy
from careernet.courses.models import Course
from careernet.demo.campus import invent
from careernet.demo.cast import CAST, MENTOR, STUDENT
from careernet.interviews.models import Interview, Report, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection
from careernet.students.models import RosterEntry, Student

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
REACHABLE = set(State.values) - {"accepted"}


@pytest.fixture(scope="module")
def campus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Invented once for all tests here; each sees it inside a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        invent(seed=1, mentors=90, students=72, now=NOW)
        yield
        transaction.set_rollback(True)


def test_the_campus_has_every_state_and_everybody_to_sign_in_as(campus: None) -> None:
    states = set(Interview.objects.values_list("state", flat=True))

    assert states == REACHABLE
    assert {kind for role in CAST for kind in User.objects.get(email=CAST[role]).role_kinds} == set(CAST)
    assert (Mentor.objects.count(), Student.objects.count()) == (90, 72)


def test_the_student_has_a_thank_you_due_a_booked_call_and_a_returned_reflection(campus: None) -> None:
    own = Interview.objects.filter(student__user__email=STUDENT)

    assert own.filter(state=State.SCHEDULED).count() == 1
    assert own.filter(state=State.COMPLETED, thank_you=None, during__endswith__isnull=False).exists()
    assert Reflection.objects.filter(interview__in=own, state=Reflection.State.RETURNED).count() == 1


def test_the_mentor_has_two_requests_and_the_advisor_nine_reflections(campus: None) -> None:
    waiting = Interview.objects.awaiting_mentor().filter(mentor__user__email=MENTOR)

    to_review = Reflection.objects.to_review().filter(interview__student__advisor__full_name="Rosa Alvarez")

    assert (waiting.count(), to_review.count()) == (2, 9)


def test_no_mail_of_the_past_waits_to_be_sent(campus: None, now: datetime) -> None:
    overdue = OutgoingMail.objects.queued().filter(due_at__lt=now)

    assert not overdue.exists()
    assert OutgoingMail.objects.filter(state="sent").exists()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_campus(now: datetime) -> None:
    found = []
    for _round in range(2):
        _empty()
        invent(seed=7, mentors=70, students=62, now=now)
        found.append(Counter(Interview.objects.values_list("mentor__user__email", "state")))

    assert found[0] == found[1]


def test_the_history_is_written_as_the_actions_would_have(
    campus: None, an_interview: Callable[..., Interview], now: datetime
) -> None:
    long_ago = now - timedelta(days=50)
    written = Interview.objects.filter(state=State.COMPLETED, thank_you=None, created_at__lt=long_ago).first()

    acted = Interview.objects.get(pk=an_interview(State.COMPLETED, at=now - timedelta(days=20)).pk)

    assert written
    assert _shape(written) == _shape(acted)
    assert [_step(e) for e in written.events.order_by("number")] == [_step(e) for e in acted.events.order_by("number")]


def _shape(interview: Interview) -> dict[str, bool]:
    """Which fields are filled in, and that the block covers the call."""
    assert interview.during
    assert interview.mentor_block
    filled = {name: bool(value) for name, value in model_to_dict(interview).items() if name not in ("is_first", "id")}
    return filled | {
        "asked": interview.asked_at is not None,
        "uid": interview.calendar_uid is not None,
        "length": interview.during.upper - interview.during.lower == interview.duration,
        "break": interview.mentor_block.upper > interview.during.upper,
    }


def _step(event: object) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in ("number", "verb", "role", "from_state", "to_state"))


def _empty() -> None:
    for model in (OutgoingMail, Course, Reflection, Report, Interview, Student, Mentor, User):
        model._default_manager.all().delete()
    for lookup in (AcademicPeriod, CampusDomain, Field, Major, Policy, RosterEntry):
        lookup._default_manager.all().delete()
