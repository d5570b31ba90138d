"""The guides: each can be read by everybody, leads on to the next, and is named where it is needed."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Field, Resource
from careernet.guides.library import BY_SLUG, GUIDES, TEXTS, around, shelf

NAMED = re.compile(r'{% guide "([^"]+)" %}')
NEEDED = {
    "interviews/ask.html": "first-message",
    "interviews/student.html": "waiting",
    "interviews/my_questions.html": "questions",
    "interviews/notes.html": "the-day",
    "interviews/awkward.html": "difficult-moments",
    "reflections/write.html": "after",
    "network/list.html": "whom-to-ask",
    "students/plan.html": "whom-to-ask",
    "mentors/home.html": "for-mentors",
    "interviews/mentor.html": "for-mentors",
    "advising/queue.html": "for-advisors",
}


def test_every_guide_named_in_a_template_exists_and_is_named_where_it_is_needed() -> None:
    [root] = settings.TEMPLATES[0]["DIRS"]
    named = {str(path.relative_to(root)): set(NAMED.findall(path.read_text())) for path in Path(root).rglob("*.html")}

    assert set.union(*named.values()) <= set(BY_SLUG)
    assert {page: slug for page, slug in NEEDED.items() if slug not in named[page]} == {}


def test_each_file_is_a_guide_of_a_length_one_reads() -> None:
    words = {path.stem: len(path.read_text().split()) for path in TEXTS.glob("*.md")}

    assert set(words) == set(BY_SLUG)
    assert {slug: number for slug, number in words.items() if not 350 <= number <= 700} == {}
    assert [guide.slug for guide in GUIDES if "<table>" not in guide.html and "<li>" not in guide.html] == []


def test_tags_typed_into_a_text_stay_words() -> None:
    assert [guide.slug for guide in GUIDES if re.search(r"<(script|style|img|iframe)|style=", guide.html)] == []


def test_who_reads_which_and_in_which_order() -> None:
    visitor, student, mentor, advisor = (
        [guide.slug for guide in shelf(roles)] for roles in ((), {"student"}, {"mentor"}, {"advisor"})
    )

    assert student[0] == "why"
    assert len(student) == 12
    assert visitor == [*student, "for-mentors"]
    assert mentor == ["for-mentors", *student]
    assert advisor == ["for-advisors", *student, "for-mentors"]


def test_each_leads_to_the_next() -> None:
    students = shelf({"student"})

    read, here = ["why"], BY_SLUG["why"]
    while after := around(here, students)[1]:
        read.append(after.slug)
        assert around(after, students)[0] == here
        here = after

    assert read == [guide.slug for guide in students]
    assert around(BY_SLUG["for-advisors"], students) == (None, None)


@pytest.mark.django_db
def test_everybody_reads_them_and_a_wrong_address_is_none(client: Client) -> None:
    found = [client.get(reverse("guides:guide", args=[guide.slug])).status_code for guide in GUIDES]

    assert set(found) == {200}
    assert client.get("/guides/nothing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 9])
def test_resources_stand_beside_whom_to_ask_for_those_signed_in(
    number: int, client: Client, advisor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        field = Field.objects.create(name=f"Field {each}", slug=f"field-{each}")
        Resource.objects.create(kind="reading", title=f"Paper {each}", url="https://example.org/").fields.add(field)
    page = reverse("guides:guide", args=["whom-to-ask"])

    of_visitor = client.get(page).content.decode()
    client.force_login(advisor)
    with django_assert_max_num_queries(10):
        of_advisor = client.get(page).content.decode()

    assert "Field 0" not in of_visitor
    assert f"Field {number - 1}" in of_advisor
