"""The pages of Insights: who has them, what a choice does, and the files."""

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod
from careernet.students.models import Student
from tests.insights import campuses

pytestmark = pytest.mark.django_db

INSIGHTS = "/advising/insights/"
FIGURES = ("path", "replies", "thanks", "reach", "coverage", "interest", "load", "reviews")


@pytest.fixture
def reader(client_for: Callable[[User], Client], advisor: User) -> Client:
    return client_for(advisor)


def test_the_page_has_every_figure_with_a_finding_a_table_and_a_file(reader: Client, now: datetime) -> None:
    campuses.build(1, now)

    page = reader.get(INSIGHTS).content.decode()

    assert all(f'id="{key}"' in page and f"{INSIGHTS}{key}.csv" in page for key in FIGURES)
    assert page.count("<figcaption>") == page.count("<caption") == len(FIGURES)
    assert "% of requests became a conversation" in page


def test_a_campus_without_requests_is_told_so_kindly(reader: Client) -> None:
    page = reader.get(INSIGHTS).content.decode()

    assert "Too few requests yet to say how many become conversations." in page


def test_a_choice_is_in_the_heading_and_in_the_file(reader: Client, now: datetime) -> None:
    campuses.build(1, now)
    spring = AcademicPeriod.objects.get(name="Spring")

    page = reader.get(INSIGHTS, {"term": spring.pk, "class_year": "2027"}).content.decode()
    rows = list(
        csv.reader(io.StringIO(reader.get(f"{INSIGHTS}path.csv", {"term": spring.pk}).content.decode("utf-8-sig")))
    )

    assert '<p class="cn-lead">Spring · 2027</p>' in page
    assert rows[0] == ["From request to reflection", "Spring"]
    assert [row[0] for row in rows[2:]] == ["Asked", "Answered", "Booked", "Took place", "Thanked", "Reflected"]
    assert all(row[1] == "<5" or int(row[1]) % 5 == 0 for row in rows[2:])


@pytest.mark.parametrize(
    "choice", [{"class_year": "1066"}, {"term": "x"}, {"class_year": "2027", "major": "{major}", "field": "{field}"}]
)
def test_a_choice_that_makes_no_sense_counts_nothing(reader: Client, now: datetime, choice: dict[str, str]) -> None:
    campuses.build(1, now, students=8, mentors=8)
    student = Student.objects.filter(class_year=2027, interviews__isnull=False).first()
    assert student
    interview = student.interviews.select_related("mentor").first()
    assert interview
    assert interview.mentor
    known = {"major": student.majors.values_list("pk", flat=True)[0], "field": interview.mentor.field_id}

    page = reader.get(INSIGHTS, {kind: key.format(**known) for kind, key in choice.items()})

    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "<figure" not in page.content.decode()


def test_more_rows_cost_no_more_queries(
    reader: Client, now: datetime, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        reader.get(INSIGHTS)
    campuses.build(1, now)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        reader.get(INSIGHTS)


def test_a_file_of_no_figure_does_not_exist(reader: Client) -> None:
    assert reader.get(f"{INSIGHTS}nothing.csv").status_code == 404
