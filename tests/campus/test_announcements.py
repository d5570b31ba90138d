"""What the office says on top of pages: to whom, from when to when, and closed once for good."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import Role, User
from careernet.campus.actions import save_announcement
from careernet.campus.models import Announcement, Dismissal
from careernet.core import clock
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], Client]
FAIR = "The career fair is on Thursday."
TODAY = date(2026, 9, 14)


def announce(**changes: object) -> Announcement:
    usual = {
        "audience": "student",
        "text": FAIR,
        "url": "",
        "starts_on": TODAY,
        "ends_on": TODAY,
        "is_dismissible": True,
    }
    return save_announcement(Announcement(), **(usual | changes))


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("everybody", {"visitor", "student", "mentor", "advisor"}),
        ("student", {"student"}),
        ("mentor", {"mentor"}),
        ("advisor", {"advisor"}),
    ],
)
def test_it_shows_to_those_it_is_for(
    audience: str,
    readers: set[str],
    student: Student,
    mentor: Mentor,
    advisor: User,
    client_for: ClientFor,
    now: datetime,
) -> None:
    announce(audience=audience)
    people = {"student": student.user, "mentor": mentor.user, "advisor": advisor}
    clients = {"visitor": Client()} | {name: client_for(user) for name, user in people.items()}

    assert {name for name, client in clients.items() if FAIR in client.get("/").content.decode()} == readers


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_shown"),
    [
        (TODAY, TODAY, True),
        (date(2026, 9, 1), date(2026, 9, 30), True),
        (date(2026, 9, 15), date(2026, 9, 30), False),
        (date(2026, 9, 1), date(2026, 9, 13), False),
    ],
)
def test_it_shows_on_its_days_alone(
    starts_on: date, ends_on: date, is_shown: bool, student: Student, client_for: ClientFor, now: datetime
) -> None:
    announce(starts_on=starts_on, ends_on=ends_on)

    assert (FAIR in client_for(student.user).get("/").content.decode()) is is_shown


def test_its_days_are_those_of_the_campus(student: Student, client_for: ClientFor, now: datetime) -> None:
    clock.move_to(now.replace(day=15, hour=3))  # Tuesday in Greenwich, Monday evening in New York
    announce()

    assert FAIR in client_for(student.user).get("/").content.decode()


def test_closed_it_is_gone_for_good_and_only_for_this_person(
    student: Student, client_for: ClientFor, now: datetime
) -> None:
    announcement = announce()
    client, other = client_for(student.user), client_for(factories.StudentFactory().user)

    response = client.post(f"/announcements/{announcement.pk}/dismiss/", {"next": "/resources/"})
    client.post(f"/announcements/{announcement.pk}/dismiss/")

    assert (response.status_code, response["Location"]) == (302, "/resources/")
    assert Dismissal.objects.count() == 1
    assert FAIR not in client.get("/").content.decode()
    assert FAIR in other.get("/").content.decode()


def test_closed_from_within_a_page_only_the_strip_goes(student: Student, client_for: ClientFor, now: datetime) -> None:
    announcement = announce()

    response = client_for(student.user).post(
        f"/announcements/{announcement.pk}/dismiss/", headers={"HX-Request": "true"}
    )

    assert (response.status_code, response.content) == (200, b"")


def test_closing_leads_to_no_other_site(student: Student, client_for: ClientFor, now: datetime) -> None:
    announcement = announce()

    response = client_for(student.user).post(
        f"/announcements/{announcement.pk}/dismiss/", {"next": "https://elsewhere.example/"}
    )

    assert response["Location"] == "/"


def test_what_has_to_stay_cannot_be_closed(student: Student, client_for: ClientFor, now: datetime) -> None:
    announcement = announce(is_dismissible=False)
    client = client_for(student.user)

    response = client.post(f"/announcements/{announcement.pk}/dismiss/")

    assert response.status_code == 409
    assert "/dismiss/" not in client.get("/").content.decode()
    assert FAIR in client.get("/").content.decode()


def test_other_words_are_another_announcement(student: Student, client_for: ClientFor, now: datetime) -> None:
    announcement = announce()
    client = client_for(student.user)
    client.post(f"/announcements/{announcement.pk}/dismiss/")
    known = {"audience": "student", "url": "", "starts_on": TODAY, "is_dismissible": True}

    save_announcement(announcement, text=FAIR, ends_on=date(2026, 9, 20), **known)
    longer = client.get("/").content.decode()
    save_announcement(announcement, text="The fair has moved to Friday.", ends_on=date(2026, 9, 20), **known)

    assert FAIR not in longer
    assert "The fair has moved to Friday." in client.get("/").content.decode()


def test_without_announcements_pages_ask_nothing(
    student: Student, client_for: ClientFor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(student.user)

    with django_assert_num_queries(6):  # session, person with roles, and the page's own
        client.get("/resources/")
    announce()
    client.get("/")  # somebody on this process has looked
    with django_assert_num_queries(7):  # and what this person closed
        client.get("/resources/")


# --- The staff's pages --------------------------------------------------------------------------------------------
TYPED = {"audience": "mentor", "text": FAIR, "starts_on": "2026-09-14", "ends_on": "2026-09-18", "is_dismissible": "on"}


def test_staff_see_it_as_its_readers_do_before_they_save(officer: User, client_for: ClientFor, now: datetime) -> None:
    desk = client_for(officer)

    shown = desk.post("/office/announcements/new/", TYPED)
    before = Announcement.objects.count()
    saved, _again = (desk.post("/office/announcements/new/", TYPED | {"save": "1"}) for _click in range(2))

    assert "As they see it" in shown.content.decode()
    assert (before, saved.status_code, Announcement.objects.get().text) == (0, 302, FAIR)
    assert "Shown now" in desk.get("/office/announcements/").content.decode()


def test_staff_change_and_remove_it(officer: User, client_for: ClientFor, now: datetime) -> None:
    desk, announcement = client_for(officer), announce()
    address = f"/office/announcements/{announcement.pk}/"

    desk.post(address, TYPED | {"text": "On Friday.", "save": "1"})
    changed = Announcement.objects.get().text
    desk.post(f"{address}remove/")

    assert (changed, Announcement.objects.count()) == ("On Friday.", 0)


def test_what_is_missing_is_asked_for(officer: User, client_for: ClientFor) -> None:
    response = client_for(officer).post("/office/announcements/new/", {"save": "1"})

    assert response.status_code == 422
    assert "Enter what you want to say." in response.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_long(
    number: int, officer: User, client_for: ClientFor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        announce(audience=Role.Kind.MENTOR)
    desk = client_for(officer)
    desk.get("/")

    with django_assert_num_queries(6):
        desk.get("/office/announcements/")
