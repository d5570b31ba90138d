"""Name, pronouns and clock belong to the person."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.mentors.models import Mentor
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]


def test_what_was_typed_is_kept(student: Student, client_for: ClientFor) -> None:
    typed = {
        "full_name": "Jordan A. Parker",
        "preferred_name": "Jo",
        "pronouns": "they/them",
        "time_zone": "America/Chicago",
    }

    response = client_for(student.user).post("/settings/", typed)

    student.user.refresh_from_db()
    assert response.status_code == 302
    assert {name: getattr(student.user, name) for name in typed} == typed


def test_a_name_stays_one_line_in_the_heading_of_a_mail(student: Student, client_for: ClientFor) -> None:
    names = {"full_name": "Jordan\r\nBcc: all@example.edu", "preferred_name": "Jo\nJo", "pronouns": "they\u202e/them"}

    client_for(student.user).post("/settings/", names | {"time_zone": "America/Chicago"})

    student.user.refresh_from_db()
    shown = (student.user.full_name, student.user.preferred_name, student.user.pronouns)
    assert shown == ("Jordan Bcc: all@example.edu", "Jo Jo", "they /them")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"full_name": "", "time_zone": "America/Chicago"}, "Enter your name as you would like others to see it."),
        (
            {"full_name": "\u200b", "time_zone": "America/Chicago"},
            "Enter your name as you would like others to see it.",
        ),
        ({"full_name": "Jo", "time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_is_written(
    typed: dict[str, str], sentence: str, student: Student, client_for: ClientFor
) -> None:
    response = client_for(student.user).post("/settings/", typed)

    student.user.refresh_from_db()
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (student.user.full_name, student.user.time_zone) == ("Jordan Parker", "America/New_York")


def test_an_older_spelling_of_a_zone_survives_saving(mentor: Mentor, client_for: ClientFor) -> None:
    mentor.user.time_zone = "Asia/Calcutta"
    mentor.user.save(update_fields=["time_zone"])

    page = client_for(mentor.user).get("/settings/").content.decode()

    assert '<option value="Asia/Calcutta" selected>' in page


def test_the_way_to_sign_in_is_changed_from_here(student: Student, client_for: ClientFor) -> None:
    page = client_for(student.user).get("/settings/").content.decode()

    assert all(address in page for address in ("/account/email/", "/account/password/", "/account/2fa/"))
