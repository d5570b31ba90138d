from collections.abc import Callable

import pytest

from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.mentors.similar import similar
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db


def names(mentor: Mentor) -> list[str]:
    mentor.refresh_from_db()
    found = similar(mentor, Mentor.objects.listed().select_related("user"), Interview.objects.all())
    return [each.user.full_name for each in found]


def a_mentor(name: str, **facts: object) -> Mentor:
    blank = {"job_title": "Baker", "city": "", "work_setting": "", "sort_name": name.lower()}
    return factories.MentorFactory(user__full_name=name, **(blank | facts))


def test_the_most_alike_come_first_and_at_most_five() -> None:
    law = factories.FieldFactory(name="Law", slug="law")
    a_mentor("Other Field", field=law)
    a_mentor("Same Field")
    a_mentor("Same Title", job_title="Senior chemist, battery", field=law)
    a_mentor("Same Both", job_title="Battery chemist", work_setting="private")
    for number in range(4):
        a_mentor(f"Same Too {number}")

    found = names(factories.MentorFactory())

    assert found[:2] == ["Same Both", "Same Title"]
    assert len(found) == 5
    assert "Other Field" not in found


def test_among_those_alike_the_one_asked_least_comes_first(
    student: Student, an_interview: Callable[..., Interview]
) -> None:
    busy = a_mentor("Amy Busy")
    a_mentor("Zoe Quiet")
    an_interview(mentor=busy)

    assert names(a_mentor("Mia")) == ["Zoe Quiet", "Amy Busy", "Maya Chen"]


def test_what_a_mentor_hides_makes_nobody_alike() -> None:
    a_mentor("Same Title", job_title="Battery chemist", field=factories.FieldFactory(name="Law", slug="law"))

    assert names(factories.MentorFactory(hidden_fields=["job_title"])) == []
