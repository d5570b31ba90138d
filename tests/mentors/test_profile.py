"""The profile: what a mentor says, what of it students see, and how it looks before it is saved."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.mentors.actions import update_profile
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.visibility import HIDEABLE
from careernet.students.models import Student

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
PROFILE = "/mentoring/profile/"


@pytest.fixture
def client(mentor: Mentor, client_for: SignIn, now: datetime) -> Client:
    return client_for(mentor.user)


def typed(page: object, **changes: object) -> dict[str, object]:
    """The page's forms as the browser would send them back, with these changes."""
    forms = page.context["forms"]
    data: dict[str, object] = {f"path-{name}": len(forms.stops.forms) for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in (forms.about, *forms.stops.forms):
        data |= {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in (data | changes).items()}


def stop(number: int, title: str, **fields: object) -> dict[str, object]:
    row = {"kind": "work", "title": title, "place": "", "from_year": "", "to_year": ""} | fields
    return {f"path-{number}-{name}": value for name, value in row.items()} | {"path-TOTAL_FORMS": number + 1}


def hide(*choices: str) -> list[str]:
    """The boxes that stay ticked."""
    return [choice for choice in HIDEABLE if choice not in choices]


def test_what_is_typed_is_saved_as_the_mentors_own(mentor: Mentor, client: Client) -> None:
    physics = Major.objects.create(name="Physics")
    changes = {
        "full_name": "Maya Chen-Ruiz",
        "preferred_name": "May",
        "pronouns": "she/her",
        "job_title": "Head of Research",
        "major_names": "physics",
        "languages": "Mandarin\nSpanish",
        "topics": ["Start-ups"],
        "personal_topics": ["Veterans"],
        "other_topics": "Patents\n\n Start-ups ",
    }

    response = client.post(PROFILE, typed(client.get(PROFILE), **changes))

    mentor.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, PROFILE)
    assert (mentor.user.full_name, mentor.user.preferred_name, mentor.user.pronouns) == (
        "Maya Chen-Ruiz",
        "May",
        "she/her",
    )
    assert (mentor.job_title, mentor.languages) == ("Head of Research", ["Mandarin", "Spanish"])
    assert mentor.topics == ["Start-ups", "Veterans", "Patents"]
    assert list(mentor.majors.all()) == [physics]
    assert mentor.hidden_fields == []
    assert mentor.edited_fields == ["job_title", "languages", "majors", "topics"]
    assert mentor.sort_name == "chen ruiz maya"
    assert "head of research" in mentor.search_text


def test_what_was_not_touched_stays_as_it_was(mentor: Mentor, client: Client) -> None:
    before = Mentor.objects.values().get()

    client.post(PROFILE, typed(client.get(PROFILE)))

    after = Mentor.objects.values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"edited_fields", "search_text", "search", "facets"}
    assert after["edited_fields"] == ["topics"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"full_name": " "}, "Enter your name as you would like students to see it."),
        ({"modes": []}, "Choose at least one way to meet."),
        ({"class_year": "2031"}, "Enter a year from 1930 to 2026."),
        ({"country": "USA"}, "at most 2 characters"),
        ({"country": "U5"}, "Enter two letters"),
        ({"major_names": "Wizardry"}, "We don&#x27;t know the major “Wizardry”"),
        ({"other_topics": "x" * 81}, "Write up to 12 lines of at most 80 characters."),
        ({"topics": [f"Topic {number}" for number in range(3)]}, "Select a valid choice"),
        ({"languages": "x" * 41}, "Write up to 10 lines of at most 40 characters."),
        ({"video_link": "javascript:alert(1)"}, "valid URL"),
        ({"linkedin_url": "nothing"}, "valid URL"),
        ({"shown": ["everything"]}, "Select a valid choice"),
        (stop(0, "", place="State Water Agency"), "Enter what you did or studied there"),
        (stop(0, "Analyst", from_year="2018", to_year="2014"), "This ends before it begins."),
        (stop(0, "Analyst", from_year="1850"), "Enter a year from 1930 to 2026."),
        (stop(0, "Analyst", kind="hobby"), "Select a valid choice"),
        ({"path-TOTAL_FORMS": "many"}, "ManagementForm"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_kept(
    changes: dict[str, object], sentence: str, mentor: Mentor, client: Client
) -> None:
    response = client.post(PROFILE, typed(client.get(PROFILE), **({"job_title": "Head of Research"} | changes)))

    mentor.refresh_from_db()
    content = response.content.decode()
    assert response.status_code == 422
    assert sentence in content
    assert "There is a problem" in content
    assert 'value="Head of Research"' in content
    assert (mentor.job_title, mentor.edited_fields) == ("Battery chemist", [])


def test_a_profile_sent_empty_is_wrong_like_any_other(client: Client) -> None:
    assert client.post(PROFILE).status_code == 422


# --- The path ---------------------------------------------------------------------------------------------------------
def test_the_path_is_shown_newest_first(mentor: Mentor, student: Student, client: Client, client_for: SignIn) -> None:
    rows = {
        **stop(0, "Chemistry, PhD", kind="study", place="Bayview University", from_year="2014", to_year="2018"),
        **stop(1, "Volunteer", kind="other"),
        **stop(2, ""),
        **stop(3, "Water analyst", place="State Water Agency", from_year="2018", to_year="2020"),
        **stop(4, "Board member", place="Clean Rivers", from_year="2019"),
    }
    client.post(PROFILE, typed(client.get(PROFILE), in_role_since="2020", **rows))

    page = client_for(student.user).get(f"/mentors/{mentor.pk}/")

    assert [(station.title, station.text) for station in page.context["person"].path] == [
        ("Battery chemist at Arcadia Labs", "Since 2020"),
        ("Board member", "Clean Rivers, since 2019"),
        ("Water analyst", "State Water Agency, 2018–2020"),
        ("Chemistry, PhD", "Bayview University, 2014–2018"),
        ("Volunteer", ""),
    ]


def test_what_the_college_knows_stands_in_for_a_path(mentor: Mentor, student: Student, client_for: SignIn) -> None:
    mentor.majors.add(Major.objects.create(name="Chemistry"))
    Mentor.objects.update(previous_employer="State Water Agency")
    bare = client_for(student.user).get(f"/mentors/{mentor.pk}/").context["person"].path
    PathEntry.objects.create(mentor=mentor, kind="study", title="Chemistry, PhD")
    with_study = client_for(student.user).get(f"/mentors/{mentor.pk}/").context["person"].path

    assert [station.title for station in bare] == ["Battery chemist at Arcadia Labs", "State Water Agency", "Chemistry"]
    assert [station.title for station in with_study] == [
        "Battery chemist at Arcadia Labs",
        "State Water Agency",
        "Chemistry, PhD",
    ]


def test_a_row_is_added_and_taken_away_while_what_was_typed_stays(mentor: Mentor, client: Client) -> None:
    rows = stop(0, "Water analyst") | stop(1, "Board member")
    changes = {"job_title": "Head of Research", "topics": ["Start-ups"], "shown": hide("about"), "class_year": "soon"}

    more = client.post(PROFILE, typed(client.get(PROFILE), add="stop", **changes, **rows))
    fewer = client.post(PROFILE, typed(more, take_out="0"))

    forms = fewer.context["forms"]
    mentor.refresh_from_db()
    assert (more.status_code, fewer.status_code) == (200, 200)
    assert [form["title"].value() for form in more.context["forms"].stops] == ["Water analyst", "Board member", None]
    assert [form["title"].value() for form in forms.stops] == ["Board member", ""]
    assert forms.about["job_title"].value() == "Head of Research"
    assert (forms.about["topics"].value(), forms.about["class_year"].value()) == (["Start-ups"], "soon")
    assert "about" not in forms.about["shown"].value()
    assert "There is a problem" not in more.content.decode() + fewer.content.decode()
    assert mentor.job_title == "Battery chemist"


def test_ten_stops_are_enough(client: Client) -> None:
    rows: dict[str, object] = {}
    for number in range(10):
        rows |= stop(number, f"Job {number}")

    page = client.post(PROFILE, typed(client.get(PROFILE), add="stop", **rows))

    assert len(page.context["forms"].stops.forms) == 10
    assert 'name="add"' not in page.content.decode()
    assert client.post(PROFILE, typed(page, **stop(10, "One more"))).status_code == 422


def test_a_path_emptied_is_gone(mentor: Mentor, client: Client) -> None:
    PathEntry.objects.create(mentor=mentor, title="Water analyst")

    client.post(PROFILE, typed(client.get(PROFILE), **stop(0, "")))

    assert not mentor.path.exists()


# --- Topics -----------------------------------------------------------------------------------------------------------
def test_a_personal_topic_from_the_alumni_office_is_shown_only_once_its_owner_ticked_it(
    mentor: Mentor, student: Student, client: Client, client_for: SignIn
) -> None:
    Mentor.objects.update(topics=["Start-ups", "Veterans"])
    page = client.get(PROFILE)

    offered = page.context["forms"].about
    client.post(PROFILE, typed(page))

    mentor.refresh_from_db()
    assert (offered["topics"].value(), offered["personal_topics"].value()) == (["Start-ups"], [])
    assert mentor.topics == ["Start-ups"]

    client.post(PROFILE, typed(page, personal_topics=["Veterans"]))

    assert "Veterans" in client_for(student.user).get(f"/mentors/{mentor.pk}/").content.decode()


def test_saving_something_else_confirms_no_topic(mentor: Mentor, student: Student, client_for: SignIn) -> None:
    Mentor.objects.update(topics=["Start-ups", "Veterans"])

    update_profile(mentor, facts={"job_title": "Head of Research"}, majors=[])

    page = client_for(student.user).get(f"/mentors/{mentor.pk}/").content.decode()
    assert "Start-ups" in page
    assert "Veterans" not in page


# --- What students see ------------------------------------------------------------------------------------------------
def test_what_is_not_ticked_is_kept_from_students(mentor: Mentor, client: Client) -> None:
    page = client.get(PROFILE)

    client.post(PROFILE, typed(page, shown=hide("employer", "place", "path")))

    mentor.refresh_from_db()
    assert mentor.hidden_fields == [
        "city",
        "country",
        "employer",
        "employer_size",
        "path",
        "previous_employer",
        "region",
    ]
    assert "arcadia" not in mentor.search_text
    assert client.get(PROFILE).context["forms"].about["shown"].value() == hide("employer", "place", "path")


def test_the_preview_shows_what_is_typed_and_saves_nothing(mentor: Mentor, client: Client) -> None:
    Major.objects.create(name="Physics")
    changes = {
        "full_name": "Maya Ruiz",
        "job_title": "Head of Research",
        "major_names": "Physics",
        "shown": hide("employer", "about"),
        "about": "I would rather keep this.",
        "personal_topics": ["Veterans"],
    }
    before = Mentor.objects.values().get()

    page = client.post(PROFILE, typed(client.get(PROFILE), preview="1", **changes, **stop(0, "Water analyst")))

    seen = page.context["person"]
    assert page.status_code == 200
    assert "Not saved yet" in page.content.decode()
    assert (seen.user.display_name, seen.headline, seen.about) == ("Maya Ruiz", "Head of Research", "")
    assert [station.title for station in seen.path] == ["Head of Research", "Water analyst", "Physics"]
    assert seen.topics == ["Veterans"]
    assert page.context["forms"].about["about"].value() == "I would rather keep this."
    assert Mentor.objects.values().get() == before
    assert User.objects.get(pk=mentor.user_id).full_name == "Maya Chen"


def test_what_cannot_be_read_cannot_be_previewed(client: Client) -> None:
    page = client.post(PROFILE, typed(client.get(PROFILE), preview="1", class_year="soon"))

    assert page.status_code == 422
    assert "Correct it to see how it looks" in page.content.decode()


def test_a_name_changed_in_the_settings_is_found_and_the_old_one_is_not(
    mentor: Mentor, student: Student, client: Client, client_for: SignIn
) -> None:
    client.post("/settings/", {"full_name": "Maya Ruiz", "time_zone": "America/Los_Angeles"})

    finds = client_for(student.user).get("/mentors/?q=ruiz").content.decode()
    finds_no_more = client_for(student.user).get("/mentors/?q=chen").content.decode()

    mentor.refresh_from_db()
    assert mentor.sort_name == "ruiz maya"
    assert (f"/mentors/{mentor.pk}/" in finds, f"/mentors/{mentor.pk}/" in finds_no_more) == (True, False)


# --- Who may ----------------------------------------------------------------------------------------------------------
def test_only_mentors_have_a_mentors_profile(
    student: Student, advisor: User, officer: User, client_for: SignIn
) -> None:
    statuses = {client_for(user).get(PROFILE).status_code for user in (student.user, advisor, officer)}

    assert statuses == {404}


def test_the_page_takes_the_same_queries_with_a_path_and_without(
    mentor: Mentor, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PROFILE)
    with django_assert_num_queries(7):
        client.get(PROFILE)
    PathEntry.objects.bulk_create(PathEntry(mentor=mentor, title=f"Job {number}") for number in range(10))

    with django_assert_num_queries(7):
        client.get(PROFILE)
