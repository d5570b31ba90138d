"""The student's first four steps: said, skipped, left, taken up again, ended."""

from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Field, Major, Policy
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def newcomer(student: Student) -> Student:
    Student.objects.filter(pk=student.pk).update(settled_in_at=None)
    student.refresh_from_db()
    return student


@pytest.fixture
def client(newcomer: Student, client_for: ClientFor) -> Client:
    return client_for(newcomer.user)


@pytest.fixture
def chemistry() -> Major:
    return Major.objects.create(name="Chemistry")


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode()).partition("<main")[2].partition("</main>")[0]


def test_a_new_student_arrives_at_the_four_steps_and_an_old_one_at_home(
    client: Client, student: Student, client_for: ClientFor
) -> None:
    settled = factories.StudentFactory().user

    assert client.get("/start/")["Location"] == "/welcome/"
    assert client_for(settled).get("/start/")["Location"] == "/home/"


def test_each_step_keeps_what_was_said_and_leads_to_the_next(
    client: Client, newcomer: Student, chemistry: Major
) -> None:
    field = factories.FieldFactory()

    answers = [
        client.post("/welcome/you/", {"preferred_name": "Jo", "class_year": "2029", "major": "chemistry"}),
        client.post("/welcome/interests/", {"interests": [field.pk]}),
        client.post("/welcome/settings/", {"work_settings": ["nonprofit", "government"]}),
        client.post("/welcome/zone/", {"time_zone": "America/Chicago"}),
    ]

    newcomer = Student.objects.get()
    assert [answer["Location"] for answer in answers] == [
        "/welcome/interests/",
        "/welcome/settings/",
        "/welcome/zone/",
        "/home/",
    ]
    assert (newcomer.user.preferred_name, newcomer.class_year, newcomer.user.time_zone) == (
        "Jo",
        2029,
        "America/Chicago",
    )
    assert (list(newcomer.majors.all()), list(newcomer.interests.all())) == ([chemistry], [field])
    assert newcomer.work_settings == ["nonprofit", "government"]
    assert newcomer.settled_in_at is not None
    assert newcomer.user.agreed_at == newcomer.settled_in_at


def test_whoever_comes_back_goes_on_where_something_is_missing(client: Client, chemistry: Major) -> None:
    client.post("/welcome/you/", {"major": "Chemistry"})

    welcome = page(client, "/welcome/")

    assert 'href="/welcome/interests/">Begin' in welcome
    assert welcome.count("(filled in)") == 2  # the major, and a time zone everybody has


def test_another_major_takes_the_place_of_the_one_that_was_shown(
    client: Client, newcomer: Student, chemistry: Major
) -> None:
    history, art = (Major.objects.create(name=name) for name in ("History", "Art"))
    newcomer.majors.set([chemistry, history])

    client.post("/welcome/you/", {"major": "Art"})

    assert set(newcomer.majors.all()) == {history, art}


def test_what_was_skipped_is_mentioned_once(client: Client) -> None:
    client.post("/welcome/done/")

    first, second = page(client, "/home/"), page(client, "/home/")

    assert "You left out: your major, your interests, the work settings." in first
    assert "You left out" not in second
    assert "Four short steps" not in first


def test_the_steps_wait_at_home_until_somebody_is_through_with_them(client: Client) -> None:
    assert "Four short steps" in page(client, "/home/")


def test_only_the_first_end_counts(client: Client, newcomer: Student) -> None:
    client.post("/welcome/done/")
    newcomer.refresh_from_db()
    first = newcomer.settled_in_at

    client.post("/welcome/done/")

    newcomer.refresh_from_db()
    assert newcomer.settled_in_at == first


def test_a_major_nobody_knows_is_asked_for_again(client: Client) -> None:
    response = client.post("/welcome/you/", {"major": "Alchemy"})

    assert response.status_code == 422
    assert "is not on our list" in response.content.decode()


def test_there_is_no_fifth_step(client: Client) -> None:
    assert client.get("/welcome/shoe-size/").status_code == 404


# --- I don't know yet ---------------------------------------------------------------------------------------------
def alum(name: str, field: str, *majors: Major, **known: object) -> Mentor:
    slug = field.lower().replace(" ", "-")
    mentor = factories.MentorFactory(
        user__full_name=name, field=Field.objects.get_or_create(slug=slug, defaults={"name": field})[0], **known
    )
    mentor.majors.set(majors)
    return mentor


def test_not_knowing_is_an_answer_that_leads_somewhere(client: Client, newcomer: Student) -> None:
    client.post("/welcome/interests/", {"is_undecided": "on"})

    response = client.post("/welcome/done/")

    newcomer.refresh_from_db()
    assert newcomer.is_undecided
    assert response["Location"] == "/undecided/"


def test_it_counts_what_people_with_the_same_major_do_now(client: Client, newcomer: Student, chemistry: Major) -> None:
    newcomer.majors.set([chemistry])
    for name, field in [("A A", "Law"), ("B B", "Law"), ("C C", "Health care")]:
        alum(name, field, chemistry)
    alum("D D", "Arts")
    alum("E E", "Law", chemistry, hidden_fields=["majors"])

    response = client.get("/undecided/")

    found = [(path.name, path.number) for path in response.context["paths"]]
    assert found == [("Law", 2), ("Health care", 1)]
    assert "What people who studied Chemistry do now" in unescape(response.content.decode())
    assert client.get(response.context["paths"][0].url).status_code == 200


def test_without_a_major_everybody_is_counted(client: Client, chemistry: Major) -> None:
    alum("A A", "Law", chemistry)

    response = client.get("/undecided/")

    assert [path.name for path in response.context["paths"]] == ["Law"]
    assert "What our alumni do now" in response.content.decode()


def test_it_names_one_person_of_a_field_and_those_who_changed_course_first(client: Client) -> None:
    for number in range(7):
        alum(f"Plain {number}", f"Field {number}")
    alum("Changed Once", "Field 3", topics=["Switching careers"])
    alum("Kept Quiet", "Field 4", topics=["Switching careers"], hidden_fields=["topics"])
    alum("Full Up", "Field 9", state=Mentor.State.RETIRED)

    names = [card.name for card in client.get("/undecided/").context["people"]]

    assert (names[0], len(names)) == ("Changed Once", 5)
    assert not {"Full Up", "Kept Quiet"} & set(names[:1])


def test_it_names_the_advisor_and_where_to_book_one(client: Client) -> None:
    Policy(pk=1, advisor_booking_url="https://example.edu/advisors").save()

    shown = page(client, "/undecided/")

    assert "Rosa Alvarez is your career advisor." in shown
    assert "https://example.edu/advisors" in shown


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_however_many_there_are(
    number: int,
    client: Client,
    newcomer: Student,
    chemistry: Major,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    newcomer.majors.set([chemistry])
    for count in range(number):
        alum(f"Person {count}", f"Field {count}", chemistry)

    with django_assert_num_queries(11 + (number < 3)):  # with few of one's own major, everybody is counted
        client.get("/undecided/")


@pytest.mark.parametrize("kind", ["mentor", "advisor"])
@pytest.mark.parametrize("path", ["/welcome/", "/welcome/you/", "/undecided/"])
def test_nobody_else_has_these_pages(path: str, kind: str, strangers: dict[str, User], client_for: ClientFor) -> None:
    assert client_for(strangers[kind]).get(path).status_code == 404
