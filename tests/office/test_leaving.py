"""Graduates, students and advisors who leave: what the office and they themselves see first, and what is done then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careernet.accounts.models import AuditEvent, Role, User
from careernet.advising.actions import hand_over
from careernet.campus.models import CampusDomain, Major
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import departures
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection
from careernet.students import emails
from careernet.students.models import Graduation, Student
from tests import factories
from tests.reflections.writing import handed_in

Lead = Callable[..., Interview]
SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: SignIn, officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def graduate(student: Student) -> Student:
    """With a private address, and with majors that are worth taking along."""
    CampusDomain.objects.create(domain="students.example.edu")
    EmailAddress.objects.create(user=student.user, email="jordan@example.org", verified=True)
    student.majors.add(Major.objects.create(name="Chemistry"))
    return student


# --- Graduating -------------------------------------------------------------------------------------------------------
def test_a_graduate_becomes_a_mentor_on_one_page(
    graduate: Student, an_interview: Lead, client_for: SignIn, now: datetime
) -> None:
    an_interview(State.REQUESTED)
    client = client_for(graduate.user)
    page = client.get("/graduation/")
    answer = {
        "address": "jordan@example.org",
        "becomes_mentor": "on",
        "agrees": "on",
        "job_title": "Lab assistant",
        "class_year": "2026",
        "majors_studied": page.context["form"]["majors_studied"].value(),
    }

    done = client.post("/graduation/", answer)

    mentor = Mentor.objects.get(user=graduate.user)
    user = User.objects.get(pk=graduate.user_id)
    assert "1 open request or draft is withdrawn" in page.content.decode()
    assert page.context["form"]["class_year"].value() == 2028
    assert done.url == "/mentoring/welcome/"
    assert (mentor.state, mentor.job_title, mentor.next_step) == ("active", "Lab assistant", "how")
    assert [major.name for major in mentor.majors.all()] == ["Chemistry"]
    assert (user.role_kinds, user.email) == ({Role.Kind.MENTOR}, "jordan@example.org")


def test_a_graduate_who_wants_no_more_keeps_the_archive(
    graduate: Student, an_interview: Lead, client_for: SignIn, now: datetime
) -> None:
    held = an_interview(State.COMPLETED, at=now - timedelta(days=30))
    client = client_for(graduate.user)

    done = client.post("/graduation/", {"address": "jordan@example.org"})

    assert done.url == client.get("/start/").url == "/interviews/"
    assert client.get(f"/interviews/{held.pk}/").status_code == 200
    assert not Mentor.objects.filter(user=graduate.user).exists()


def test_without_a_private_address_the_page_asks_for_one(student: Student, client_for: SignIn) -> None:
    CampusDomain.objects.create(domain="example.edu")
    EmailAddress.objects.create(user=student.user, email=student.user.email, verified=True)
    client = client_for(student.user)

    page = client.get("/graduation/").content.decode()
    refused = client.post("/graduation/", {"address": student.user.email})

    assert "First, a private address" in page
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("answer", "sentence"), [({"agrees": "on"}, "Enter what you do"), ({"job_title": "Cook"}, "tick that you agree")]
)
def test_a_mentor_to_be_says_what_they_do_and_agrees(
    answer: dict[str, str], sentence: str, graduate: Student, client_for: SignIn
) -> None:
    page = client_for(graduate.user).post(
        "/graduation/", {"address": "jordan@example.org", "becomes_mentor": "on", **answer}
    )

    graduate.refresh_from_db()
    assert (page.status_code, graduate.left_at) == (422, None)
    assert sentence in page.content.decode()


def test_the_office_writes_to_a_class_once(desk: Client, student: Student, now: datetime) -> None:
    factories.StudentFactory(class_year=2026)
    factories.StudentFactory(class_year=2025)

    page = desk.get("/office/leaving/").content.decode()
    for _twice in range(2):
        desk.post("/office/leaving/graduation/")

    assert "Write to 2 students" in page
    assert OutgoingMail.objects.filter(kind="students.suggests").count() == 2
    assert "/graduation/" in OutgoingMail.objects.latest("pk").text


# --- A student leaves -------------------------------------------------------------------------------------------------
def test_the_office_sees_what_a_student_has_open_before_they_leave(
    desk: Client, student: Student, an_interview: Lead
) -> None:
    booked = an_interview(State.SCHEDULED)
    found = desk.get("/office/leaving/?q=jordan").content.decode()
    page = desk.get(f"/office/leaving/students/{student.pk}/").content.decode()

    desk.post(f"/office/leaving/students/{student.pk}/")
    again = desk.get(f"/office/leaving/students/{student.pk}/")

    booked.refresh_from_db()
    student.refresh_from_db()
    assert f"/office/leaving/students/{student.pk}/" in found
    assert "1 booked call is called off" in page
    assert (booked.state, student.left_at is not None, again.status_code) == ("cancelled", True, 404)


# --- An advisor leaves ------------------------------------------------------------------------------------------------
def test_an_advisors_students_and_reflections_go_to_a_colleague(
    desk: Client, advisor: User, strangers: dict[str, User], student: Student, an_interview: Lead, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now + timedelta(days=8))
    colleague = strangers[Role.Kind.ADVISOR]
    page = desk.get(f"/office/leaving/advisors/{advisor.pk}/").content.decode()

    desk.post(f"/office/leaving/advisors/{advisor.pk}/", {"to": str(colleague.pk)})

    student.refresh_from_db()
    assert "1 reflection that waits" in page
    assert student.advisor == colleague
    assert not User.objects.get(pk=advisor.pk).has_role(Role.Kind.ADVISOR)
    assert list(Reflection.objects.readable_by_advisor(colleague, now)) == [reflection]
    assert not Reflection.objects.readable_by_advisor(User.objects.get(pk=advisor.pk), now).exists()
    assert AuditEvent.objects.get(verb="handed students over").data == {"students": 1, "to": colleague.pk}


def test_without_a_colleague_all_advisors_share_them(
    desk: Client, advisor: User, strangers: dict[str, User], an_interview: Lead, client_for: SignIn, now: datetime
) -> None:
    reflection = handed_in(an_interview(State.COMPLETED), now=now + timedelta(days=8))

    desk.post(f"/office/leaving/advisors/{advisor.pk}/", {"to": "all"})

    queue = client_for(strangers[Role.Kind.ADVISOR]).get("/advising/").content.decode()
    assert f"/advising/reflections/{reflection.pk}/" in queue
    for kind in (Role.Kind.STUDENT, Role.Kind.MENTOR):
        assert not Reflection.objects.readable_by_advisor(strangers[kind], now).exists()


def test_somebody_has_to_be_chosen_and_be_an_advisor(
    desk: Client, advisor: User, officer: User, student: Student, now: datetime
) -> None:
    page = desk.post(f"/office/leaving/advisors/{advisor.pk}/")
    with pytest.raises(RuleBroken, match="can't take"):
        hand_over(advisor, to=officer, by=officer, now=now)

    student.refresh_from_db()
    assert (page.status_code, student.advisor) == (422, advisor)


def test_more_people_cost_no_more_queries(desk: Client, student: Student, advisor: User) -> None:
    desk.get("/office/leaving/?q=jordan")
    with CaptureQueriesContext(connection) as few:
        desk.get("/office/leaving/?q=jordan")
    factories.StudentFactory.create_batch(12, advisor=advisor)

    with CaptureQueriesContext(connection) as many:
        desk.get("/office/leaving/?q=jordan")

    assert len(many) == len(few) <= 12


# --- A class on its day -----------------------------------------------------------------------------------------------
MAY_20 = "2027-05-20"
CLASS = {"class_year": "2027", "on": MAY_20}
ON_THE_DAY = datetime(2027, 5, 20, 5, 0, tzinfo=UTC)  # one in the morning on campus


@pytest.fixture
def finalist(graduate: Student) -> Student:
    Student.objects.filter(pk=graduate.pk).update(class_year=2027)
    graduate.refresh_from_db()
    return graduate


def test_a_class_graduates_on_its_day_after_it_was_told(
    finalist: Student, officer: User, desk: Client, an_interview: Lead, client_for: SignIn
) -> None:
    waits = an_interview(State.REQUESTED)
    younger = factories.StudentFactory(class_year=2028)

    shown = desk.post("/office/leaving/class/", CLASS).content.decode()
    is_set_by_looking = Graduation.objects.exists()
    desk.post("/office/leaving/class/", CLASS | {"save": "1"})
    clock.move_to(ON_THE_DAY - timedelta(days=20))
    mail = OutgoingMail.objects.get(kind="students.graduates")
    home = client_for(finalist.user).get("/home/").content.decode()
    early = departures.graduate_classes(ON_THE_DAY - timedelta(hours=2))
    number = departures.graduate_classes(ON_THE_DAY)
    again = departures.graduate_classes(ON_THE_DAY + timedelta(minutes=1))

    for row in (finalist, finalist.user, waits, younger):
        row.refresh_from_db()
    assert "1 student is of this class now." in shown
    assert "1 request or draft of theirs waits now" in shown
    assert not is_set_by_looking
    assert (mail.to_user, mail.due_at) == (finalist.user, datetime(2027, 4, 22, 14, 0, tzinfo=UTC))
    assert "Thursday, May 20, 2027" in mail.text
    assert "Your class graduates on May 20" in home
    assert (early, number, again) == (0, 1, 0)
    assert finalist.left_at == ON_THE_DAY
    assert finalist.user.email == "jordan@example.org"
    assert waits.state == State.WITHDRAWN
    assert younger.left_at is None


def test_another_day_is_told_again_and_a_day_called_off_lets_nobody_go(
    finalist: Student, desk: Client, now: datetime
) -> None:
    for day in (MAY_20, "2027-05-27"):
        desk.post("/office/leaving/class/", CLASS | {"on": day, "save": "1"})
    told = list(OutgoingMail.objects.filter(kind="students.graduates").order_by("pk"))
    holds = [emails.still_graduates(mail, now) is True for mail in told]

    desk.post("/office/leaving/class/2027/off/")

    assert holds == [False, True]
    assert emails.still_graduates(told[1], now) is not True
    assert departures.graduate_classes(ON_THE_DAY + timedelta(days=30)) == 0


def test_a_class_that_has_graduated_has_no_other_day(finalist: Student, desk: Client) -> None:
    desk.post("/office/leaving/class/", CLASS | {"save": "1"})
    departures.graduate_classes(ON_THE_DAY)

    later = desk.post("/office/leaving/class/", CLASS | {"on": "2027-06-01", "save": "1"})
    off = desk.post("/office/leaving/class/2027/off/")
    past = desk.post("/office/leaving/class/", {"class_year": "2028", "on": "2020-05-20", "save": "1"})

    assert [later.status_code, off.status_code, past.status_code] == [409, 409, 409]


def test_a_graduate_is_made_a_student_again(graduate: Student, officer: User, desk: Client, now: datetime) -> None:
    departures.graduate(graduate, by=graduate.user, address="jordan@example.org", now=now)

    found = desk.get("/office/leaving/?q=jordan").content.decode()
    desk.post(f"/office/leaving/students/{graduate.pk}/again/", {"class_year": "2029"})
    twice = desk.post(f"/office/leaving/students/{graduate.pk}/again/", {})

    graduate.refresh_from_db()
    assert f"/office/leaving/students/{graduate.pk}/again/" in found
    assert (graduate.left_at, graduate.class_year) == (None, 2029)
    assert User.objects.get(pk=graduate.user_id).has_role(Role.Kind.STUDENT)
    assert AuditEvent.objects.get(verb="granted role", about=graduate.user, by=officer).data == {"role": "student"}
    assert OutgoingMail.objects.filter(kind="students.tells", to_user=graduate.user).count() == 1
    assert twice.status_code == 404
