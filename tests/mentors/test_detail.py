"""A mentor's page: who sees it, which times it shows, and what it says when there is nothing to pick."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews.models import Interview
from careernet.interviews.picker import read
from careernet.interviews.times import free_times
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db


def path(mentor: Mentor) -> str:
    return f"/mentors/{mentor.pk}/"


def slots(page: object) -> list[datetime | None]:
    return [read(slot.value) for week in page.context["weeks"] for day in week.days for slot in day.slots]


def test_each_role_sees_whom_it_may(
    student: Student, mentor: Mentor, advisor: User, strangers: dict[str, User], client_for: SignIn
) -> None:
    users = [student.user, mentor.user, advisor, strangers["student"], strangers["mentor"]]

    statuses = [client_for(user).get(path(mentor)).status_code for user in users]

    assert statuses == [200, 200, 200, 200, 404]


def test_a_student_does_not_see_somebody_who_is_not_listed(student: Student, client_for: SignIn) -> None:
    invited = factories.MentorFactory(state=Mentor.State.INVITED)

    assert client_for(student.user).get(path(invited)).status_code == 404


def test_two_weeks_of_free_times_are_shown_and_later_ones_a_link_away(
    student: Student, mentor: Mentor, client_for: SignIn, now: datetime
) -> None:
    client = client_for(student.user)
    free = free_times(mentor, student, now=now, policy=Policy.current())

    first = client.get(path(mentor))
    second = client.get(path(mentor), {"from": first.context["later"].isoformat()})

    assert slots(first) + slots(second) == free[: len(slots(first) + slots(second))]
    assert first.context["earlier"] is None
    assert second.context["earlier"] == date(2026, 9, 14) + timedelta(days=7)
    assert [week.label for week in first.context["weeks"]] == ["Next week", "Week of Mon, Sep 28"]
    assert "9:00 AM for Maya" in first.content.decode()
    assert "New York time (EDT)" in first.content.decode()


@pytest.mark.parametrize("wanted", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-13-40"])
def test_any_date_asked_for_shows_times(wanted: str, student: Student, mentor: Mentor, client_for: SignIn) -> None:
    page = client_for(student.user).get(path(mentor), {"from": wanted})

    assert slots(page)


def test_somebody_without_hours_is_asked_with_the_students_own_times(student: Student, client_for: SignIn) -> None:
    mentor = factories.MentorFactory()

    page = client_for(student.user).get(path(mentor)).content.decode()

    assert "Ask with times that suit you" in page
    assert f'href="/interviews/ask/{mentor.pk}/"' in page


def test_suggesting_times_is_always_possible_beside_the_hours(
    student: Student, mentor: Mentor, client_for: SignIn
) -> None:
    page = client_for(student.user).get(path(mentor)).content.decode()

    assert f'action="/interviews/ask/{mentor.pk}/"' in page
    assert "None of these work: suggest times" in page
    assert "required checked" not in page


def test_an_open_request_leads_to_it(student: Student, mentor: Mentor, client_for: SignIn, an_interview: Lead) -> None:
    interview = an_interview()

    page = client_for(student.user).get(path(mentor))

    assert page.context["obstacle"].reason == "already"
    assert f'href="/interviews/{interview.pk}/"' in page.content.decode()
    assert "Continue" not in page.content.decode()


def test_a_pause_is_said_with_its_end(student: Student, client_for: SignIn, now: datetime) -> None:
    mentor = factories.MentorFactory(state=Mentor.State.PAUSED, paused_until=date(2027, 3, 1))

    page = client_for(student.user).get(path(mentor)).content.decode()

    assert "taking a break until March 1, 2027" in page


def test_a_student_at_the_limit_sees_what_is_open(
    student: Student, mentor: Mentor, client_for: SignIn, an_interview: Lead
) -> None:
    Policy(pk=1, open_requests=1).save()
    other = an_interview(mentor=factories.MentorFactory(user__full_name="Noor Haddad"))

    page = client_for(student.user).get(path(mentor))

    assert page.context["obstacle"].reason == "limit"
    assert f'<a href="/interviews/{other.pk}/">Open the request to Noor Haddad</a>' in page.content.decode()


def test_a_student_who_asked_enough_today_can_go_on_tomorrow(
    student: Student, mentor: Mentor, client_for: SignIn, an_interview: Lead, now: datetime
) -> None:
    Policy(pk=1, requests_a_day=1).save()
    an_interview(mentor=factories.MentorFactory())
    today = client_for(student.user).get(path(mentor)).context["obstacle"].reason

    clock.move_to(now + timedelta(days=1))

    assert (today, client_for(student.user).get(path(mentor)).context["obstacle"]) == ("today", None)


def test_a_full_mentor_says_so(student: Student, mentor: Mentor, client_for: SignIn, an_interview: Lead) -> None:
    Mentor.objects.update(waiting_at_most=1)
    an_interview(student=factories.StudentFactory())

    page = client_for(student.user).get(path(mentor))

    assert page.context["obstacle"].reason == "waiting"
    assert "Find somebody similar" in page.content.decode()


def test_private_things_stay_private(student: Student, client_for: SignIn) -> None:
    mentor = factories.MentorFactory(
        user__email="secret@example.org",
        phone="+1 555 0100",
        video_link="https://meet.example/secret",
        topics=["Start-ups", "Veterans"],
    )

    page = client_for(student.user).get(path(mentor)).content.decode()

    assert "Start-ups" in page
    assert not [word for word in ("secret", "555 0100", "Veterans") if word in page]


def test_a_mentor_sees_the_page_as_students_do_without_asking_themselves(mentor: Mentor, client_for: SignIn) -> None:
    page = client_for(mentor.user).get(path(mentor)).content.decode()

    assert "as students see it" in page
    assert "Continue" not in page


def test_the_page_stays_within_its_queries(
    student: Student,
    mentor: Mentor,
    client_for: SignIn,
    an_interview: Lead,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(2):
        an_interview(mentor=mentor, student=factories.StudentFactory())
        an_interview(mentor=factories.MentorFactory())
    client = client_for(student.user)

    with django_assert_max_num_queries(12):
        page = client.get(path(mentor))

    assert page.status_code == 200
