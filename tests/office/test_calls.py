"""The office moves or cancels a booked call for the two: the same actions, the same mails, and it says who did it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, State
from careernet.mail.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
NINE_ON_FRIDAY = {"day_1": "2026-09-25", "time_1": "09:00"}  # in New York, where the campus is


@pytest.fixture
def booked(an_interview: Led) -> Interview:
    return an_interview(State.SCHEDULED)


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


def page_of(interview: Interview) -> str:
    return reverse("office:call", args=[interview.pk])


def test_the_office_moves_a_call_and_both_are_told_by_whom(booked: Interview, desk: Client, officer: User) -> None:
    admins = desk.get(reverse("admin:interviews_interview_change", args=[booked.pk])).content.decode()
    before = booked.calendar_sequence

    answer = desk.post(page_of(booked), NINE_ON_FRIDAY)

    booked.refresh_from_db()
    assert page_of(booked) in admins
    assert answer.status_code == 302
    assert (booked.starts_at.isoformat(), booked.calendar_sequence) == ("2026-09-25T13:00:00+00:00", before + 1)
    event = Event.objects.get(verb=Event.Verb.MOVED)
    assert (event.by, event.role) == (officer, "officer")
    mails = OutgoingMail.objects.filter(key__startswith="interviews.moved:")
    assert {mail.to_user for mail in mails} == {booked.student.user, booked.mentor.user}
    assert ["the career office moved it" in mail.text and "Sam" not in mail.text for mail in mails] == [True] * 2


def test_the_office_cancels_a_call_with_a_reason_both_read(booked: Interview, desk: Client) -> None:
    silent = desk.post(page_of(booked), {"cancel": "1", "reason": ""})
    answer = desk.post(page_of(booked), {"cancel": "1", "reason": "The campus is closed."})

    booked.refresh_from_db()
    assert (silent.status_code, answer.status_code, booked.state) == (422, 302, State.CANCELLED)
    mails = OutgoingMail.objects.filter(key__startswith="interviews.cancelled:")
    assert ["The career office writes:\n\nThe campus is closed." in mail.text for mail in mails] == [True] * 2


def test_a_time_one_of_the_two_has_not_free_keeps_what_was_typed(
    booked: Interview, an_interview: Led, desk: Client, now: datetime
) -> None:
    other = an_interview(student=factories.StudentFactory())
    nine = datetime.fromisoformat("2026-09-25T13:00:00+00:00")
    actions.offer_times(other, by=other.mentor.user, starts=[nine], where="Online", now=now)
    actions.choose_time(other, by=other.student.user, starts_at=nine, now=now)

    answer = desk.post(page_of(booked), NINE_ON_FRIDAY)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Maya has another call at that time" in page
    assert 'value="2026-09-25"' in page


def test_a_reason_that_comes_too_late_is_kept(booked: Interview, desk: Client, now: datetime) -> None:
    actions.cancel(booked, by=booked.student.user, role="student", reason="An exam.", now=now)

    late = [desk.post(page_of(booked), {"cancel": "1", "reason": "Snow."}), desk.post(page_of(booked), NINE_ON_FRIDAY)]

    assert [answer.status_code for answer in late] == [409, 409]
    pages = [answer.content.decode() for answer in late]
    assert "Your reason was not sent." in pages[0]
    assert ">\nSnow.</textarea>" in pages[0]
    assert 'value="2026-09-25"' in pages[1]


def test_a_double_click_cancels_once_and_is_told_nothing_else(booked: Interview, desk: Client) -> None:
    answers = [desk.post(page_of(booked), {"cancel": "1", "reason": "Snow."}).status_code for _click in range(2)]

    assert answers == [302, 302]


def test_what_is_not_booked_or_is_ones_own_is_not_moved_here(
    booked: Interview, an_interview: Led, desk: Client, officer: User, now: datetime
) -> None:
    asked = an_interview(State.REQUESTED, student=factories.StudentFactory())
    own = an_interview(State.REQUESTED, student=factories.StudentFactory(user=officer))

    answers = [desk.get(page_of(row)).status_code for row in (booked, asked, own)]

    assert answers == [200, 302, 404]
