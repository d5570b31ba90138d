"""The list of people a student wants to talk to, what people of a major do now, and others like somebody."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.interviews.models import Block
from careernet.mentors.models import Mentor
from careernet.students.models import Student, WantToTalk
from careernet.students.wanting import want_to_talk
from tests import factories

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def test_somebody_is_put_on_the_list_once_with_a_line_why(
    student: Student, mentor: Mentor, client_for: SignIn, now: datetime
) -> None:
    client = client_for(student.user)
    for why in ({}, {"why": "She left the bench."}, {}):
        response = client.post(f"/wanted/{mentor.pk}/", why)
        assert response["Location"] == "/wanted/"

    page = client.get("/wanted/")

    wanted = WantToTalk.objects.get()
    assert (wanted.student, wanted.mentor, wanted.why) == (student, mentor, "She left the bench.")
    assert "Maya Chen" in page.content.decode()
    assert 'value="She left the bench."' in page.content.decode()


def test_htmx_gets_the_form_in_its_other_state(student: Student, mentor: Mentor, client_for: SignIn) -> None:
    client, htmx = client_for(student.user), {"HX-Request": "true"}

    added = client.post(f"/wanted/{mentor.pk}/", headers=htmx).content.decode()
    removed = client.post(f"/wanted/{mentor.pk}/remove/", headers=htmx).content.decode()

    assert "On your list" in added
    assert f'action="/wanted/{mentor.pk}/remove/"' in added
    assert "Want to talk to" in removed
    assert not WantToTalk.objects.exists()


def test_the_list_says_who_rests_and_who_is_gone_newest_first(
    student: Student, client_for: SignIn, now: datetime
) -> None:
    people = {
        "Gone": factories.MentorFactory(user__full_name="Gone Person", state=Mentor.State.RETIRED),
        "Resting": factories.MentorFactory(user__full_name="Resting Person", state=Mentor.State.PAUSED),
    }
    for days, mentor in enumerate(people.values()):
        want_to_talk(student, mentor.pk, why="", now=now + timedelta(days=days))

    page = client_for(student.user).get("/wanted/").content.decode()

    assert page.index("Resting Person") < page.index("Gone Person")
    assert "Taking a break" in page
    assert "No longer volunteers here." in page


def test_nobody_unlisted_or_kept_apart_can_be_put_on_it(student: Student, mentor: Mentor, client_for: SignIn) -> None:
    applied = factories.MentorFactory(state=Mentor.State.APPLIED)
    Block.objects.create(by=student.user, about=mentor.user)
    client = client_for(student.user)

    statuses = [client.post(f"/wanted/{each.pk}/").status_code for each in (applied, mentor)]

    assert statuses == [404, 404]
    assert not WantToTalk.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_one_and_thirty_people_take_the_same_queries(
    number: int, student: Student, client_for: SignIn, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(number):
        want_to_talk(student, factories.MentorFactory().pk, why="", now=now)
    client = client_for(student.user)

    with django_assert_num_queries(7):
        page = client.get("/wanted/")

    assert len(page.context["people"]) == number


def test_what_people_of_a_major_do_is_counted_and_leads_to_them(student: Student, client_for: SignIn) -> None:
    chemistry = Major.objects.create(name="Chemistry")
    student.majors.add(chemistry)
    for title, setting in (("Chemist", "private"), ("Chemist", "government"), ("Judge", "government")):
        factories.indexed(factories.MentorFactory(job_title=title, work_setting=setting), "Chemistry")
    factories.indexed(factories.MentorFactory(hidden_fields=["majors"]), "Chemistry")
    factories.MentorFactory(job_title="Nurse")

    page = client_for(student.user).get("/majors/")

    groups = {heading: [(line.label, line.number) for line in lines] for heading, lines in page.context["groups"]}
    assert groups["Titles"] == [("Chemist", 2), ("Judge", 1)]
    assert groups["Work settings"] == [("Government", 2), ("Private company", 1)]
    assert 'href="/mentors/?major=Chemistry&amp;setting=government"' in page.content.decode()


def test_without_a_major_the_page_asks_for_it(student: Student, client_for: SignIn) -> None:
    assert "Tell us your major first." in client_for(student.user).get("/majors/").content.decode()


def test_the_line_why_begins_the_message(student: Student, mentor: Mentor, client_for: SignIn, now: datetime) -> None:
    want_to_talk(student, mentor.pk, why="You left the bench.", now=now)

    page = client_for(student.user).get(f"/interviews/ask/{mentor.pk}/")

    assert page.context["form"]["message"].value() == "You left the bench."


def test_a_mentors_page_leads_to_others_like_them(student: Student, mentor: Mentor, client_for: SignIn) -> None:
    factories.MentorFactory(user__full_name="Noor Alike")

    client = client_for(student.user)
    page = client.get(f"/mentors/{mentor.pk}/").content.decode()
    alike = client.get(f"/mentors/{mentor.pk}/alike/", headers={"HX-Request": "true"}).content.decode()

    assert f'href="/mentors/{mentor.pk}/alike/"' in page
    assert "Noor Alike" in alike
    assert "<html" not in alike
