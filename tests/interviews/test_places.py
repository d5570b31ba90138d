"""Where two meet: the mentor's link or number, a room of the campus, or one of three kinds of places."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.interviews import actions, picker
from careernet.interviews.forms.asking import DraftForm
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.personas import ask

pytestmark = pytest.mark.django_db

LONGEST = "x" * 280


@pytest.fixture
def in_person(student: Student, mentor: Mentor, now: datetime) -> Interview:
    Mentor.objects.update(modes=[MeetingMode.IN_PERSON])
    times = (now + timedelta(days=7),)
    words = ask(mode=MeetingMode.IN_PERSON, proposed=times)
    return actions.send_request(Interview().pk, student=student, mentor=mentor, ask=words, now=now)


def accepting(interview: Interview, **changes: str) -> dict[str, str]:
    start = picker.value(interview.offered_times.get().starts_at)
    return {"starts_at": start, "where": "Java House, 5 Main Street", "place": "public"} | changes


@pytest.fixture
def maya(client_for: Callable[[User], Client], mentor: Mentor) -> Client:
    return client_for(mentor.user)


def test_the_page_says_where_two_may_meet_beside_the_field(in_person: Interview, maya: Client) -> None:
    page = maya.get(reverse("interviews:detail", args=[in_person.pk])).content.decode()

    assert "never at somebody's home" in page
    assert [kind in page for kind in ("At a workplace", "On campus", "In a public place")] == [True] * 3


@pytest.mark.parametrize("where", ["Java House, 5 Main Street", LONGEST])
def test_the_kind_of_place_is_part_of_where(where: str, in_person: Interview, maya: Client) -> None:
    answer = maya.post(reverse("interviews:accept", args=[in_person.pk]), accepting(in_person, where=where))

    in_person.refresh_from_db()
    assert (answer.status_code, in_person.state) == (302, State.SCHEDULED)
    assert in_person.where == f"In a public place: {where}"


@pytest.mark.parametrize("place", ["", "home"])
def test_without_one_of_the_three_nothing_is_booked(place: str, in_person: Interview, maya: Client) -> None:
    answer = maya.post(reverse("interviews:accept", args=[in_person.pk]), accepting(in_person, place=place))

    in_person.refresh_from_db()
    assert (answer.status_code, in_person.state) == (422, State.REQUESTED)
    assert "Java House, 5 Main Street" in answer.content.decode()


def test_other_times_say_the_place_too(in_person: Interview, maya: Client) -> None:
    typed = {"day_1": "2026-09-25", "time_1": "10:00", "where": "The alumni office", "place": "campus"}

    answer = maya.post(reverse("interviews:offer", args=[in_person.pk]), typed)

    in_person.refresh_from_db()
    assert (answer.status_code, in_person.where) == (302, "On campus: The alumni office")


def test_a_call_asks_for_no_place(an_interview: Callable[..., Interview], maya: Client) -> None:
    page = maya.get(reverse("interviews:detail", args=[an_interview(State.REQUESTED).pk])).content.decode()

    assert "At a workplace" not in page


# --- Rooms of the campus --------------------------------------------------------------------------------------------
@pytest.fixture
def rooms(db: None) -> Policy:
    return Policy.objects.create(pk=1, room_address="https://meet.example.edu/{room}?lang=en")


def test_without_a_link_each_booking_gets_a_room_nobody_can_guess(
    rooms: Policy, an_interview: Callable[..., Interview], maya: Client
) -> None:
    interview = an_interview(State.REQUESTED)
    start = interview.offered_times.order_by("starts_at")[0].starts_at
    url = reverse("interviews:accept", args=[interview.pk])

    answer = maya.post(url, {"starts_at": picker.value(start), "where": ""})

    interview.refresh_from_db()
    assert (answer.status_code, interview.state) == (302, State.SCHEDULED)
    assert re.fullmatch(r"https://meet\.example\.edu/[0-9a-f]{20}\?lang=en", interview.where)
    booked = OutgoingMail.objects.about(interview).filter(key__startswith="interviews.booked:")
    facts = [(mail.text.count(interview.where), f"LOCATION:{interview.where}" in mail.ics) for mail in booked]
    assert facts == [(1, True), (1, True)]


def test_a_call_that_is_booked_anew_meets_in_a_new_room(
    rooms: Policy, an_interview: Callable[..., Interview], now: datetime
) -> None:
    asked, start, later = an_interview(State.REQUESTED), now + timedelta(days=7), now + timedelta(days=10)
    mentors = {"by": asked.mentor.user, "now": now}
    first = actions.accept(asked, starts_at=start, where="", **mentors)
    moved = actions.move(first, starts_at=now + timedelta(days=9), role="mentor", **mentors)
    given_up = actions.postpone(moved, reason="", role="mentor", **mentors)
    actions.propose_times(given_up, by=first.student.user, starts=[later], now=now)

    again = actions.accept(given_up, starts_at=later, where=given_up.where, **mentors)

    assert moved.where == first.where
    assert again.where.startswith("https://meet.example.edu/")
    assert again.where != first.where


def test_a_link_of_the_mentors_own_goes_before_a_room(
    rooms: Policy, mentor: Mentor, an_interview: Callable[..., Interview], now: datetime
) -> None:
    mentor.video_link = "https://video.example/maya"
    mentor.save(update_fields=["video_link"])
    asked = an_interview(State.REQUESTED)

    booked = actions.accept(asked, where="", starts_at=now + timedelta(days=7), by=mentor.user, now=now)

    assert booked.where == "https://video.example/maya"


# --- By phone ---------------------------------------------------------------------------------------------------------
NUMBER = "+1 555 867 5309"


@pytest.fixture
def by_phone(student: Student, mentor: Mentor, now: datetime) -> Interview:
    """The student left a number for this call."""
    words = ask(mode=MeetingMode.PHONE, student_phone=NUMBER, proposed=(now + timedelta(days=7),))
    return actions.send_request(Interview().pk, student=student, mentor=mentor, ask=words, now=now)


def test_the_student_calls_unless_the_mentor_chooses_to_and_a_number_was_left(
    by_phone: Interview, student: Student, mentor: Mentor, maya: Client, client_for: Callable[[User], Client]
) -> None:
    url = reverse("interviews:detail", args=[by_phone.pk])
    start = picker.value(by_phone.offered_times.get().starts_at)
    before = maya.get(url).content.decode()
    silent = maya.post(reverse("interviews:accept", args=[by_phone.pk]), {"starts_at": start, "where": ""})

    maya.post(reverse("interviews:accept", args=[by_phone.pk]), {"starts_at": start, "caller": "mentor", "where": ""})

    assert ("I call Jordan, who has left a number" in before, NUMBER in before) == (True, False)
    assert silent.status_code == 422
    assert f"You call Jordan at {NUMBER}" in maya.get(url).content.decode()
    assert f"Maya calls you at {NUMBER}" in client_for(student.user).get(url).content.decode()
    booked = {mail.to_user: mail for mail in OutgoingMail.objects.filter(key__startswith="interviews.booked:")}
    assert f"Phone: you call Jordan at {NUMBER}" in booked[mentor.user].text
    assert f"Phone: Maya calls you at {NUMBER}" in booked[student.user].text
    assert not OutgoingMail.objects.filter(key__startswith="interviews.request", text__contains="867").exists()


def test_a_draft_keeps_the_number(student: Student, mentor: Mentor, client_for: Callable[[User], Client]) -> None:
    client, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    client.post(url, {"id": str(uuid4()), "draft": "kept", "mode": "phone", "student_phone": NUMBER})

    assert client.get(url).context["form"]["student_phone"].value() == NUMBER


def test_a_number_is_taken_for_a_phone_call_alone(student: Student, mentor: Mentor, now: datetime) -> None:
    def typed(**answers: str) -> DraftForm:
        around = {"mentor": mentor, "student": student, "policy": Policy(), "now": now}
        return DraftForm({"id": str(uuid4()), **answers}, **around)

    by_video, wrong = typed(mode="video", student_phone=NUMBER), typed(mode="phone", student_phone="call me")

    assert by_video.is_valid()
    assert by_video.ask.student_phone == ""
    assert wrong.errors == {"student_phone": ["Enter a number that can be called, or leave it empty."]}
