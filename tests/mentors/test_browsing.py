"""Nobody copies the directory: profiles are counted by the hour."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.mentors.browsing import AT_ONCE, opens_too_many
from careernet.mentors.models import Mentor
from careernet.students.models import Student

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def test_so_many_an_hour_and_then_a_plain_page(
    client_for: Callable[[User], Client], student: Student, mentor: Mentor, now: datetime
) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"profiles_an_hour": 3})
    client, url = client_for(student.user), reverse("mentors:detail", args=[mentor.pk])

    answers = [client.get(url) for _time in range(4)]
    clock.move_to(now + timedelta(hours=1))
    an_hour_later = client.get(url)

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Go on after the full hour" in answers[-1].content.decode()
    assert an_hour_later.status_code == 200


def test_advisors_and_the_mentor_look_as_often_as_they_like(
    client_for: Callable[[User], Client], advisor: User, mentor: Mentor, now: datetime
) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"profiles_an_hour": 1})
    url = reverse("mentors:detail", args=[mentor.pk])

    for person in (advisor, mentor.user):
        client = client_for(person)
        assert [client.get(url).status_code for _time in range(3)] == [200] * 3


def test_processes_know_of_each_other(now: datetime) -> None:
    """Each has a memory of its own: here it is emptied in between."""
    for _process in range(3):
        caches["local"].clear()
        seen = [opens_too_many(1, most=3 * AT_ONCE, now=now) for _time in range(AT_ONCE)]

    assert seen == [False] * (AT_ONCE - 1) + [True]
    caches["default"].clear()
