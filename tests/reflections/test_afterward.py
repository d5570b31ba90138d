"""What becomes of a reflection: lines that are shared or left to later students, advice that is used, next steps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Field
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import safety
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.reflections import actions, lines, steps
from careernet.reflections.lines import Choices
from careernet.reflections.models import Line, NextStep, Reflection
from careernet.reminders import agenda
from careernet.students.models import Student
from tests.reflections.writing import ANSWERS, handed_in

pytestmark = pytest.mark.django_db

LATER = timedelta(days=8)
FIRST, SECOND = "Ask for the notebook.", "Listen first!"


@pytest.fixture
def reflection(an_interview: Callable[..., Interview], mentor: Mentor, now: datetime) -> Reflection:
    """Handed in, with two sentences of advice."""
    mentor.field = Field.objects.get_or_create(name="Law", slug="law")[0]
    mentor.save(update_fields=["field"])
    clock.move_to(now + LATER)
    answers = replace(ANSWERS, best_advice=f"{FIRST} {SECOND}")
    return handed_in(an_interview(State.COMPLETED), now=now + LATER, answers=answers)


@pytest.fixture
def author(client_for: Callable[[User], Client], student: Student) -> Client:
    return client_for(student.user)


def choose(reflection: Reflection, now: datetime, **chosen: list[str]) -> None:
    lines.choose(reflection, by=reflection.interview.student.user, choices=Choices(**chosen), now=now)


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


# --- Lines --------------------------------------------------------------------------------------------------------
def test_a_mentor_reads_the_sentence_that_was_picked_and_no_other(
    reflection: Reflection, author: Client, client_for: Callable[[User], Client], mentor: Mentor
) -> None:
    author.post(reverse("reflections:lines", args=[reflection.pk]), {"shared": [FIRST, "Never written."]})

    home = page(client_for(mentor.user), "mentors:mentoring_home")

    assert FIRST in home
    assert SECOND not in home
    assert Line.objects.count() == 1


def test_a_line_taken_back_shows_nowhere_any_more(
    reflection: Reflection, client_for: Callable[[User], Client], mentor: Mentor, advisor: User, now: datetime
) -> None:
    choose(reflection, now, shared=[FIRST], offered=[SECOND])
    lines.decide(Line.objects.get(text=SECOND), by=advisor, is_good=True, now=now)
    choose(reflection, now)

    assert FIRST not in page(client_for(mentor.user), "mentors:mentoring_home")
    assert lines.by_field() == {}
    assert not Line.objects.exists()


def test_later_students_read_a_line_once_an_advisor_let_it_and_never_whose_it_is(
    reflection: Reflection,
    client_for: Callable[[User], Client],
    strangers: dict[str, User],
    advisor: User,
    now: datetime,
) -> None:
    choose(reflection, now, offered=[FIRST, SECOND])
    later, looks = client_for(strangers["student"]), client_for(advisor)
    before = page(later, "campus:resources")
    first, second = Line.objects.order_by("pk")
    looks.post(reverse("advising:lines"), {"line": first.pk, "good": "1"})
    looks.post(reverse("advising:lines"), {"line": second.pk})

    after = page(later, "campus:resources")

    assert FIRST not in before
    assert FIRST in after
    assert SECOND not in after
    assert reflection.interview.student.user.full_name not in after
    assert FIRST in later.get("/mentors/", {"field": "law"}).content.decode()
    assert FIRST not in later.get("/mentors/").content.decode()


def test_a_line_offered_anew_needs_a_new_look(reflection: Reflection, advisor: User, now: datetime) -> None:
    choose(reflection, now, offered=[FIRST])
    lines.decide(Line.objects.get(), by=advisor, is_good=True, now=now)
    choose(reflection, now)
    choose(reflection, now, offered=[FIRST])

    assert lines.by_field() == {}
    assert Line.objects.to_look_at().count() == 1


def test_what_was_decided_on_is_not_decided_again(reflection: Reflection, advisor: User, now: datetime) -> None:
    choose(reflection, now, offered=[FIRST])
    line = Line.objects.get()
    lines.decide(line, by=advisor, is_good=False, now=now)

    with pytest.raises(RuleBroken):
        lines.decide(line, by=advisor, is_good=True, now=now)

    line.refresh_from_db()
    assert (line.approved_at, line.declined_at) == (None, now)


def test_nothing_is_shown_to_a_mentor_who_is_kept_apart(
    reflection: Reflection, client_for: Callable[[User], Client], mentor: Mentor, now: datetime
) -> None:
    choose(reflection, now, shared=[FIRST])
    safety.keep_apart(reflection.interview, by=mentor.user, now=now)

    assert FIRST not in page(client_for(mentor.user), "mentors:mentoring_home")


def test_only_its_author_picks_lines_and_only_after_handing_in(
    reflection: Reflection, mentor: Mentor, now: datetime
) -> None:
    with pytest.raises(RuleBroken):
        lines.choose(reflection, by=mentor.user, choices=Choices(shared=[FIRST]), now=now)

    assert not Line.objects.exists()


def test_advice_is_ticked_as_used_and_unticked(reflection: Reflection, author: Client, now: datetime) -> None:
    choose(reflection, now, kept=[FIRST])
    line, url = Line.objects.get(), reverse("reflections:use", args=[reflection.pk])

    for _click in range(2):
        author.post(url, {"line": line.pk})
    line.refresh_from_db()
    used_at = line.used_at
    author.post(url, {"line": line.pk, "again": "1"})
    line.refresh_from_db()

    assert used_at is not None
    assert line.used_at is None


# --- Next steps ---------------------------------------------------------------------------------------------------
def test_the_step_that_was_handed_in_comes_up_on_its_day_and_goes_when_it_is_done(
    reflection: Reflection, author: Client, student: Student, now: datetime
) -> None:
    step = NextStep.objects.get()
    assert (step.text, step.due_on) == (ANSWERS.next_step, (now + LATER).date() + steps.USUALLY)

    before = due(student.user, now + LATER + timedelta(days=5))
    on_its_day = due(student.user, now + LATER + timedelta(days=7, hours=6))
    for _click in range(2):
        author.post(reverse("reflections:step", args=[reflection.pk]), {"step": step.pk})
    done = due(student.user, now + LATER + timedelta(days=7, hours=6))
    author.post(reverse("reflections:step", args=[reflection.pk]), {"step": step.pk, "again": "1"})
    not_yet = due(student.user, now + LATER + timedelta(days=7, hours=6))

    assert [before, on_its_day, done, not_yet] == [False, True, False, True]


def test_steps_are_added_moved_and_dropped_without_a_script(
    reflection: Reflection, author: Client, student: Student
) -> None:
    url = reverse("reflections:step", args=[reflection.pk])
    author.post(reverse("reflections:steps", args=[reflection.pk]), {"text": "Shadow a day", "due_on": "2030-05-01"})
    added = NextStep.objects.get(text="Shadow a day")

    author.post(url, {"step": added.pk, "move": "1", "due_on": "2030-06-01"})
    author.post(url, {"step": NextStep.objects.exclude(pk=added.pk).get().pk, "drop": "1"})

    assert [(each.text, each.due_on.isoformat()) for each in NextStep.objects.all()] == [("Shadow a day", "2030-06-01")]


def test_a_step_without_a_day_is_asked_for_one(reflection: Reflection, author: Client) -> None:
    response = author.post(reverse("reflections:steps", args=[reflection.pk]), {"text": "Shadow a day"})

    assert response.status_code == 422
    assert "Choose a day for it." in response.content.decode()
    assert "Shadow a day" in response.content.decode()


def test_an_advisor_sees_the_steps_that_are_open(
    reflection: Reflection, client_for: Callable[[User], Client], advisor: User, student: Student
) -> None:
    assert "Next steps still open" in page(client_for(advisor), "advising:student", student.pk)
    assert "Next steps still open" in page(client_for(advisor), "advising:review", reflection.pk)


@pytest.mark.parametrize("words", [ANSWERS.next_step, "Write to the lab on campus by Friday."])
def test_handing_in_again_plans_the_same_step_once_in_its_latest_words(
    reflection: Reflection, advisor: User, now: datetime, words: str
) -> None:
    due_on = NextStep.objects.get().due_on

    hand_in_again(reflection, advisor, next_step=words, now=now + LATER + timedelta(days=2))

    step = NextStep.objects.get()
    assert (step.text, step.due_on) == (words, due_on)


def test_a_step_that_is_done_stays_as_it_was_when_another_is_named(
    reflection: Reflection, advisor: User, now: datetime
) -> None:
    steps.tick(NextStep.objects.get(), by=reflection.interview.student.user, is_done=True, now=now + LATER)

    hand_in_again(reflection, advisor, next_step="Visit the lab.", now=now + LATER)

    named = {step.text: bool(step.done_at) for step in NextStep.objects.all()}
    assert named == {ANSWERS.next_step: True, "Visit the lab.": False}


def test_a_step_that_was_dropped_does_not_come_back(reflection: Reflection, advisor: User, now: datetime) -> None:
    steps.drop(NextStep.objects.get(), by=reflection.interview.student.user)

    hand_in_again(reflection, advisor, next_step=ANSWERS.next_step, now=now + LATER)

    assert not NextStep.objects.exists()


def hand_in_again(reflection: Reflection, advisor: User, *, next_step: str, now: datetime) -> None:
    actions.review(reflection, by=advisor, verdict="please_add", comment="More?", version=1, now=now)
    answers = replace(ANSWERS, learned="More.", next_step=next_step)
    actions.submit(reflection, by=reflection.interview.student.user, answers=answers, version=1, now=now)


def due(person: User, now: datetime) -> bool:
    return "next_step" in {item.policy for item in agenda.open_items(agenda.cases_of(person), person, now)}
