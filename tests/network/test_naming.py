"""Somebody was named: the student keeps them, and is not reminded any more."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.network.models import Contact
from careernet.reminders.cases import Campus, load
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def declined(an_interview: Callable[..., Interview], now: datetime) -> Interview:
    asked = an_interview(State.REQUESTED)
    by = asked.asked_mentor.user
    return actions.decline(asked, by=by, reason="", ask_again_on=None, colleague="Kim Ode, Arcadia Labs", now=now)


def is_taken_up(interview: Interview) -> bool:
    [case] = load(Interview.objects.filter(pk=interview.pk), Campus.current())
    return case.is_taken_up


def test_the_page_is_filled_in_and_keeping_them_ends_the_reminder(
    declined: Interview, student: Student, client_for: ClientFor
) -> None:
    browser, url = client_for(student.user), reverse("network:named", args=[declined.pk])

    page, before = browser.get(url), is_taken_up(declined)
    kept = browser.post(url, {"name": "Kim Ode", "employer": "Arcadia Labs"})

    contact = Contact.objects.get(name="Kim Ode")
    assert page.context["form"].instance.name == "Kim Ode, Arcadia Labs"
    assert (before, is_taken_up(declined)) == (False, True)
    assert (contact.kind, contact.introduced_by) == ("named", declined.asked_mentor.display_name)
    assert kept.headers["Location"] == reverse("interviews:add_with", args=[contact.pk])


def test_a_mentor_here_is_found_and_asked_here(declined: Interview, student: Student, client_for: ClientFor) -> None:
    kim = factories.MentorFactory(user__full_name="Kim Ode")
    factories.MentorFactory(user__full_name="Kim Odense")
    browser, url = client_for(student.user), reverse("network:named", args=[declined.pk])

    found = browser.get(url).context["found"]
    chosen = browser.post(url, {"mentor": str(kim.pk)})

    assert found == [kim]
    assert chosen.headers["Location"] == reverse("mentors:detail", args=[kim.pk])
    assert is_taken_up(declined)
    assert Contact.objects.get(mentor=kim).name == ""


def test_who_was_named_in_a_conversation_was_introduced_by_that_person(
    an_interview: Callable[..., Interview], student: Student, client_for: ClientFor
) -> None:
    held = an_interview(State.COMPLETED)

    client_for(student.user).post(reverse("network:named", args=[held.pk]), {"name": "Kim Ode"})

    assert Contact.objects.get(name="Kim Ode").introducer == Contact.objects.get(mentor=held.mentor)


def test_a_button_that_names_nobody_and_a_name_with_signs_nobody_sees_are_no_crash(
    declined: Interview, student: Student, client_for: ClientFor
) -> None:
    browser, url = client_for(student.user), reverse("network:named", args=[declined.pk])

    nobody = browser.post(url, {"mentor": "nobody"})
    browser.post(url, {"name": "Kim\0Ode"})

    assert nobody.status_code == 404
    assert Contact.objects.get().name == "Kim Ode"
