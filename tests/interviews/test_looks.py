"""When a student's requests need a look first: what counts, from when on, and how it ends."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, looks
from careernet.interviews.looks import Weight, Why
from careernet.interviews.models import Event, Interview, State
from careernet.students.actions import forgive
from careernet.students.models import Student
from tests.factories import MentorFactory

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
DAY = timedelta(days=1)


@pytest.fixture
def missed(an_interview: Led) -> Interview:
    """Seven days after `now`; the student has until 14 days after it to say what happened."""
    return an_interview(State.MISSED)


@pytest.fixture
def late(an_interview: Led) -> Interview:
    """Canceled three hours before its start, seven days after `now`."""
    booked = an_interview(State.SCHEDULED, mentor=MentorFactory(user__full_name="Priya Raman"))
    at = booked.starts_at - timedelta(hours=3)
    return actions.cancel(booked, by=booked.student.user, role=Event.Role.STUDENT, reason="An exam.", now=at)


def weights(student: Student, at: datetime) -> list[str]:
    return sorted(slip.weight for slip in looks.slips_of(student, policy=Policy.current(), now=at))


def why(student: Student, at: datetime) -> str | None:
    needed = looks.look_needed(student, policy=Policy.current(), now=at)
    return needed and needed.why


# --- What counts --------------------------------------------------------------------------------------------------
def test_two_slips_ask_for_a_look_once_there_was_the_time_to_answer(
    missed: Interview, late: Interview, student: Student
) -> None:
    over = missed.absence.answer_by

    assert [why(student, at) for at in (over - timedelta(seconds=1), over)] == [None, Why.ABSENCES]
    assert weights(student, over) == [Weight.COUNTS, Weight.COUNTS]


def test_one_slip_is_nothing(missed: Interview, student: Student) -> None:
    assert why(student, missed.absence.answer_by + DAY) is None


def test_who_cancels_in_time_or_is_left_waiting_has_no_slip(an_interview: Led, student: Student, now: datetime) -> None:
    in_time = an_interview(State.SCHEDULED, mentor=MentorFactory())
    actions.cancel(in_time, by=student.user, role=Event.Role.STUDENT, reason="An exam.", now=now + DAY)
    by_mentor = an_interview(State.SCHEDULED, mentor=MentorFactory())
    just_before = by_mentor.starts_at - timedelta(hours=1)
    actions.cancel(by_mentor, by=by_mentor.mentor.user, role=Event.Role.MENTOR, reason="", now=just_before)
    waited = an_interview(State.SCHEDULED)
    actions.miss(waited, by=student.user, now=waited.starts_at + timedelta(minutes=20))

    assert weights(student, now + 30 * DAY) == []


def test_who_was_there_has_no_counting_slip_until_the_office_says_so(
    missed: Interview, student: Student, officer: User
) -> None:
    soon, later = missed.absence.said_at + timedelta(hours=1), missed.absence.answer_by + DAY
    actions.answer_absence(missed, by=student.user, answer="came", words="The link failed.", now=soon)

    contested = weights(student, later)
    actions.settle(missed, by=officer, took_place=False, now=later)

    assert (contested, weights(student, later)) == ([Weight.CONTESTED], [Weight.COUNTS])


def test_a_call_on_a_day_the_campus_was_closed_counts_for_nothing(late: Interview, student: Student) -> None:
    that_day = late.starts_at.date()
    AcademicPeriod.objects.create(kind="closure", name="Snow", starts_on=that_day, ends_on=that_day)

    assert weights(student, late.starts_at + 30 * DAY) == [Weight.CLOSED]


def test_a_new_term_forgets(missed: Interview, late: Interview, student: Student) -> None:
    begins_on = late.starts_at.date() + 10 * DAY
    AcademicPeriod.objects.create(kind="term", name="Next", starts_on=begins_on, ends_on=begins_on + 90 * DAY)

    assert why(student, late.starts_at + 9 * DAY) == Why.ABSENCES
    assert weights(student, late.starts_at + 11 * DAY) == []


def test_the_student_reads_when_it_ends(missed: Interview, late: Interview, student: Student) -> None:
    AcademicPeriod.objects.create(kind="term", name="Spring", starts_on=date(2027, 1, 19), ends_on=date(2027, 5, 10))

    needed = looks.look_needed(student, policy=Policy.current(), now=missed.absence.answer_by)

    assert needed is not None
    assert needed.sentence.endswith(
        "ends on Tue, Jan 19, 2027, when the next term begins, or as soon as an advisor lifts it."
    )


def test_the_first_requests_are_read_where_the_office_wants_it(
    an_interview: Led, student: Student, now: datetime
) -> None:
    Policy(pk=1, first_requests_looked_at=1).save()

    before = why(student, now)
    an_interview(State.REQUESTED)

    assert (before, why(student, now)) == (Why.FIRST, None)


# --- Excused, lifted ----------------------------------------------------------------------------------------------
def test_the_own_advisor_alone_excuses_what_came_up(
    missed: Interview, late: Interview, student: Student, advisor: User, strangers: dict[str, User]
) -> None:
    over = missed.absence.answer_by

    for slip in (missed, late):
        with pytest.raises(RuleBroken):
            actions.excuse(slip, by=strangers["advisor"], now=over)
        actions.excuse(slip, by=advisor, now=over)
        actions.excuse(slip, by=advisor, now=over)  # twice is once

    assert weights(student, over) == [Weight.EXCUSED, Weight.EXCUSED]
    assert Event.objects.filter(verb=Event.Verb.EXCUSED).count() == 2


def test_lifting_forgets_what_was_and_not_what_comes(
    missed: Interview, late: Interview, student: Student, officer: User, strangers: dict[str, User], an_interview: Led
) -> None:
    over = missed.absence.answer_by
    with pytest.raises(RuleBroken):
        forgive(student, by=strangers["advisor"], now=over)

    student = forgive(student, by=officer, now=over)
    again = an_interview(State.MISSED, at=over)

    assert weights(student, again.absence.answer_by) == [Weight.COUNTS, Weight.FORGIVEN, Weight.FORGIVEN]
    assert AuditEvent.objects.get(about=student.user).by == officer


def test_the_advisors_page_lists_them_and_excuses_and_lifts(
    missed: Interview, late: Interview, student: Student, advisor: User, client_for: Browser
) -> None:
    clock.move_to(missed.absence.answer_by + DAY)
    browser, page = client_for(advisor), reverse("advising:student", args=[student.pk])

    before = browser.get(page).content.decode()
    excused = browser.post(reverse("advising:excuse", args=[missed.pk]), follow=True).content.decode()
    browser.post(reverse("advising:lift", args=[student.pk]))
    after = browser.get(page).content.decode()

    assert ["Maya Chen: missed" in before, "Priya Raman: canceled late" in before] == [True, True]
    assert ["Requests need a look first" in text for text in (before, excused)] == [True, False]
    assert "Lifted; counts no more" in after
