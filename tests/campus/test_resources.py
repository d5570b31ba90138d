"""Where to look next: by field and major, for everybody signed in; kept by the office."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus import reading
from careernet.campus.actions import save_resource
from careernet.campus.models import Field, Major, Resource
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]


def resource(title: str, fields: tuple[Field, ...] = (), majors: tuple[Major, ...] = ()) -> Resource:
    known = {"kind": "events", "url": "https://example.edu/events", "note": "Every Thursday."}
    return save_resource(Resource(), title=title, fields=fields, majors=majors, **known)


@pytest.fixture
def chemistry() -> Major:
    return Major.objects.create(name="Chemistry")


def test_each_stands_with_its_fields_and_majors_and_the_others_with_everybody(
    student: Student, chemistry: Major, client_for: ClientFor
) -> None:
    health = factories.FieldFactory()
    resource("Clinic nights", fields=(health,), majors=(chemistry,))
    resource("Career fair")

    by_field, by_major, for_everybody = reading.shelves()
    page = unescape(client_for(student.user).get("/resources/").content.decode())

    assert [(shelf.title, [str(r) for r in shelf.resources]) for shelf in by_field] == [
        ("Health care", ["Clinic nights"])
    ]
    assert [shelf.title for shelf in by_major] == ["Chemistry"]
    assert [str(r) for r in for_everybody] == ["Career fair"]
    assert page.count("Clinic nights") == 2
    assert "Studying Chemistry" in page


def test_of_interest_is_what_touches_a_field_or_a_major_once(chemistry: Major) -> None:
    health = factories.FieldFactory()
    both = resource("Both", fields=(health,), majors=(chemistry,))
    resource("Everybody's")

    found = reading.of_interest([health], [chemistry], most=5)

    assert list(found) == [both]


def test_visitors_sign_in_first() -> None:
    assert Client().get("/resources/").status_code == 302


def test_staff_add_change_and_remove_one(officer: User, chemistry: Major, client_for: ClientFor) -> None:
    desk = client_for(officer)
    typed = {"kind": "newsletter", "title": "Lab notes", "url": "https://example.edu/lab", "majors": [chemistry.pk]}

    for _click in range(2):
        desk.post("/office/resources/new/", typed)
    added = Resource.objects.get()
    desk.post(f"/office/resources/{added.pk}/", typed | {"title": "Bench notes", "majors": []})
    changed = Resource.objects.get()
    desk.post(f"/office/resources/{added.pk}/remove/")

    assert added.title == "Lab notes"
    assert (changed.title, list(changed.majors.all())) == ("Bench notes", [])
    assert not Resource.objects.exists()


def test_an_address_is_asked_for(officer: User, client_for: ClientFor) -> None:
    response = client_for(officer).post("/office/resources/new/", {"kind": "events", "title": "Fair"})

    assert response.status_code == 422
    assert "Enter its web address." in response.content.decode()


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("path", "queries"), [("/resources/", 8), ("/office/resources/", 7)])
def test_the_pages_cost_the_same_however_many_there_are(
    path: str,
    queries: int,
    number: int,
    officer: User,
    chemistry: Major,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in range(number):
        resource(f"Number {count}", majors=(chemistry,))
    desk = client_for(officer)

    with django_assert_num_queries(queries):
        desk.get(path)
