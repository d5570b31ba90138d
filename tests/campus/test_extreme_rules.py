"""Each number of the rules at its least and its most, so that any two of them meet in all four ways: no page fails."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import PositiveSmallIntegerField
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from careernet.campus.models import Policy
from careernet.reminders.sweep import sweep, wake_all
from tests.world import NOW, World, a_world

pytestmark = pytest.mark.django_db

Bounds = dict[str, tuple[int, int]]  # by rule: the least and the most
PAGES = {
    "jordan": ("students:home", "mentors:directory", "interviews:list", "mail:settings"),
    "maya": ("mentors:mentoring_home", "interviews:list", "mentors:times", "mentors:profile"),
    "rosa": ("advising:queue", "advising:students"),
    "sam": ("office:home", "office:rules", "office:calendar"),
}

OWNERS = {"in review": "lee", "requested": "riley", "countered": "kai", "scheduled": "jordan", "completed": "jordan"}


def bounds() -> Bounds:
    numbers = [field for field in Policy._meta.fields if isinstance(field, PositiveSmallIntegerField)]
    return {
        field.name: (field.validators[0].limit_value, field.validators[1].limit_value)  # as `_number` gives them
        for field in numbers
    }


def rule_books(of: Bounds) -> Iterator[dict[str, int]]:
    """Two rules differ in a bit of their places in the table: one book for each bit, and its twin."""
    for ends in ((0,) * len(of), (1,) * len(of)):
        yield {name: both[end] for end, (name, both) in zip(ends, of.items(), strict=True)}
    for bit in range(len(of).bit_length()):
        for twin in (0, 1):
            yield {name: both[(number >> bit & 1) ^ twin] for number, (name, both) in enumerate(of.items())}


def test_any_two_rules_meet_in_all_four_ways() -> None:
    of = bounds()
    books = list(rule_books(of))

    for one in of:
        for other in of:
            met = {(book[one] == of[one][1], book[other] == of[other][1]) for book in books}
            assert len(met) == (2 if one == other else 4), (one, other)


def test_no_page_fails_whatever_the_office_sets(django_db_blocker: DjangoDbBlocker) -> None:
    with a_world(django_db_blocker) as world:
        browsers = world.browsers()
        for book in rule_books(bounds()):
            Policy.objects.update_or_create(pk=1, defaults=book)
            wake_all(NOW)
            sweep(NOW + timedelta(minutes=1))

            found = {(reader, url): browsers[reader].get(url).status_code for reader, url in addresses(world)}

            assert {at: status for at, status in found.items() if status not in (200, 302, 429)} == {}, book


def addresses(world: World) -> Iterator[tuple[str, str]]:
    for reader, pages in PAGES.items():
        yield from ((reader, reverse(page)) for page in pages)
    for page in ("mentors:detail", "interviews:ask"):
        yield "jordan", reverse(page, args=[world.mentors["strange mentor"].pk])
    for state, owner in OWNERS.items():
        yield owner, reverse("interviews:detail", args=[world.interviews[state].pk])
