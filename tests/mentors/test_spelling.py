import pytest

from careernet.mentors.models import Lexeme, Mentor
from careernet.mentors.search import search_text
from careernet.mentors.spelling import corrections, gather_words
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def words() -> None:
    for name, fields in {
        "Ida Johnson": {"job_title": "Firefighter", "city": "Albuquerque"},
        "Micheal Perez": {"job_title": "Pharmacist"},
        "Michael Johnson": {"about": "Zanzibar"},
    }.items():
        mentor = factories.MentorFactory(user__full_name=name, **fields)
        Mentor.objects.filter(pk=mentor.pk).update(search_text=search_text(mentor, []))
    gather_words()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jonson", ["johnson"]),
        ("Firefigther in albuquerqe", ["firefighter in albuquerque"]),
        ("pharmasist", ["pharmacist"]),
        ("enginering", ["engineering"]),  # nobody here, but a word that is explained
        ("zanzibat", ["zanzibar"]),
        ("michael perez", ["micheal perez"]),  # known, and perhaps the other one
        ("qqqqqqq", []),
        ("ox", []),
        ("", []),
    ],
)
def test_a_misspelled_word_is_taken_for_the_nearest_one(typed: str, meant: list[str], words: None) -> None:
    assert list(corrections(typed)) == meant


def test_only_words_of_listed_mentors_are_gathered() -> None:
    hidden = factories.MentorFactory(employer="Quixote", hidden_fields=["employer"])
    retired = factories.MentorFactory(user__full_name="Ulysses Gone", state=Mentor.State.RETIRED)
    for mentor in (hidden, retired):
        Mentor.objects.filter(pk=mentor.pk).update(search_text=search_text(mentor, []))

    gather_words()

    assert not Lexeme.objects.filter(word__in=["quixote", "ulysses"]).exists()
    assert Lexeme.objects.get(word="maya").number == 1
