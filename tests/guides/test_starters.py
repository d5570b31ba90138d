"""Words to begin with: filled as far as the two are known, whole once their gaps are, and never sent before."""

import re

import pytest

from careernet.guides import coach, starters
from careernet.guides.starters import ALL, IN_POOL, OUTSIDE, Known
from tests.guides.people import MENTORS, STUDENTS

PRIYA, MAYA = STUDENTS["priya"], MENTORS["maya"]
KNOWN = Known(PRIYA, MAYA, 20)


def in_ones_own_words(text: str) -> str:
    text = text.replace("[two times that suit you]", "Tuesday or Friday after 3").replace(
        "[Two times that suit you]", "Tuesday or Friday after 3"
    )
    return re.sub(r"\[([^\]]+)\]", "the winter I spent sorting old cells", text)


@pytest.mark.parametrize("name", ALL)
def test_a_starter_never_goes_out_as_it_came(name: str) -> None:
    assert coach.gaps(starters.begin(name, KNOWN))


@pytest.mark.parametrize("name", [*IN_POOL, "outside"])
def test_with_its_gaps_filled_nothing_is_left_to_mend(name: str) -> None:
    text = in_ones_own_words(starters.begin(name, KNOWN))

    found = coach.review(text, kind="request", student=PRIYA, mentor=MAYA)

    assert [one.rule for one in found.findings] == []
    assert found.covered >= set(coach.TOPICS) - {"how_found"}


@pytest.mark.parametrize("name", ALL)
def test_what_is_known_of_neither_stays_a_bracket(name: str) -> None:
    strangers = Known(coach.Person("Jo Lin"), coach.Person("Ada Reyes"))

    text = starters.begin(name, strangers)

    assert "Ada Reyes" in text
    assert not re.search(r"%|\bNone\b|  ", text)


def test_what_the_student_has_said_before_is_used() -> None:
    said = Known(
        PRIYA, MAYA, 30, "I’m Priya, and I fix radios.", "I’d like to know how you chose industry.", "Recycling cells."
    )

    text = starters.begin("cold", said)

    assert "I’m Priya, and I fix radios." in text
    assert "I’d like to know how you chose industry." in text
    assert "made me curious: Recycling cells." in text
    assert "30 minutes" in text


def test_a_major_is_named_only_where_they_share_it() -> None:
    assert "you studied Chemistry too" in starters.begin("same_major", KNOWN)
    assert "[the major you share]" in starters.begin("same_major", Known(PRIYA, MENTORS["beth"]))


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_letter_has_a_subject_and_a_call_has_none(name: str) -> None:
    assert bool(starters.subject(name, KNOWN)) == (name != "phone")


def test_on_the_phone_it_takes_half_a_minute() -> None:
    assert 45 <= len(starters.begin("phone", KNOWN).split()) <= 85


def test_an_earlier_message_is_addressed_anew_and_keeps_nothing_of_the_other() -> None:
    ngozi = MENTORS["ngozi"]
    sent = "Dear Ngozi Adeyemi, your start at J.P. Morgan made me curious."

    text = starters.copied(sent, was=ngozi, now=MAYA)

    assert text == "Dear Maya Chen, your start at [something of their profile] made me curious."
