"""What students say about themselves, and what of it mentors see."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.campus.models import Major
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from careernet.students.person import HIDEABLE, person
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
PROFILE = "/profile/"


@pytest.fixture
def chemistry(db: None) -> Major:
    return Major.objects.create(name="Chemistry")


def typed(**changes: object) -> dict[str, object]:
    return {"full_name": "Jordan Parker", "class_year": "2028", "shown": list(HIDEABLE)} | changes


def seen_of(student: Student, *, has_yes: bool = False) -> object:
    return person(student, majors=["Chemistry"], interests=["Health care", "Law"], has_yes=has_yes)


def test_what_was_typed_is_kept(student: Student, chemistry: Major, client_for: ClientFor) -> None:
    field = factories.FieldFactory()
    changes = {
        "full_name": "Jordan Lee Parker",
        "preferred_name": "Jo",
        "pronouns": "they/them",
        "class_year": "2029",
        "major": "chemistry",
        "second_major": "Chemistry",
        "is_undecided": "on",
        "interests": [field.pk],
        "work_settings": ["government", "nonprofit"],
        "introduction": "I study chemistry and wonder about batteries.",
        "shown": ["class_year", "majors"],
    }

    response = client_for(student.user).post(PROFILE, typed(**changes))

    student.refresh_from_db()
    user = student.user
    assert (response.status_code, response["Location"]) == (302, PROFILE)
    assert (user.full_name, user.preferred_name, user.pronouns) == ("Jordan Lee Parker", "Jo", "they/them")
    assert (student.class_year, student.is_undecided) == (2029, True)
    assert student.work_settings == ["government", "nonprofit"]
    assert student.introduction.startswith("I study chemistry")
    assert (list(student.majors.all()), list(student.interests.all())) == ([chemistry], [field])
    assert student.hidden_fields == ["interests", "introduction", "portrait", "pronouns", "work_settings"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"major": "Alchemy"}, "“Alchemy” is not on our list"),
        ({"full_name": ""}, "Enter your name as you would like mentors to see it."),
        ({"work_settings": ["space"]}, "Select a valid choice"),
        ({"shown": ["everything"]}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_nothing_is_written(
    changes: dict[str, object], sentence: str, student: Student, client_for: ClientFor
) -> None:
    response = client_for(student.user).post(PROFILE, typed(**({"class_year": "2031"} | changes)))

    student.refresh_from_db()
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Correct it to see how it looks" in response.content.decode()
    assert (student.class_year, student.hidden_fields) == (2028, [])


def test_the_page_shows_what_is_known_and_offers_every_major(
    student: Student, chemistry: Major, client_for: ClientFor
) -> None:
    Major.objects.create(name="Art history")
    student.majors.add(chemistry)
    Student.objects.update(hidden_fields=["introduction"])

    page = client_for(student.user).get(PROFILE)

    content = page.content.decode()
    assert 'value="Chemistry"' in content
    assert '<option value="Art history">' in content
    assert page.context["form"]["shown"].value() == set(HIDEABLE) - {"introduction"}
    assert ("graduation-cap", "Chemistry") in page.context["person"].facts


def test_the_preview_shows_what_is_typed_and_saves_nothing(
    student: Student, chemistry: Major, client_for: ClientFor
) -> None:
    before = Student.objects.values().get()
    changes = {"major": "Chemistry", "introduction": "Not yet.", "shown": ["majors"], "full_name": "Jo Parker"}

    page = client_for(student.user).post(PROFILE, typed(preview="1", **changes))

    seen = page.context["person"]
    assert page.status_code == 200
    assert "Not saved yet" in page.content.decode()
    assert (seen.display_name, seen.introduction, seen.facts) == ("Jo Parker", "", [("graduation-cap", "Chemistry")])
    assert page.context["form"]["introduction"].value() == "Not yet."
    assert Student.objects.values().get() == before
    assert not student.majors.exists()


def test_a_mentor_who_said_yes_sees_the_whole_student_and_others_what_is_shown(student: Student) -> None:
    student.user.pronouns, student.introduction = "they/them", "I like batteries."
    student.work_settings = ["government"]
    whole = seen_of(student)
    student.hidden_fields = list(HIDEABLE)

    assert seen_of(student, has_yes=True) == whole
    assert whole.facts == [
        ("graduation-cap", "Chemistry"),
        ("calendar", "Class of 2028"),
        ("compass", "Curious about Health care, Law"),
        ("building-2", "Could see themselves in: government"),
    ]
    hidden = seen_of(student)
    assert (hidden.display_name, hidden.pronouns, hidden.facts, hidden.introduction) == ("Jordan Parker", "", [], "")


def test_a_mentor_has_no_students_profile(mentor: Mentor, client_for: ClientFor) -> None:
    response = client_for(mentor.user).get(PROFILE)

    assert response.status_code == 404


def test_the_page_takes_the_same_queries_for_one_major_and_for_three(
    student: Student, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(student.user)
    client.get(PROFILE)
    with django_assert_num_queries(8):
        client.get(PROFILE)
    student.majors.set([Major.objects.create(name=name) for name in ("Art", "Biology", "Chemistry")])
    student.interests.set([factories.FieldFactory(name=name, slug=name) for name in ("a", "b", "c")])

    with django_assert_num_queries(8):
        client.get(PROFILE)
