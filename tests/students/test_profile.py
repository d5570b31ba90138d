"""What students say about themselves."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.campus.models import Major
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def chemistry(db: None) -> Major:
    return Major.objects.create(name="Chemistry")


def test_what_was_typed_is_kept(student: Student, chemistry: Major, client_for: ClientFor) -> None:
    field = factories.FieldFactory()
    typed = {
        "class_year": "2029",
        "major": "chemistry",
        "second_major": "Chemistry",
        "interests": [field.pk],
        "introduction": "I study chemistry and wonder about batteries.",
    }

    response = client_for(student.user).post("/profile/", typed)

    student.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/profile/")
    assert student.class_year == 2029
    assert student.introduction.startswith("I study chemistry")
    assert (list(student.majors.all()), list(student.interests.all())) == ([chemistry], [field])


def test_an_unknown_major_is_asked_for_again_and_nothing_is_written(student: Student, client_for: ClientFor) -> None:
    response = client_for(student.user).post("/profile/", {"class_year": "2031", "major": "Alchemy"})

    student.refresh_from_db()
    assert response.status_code == 422
    assert "“Alchemy” is not on our list" in response.content.decode()
    assert student.class_year == 2028


def test_the_page_shows_what_is_known_and_offers_every_major(
    student: Student, chemistry: Major, client_for: ClientFor
) -> None:
    Major.objects.create(name="Art history")
    student.majors.add(chemistry)

    page = client_for(student.user).get("/profile/").content.decode()

    assert 'value="Chemistry"' in page
    assert '<option value="Art history">' in page


def test_a_mentor_has_no_students_profile(mentor: object, client_for: ClientFor) -> None:
    response = client_for(mentor.user).get("/profile/")  # type: ignore[attr-defined]

    assert response.status_code == 404
