"""What is typed into the search box, understood: each line finds the person meant, and nobody else."""

import pytest
from django.db.models.expressions import RawSQL
from hypothesis import example, given, settings, strategies as st

from careernet.campus.models import Major
from careernet.mentors.models import Mentor
from careernet.mentors.search import found_by, search_text
from careernet.mentors.synonyms import DATA, synonyms
from careernet.mentors.typed import Vocabulary, _text, plurals, singular, understand
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = {
    "Ana": {"job_title": "Lawyer", "employer": "Smith Inc", "city": "Newark", "region": "NJ", "country": "US"},
    "Ben": {"job_title": "Software Developer", "employer": "Brown, Lee and Sons", "city": "Munich", "country": "DE"},
    "Cleo": {"job_title": "Nurse Practitioner", "employer": "O’Connor Clinic", "class_year": 2007},
    "Dan": {"job_title": "Baker", "employer": "Jones", "previous_employer": "Smith Inc", "work_setting": "nonprofit"},
    "Eve": {"job_title": "Writer", "employer": "Own", "topics": ["Switching careers"], "class_year": 2023},
}
MAJORS = {"Ana": "Physics", "Ben": "Computer Science", "Eve": "Drama and Theater Arts"}


def index(mentor: Mentor, *majors: str) -> Mentor:
    mentor.search_text = search_text(mentor, majors)
    mentor.save(update_fields=["search_text"])
    return mentor


@pytest.fixture
def people() -> dict[str, Mentor]:
    Major.objects.bulk_create(Major(name=name) for name in MAJORS.values())
    law = factories.FieldFactory(name="Law", slug="law")
    computing = factories.FieldFactory(name="Computing and mathematics", slug="computing")
    fields = {"Ana": law, "Ben": computing}
    blank = {"work_setting": "private", "city": "", "class_year": None}
    return {
        name: index(
            factories.MentorFactory(user__full_name=f"{name} Zed", field=fields.get(name), **(blank | facts)),
            *([MAJORS[name]] if name in MAJORS else []),
        )
        for name, facts in PEOPLE.items()
    }


def found(text: str) -> list[str]:
    """First names, the best answer first."""
    search = understand(text, Vocabulary.current())
    if not search:
        return []
    mentors = (
        Mentor.objects.filter(found_by(search.matches()))
        .annotate(rank=RawSQL(search.rank(), []))  # noqa: S611 - ours
        .order_by("-rank", "sort_name")
    )
    return [mentor.user.full_name.partition(" ")[0] for mentor in mentors.select_related("user")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("attorneys", ["Ana"]),
        ("lawyer in New Jersey", ["Ana"]),
        ("lawyer NJ", ["Ana"]),
        ("tech", ["Ben"]),
        ("software engineer germany", ["Ben"]),
        ("cs majors", ["Ben"]),
        ("RN", ["Cleo"]),
        ("oconnor", ["Cleo"]),
        ("class of 2007", ["Cleo"]),
        ("'23", ["Eve"]),
        ("2005-2010", ["Cleo"]),
        ("charities", ["Dan"]),
        ("career change", ["Eve"]),
        ("studied theater", ["Eve"]),
        ("physics major law", ["Ana"]),
        ("smith inc", ["Ana", "Dan"]),
        ("brown lee & sons", ["Ben"]),
        ("zed ana", ["Ana"]),
        ("nobody of the sort", []),
        ("of the", []),
        ("", []),
    ],
)
def test_what_is_typed_finds_who_is_meant(typed: str, names: list[str], people: dict[str, Mentor]) -> None:
    assert found(typed) == names


def test_a_name_comes_before_a_title_an_employer_a_topic_and_what_they_say_of_themselves() -> None:
    places = {
        "user__full_name": "Quill One",
        "job_title": "Quill",
        "employer": "Quill",
        "topics": ["Quill"],
        "about": "Quill",
    }
    for number, (field, value) in enumerate(places.items()):
        index(factories.MentorFactory(**({"user__full_name": f"Zed{number} Person", field: value})))

    assert found("quill") == ["Quill", "Zed1", "Zed2", "Zed3", "Zed4"]


def test_what_a_mentor_hides_finds_nobody() -> None:
    mentor = factories.MentorFactory(employer="Harbor Trust", hidden_fields=["employer", "majors", "class_year"])
    index(mentor, "Physics")
    mentor.refresh_from_db()

    assert found("harbor") == found("physics") == found("2014") == []
    assert not [facet for facet in mentor.facets if facet.startswith(("major:", "year"))]


def test_topics_about_who_somebody_is_find_them_once_they_have_confirmed_them() -> None:
    mentor = index(factories.MentorFactory(topics=["Veterans"]))
    before = found("veterans")

    mentor.edited_fields = ["topics"]
    index(mentor)

    assert before == []
    assert found("veterans") == ["Maya"]


def test_of_an_and_between_two_words_only_the_place_is_looked_for() -> None:
    found = index(factories.MentorFactory(job_title="Radio and Television Announcer"))
    index(factories.MentorFactory(job_title="Radio Television Announcer"))

    condition = _text(("radio", "and", "television", "announcer"), "B")

    assert "'and'" not in condition
    assert list(Mentor.objects.filter(found_by(condition))) == [found]


def test_each_phrase_is_explained_once() -> None:
    typed = [
        phrase.strip()
        for line in DATA.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
        for phrase in line.split(" = ")[0].split(",")
    ]

    assert sorted({phrase for phrase in typed if typed.count(phrase) > 1}) == []
    assert len(synonyms()) == len(typed)


@pytest.mark.parametrize(
    ("word", "one"),
    [("nurses", "nurse"), ("companies", "company"), ("coaches", "coach"), ("physics", "physics"), ("boss", "boss")],
)
def test_plurals_are_understood(word: str, one: str) -> None:
    assert singular(word) == one
    assert singular(word) == word or word in list(plurals(one))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
@example("' & | ! ( ) :* <-> \\ '19 majors in 2007-1999 class of '0")
@example("majors majors degree studied in the of NJ or IN")
def test_whatever_is_typed_is_a_search_and_never_an_error(typed: str) -> None:
    found(typed)
