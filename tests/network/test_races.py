"""One button pressed by many hands at the same moment: on real connections."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.core.rules import RuleBroken
from careernet.interviews.actions import send_update, take_back_update, tell_updates
from careernet.interviews.models import Interview, Message, State
from careernet.mail.models import OutgoingMail, Preference
from careernet.network import actions
from careernet.network.models import Contact, Touch
from careernet.students.models import Student
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 8


def test_somebody_is_added_once(student: Student, now: datetime) -> None:
    key = uuid.uuid4()

    def adds() -> Contact:
        return actions.add_contact(key, Contact(student=student, name="Ada", kind="found"), now=now)

    assert {added.pk for added in race([adds] * HANDS)} == {key}
    assert Contact.objects.count() == 1


def test_a_draft_is_written_once(student: Student, now: datetime) -> None:
    ada = Contact.objects.create(student=student, name="Ada", kind="found", last_touch_at=now)

    def writes() -> list[Touch]:
        return actions.draft_updates(Touch.Kind.JOB, {ada: "I start in June."}, now=now)

    assert {draft.pk for [draft] in race([writes] * HANDS)} == {Touch.objects.get().pk}


def test_taking_an_update_back_twice_is_once(an_interview: Callable[..., Interview], now: datetime) -> None:
    talked, later = an_interview(State.COMPLETED), now + timedelta(days=60)
    by, key = talked.student.user, uuid.uuid4()
    send_update(key, talked, by=by, update="job", text="I start in June.", now=later)

    answers = race([lambda: take_back_update(key, by=by, now=later)] * HANDS)

    assert answers == [None] * HANDS
    assert not Message.objects.filter(pk=key).exists()
    assert OutgoingMail.objects.get(kind="interviews.update").state == OutgoingMail.State.CANCELLED


def test_what_the_letter_of_the_month_tells_was_not_taken_back(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    talked = an_interview(State.COMPLETED)
    Preference.objects.create(user=talked.asked_mentor.user, updates=Preference.Updates.MONTHLY)
    by, key, later = talked.student.user, uuid.uuid4(), now + timedelta(days=60)
    send_update(key, talked, by=by, update="job", text="I start in June.", now=later)
    Message.objects.filter(pk=key).update(letter_at=later)

    taken_back, _told = race([lambda: take_back_update(key, by=by, now=later), lambda: tell_updates(later)])

    is_told = OutgoingMail.objects.filter(kind="interviews.updates").exists()
    assert is_told == Message.objects.filter(pk=key).exists() == isinstance(taken_back, RuleBroken)
