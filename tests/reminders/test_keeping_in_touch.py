"""What a student keeps of somebody decides when they are reminded to let them hear."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.network import actions
from careernet.network.models import Contact
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SweepAt = Callable[[datetime], object]


@pytest.fixture
def held(an_interview: Callable[..., Interview]) -> Interview:
    return an_interview(State.COMPLETED)


def told(held: Interview, sweep_at: SweepAt, until: int) -> list[int]:
    """After how many days since the call the student was reminded."""
    for day in range(2, until):
        sweep_at(held.ends_at + day * DAY)
    mails = OutgoingMail.objects.filter(kind="reminders.digest", to_user=held.student.user).order_by("due_at")
    return [(mail.due_at - held.ends_at).days for mail in mails]


def test_who_is_archived_or_wants_only_news_is_left_in_peace(held: Interview, sweep_at: SweepAt) -> None:
    contact = Contact.objects.get()
    sweep_at(held.ends_at + DAY)
    contact.rhythm = Contact.Rhythm.NEWS
    actions.save_contact(contact, ["rhythm"], now=held.ends_at + DAY)

    assert told(held, sweep_at, 50) == []


def test_a_logged_conversation_begins_it_anew(held: Interview, sweep_at: SweepAt) -> None:
    at = held.ends_at + 20 * DAY
    said = {"kind": "met", "text": "", "next_on": None, "next_about": ""}
    sweep_at(held.ends_at + DAY)
    actions.log_conversation(uuid4(), Contact.objects.get(), on=at.date(), **said, now=at)

    [first] = told(held, sweep_at, 60)

    assert 50 <= first <= 57


def test_a_day_the_student_sets_is_told_in_its_week_in_their_words(held: Interview, sweep_at: SweepAt) -> None:
    contact = Contact.objects.get()
    contact.next_on, contact.next_about = (held.ends_at + 14 * DAY).date(), "how the fair went"
    sweep_at(held.ends_at + DAY)
    actions.save_contact(contact, ["next_on", "next_about"], now=held.ends_at + DAY)

    [first] = told(held, sweep_at, 45)

    assert 7 <= first <= 14
    assert "how the fair went" in OutgoingMail.objects.get(kind="reminders.digest").text


def test_the_mail_leads_to_the_persons_own_page(held: Interview, student: Student, sweep_at: SweepAt) -> None:
    told(held, sweep_at, 45)

    [mail] = OutgoingMail.objects.filter(kind="reminders.digest", to_user=student.user)

    assert f"/network/{Contact.objects.get().pk}/" in mail.text
