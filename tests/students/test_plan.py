"""The plan: whom a student has met in which field and work setting, and where the gaps are."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.campus.models import Field
from careernet.interviews.models import Interview, State
from careernet.reflections.models import Reflection
from careernet.reflections.plan import next_gap, plan_of, takeaway
from careernet.students.models import PlanGoal, Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def health(db: None) -> Field:
    return Field.objects.create(name="Public health", slug="public-health")


def test_the_table_counts_calls_and_says_what_they_changed(
    student: Student, an_interview: Callable[..., Interview], health: Field
) -> None:
    held = _held(an_interview, health, "government")
    Reflection.objects.create(interview=held, interest_before=2, interest=4)

    [row] = [row for row in plan_of(student) if row.field == health]
    [as_advisors_see] = [row for row in plan_of(student, is_own=False) if row.field == health]

    [cell] = row.met
    assert (cell.setting, cell.talks, cell.before, cell.after) == ("government", 1, "A little", "Quite a bit")
    assert [(each.before, each.after) for each in as_advisors_see.met] == [("", "")]
    assert (row.people, row.missing_people, row.missing_settings) == (1, 2, 1)
    assert row.next_cell.find == "field=public-health&setting=private"


def test_the_caption_says_what_stands_out(
    student: Student, an_interview: Callable[..., Interview], health: Field
) -> None:
    student.interests.add(health)
    before = takeaway(plan_of(student))
    _held(an_interview, health, "government")

    after = takeaway(plan_of(student))

    assert before == "You haven’t talked with anybody in these fields yet."
    assert after == "You’ve met 1 person in Public health. Work settings: government."


def test_what_a_mentor_hides_counts_to_no_setting(
    student: Student, an_interview: Callable[..., Interview], health: Field
) -> None:
    mentor = _held(an_interview, health, "government").asked_mentor
    mentor.hidden_fields = ["work_setting"]
    mentor.save(update_fields=["hidden_fields"])

    [row] = [row for row in plan_of(student) if row.field == health]

    assert (row.met, row.elsewhere, row.people) == ([], 1, 1)


def test_a_goal_is_set_dropped_and_added_again(student: Student, client_for: ClientFor, health: Field) -> None:
    student.interests.set([health])
    browser, prefix = client_for(student.user), f"field{health.pk}"
    goal, drop = (reverse(f"students:plan_{verb}", args=[health.pk]) for verb in ("goal", "drop"))

    wrong = browser.post(goal, {f"{prefix}-people": "0", f"{prefix}-settings": "9"})
    browser.post(goal, {f"{prefix}-people": "5", f"{prefix}-settings": "3"})
    browser.post(drop)
    dropped = plan_of(student)
    browser.post(reverse("students:plan_add"), {"field": health.pk})

    row = PlanGoal.objects.get()
    assert (wrong.status_code, dropped) == (422, [])
    assert (row.people, row.settings, row.is_dropped) == (5, 3, False)


def test_the_page_leads_to_whoever_is_missing_and_costs_the_same_for_many_fields(
    student: Student, client_for: ClientFor, health: Field
) -> None:
    browser = client_for(student.user)
    student.interests.set([health])

    def look() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(reverse("students:plan")).content.decode()
        return len(captured), page

    queries, page = look()
    student.interests.add(*(factories.FieldFactory() for _number in range(4)))
    queries_of_many, _page = look()
    gap = next_gap(plan_of(student))

    assert "field=public-health&amp;setting=nonprofit" in page
    assert queries == queries_of_many <= 12
    assert gap is not None


def _held(an_interview: Callable[..., Interview], field: Field, setting: str) -> Interview:
    held = an_interview(State.COMPLETED)
    mentor = held.asked_mentor
    mentor.field, mentor.work_setting = field, setting
    mentor.save(update_fields=["field", "work_setting"])
    return held
