import pytest

from careernet.mentors.models import Mentor
from careernet.mentors.search import shown_topics, sort_name, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Łódź, Şener", ["lodz", "sener"]),
        ("Nguyễn Thị Hạnh", ["nguyen", "thi", "hanh"]),
        ("Groß & Ægidius", ["gross", "aegidius"]),
        ("C++ / O'Brien_x", ["c", "o", "brien", "x"]),
        ("&|!()':*\x00\\", []),
    ],
)
def test_words_are_found_without_case_and_accents(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("name", "last", "key"),
    [("Maya Chen", "", "chen maya"), ("José de la Cruz", "de la Cruz", "de la cruz jose"), ("Sukarno", "", "sukarno")],
)
def test_people_are_sorted_by_their_last_name(name: str, last: str, key: str) -> None:
    assert sort_name(name, last) == key


def test_topics_about_who_somebody_is_stay_hidden_until_they_confirm_them() -> None:
    mentor = Mentor(topics=["Start-ups", "Veterans"])
    unconfirmed = shown_topics(mentor)

    mentor.edited_fields = ["topics"]

    assert unconfirmed == ["Start-ups"]
    assert shown_topics(mentor) == ["Start-ups", "Veterans"]
