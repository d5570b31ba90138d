"""The message check, against messages labeled before there were rules, and at its edges."""

import sys
from pathlib import Path
from re import _constants as codes, _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, strategies as st

from careernet.guides.coach import TOPICS, Person, Review, review, sayings, words
from careernet.guides.coach.marks import GAPS
from careernet.guides.coach.sayings import Saying
from careernet.guides.coach.text import fold
from tests.guides.corpus import read
from tests.guides.measure import scores, two_thousand_letters
from tests.guides.people import MENTORS, STUDENTS

JORDAN, MAYA = STUDENTS["jordan"], MENTORS["maya"]
RULES = {
    "job_ask", "resume_attached", "own_salary", "vague_ask", "placeholder", "wrong_name", "misspelled_name",
    "too_long", "too_short", "all_caps", "no_question",
}  # fmt: skip
SENTENCES = [
    line.split(" | ", 1) for line in (Path(__file__).parent / "sentences.txt").read_text().splitlines() if line
]
SAYINGS = [saying for saying in vars(sayings).values() if isinstance(saying, Saying)]
IN_SENTENCES = {"job_ask", "resume_attached", "own_salary", "vague_ask", "placeholder", "all_caps"}


def check(text: str, *, kind: str = "request", mentor: Person = MAYA) -> Review:
    return review(text, kind=kind, student=JORDAN, mentor=mentor)


def rules(text: str, **around: Any) -> set[str]:
    return {finding.rule for finding in check(text, **around).findings}


@pytest.mark.parametrize("name", ["seen", "held_out"])
def test_what_was_labeled_is_found_and_little_else(name: str) -> None:
    told: list[str] = []

    measured = scores(read(name), told=told)

    too_low = {rule: score for rule, score in measured.items() if score.wrong + score.missed > 3}
    assert not too_low, "\n".join(told)
    assert {rule for rule, score in measured.items() if score.right} >= (RULES | set(TOPICS)) - {
        "too_long",
        "too_short",
    }


def test_a_sentence_says_what_it_says_in_other_words_too() -> None:
    found = [(rules(sentence) & IN_SENTENCES, sentence) for _, sentence in SENTENCES]

    assert found == [({rule} - {"-"}, sentence) for rule, sentence in SENTENCES]


@pytest.mark.parametrize(
    ("kind", "counted", "found"),
    [
        ("request", 49, {"too_short"}),
        ("request", 50, set()),
        ("request", 180, set()),
        ("request", 181, {"too_long"}),
        ("thank_you", 30, set()),
        ("update", 20, set()),
        ("follow_up", 40, set()),
        ("follow_up", 150, {"too_long"}),
    ],
)
def test_words_are_counted_for_each_kind(kind: str, counted: int, found: set[str]) -> None:
    text = "word " * (counted - 1) + "— you?"

    assert rules(text, kind=kind) & {"too_long", "too_short"} == found


def test_what_is_too_much_is_marked_from_where_it_becomes_so() -> None:
    text = "word " * 180 + "beyond it?"

    [long] = [finding for finding in check(text).findings if finding.rule == "too_long"]

    assert text[long.start : long.end] == "beyond it?"


@pytest.mark.parametrize(
    ("mentor", "greeting", "found"),
    [
        ("maya", "Dear Maya,", ""),
        ("maya", "Dear Ms. Chen,", ""),
        ("maya", "Hi Maya Chen!", ""),
        ("maya", "MAYA -", ""),
        ("maya", "Dear M. Chen,", ""),
        ("maya", "Hello,", ""),
        ("maya", "Hello! Jordan here.", ""),
        ("maya", "Hi there,", ""),
        ("maya", "Dear Sir or Madam,", ""),
        ("maya", "Dear Mentor,", ""),
        ("maya", "Honestly, I am nervous.", ""),
        ("maya", "Hi could we talk", ""),
        ("maya", "Hi Mayah,", "misspelled_name"),
        ("maya", "Dear Ms. Chenn,", "misspelled_name"),
        ("maya", "Dear Daniel,", "wrong_name"),
        ("maya", "hi daniel,", "wrong_name"),
        ("maya", "Dear Maya Patel,", "wrong_name"),
        ("maya", "Dear Mr. Okafor:", "wrong_name"),
        ("tom", "Dear Thomas,", ""),
        ("tom", "Hi Tom", ""),
        ("tom", "Hi Tommy,", ""),
        ("tom", "Dear Mr. O'Brien,", ""),
        ("tom", "Dear Mr. O’Brian,", "misspelled_name"),
        ("beth", "Hi Liz,", ""),
        ("ines", "Dear Ines Garcia Lopez,", ""),
        ("ines", "Dear Inez,", "misspelled_name"),
        ("hannah", "Dear Ms. Mueller,", ""),
        ("lars", "Dear Mr. Ostergaard,", ""),
        ("dewitt", "Dear Professor DeWitt,", ""),
        ("dewitt", "Dear Dr. De Witt,", ""),
        ("chloe", "Dear Ms. St. John,", ""),
        ("sofia", "Dear Sophia,", "misspelled_name"),
        ("ngozi", "Dear Ngozi Adeyemi,", ""),
    ],
)
def test_whoever_is_greeted_is_the_mentor(mentor: str, greeting: str, found: str) -> None:
    named = rules(f"{greeting}\nwould you have time?", mentor=MENTORS[mentor])

    assert named & {"wrong_name", "misspelled_name"} == ({found} - {""})


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "Dear “Maya” \u200b– the ﬁrst Zoë\u0301 😀 asks… ⅔ of it: I’ve attached my résumé̀, İ hope?"

    [found] = [finding for finding in check(text).findings if finding.rule == "resume_attached"]

    assert text[found.start : found.end] == "attached my résumé̀"


def test_each_finding_says_why_and_how_to_do_better() -> None:
    said = [words.said(rule, kind, MAYA) for rule in RULES for kind in ("request", "follow_up", "thank_you", "update")]

    assert all(str(why).count(".") == 1 and str(better) for why, better in said)


def test_what_the_mentor_asked_for_may_come_along() -> None:
    text = "As you asked, I’ve attached my resume."

    assert "resume_attached" not in rules(text, kind="thank_you")


def test_thanks_and_news_need_no_question() -> None:
    text = "Dear Maya, thank you for the advice; I let them show me the pilot plant and it was just as you had said."

    assert rules(text, kind="thank_you") == rules(text, kind="update") == set()


def test_a_shared_major_is_no_reason_unless_it_is_said_to_be_one() -> None:
    student, mentor = Person("Priya Nair", majors=("Chemistry",)), Person("Maya Chen", majors=("Chemistry",))

    alone = review("I study chemistry. Can you help me?", kind="request", student=student, mentor=mentor)
    shared = review("Like you I study chemistry.", kind="request", student=student, mentor=mentor)

    assert "reason_for_you" not in alone.covered
    assert "reason_for_you" in shared.covered


@pytest.mark.parametrize(
    ("sentence", "is_learning"),
    [
        ("I wanted to know if you could put in a good word for me.", False),
        ("I would love to know whether you are hiring.", False),
        ("I wanted to know how you chose your first lab.", True),
        ("I would love to hear how you began, and are you hiring?", True),
    ],
)
def test_to_ask_for_work_is_not_to_learn(sentence: str, is_learning: bool) -> None:
    assert ("hope_to_learn" in check(sentence).covered) is is_learning


def test_no_line_is_skipped_that_would_have_found_something() -> None:
    texts = [message.text for name in ("seen", "held_out") for message in read(name)]
    texts += [sentence for _, sentence in SENTENCES]
    for text in texts:
        for sentence in fold(text).sentences():
            for saying in SAYINGS:
                found = {line for line in saying.lines if line.pattern.search(sentence.plain)}

                assert found <= set(saying.lines_for(sentence.words)), sentence.plain


def test_two_thousand_letters_take_few_steps() -> None:
    """Calls of Python, which don't depend on the machine; the time, under 5 ms, is printed by `make bench`."""
    text = two_thousand_letters()
    check(text)  # what is remembered of the names

    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        check(text)
    finally:
        sys.setprofile(None)

    assert steps < 25_000


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    for kind in ("request", "follow_up", "thank_you", "update"):
        found = check(text, kind=kind)

        assert found.covered <= set(TOPICS)
        assert all(one.rule in RULES and 0 <= one.start <= one.end <= len(text) for one in found.findings)


@given(st.text(max_size=200))
def test_a_folded_text_knows_where_each_letter_came_from(text: str) -> None:
    folded = fold(text)

    assert len(folded.plain) == len(folded.starts) == len(folded.ends)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


PATTERNS = [line.pattern for saying in SAYINGS for line in saying.lines] + [gap for _, gap in GAPS]


def test_no_pattern_repeats_a_repetition_without_end() -> None:
    """So that no text, however it is built, takes more than some steps for each of its letters."""
    endless = [one.pattern for one in PATTERNS if _deepest(parser.parse(one.pattern, one.flags)) > 1]

    assert endless == []


def _deepest(tree: Any) -> int:
    """How many repetitions without an end lie in one another."""
    if isinstance(tree, (list, tuple, parser.SubPattern)):
        parts = list(tree)
        if len(parts) == 2 and parts[0] in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, inner = parts[1]
            return (most is codes.MAXREPEAT) + _deepest(inner)
        return max((_deepest(part) for part in parts), default=0)
    return 0
