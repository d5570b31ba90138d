"""My questions: picked, written, put in order, and the student's alone."""

import importlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careernet.core.rules import RuleBroken
from careernet.guides.bank import BY_SLUG
from careernet.interviews import actions, asking
from careernet.interviews.models import Interview, Question, State
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[AbstractBaseUser], Client]

FOUR = ["How did you start?", "What is hard?", "Who else should I meet?", "What would you read?"]


def listed(interview: Interview) -> list[str]:
    return [question.text for question in Question.objects.on_list(interview.student, interview)]


def page_of(interview: Interview) -> str:
    return reverse("interviews:questions", args=[interview.pk])


@pytest.fixture
def with_four(an_interview: Led) -> Interview:
    interview = an_interview(State.SCHEDULED)
    actions.add_questions(interview.student, interview, texts=FOUR)
    return interview


# --- The list -----------------------------------------------------------------------------------------------------
def test_what_is_on_the_list_is_not_put_there_twice_and_the_list_is_full_at_twenty(with_four: Interview) -> None:
    student = with_four.student

    actions.add_questions(student, with_four, texts=["how did you START?", "One more?"])
    with pytest.raises(RuleBroken):
        actions.add_questions(student, with_four, texts=[f"What about {number}?" for number in range(16)])

    assert listed(with_four) == [*FOUR, "One more?"]


def test_a_question_moves_up_and_down_and_stops_at_the_end(with_four: Interview) -> None:
    first, last = (with_four.questions.get(text=text) for text in (FOUR[0], FOUR[-1]))

    actions.move_question(first, by=1)
    actions.move_question(last, by=-1)
    actions.move_question(last, by=-1)
    actions.move_question(with_four.questions.get(text=FOUR[1]), by=-1)

    assert listed(with_four) == [FOUR[1], FOUR[3], FOUR[0], FOUR[2]]


def test_must_asks_come_first_and_are_three_at_most(with_four: Interview) -> None:
    *three, last = (with_four.questions.get(text=text) for text in reversed(FOUR))

    for question in three:
        actions.mark_must(question, is_must=True)
    with pytest.raises(RuleBroken):
        actions.mark_must(last, is_must=True)

    assert listed(with_four) == [*FOUR[1:], FOUR[0]]


def test_a_question_with_a_note_stays_until_the_note_is_gone(with_four: Interview) -> None:
    question = with_four.questions.get(text=FOUR[0])
    question.note = "By chance."
    question.save(update_fields=["note"])

    with pytest.raises(RuleBroken):
        actions.remove_question(question)

    assert listed(with_four) == FOUR


# --- The page -----------------------------------------------------------------------------------------------------
def test_without_javascript_a_list_is_made_moved_changed_and_taken_back(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    browser, page = client_for(interview.student.user), page_of(interview)

    def send(name: str, was: str, **typed: str) -> int:
        question = interview.questions.get(text=was)
        return browser.post(f"{reverse(f'questions:{name}', args=[question.pk])}?theme=pay", typed).status_code

    added = browser.post(f"{page}?theme=pay", {"text": FOUR})
    found = [
        *(send("move", FOUR[3], to="up"), send("mark", FOUR[1], must="yes")),
        *(send("change", FOUR[0], text="How did it  begin?"), send("change", FOUR[2], text=" ")),
        send("remove", FOUR[2]),
    ]

    assert (added.status_code, added["Location"]) == (302, f"{page}?theme=pay")
    assert found == [302, 302, 302, 422, 200]
    assert listed(interview) == [FOUR[1], "How did it begin?", FOUR[3]]


def test_what_was_taken_off_is_put_back_with_one_tap(with_four: Interview, client_for: Browser) -> None:
    browser, question = client_for(with_four.student.user), with_four.questions.get(text=FOUR[0])

    gone = browser.post(reverse("questions:remove", args=[question.pk])).content.decode()
    browser.post(page_of(with_four), {"text": FOUR[0]})

    assert f'name="text" value="{FOUR[0]}"' in gone
    assert listed(with_four) == [*FOUR[1:], FOUR[0]]


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_an_empty_or_overlong_question_is_refused_and_kept_as_typed(
    text: str, with_four: Interview, client_for: Browser
) -> None:
    response = client_for(with_four.student.user).post(page_of(with_four), {"text": text})

    assert response.status_code == 422
    assert f'value="{text}" aria-invalid="true"' in response.content.decode()
    assert listed(with_four) == FOUR


def test_a_list_for_any_call_is_offered_in_each(student: Student, an_interview: Led, client_for: Browser) -> None:
    interview, browser = an_interview(State.SCHEDULED), client_for(student.user)

    browser.post(reverse("questions:list"), {"text": "What makes you laugh at work?"})

    assert "What makes you laugh at work?" in browser.get(page_of(interview)).content.decode()
    assert listed(interview) == []


def test_a_call_that_is_off_has_no_questions_any_more(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.CANCELLED)
    actions.add_questions(interview.student, interview, texts=FOUR)
    browser, pk = client_for(interview.student.user), interview.questions.get(text=FOUR[0]).pk

    found = [
        browser.get(page_of(interview)).status_code,
        browser.post(reverse("questions:remove", args=[pk])).status_code,
    ]

    assert found == [404, 404]


@pytest.mark.parametrize("number", [1, 20])
def test_the_pages_ask_few_queries(
    number: int, an_interview: Led, client_for: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    interview = an_interview(State.SCHEDULED)
    texts = [f"How was year {each}?" for each in range(number)]
    actions.add_questions(interview.student, interview, texts=texts)
    actions.add_questions(interview.student, None, texts=texts)
    browser = client_for(interview.student.user)

    for page in (page_of(interview), f"{page_of(interview)}print/", reverse("questions:list")):
        with django_assert_max_num_queries(10):
            assert browser.get(page).status_code == 200


# --- What it says -------------------------------------------------------------------------------------------------
def of(*texts: str) -> list[Question]:
    return [Question(text=text, position=place) for place, text in enumerate(texts)]


def test_the_time_is_reckoned_and_a_list_that_is_too_long_is_told() -> None:
    said = [asking.budget(number, 30) for number in (1, 6, 10)] + [asking.budget(6, None)]

    assert said == [
        "1 question: about 3 of your 30 minutes",
        "6 questions: about 20 of your 30 minutes",
        "10 questions: about 33 minutes, and you have 30. Put the best on top.",
        "6 questions: about 20 minutes",
    ]


def test_a_list_of_one_kind_is_told_what_it_lacks() -> None:
    day = [str(text) for text in BY_SLUG["day"].questions.values()][:4]

    of_one_kind = asking.coverage(of(*day))
    of_all = asking.coverage(of(*day[:2], "Who else should I meet?", "What would you advise somebody like me?"))

    assert of_one_kind[0] == "4 of 4 are about the work itself."
    assert len(of_one_kind) == 3
    assert of_all == []


def test_a_closed_question_and_one_about_their_own_pay_get_a_hint() -> None:
    closed, private, good = asking.lines(of("Do you like your job?", "How much do you earn?", "What is hard?"))

    assert closed.better == "What do you like about your job?"
    assert (bool(private.hint), private.better) == (True, "")
    assert (good.hint, good.better) == ("", "")


# --- From before --------------------------------------------------------------------------------------------------
def test_lines_and_notes_from_before_become_questions(an_interview: Led) -> None:
    interview = an_interview(State.COMPLETED)
    kept = SimpleNamespace(
        pk=interview.pk,
        student_id=interview.student_id,
        preparation=SimpleNamespace(questions="First?\n\n Second? \nThird?\nFourth?"),
        notes=SimpleNamespace(by_question={"Second?": "Yes.", "Gone?": "Kept."}),
    )
    module = importlib.import_module("careernet.interviews.migrations.0022_questions")

    module.take_over(kept, apps.get_model("interviews", "Question"))

    found = [(each.text, each.is_must, each.note) for each in interview.questions.order_by("position")]
    assert found == [
        ("First?", True, ""),
        ("Second?", True, "Yes."),
        ("Third?", True, ""),
        ("Fourth?", False, ""),
        ("Gone?", False, "Kept."),
    ]
