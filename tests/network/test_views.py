"""The people a student knows outside the pool: their own list, and nobody else's."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews import actions
from careernet.interviews.actions import Meeting
from careernet.network.models import Contact
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_list_of_people_costs_the_same_for_many(student: Student, client_for: Callable[[User], Client]) -> None:
    browser = client_for(student.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("network:list"))
        return len(captured)

    _contact(student, "Ada Lovelace")
    before = queries()
    for number in range(4):
        _contact(student, f"Aunt {number}")

    assert queries() == before <= 12


def test_a_contact_can_be_corrected(student: Student, client_for: Callable[[User], Client]) -> None:
    ada = _contact(student, "Ada")
    browser, url = client_for(student.user), reverse("network:edit", args=[ada.pk])

    wrong = browser.post(url, {"name": "", "kind": "relative"})
    browser.post(url, {"name": "Ada Lovelace", "kind": "found", "link": "elsewhere.example/ada"})

    ada.refresh_from_db()
    assert wrong.status_code == 422
    assert (ada.name, ada.kind, ada.link) == ("Ada Lovelace", "found", "https://elsewhere.example/ada")


def test_a_contact_is_removed_unless_there_is_an_interview_with_them(
    student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    ada, grace = (_contact(student, name) for name in ("Ada", "Grace"))
    actions.log(uuid.uuid4(), student=student, contact=grace, state="draft", meeting=Meeting("phone"), now=now)
    browser = client_for(student.user)
    pages = [browser.get(reverse("network:edit", args=[each.pk])).content.decode() for each in (ada, grace)]

    removed, kept = (browser.post(reverse("network:remove", args=[each.pk])) for each in (ada, grace))

    assert [reverse("network:remove", args=[ada.pk]) in page for page in pages] == [True, False]
    assert (removed.status_code, kept.status_code) == (302, 409)
    assert "which keeps the name" in kept.content.decode()
    assert list(Contact.objects.all()) == [grace]


def test_somebody_elses_contact_is_nowhere(student: Student, client_for: Callable[[User], Client]) -> None:
    theirs = _contact(factories.StudentFactory(), "Grace Hopper")
    browser, url = client_for(student.user), reverse("network:edit", args=[theirs.pk])

    opened, changed = browser.get(url), browser.post(url, {"name": "Mine now", "kind": "relative"})

    theirs.refresh_from_db()
    assert (opened.status_code, changed.status_code, theirs.name) == (404, 404, "Grace Hopper")


def _contact(student: Student, name: str) -> Contact:
    return Contact.objects.create(student=student, name=name, kind=Contact.Kind.RELATIVE)
