"""Becoming a mentor: applying, being looked at by the office, being invited, taking the first steps."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import AcademicPeriod, Major, Policy
from careernet.core.rules import RuleBroken
from careernet.mail.models import OutgoingMail, Suppression
from careernet.mentors import actions, emails
from careernet.mentors.invitations import moments
from careernet.mentors.models import Mentor
from tests import factories

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db

APPLICATION = {
    "kind": "alum",
    "job_title": "Midwife",
    "employer": "St. Mary's",
    "class_year": "2009",
    "majors_studied": "Biology",
    "city": "Duluth",
    "region": "MN",
    "country": "us",
    "application": "Nobody told me what the nights are like.",
    "agrees": "on",
}


@pytest.fixture
def alumna(db: None) -> User:
    return factories.UserFactory(full_name="Ida Berg", email="ida@example.com")


@pytest.fixture
def applied(alumna: User, now: datetime) -> Mentor:
    facts = {"job_title": "Midwife", "kind": "alum"}
    return actions.apply(alumna, facts=facts, majors=[], application="Nobody told me.", now=now)


@pytest.fixture
def invited(db: None) -> Mentor:
    return factories.MentorFactory(state=Mentor.State.INVITED, external_id="A-17")


def kinds_of_mail(user: User) -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.filter(to_user=user).order_by("pk").values_list("kind", "state"))


# --- Applying ---------------------------------------------------------------------------------------------------------
def test_an_application_is_kept_for_the_office_and_seen_by_no_student(alumna: User, now: datetime) -> None:
    biology = Major.objects.create(name="Biology")
    Suppression.objects.create(address="ida@example.com", reason="550", since=now)

    mentor = actions.apply(
        alumna, facts={"job_title": "Midwife"}, majors=[biology], application="I would have liked one.", now=now
    )

    mentor.refresh_from_db()
    alumna.refresh_from_db()
    assert (mentor.state, mentor.application, mentor.applied_at) == ("applied", "I would have liked one.", now)
    assert list(mentor.majors.all()) == [biology]
    assert (mentor.sort_name, mentor.search_text.splitlines()[:3]) == ("berg ida", ["ida berg", "midwife", "biology"])
    assert alumna.agreed_at == now
    assert alumna.roles.get().kind == Role.Kind.MENTOR
    assert not Mentor.objects.listed().exists()
    assert not Suppression.objects.exists()
    assert kinds_of_mail(alumna) == [("mentors.tells", "queued")]


def test_applying_twice_is_applying_once(applied: Mentor, alumna: User, now: datetime) -> None:
    again = actions.apply(alumna, facts={"job_title": "Other"}, majors=[], application="Again.", now=now)

    assert (again.pk, again.job_title) == (applied.pk, "Midwife")
    assert len(kinds_of_mail(alumna)) == 1


def test_who_stopped_may_apply_again_and_who_is_a_mentor_need_not(mentor: Mentor, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="already"):
        actions.apply(mentor.user, facts={}, majors=[], application="", now=now)
    actions.retire(mentor, by=mentor.user, now=now)

    back = actions.apply(mentor.user, facts={"job_title": "Chemist"}, majors=[], application="Back.", now=now)

    assert (back.pk, back.state, back.job_title) == (mentor.pk, "applied", "Chemist")


def test_the_office_approves_and_they_hear_of_it(applied: Mentor, officer: User, now: datetime) -> None:
    actions.approve(applied, by=officer, now=now)
    actions.approve(applied, by=officer, now=now)

    applied.refresh_from_db()
    assert applied.state == "active"
    assert len(kinds_of_mail(applied.user)) == 2
    on_record = AuditEvent.objects.filter(verb="changed mentor", by=officer)
    assert [event.data for event in on_record] == [{"state": ["applied", "active"]}]


def test_a_no_is_kind_carries_the_offices_words_and_is_not_for_ever(
    applied: Mentor, officer: User, now: datetime
) -> None:
    actions.turn_down(applied, by=officer, words="We look for people in health care in spring.", now=now)

    applied.refresh_from_db()
    mail = OutgoingMail.objects.latest("pk")
    assert applied.state == "retired"
    assert "in health care in spring" in mail.text
    assert "apply again" in mail.text
    with pytest.raises(RuleBroken):
        actions.approve(applied, by=officer, now=now)


# --- The pages of it --------------------------------------------------------------------------------------------------
def test_anybody_reads_what_it_is_before_they_sign_in(client: Client) -> None:
    page = client.get("/volunteer/").content.decode()

    assert "/account/signup/?next=/volunteer/apply/" in page
    assert "Code of conduct" in page


def test_the_offices_own_code_of_conduct_takes_the_place_of_ours(client: Client) -> None:
    Policy.objects.create(pk=1, code_of_conduct="Be kind.\n\nBe on time.")

    response = client.get("/volunteer/")

    assert response.context["conduct"] == ["Be kind.", "Be on time."]


def test_an_application_is_typed_sent_and_goes_on_to_the_first_steps(alumna: User, client_for: SignIn) -> None:
    Major.objects.create(name="Biology")
    client = client_for(alumna)

    sent = client.post("/volunteer/apply/", APPLICATION)
    again = client.get("/volunteer/apply/")

    mentor = Mentor.objects.get(user=alumna)
    assert (sent.url, again.url) == ("/mentoring/welcome/", "/mentoring/")
    assert (mentor.state, mentor.country, mentor.class_year) == ("applied", "US", 2009)
    assert [major.name for major in mentor.majors.all()] == ["Biology"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agrees": ""}, "tick that you agree"),
        ({"application": ""}, "why you would like to talk"),
        ({"job_title": ""}, "Enter what you do"),
        ({"class_year": "2030"}, "Enter a year from 1930"),
        ({"country": "U1"}, "Enter two letters"),
        ({"majors_studied": "Alchemy"}, "We don&#x27;t know the major “Alchemy”"),
    ],
)
def test_what_is_wrong_with_an_application_is_said(
    wrong: dict[str, str], sentence: str, alumna: User, client_for: SignIn
) -> None:
    page = client_for(alumna).post("/volunteer/apply/", {**APPLICATION, "majors_studied": "", **wrong})

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Mentor.objects.exists()


# --- Invitations ------------------------------------------------------------------------------------------------------
def test_invitations_leave_so_many_a_day_from_ten_on_working_days(now: datetime) -> None:
    AcademicPeriod.objects.create(
        kind="closure", name="Day off", starts_on=now.date() + timedelta(days=1), ends_on=now.date() + timedelta(days=1)
    )

    found = moments(7, policy=Policy(invitations_a_day=2), now=now)

    assert [f"{at:%a %H:%M}" for at in found] == [
        *("Mon 15:00", "Mon 15:01", "Wed 14:00", "Wed 14:01", "Thu 14:00", "Thu 14:01", "Fri 14:00")
    ]


def test_a_second_batch_goes_where_the_first_left_room(officer: User, now: datetime) -> None:
    Policy.objects.create(pk=1, invitations_a_day=2)
    for _person in range(5):
        factories.MentorFactory(state=Mentor.State.INVITED)
    few = Mentor.objects.filter(pk__in=Mentor.objects.order_by("pk").values("pk")[:3])

    first = actions.invite(few, by=officer, now=now)
    second = actions.invite(Mentor.objects.all(), by=officer, now=now)
    third = actions.invite(Mentor.objects.all(), by=officer, now=now)

    days = [f"{mentor.invited_at:%a}" for mentor in (*first, *second)]
    assert days == ["Mon", "Mon", "Tue", "Tue", "Wed"]
    assert third == []
    assert OutgoingMail.objects.filter(kind="mentors.invites").count() == 5
    assert [event.data for event in AuditEvent.objects.filter(verb="invited mentors").order_by("pk")] == [
        {"number": 3},
        {"number": 2},
    ]


def test_only_imported_people_with_an_address_that_takes_mail_are_invited(
    invited: Mentor, mentor: Mentor, applied: Mentor, officer: User, now: datetime
) -> None:
    refused = factories.MentorFactory(state=Mentor.State.INVITED, user__email="Gone@example.com")
    Suppression.objects.create(address="gone@example.com", reason="550", since=now)

    written_to = actions.invite(Mentor.objects.all(), by=officer, now=now)

    refused.refresh_from_db()
    assert written_to == [invited]
    assert refused.invited_at is None


def test_the_mail_says_where_it_is_from_who_will_see_it_and_how_to_be_removed(
    invited: Mentor, officer: User, now: datetime
) -> None:
    actions.invite(Mentor.objects.all(), by=officer, now=now)

    mail = OutgoingMail.objects.get()
    assert mail.subject == "Northfield College: may students ask you about your work?"
    for words in ("Class of 2014", "Battery chemist, Arcadia Labs", "the alumni office gave us this on", "/remove/"):
        assert words in mail.text
    assert invited.user.email not in mail.text + mail.html


def test_an_invitation_answered_before_it_left_does_not_go(invited: Mentor, officer: User, now: datetime) -> None:
    actions.invite(Mentor.objects.all(), by=officer, now=now)
    mail = OutgoingMail.objects.get()
    before = emails.still_invited(mail, now)

    actions.accept_invitation(invited, by=invited.user, now=now)

    assert before is True
    assert emails.still_invited(mail, now) == "the invitation has been answered"


def the_link(mentor: Mentor, officer: User, now: datetime) -> str:
    """The path of the yes in their invitation; with "remove/" behind it that of the no."""
    actions.invite(Mentor.objects.filter(pk=mentor.pk), by=officer, now=now)
    text = OutgoingMail.objects.latest("pk").text
    address = next(word for word in text.split() if "/mentoring/invitation/" in word)
    return address.partition("8000")[2]


def test_an_alumna_says_yes_from_the_mail_without_signing_in(
    invited: Mentor, officer: User, client: Client, now: datetime
) -> None:
    link = the_link(invited, officer, now)
    looked = client.get(link).content.decode()
    invited.refresh_from_db()
    state_after_looking = invited.state

    said_yes = client.post(link, follow=True).content.decode()

    invited.refresh_from_db()
    invited.user.refresh_from_db()
    assert "Battery chemist, Arcadia Labs" in looked
    assert invited.user.email not in looked
    assert state_after_looking == "invited"
    assert (invited.state, invited.user.agreed_at is not None) == ("active", True)
    assert "You said yes" in said_yes
    assert invited.user.email in said_yes  # for the code


def test_who_asks_to_be_removed_is_gone_for_good(invited: Mentor, officer: User, client: Client, now: datetime) -> None:
    link, address = f"{the_link(invited, officer, now)}remove/", invited.user.email

    page = client.post(link, follow=True).content.decode()

    invited.refresh_from_db()
    invited.user.refresh_from_db()
    assert "You are off our list" in page
    assert (invited.state, invited.external_id) == ("retired", "A-17")
    assert {getattr(invited, name) or "" for name in actions.FROM_A_FILE if name not in ("topics", "modes")} == {""}
    assert (invited.user.full_name, invited.user.is_active) == ("", False)
    assert not invited.user.roles.exists()
    assert Suppression.objects.get().address == address
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.to, mail.text, mail.html) == ("cancelled", "", "", "")


def test_an_account_that_is_used_for_something_else_stays(invited: Mentor, now: datetime) -> None:
    user = factories.grant(invited.user, Role.Kind.ADVISOR)

    actions.remove(invited, now=now)

    user.refresh_from_db()
    invited.refresh_from_db()
    assert (invited.state, invited.employer) == ("retired", "")
    assert (user.is_active, user.full_name) == (True, "Maya Chen")
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("path", ["/mentoring/invitation/nonsense/", "/mentoring/invitation/nonsense/remove/"])
def test_a_broken_link_explains_itself(path: str, client: Client) -> None:
    page = client.get(path)

    assert page.status_code == 410
    assert "not complete" in page.content.decode()


def test_a_no_after_a_yes_leads_to_stopping(invited: Mentor, officer: User, client: Client, now: datetime) -> None:
    link = the_link(invited, officer, now)
    client.post(link)

    page = client.get(f"{link}remove/").content.decode()
    refused = client.post(f"{link}remove/")

    assert "stop volunteering" in page
    assert refused.status_code == 409


# --- The first steps --------------------------------------------------------------------------------------------------
def test_three_steps_from_an_invitation_to_hours(invited: Mentor, client_for: SignIn) -> None:
    client = client_for(invited.user)
    first = client.get("/mentoring/welcome/")
    details = {"job_title": "Chief chemist", "employer": "Arcadia Labs", "class_year": "2014", "agrees": "on"}

    second = client.post("/mentoring/welcome/details/", details)
    third = client.post("/mentoring/welcome/how/", {"modes": ["phone"], "length": "15", "calls_a_month": "1"})
    hours = {"how": "ask", "time_zone": "America/Chicago", "days": ["1", "3"], "start": "17:00", "end": "18:30"}
    done = client.post("/mentoring/welcome/when/", hours)

    invited.refresh_from_db()
    steps = (first.url, second.url, third.url, done.url)
    assert steps == tuple(f"/mentoring/{path}" for path in ("welcome/details/", "welcome/how/", "welcome/when/", ""))
    assert (invited.state, invited.job_title, invited.confirmed_at is not None) == ("active", "Chief chemist", True)
    assert (invited.modes, invited.length, invited.calls_a_month) == (["phone"], 15, 1)
    assert sorted(invited.weekly_hours.values_list("weekday", "start", "end")) == [(1, 1020, 1110), (3, 1020, 1110)]
    assert (invited.next_step, User.objects.get(pk=invited.user_id).time_zone) == ("", "America/Chicago")


def test_who_left_in_between_goes_on_where_they_stopped(mentor: Mentor, client_for: SignIn) -> None:
    client = client_for(mentor.user)
    client.post("/mentoring/welcome/details/", {"job_title": "Chemist", "agrees": "on"})

    home = client.get("/mentoring/").content.decode()
    on = client.get("/mentoring/welcome/")

    assert "Go on where you stopped" in home
    assert on.url == "/mentoring/welcome/how/"


def test_nobody_is_asked_twice_for_the_code_of_conduct(applied: Mentor, client_for: SignIn) -> None:
    client = client_for(applied.user)

    page = client.get("/mentoring/welcome/details/")
    saved = client.post("/mentoring/welcome/details/", {"job_title": "Midwife"})

    assert "agrees" not in page.context["form"].fields
    assert saved.status_code == 302


def test_an_invited_mentor_who_does_not_agree_stays_invited(invited: Mentor, client_for: SignIn) -> None:
    page = client_for(invited.user).post("/mentoring/welcome/details/", {"job_title": "Chemist"})

    invited.refresh_from_db()
    assert (page.status_code, invited.state) == (422, "invited")


def test_who_lets_students_write_has_no_hours(mentor: Mentor, client_for: SignIn) -> None:
    answer = {"how": "write", "time_zone": "America/Denver"}

    client_for(mentor.user).post("/mentoring/welcome/when/", answer)

    mentor.refresh_from_db()
    assert not mentor.weekly_hours.exists()
    assert mentor.booking == Mentor.Booking.WRITE


def test_the_days_that_are_different_stay(mentor: Mentor, client_for: SignIn, now: datetime) -> None:
    for day in (now + timedelta(days=9), now - timedelta(days=9)):
        mentor.dated_hours.create(on=day.date())

    client_for(mentor.user).post("/mentoring/welcome/when/", {"how": "write", "time_zone": "America/Denver"})

    assert mentor.dated_hours.filter(on=(now + timedelta(days=9)).date()).exists()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({}, "Choose one of these"),
        ({"how": "ask"}, "Choose at least one day"),
        ({"how": "ask", "days": ["1"], "start": "18:00", "end": "17:00"}, "ends before it begins"),
        ({"how": "ask", "days": ["1"], "start": "18:00"}, "Enter when they end"),
    ],
)
def test_hours_that_make_no_sense_are_said(
    answer: dict[str, object], sentence: str, mentor: Mentor, client_for: SignIn
) -> None:
    page = client_for(mentor.user).post("/mentoring/welcome/when/", {"time_zone": "America/Denver", **answer})

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert mentor.weekly_hours.count() == 5


@pytest.mark.parametrize("step", ["details", "how", "when"])
def test_each_step_stays_within_its_queries(
    step: str, mentor: Mentor, client_for: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(mentor.user)

    with django_assert_max_num_queries(12):
        assert client.get(f"/mentoring/welcome/{step}/").status_code == 200
