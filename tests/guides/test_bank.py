"""The question bank: what a student can pick is a question worth asking."""

from collections import Counter

from careernet.guides.bank import TEXTS, THEMES, found, theme_of
from careernet.guides.questions import review


def test_the_bank_has_enough_open_questions_and_none_that_is_not_asked() -> None:
    against = {key: [one.rule for one in review(str(text)).findings] for key, text in TEXTS.items()}

    assert len(TEXTS) >= 120
    assert {key: rules for key, rules in against.items() if rules} == {}


def test_each_question_stands_there_once_short_enough_and_ends_as_one() -> None:
    words = Counter(str(text).casefold() for text in TEXTS.values())

    assert [text for text, times in words.items() if times > 1 or len(text) > 140 or not text.endswith("?")] == []


def test_themes_are_known_from_the_bank_and_from_words_of_ones_own() -> None:
    own = {
        "Who else do you think I should meet, and may I mention you?": "people",
        "How did you choose your major?": "path",
        "What is a fair salary for a beginner in this field?": "pay",
        "How did it feel?": None,
    }

    known = {text: getattr(theme_of(text), "slug", None) for text in own}

    assert known == own
    assert [theme.slug for theme in THEMES for text in theme.questions.values() if theme_of(str(text)) != theme] == []


def test_search_finds_beginnings_of_words_and_names_of_themes() -> None:
    assert set(found("grad scho")) == {"path.grad-school"}
    assert set(found("travel year")) == {"life.travel"}
    assert len(found("advice")) >= 8
    assert found("zebra") == {}
