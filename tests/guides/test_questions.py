"""The check of questions: open or closed, and the two that are not asked at all."""

from pathlib import Path

from hypothesis import given, strategies as st

from careernet.guides.questions import is_closed, reopened, review

QUESTIONS = [
    line.split(" | ", 1) for line in (Path(__file__).parent / "questions.txt").read_text().splitlines() if line
]


def test_a_question_is_open_or_is_told_why_not() -> None:
    found = [({finding.rule for finding in review(question).findings}, question) for _, question in QUESTIONS]

    assert found == [({rule} - {"-"}, question) for rule, question in QUESTIONS]


def test_each_of_several_questions_is_marked_for_itself() -> None:
    text = "1. How did you start?\n2. Do you like it?\n- What’s next? Is it José’s team?"

    found = [text[one.start : one.end] for one in review(text).findings]

    assert found == ["Do you like it?", "Is it José’s team?"]


def test_a_closed_question_is_offered_in_open_words() -> None:
    closed = [question for _, question in QUESTIONS if is_closed(question)]

    still_closed = [reopened(question) for question in closed if is_closed(reopened(question))]

    assert len(closed) > 20
    assert still_closed == []
    assert reopened("Do you like your work?") == "What do you like about your work?"
    assert reopened("Is it hard to get in?") == "How hard is it to get in?"
    assert reopened("Should I go to graduate school?") == (
        "What would you weigh before you decided to go to graduate school?"
    )
    assert reopened("Does it suit you?") == "Does it suit you, and why?"


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    assert all(0 <= one.start <= one.end <= len(text) for one in review(text).findings)
