"""What advisors recommend from the question bank reaches the students it is for."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Field
from careernet.guides.actions import pick
from careernet.guides.bank import TEXTS
from careernet.guides.models import Pick
from careernet.interviews.models import Interview, State

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[AbstractBaseUser], Client]
BANK = "advising:questions"


def test_a_pick_is_kept_once_and_taken_off_again(advisor: User, client_for: Browser) -> None:
    browser, page = client_for(advisor), reverse(BANK)

    for _twice in range(2):
        browser.post(page, {"key": "day.good-week", "on": "1"})
    kept, shown = list(Pick.objects.values_list("key", "field")), browser.get(page).content.decode()
    browser.post(page, {"key": "day.good-week"})
    unknown = browser.post(page, {"key": "day.nothing", "on": "1"}).status_code

    assert kept == [("day.good-week", None)]
    assert str(TEXTS["day.good-week"]) in shown
    assert not Pick.objects.exists()
    assert unknown == 422


def test_picks_for_everybody_and_for_the_field_of_the_talk_are_offered(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    other = Field.objects.create(name="Beekeeping", slug="beekeeping")
    for key, field in (("me.sounds", None), ("me.gaps", interview.asked_mentor.field), ("me.story", other)):
        pick(key, field)

    page = client_for(interview.student.user).get(reverse("interviews:questions", args=[interview.pk]))

    offered = [text for text, _is_mine in page.context["picks"]]
    assert sorted(offered) == sorted(str(TEXTS[key]) for key in ("me.sounds", "me.gaps"))


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_few_queries(
    number: int, advisor: User, client_for: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for key in list(TEXTS)[:number]:
        pick(key, None)
    browser = client_for(advisor)

    with django_assert_max_num_queries(10):
        assert browser.get(reverse(BANK)).status_code == 200
