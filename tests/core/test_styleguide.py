"""The pages around everything: landing, style guide, themes, the shell of each role, the error pages."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import Client

from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db
Browser = Callable[[AbstractBaseUser], Client]


def places(page: str) -> list[str]:
    """The labels of the bar on top, in order."""
    bar = page.split('class="cn-nav"')[1].split("</ul>")[0]
    return re.findall(r">([^<>\s][^<>]*)</a>", bar)


def test_the_landing_page_invites_both_sides(client: Client) -> None:
    page = client.get("/").content.decode()

    assert page.count("<h1") == 1
    assert "<title>Ask someone who already does it · careernet</title>" in page
    assert "Find a mentor" in page
    assert "Volunteer as a mentor" in page


def test_the_landing_page_sends_nobody_to_a_directory_they_have_not(
    client_for: Browser, mentor: Mentor, student: Student
) -> None:
    mentors, students = (client_for(person.user).get("/").content.decode() for person in (mentor, student))

    assert ('href="/start/"' in mentors, 'href="/mentors/">Find a mentor' in mentors) == (True, False)
    assert 'href="/mentors/">Find a mentor' in students


def test_the_landing_page_speaks_in_the_offices_own_words(client: Client) -> None:
    Policy(pk=1, welcome="Larkspur alumni have been where you are.").save()

    page = client.get("/").content.decode()

    assert "Larkspur alumni have been where you are." in page
    assert "Have a 20-minute conversation" not in page


def test_alumni_read_the_numbers_the_rules_really_have(client: Client) -> None:
    Policy(pk=1, request_expires=12, office_email="alumni@example.edu").save()

    page = client.get("/for-alumni/").content.decode()

    assert "closes by itself after 12 days" in page
    assert "at most 2 calls a month" in page
    assert "alumni@example.edu" in page


@pytest.fixture
def no_numbers_remembered() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


@pytest.mark.parametrize(("mentors", "is_told"), [(9, False), (10, True)])
def test_the_landing_page_counts_mentors_once_there_are_enough(
    client: Client, no_numbers_remembered: None, mentors: int, is_told: bool
) -> None:
    factories.MentorFactory.create_batch(mentors)

    page = client.get("/").content.decode()

    assert ("mentors who can be asked now" in page) is is_told


def test_the_style_guide_shows_every_piece(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()

    pieces = [
        "chip",
        "tile",
        "dual",
        "journey",
        "mini",
        "queue",
        "person-card",
        "timeline",
        "empty",
        "alert",
        "problem",
    ]
    assert [piece for piece in pieces if f'class="cn-{piece}' not in page and f" cn-{piece}" not in page] == []


def test_the_style_guide_is_for_us_alone(client: Client, settings: LazySettings) -> None:
    settings.DEMO = settings.DEBUG = False

    assert client.get("/styleguide/").status_code == 404


def test_no_page_carries_inline_styles_or_scripts(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()

    assert re.findall(r"\sstyle=|\son\w+=|<style|<script>", page) == []


@pytest.mark.parametrize(("chosen", "drawn"), [("dark", "dark"), ("light", "light"), ("auto", "light"), ("x", "light")])
def test_a_page_is_drawn_in_the_remembered_theme(client: Client, chosen: str, drawn: str) -> None:
    client.cookies["theme"] = chosen

    page = client.get("/").content.decode()

    assert f'data-bs-theme="{drawn}"' in page


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "http://["])
def test_choosing_a_theme_leads_to_no_other_site(elsewhere: str, client: Client) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": elsewhere})

    assert response["Location"] == "/"


@pytest.mark.parametrize("nowhere", ["mentors", "é", "02:30"])
def test_choosing_a_theme_on_a_page_that_is_none_is_no_error(nowhere: str, client: Client) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": nowhere})

    assert response.status_code == 302


def test_choosing_a_theme_remembers_it_and_returns(client: Client) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "/styleguide/"})

    assert (response.status_code, response["Location"]) == (302, "/styleguide/")
    assert response.cookies["theme"].value == "dark"


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_choosing_a_theme_never_leads_away(client: Client, next_page: str) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": next_page})

    assert response["Location"] == "/"


def test_a_theme_we_do_not_have_is_not_remembered(client: Client) -> None:
    assert "theme" not in client.post("/theme/", {"theme": "neon"}).cookies


def test_a_visitor_is_shown_how_it_works_and_where_to_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()

    assert places(page) == ["How it works", "For alumni", "Guides"]
    assert "cn-tabs" not in page


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Role.Kind.STUDENT, ["Home", "Find mentors", "Interviews", "Network", "Plan", "Guides"]),
        (Role.Kind.MENTOR, ["Home", "Requests", "Times", "Profile", "Mentor guide"]),
        (Role.Kind.ADVISOR, ["Queue", "My students", "Classes", "Insights", "Question bank", "Guides"]),
        (Role.Kind.OFFICER, ["Office", "Reports", "Insights", "Classes", "Admin"]),
    ],
)
def test_each_role_finds_its_own_places(client_for: Browser, kind: Role.Kind, expected: list[str]) -> None:
    page = client_for(factories.person(kind)).get("/").content.decode()

    assert places(page) == expected


def test_students_find_their_profile_in_the_menu(client_for: Browser) -> None:
    page = client_for(factories.person(Role.Kind.STUDENT)).get("/").content.decode()

    assert page.count('href="/profile/"') == 2  # the menu on top and the one in the phone's bar


def test_people_with_two_roles_can_change_areas(client_for: Browser) -> None:
    user = factories.person(Role.Kind.ADVISOR)
    factories.grant(user, Role.Kind.MENTOR)

    page = client_for(user).get("/").content.decode()

    assert page.count("you are here") == 2  # the menu on top and the one in the phone's bar
    assert "Go to" in page


def test_people_without_a_role_yet_still_get_a_page(client_for: Browser) -> None:
    page = client_for(User.objects.create_user("new@example.edu", full_name="New Person")).get("/").content.decode()

    assert "Menu of New Person" in page


def test_what_does_not_exist_is_a_page_of_ours(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "We can’t find this page" in response.content.decode()


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "429.html", "500.html"])
def test_error_pages_need_nothing_but_themselves(name: str) -> None:
    page = render_to_string(name)

    assert page.count("<h1>") == 1
    assert "Go to the first page" in page
