import pytest
from hypothesis import given, settings, strategies as st

from careernet.mentors.models import Mentor
from careernet.mentors.search import query, search_text, shown_topics, sort_name, words
from tests import factories


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


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Zoe ANGSTR", "harbor", "chem", "ångström zoë", "austin"])
def test_the_beginnings_of_words_find_a_mentor(typed: str) -> None:
    mentor = factories.MentorFactory(
        user__full_name="Zoë Ångström", employer="Harbor Trust", city="Austin", about="I left the bench."
    )
    Mentor.objects.update(search_text=search_text(mentor, ["Chemistry"]))

    assert list(Mentor.objects.filter(search=query(typed))) == [mentor]


@pytest.mark.django_db
@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_search_and_never_an_error(typed: str) -> None:
    looked_for = query(typed)

    if looked_for is not None:
        list(Mentor.objects.filter(search=looked_for))
