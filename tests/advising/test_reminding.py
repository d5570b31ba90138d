"""A reminder to several students at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careernet.accounts.models import User
from careernet.advising.reminding import remind
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Block, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mail.preferences import switch_off
from careernet.students.models import Student
from tests import factories, golden
from tests.reflections.writing import handed_in

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]
PAGE = "/advising/students/remind/"
GOLDEN = Path(__file__).parent / "golden"
LATER = timedelta(days=21)  # the call was on the seventh day


@pytest.fixture
def held(an_interview: Callable[..., Interview]) -> Interview:
    return an_interview(State.COMPLETED)


@pytest.fixture
def later(now: datetime) -> datetime:
    clock.move_to(now + LATER)
    return now + LATER


def reminders() -> list[tuple[User | None, str]]:
    return [(mail.to_user, mail.state) for mail in OutgoingMail.objects.filter(kind="advising.reminds").order_by("pk")]


def test_ticked_students_get_the_mail_that_was_shown(
    held: Interview, later: datetime, advisor: User, client_for: ClientFor
) -> None:
    browser, ticked = client_for(advisor), {"student": [str(held.student_id)]}

    shown = browser.post(PAGE, ticked).content.decode()
    before = reminders()
    answer = browser.post(PAGE, ticked | {"send": "1"}, follow=True).content.decode()

    [mail] = OutgoingMail.objects.filter(kind="advising.reminds")
    assert (before, reminders()) == ([], [(held.student.user, "queued")])
    assert (mail.subject in shown, "1 student gets a reminder." in answer) == (True, True)
    assert "/mail/off/" in mail.text
    assert "/mail/off/" not in shown  # the student's key


def test_the_mail_is_as_it_was(held: Interview, later: datetime, advisor: User) -> None:
    remind([held.student_id], by=advisor, now=later)

    found = golden.files("reminder", OutgoingMail.objects.get(kind="advising.reminds"))

    assert golden.known(GOLDEN, "reminder*", found) == found


def test_one_a_week_for_each_student(held: Interview, later: datetime, advisor: User, client_for: ClientFor) -> None:
    remind([held.student_id], by=advisor, now=later)

    with pytest.raises(RuleBroken, match="Nobody is left to remind"):
        remind([held.student_id], by=advisor, now=later + timedelta(days=6))
    page = client_for(advisor).get(PAGE).content.decode()
    remind([held.student_id], by=advisor, now=later + timedelta(days=7))

    assert len(reminders()) == 2
    assert " disabled>" in page


@pytest.mark.parametrize("change", ["handed in", "blocked", "switched off"])
def test_what_is_settled_before_it_leaves_is_not_asked_for(
    change: str, held: Interview, later: datetime, advisor: User
) -> None:
    remind([held.student_id], by=advisor, now=later)
    if change == "handed in":
        handed_in(held, now=later)
    elif change == "blocked":
        Block.objects.create(by=held.asked_mentor.user, about=held.student.user)
    else:
        switch_off(by=held.student.user, now=later)

    deliver_due(now=later + timedelta(days=1))

    assert reminders() == [(held.student.user, "skipped")]


def test_another_advisors_students_are_neither_listed_nor_reminded(
    held: Interview, later: datetime, strangers: dict[str, User], client_for: ClientFor
) -> None:
    stranger = strangers["advisor"]

    page = client_for(stranger).get(PAGE).content.decode()

    assert held.student.user.full_name not in page
    with pytest.raises(RuleBroken):
        remind([held.student_id], by=stranger, now=later)
    assert reminders() == []


def test_the_list_costs_the_same_for_many(
    held: Interview, an_interview: Callable[..., Interview], advisor: User, client_for: ClientFor, now: datetime
) -> None:
    for _number in range(3):
        own = factories.StudentFactory(advisor=advisor)
        an_interview(State.COMPLETED, student=own, mentor=factories.weekdays(factories.MentorFactory()))
    clock.move_to(now + LATER)
    browser = client_for(advisor)
    own_students = Student.objects.filter(advisor=advisor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    many = queries()
    own_students.exclude(pk=held.student_id).update(advisor=None)

    assert queries() == many <= 12
