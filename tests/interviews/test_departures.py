"""Somebody leaves: what becomes of what they had under way, all of it at once."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careernet.accounts.models import Role, User
from careernet.campus.models import CampusDomain
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, departures
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.actions import admit
from careernet.students.models import Student
from tests import factories

Lead = Callable[..., Interview]
SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def three(an_interview: Lead, mentor: Mentor) -> list[Interview]:
    """With one mentor, of three students: one waits for an answer, one for a choice, one is booked."""
    mentor.calls_a_month = mentor.waiting_at_most = 9
    mentor.save()
    return [
        an_interview(state, student=factories.StudentFactory())
        for state in (State.REQUESTED, State.COUNTERED, State.SCHEDULED)
    ]


def states_of(rows: list[Interview]) -> list[str]:
    states = dict(Interview.objects.values_list("pk", "state"))
    return [states[row.pk] for row in rows]


def the_link(way: str) -> str:
    """Of the foot of the newest mail to the mentor."""
    text = OutgoingMail.objects.filter(text__contains=f"/mentoring/{way}/").latest("pk").text
    return next(word for word in text.split() if f"/mentoring/{way}/" in word).partition("8000")[2]


# --- A mentor stops ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("keeps", "booked"), [(True, "scheduled"), (False, "cancelled")])
def test_a_mentor_stops_and_everybody_hears_of_it_kindly(
    keeps: bool, booked: str, three: list[Interview], mentor: Mentor, now: datetime
) -> None:
    OutgoingMail.objects.all().delete()

    departures.stop_volunteering(mentor, by=mentor.user, keeps_calls=keeps, now=now + timedelta(hours=3))

    mentor.refresh_from_db()
    assert mentor.state == "retired"
    assert states_of(three) == ["declined", "declined", booked]
    subjects = [mail.subject.partition(":")[0] for mail in OutgoingMail.objects.order_by("pk")]
    declined = ["Maya Chen can't make time for this one"] * 2
    assert subjects == [*declined, *([] if keeps else ["Canceled", "Canceled"])]
    assert "stepping back" in OutgoingMail.objects.order_by("pk")[0].text


def test_the_office_takes_a_mentor_out_in_words_of_its_own(
    three: list[Interview], mentor: Mentor, officer: User, now: datetime
) -> None:
    departures.stop_volunteering(mentor, by=officer, keeps_calls=True, now=now + timedelta(hours=3))

    declined = three[0].events.get(verb="declined")
    assert states_of(three) == ["declined", "declined", "scheduled"]
    assert (declined.by, declined.role, declined.data) == (officer, "officer", {})


def test_a_call_that_has_begun_is_left_to_the_clock(three: list[Interview], mentor: Mentor, now: datetime) -> None:
    begun = now + timedelta(days=7, minutes=5)

    departures.stop_volunteering(mentor, by=mentor.user, keeps_calls=False, now=begun)

    assert states_of(three)[2] == "scheduled"


def test_stopping_shows_beforehand_whom_it_touches(three: list[Interview], mentor: Mentor, client_for: SignIn) -> None:
    client = client_for(mentor.user)
    page = client.get("/mentoring/stop/").content.decode()

    undecided = client.post("/mentoring/stop/")
    decided = client.post("/mentoring/stop/", {"calls": "keep"})

    mentor.refresh_from_db()
    assert "2 requests are waiting" in page
    assert "1 call is booked" in page
    assert (undecided.status_code, decided.url, mentor.state) == (422, "/mentoring/", "retired")
    assert states_of(three) == ["declined", "declined", "scheduled"]


@pytest.mark.parametrize("path", ["/mentoring/stop/", "/graduation/"])
def test_more_conversations_cost_no_more_queries(
    path: str, an_interview: Lead, mentor: Mentor, student: Student, client_for: SignIn
) -> None:
    person = mentor.user if path == "/mentoring/stop/" else student.user
    an_interview()
    client = client_for(person)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    an_interview(student=factories.StudentFactory())
    an_interview(mentor=factories.MentorFactory())

    with CaptureQueriesContext(connection) as more:
        client.get(path)

    assert len(more) == len(few) <= 12


def test_a_mentor_stops_from_any_mail_in_two_taps(three: list[Interview], mentor: Mentor, client: Client) -> None:
    link = the_link("stop")
    looked = client.get(link).content.decode()
    mentor.refresh_from_db()
    state_after_looking = mentor.state

    stopped = client.post(link, {"calls": "cancel"}, follow=True).content.decode()
    again = client.post(link, {"calls": "cancel"})

    mentor.refresh_from_db()
    assert "You decide as Maya Chen" in looked
    assert state_after_looking == "active"
    assert "You have stopped volunteering" in stopped
    assert (again.status_code, mentor.state) == (200, "retired")
    assert states_of(three) == ["declined", "declined", "cancelled"]


def test_a_mentor_pauses_from_any_mail(three: list[Interview], mentor: Mentor, client: Client) -> None:
    link = the_link("pause")

    too_early = client.post(link, {"until": "2026-09-14"})
    paused = client.post(link, {"until": "2027-01-11"}, follow=True).content.decode()

    mentor.refresh_from_db()
    assert too_early.status_code == 422
    assert "from January 11, 2027 on" in paused
    assert (mentor.state, states_of(three)) == ("paused", ["requested", "countered", "scheduled"])


def test_students_mails_carry_no_ways_out_of_mentoring(three: list[Interview], mentor: Mentor) -> None:
    to_students = OutgoingMail.objects.exclude(to_user=mentor.user)
    to_the_mentor = OutgoingMail.objects.filter(to_user=mentor.user)

    assert [mail.subject for mail in to_students if "/mentoring/stop/" in mail.text + mail.html] == []
    assert [mail.subject for mail in to_the_mentor if "/mentoring/stop/" not in mail.text] == []


@pytest.mark.parametrize("path", ["/mentoring/stop/nonsense/", "/mentoring/pause/nonsense/"])
def test_a_broken_link_explains_itself(path: str, client: Client) -> None:
    assert client.get(path).status_code == 410


# --- A student graduates, or leaves -----------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [State.DRAFT, State.REQUESTED])
def test_a_form_that_was_on_its_way_begins_nothing_any_more(
    state: str, student: Student, mentor: Mentor, an_interview: Lead, now: datetime
) -> None:
    contact = Contact.objects.create(student=student, name="Aunt Ada")
    departures.leave(student, by=student.user, now=now)
    meeting, mails = actions.Meeting(mode="phone"), OutgoingMail.objects.count()

    with pytest.raises(RuleBroken, match="no student here any more"):
        an_interview(state)
    with pytest.raises(RuleBroken, match="no student here any more"):
        actions.log(uuid.uuid4(), student=student, contact=contact, state=state, meeting=meeting, now=now)

    assert (Interview.objects.count(), OutgoingMail.objects.count()) == (0, mails)


@pytest.fixture
def busy(student: Student, an_interview: Lead) -> list[Interview]:
    """A draft, a request, a booked call and a held one, each with another mentor."""
    CampusDomain.objects.create(domain="students.example.edu")
    EmailAddress.objects.create(user=student.user, email="jordan@example.org", verified=True)
    EmailAddress.objects.create(user=student.user, email="jp@students.example.edu", verified=True, primary=True)
    states = (State.DRAFT, State.REQUESTED, State.SCHEDULED)
    return [an_interview(state, mentor=factories.MentorFactory()) for state in states]


def test_a_graduate_keeps_booked_calls_and_all_that_was_written(
    busy: list[Interview], student: Student, client_for: SignIn, now: datetime
) -> None:
    departures.graduate(student, by=student.user, address="jordan@example.org", now=now + timedelta(hours=3))

    user = User.objects.get(pk=student.user_id)
    client = client_for(user)
    student.refresh_from_db()
    assert states_of(busy) == ["withdrawn", "withdrawn", "scheduled"]
    assert (user.email, student.left_at) == ("jordan@example.org", now + timedelta(hours=3))
    assert not user.has_role(Role.Kind.STUDENT)
    assert client.get(f"/interviews/{busy[2].pk}/").status_code == 200
    assert client.get("/mentors/").status_code == 404


def test_signing_in_again_makes_nobody_a_student_who_left(
    busy: list[Interview], student: Student, now: datetime
) -> None:
    departures.leave(student, by=student.user, now=now)

    assert admit(User.objects.get(pk=student.user_id), now=now) is None


@pytest.mark.parametrize("address", ["jp@students.example.edu", "somebody@else.example", "jordan@unproven.example"])
def test_only_a_proven_private_address_will_do(
    address: str, busy: list[Interview], student: Student, now: datetime
) -> None:
    EmailAddress.objects.create(user=student.user, email="jordan@unproven.example", verified=False)

    with pytest.raises(RuleBroken, match="Confirm this address"):
        departures.graduate(student, by=student.user, address=address, now=now + timedelta(hours=3))

    student.refresh_from_db()
    assert (student.left_at, states_of(busy)) == (None, ["draft", "requested", "scheduled"])


def test_who_leaves_keeps_nobody_waiting(busy: list[Interview], student: Student, officer: User, now: datetime) -> None:
    departures.leave(student, by=officer, now=now + timedelta(hours=3))

    student.refresh_from_db()
    assert states_of(busy) == ["withdrawn", "withdrawn", "cancelled"]
    assert student.left_at == now + timedelta(hours=3)
    cancelled = busy[2].events.get(verb="cancelled")
    assert (cancelled.by, cancelled.role) == (officer, "officer")
