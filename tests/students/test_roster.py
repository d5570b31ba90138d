"""The registrar's list: what is read, what is refused, and what taking it in changes."""

import csv
import io
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Major
from careernet.core.rules import RuleBroken
from careernet.core.sheets import Unreadable
from careernet.students import roster, uploads
from careernet.students.actions import admit
from careernet.students.models import RosterEntry, RosterUpload, Student
from tests import factories

pytestmark = pytest.mark.django_db

ClientFor = Callable[[AbstractBaseUser], Client]
TODAY = date(2026, 9, 14)
HEADINGS = "email,name,class_year,majors,advisor,adult_from"


def sheet(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *lines]).encode()


def take_in(*lines: str, by: User, now: datetime, headings: str = HEADINGS) -> RosterUpload:
    brought = uploads.check(sheet(*lines, headings=headings), file_name="fall.csv", by=by, now=now)
    return uploads.take_in(brought, by=by, now=now)


def counts(upload: RosterUpload) -> dict[str, int]:
    return {name: number for name, number in upload.counts.items() if number}


# --- Reading ------------------------------------------------------------------------------------------------------
def test_a_line_is_read_as_it_is_meant() -> None:
    read = roster.read(
        sheet("Ana@Example.EDU,  Ana   Lima ,2029,Chemistry;Physics,Rosa@example.edu,11/24/2026"), today=TODAY
    )

    assert read.refused == []
    assert read.rows == [
        roster.Row(2, "ana@example.edu", "Ana Lima", 2029, ["Chemistry", "Physics"], "rosa@example.edu", "2026-11-24")
    ]


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        ("E-mail,First name,Last name", "ana@example.edu,Ana,Lima"),
        ("Student Name;Email Address;SSN", "Ana Lima;ana@example.edu;123-45-6789"),
        ("\ufeffemail\tname", "ana@example.edu\tAna Lima"),
    ],
)
def test_headings_and_separators_are_taken_as_people_write_them(headings: str, line: str) -> None:
    read = roster.read(sheet(line, headings=headings), today=TODAY)

    assert [(row.email, row.full_name) for row in read.rows] == [("ana@example.edu", "Ana Lima")]


def test_columns_we_do_not_know_are_named_and_not_kept(officer: User, now: datetime) -> None:
    brought = uploads.check(
        sheet("ana@example.edu,123-45-6789", headings="email,ssn"), file_name="f.csv", by=officer, now=now
    )

    assert brought.counts["ignored"] == ["ssn"]
    assert "123-45-6789" not in str(brought.rows)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"name\nAna", "No column is called “email”"),
        (b"", "No column is called “email”"),
        ("email,name\nana@example.edu,Zoë".encode("latin-1"), "not UTF-8"),
        (b"email,e-mail\na@example.edu,b@example.edu", "Two columns say the same"),
        (b"email,email\na@example.edu,b@example.edu", "Two columns say the same"),
        (b'email,name\nana@example.edu,"Ana', "cannot be read from line"),
    ],
)
def test_a_file_of_another_shape_is_refused_as_a_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        roster.read(data, today=TODAY)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ana,Ana,,,,", "“ana” is not an e-mail address."),
        (",Ana,,,,", "“” is not an e-mail address."),
        ("ana@example.edu,Ana", "It has 2 cells, the first line has 6."),
        ("ana@example.edu,Ana,soon,,,", "The class year is “soon”"),
        ("ana@example.edu,Ana,1066,,,", "The class year is “1066”"),
        ("ana@example.edu,Ana,,,,24.11.2026", "The day they turn 18 is “24.11.2026”"),
        ("ana@example.edu,Ana,,,,11/24/0026", "The day they turn 18 is “11/24/0026”"),
        ("ana@example.edu,Ana,,a;b;c;d;e,,", "more than 4 majors"),
        ("ana@example.edu,Ana,,,nobody,", "“nobody” is not an e-mail address."),
        ("ana@example.edu,A\u202ena,,,,", "invisible characters"),
        ("ana@example.edu,=1+1,,,,", "spreadsheet formula"),
        ("ana@example.edu," + "A" * 151 + ",,,,", "longer than 150"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_the_reason(line: str, reason: str) -> None:
    read = roster.read(sheet("jo@example.edu,Jo,,,,", line), today=TODAY)

    assert [row.email for row in read.rows] == ["jo@example.edu"]
    assert [number for number, _ in read.refused] == [3]
    assert reason in read.refused[0][1]


def test_the_second_line_of_an_address_is_refused() -> None:
    read = roster.read(sheet("ana@example.edu,Ana,,,,", "ANA@example.edu,Anna,,,,"), today=TODAY)

    assert read.refused == [(3, "Line 2 has the same address.")]


# --- Checking -----------------------------------------------------------------------------------------------------
def test_checking_changes_nothing(officer: User, now: datetime) -> None:
    brought = uploads.check(sheet("ana@example.edu,Ana,2029,Alchemy,,"), file_name="fall.csv", by=officer, now=now)

    assert counts(brought) == {"new": 1, "new_majors": 1}
    assert (RosterEntry.objects.count(), Major.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_a_new_list_takes_the_place_of_one_not_taken_in(officer: User, now: datetime) -> None:
    first = uploads.check(sheet("ana@example.edu,,,,,"), file_name="1.csv", by=officer, now=now)
    second = uploads.check(sheet("ana@example.edu,,,,,"), file_name="2.csv", by=officer, now=now)

    assert list(RosterUpload.objects.all()) == [second]
    assert first.pk != second.pk


def test_what_a_colleague_has_forgotten_goes_after_a_week(officer: User, now: datetime) -> None:
    uploads.check(sheet("ana@example.edu,,,,,"), file_name="1.csv", by=factories.UserFactory(), now=now)
    uploads.check(sheet("ana@example.edu,,,,,"), file_name="2.csv", by=officer, now=now + timedelta(days=6))

    uploads.check(sheet("ana@example.edu,,,,,"), file_name="3.csv", by=officer, now=now + timedelta(days=8))

    assert [brought.file_name for brought in RosterUpload.objects.all()] == ["3.csv"]


def test_somebody_who_is_no_advisor_is_refused(officer: User, student: Student, now: datetime) -> None:
    brought = uploads.check(
        sheet(f"ana@example.edu,Ana,,,{student.user.email},"), file_name="fall.csv", by=officer, now=now
    )

    assert brought.refused == [(2, f"No advisor here has the address “{student.user.email}”.")]


# --- Taking in ----------------------------------------------------------------------------------------------------
def test_the_roster_is_written_and_on_record(officer: User, advisor: User, now: datetime) -> None:
    Major.objects.create(name="Chemistry")

    upload = take_in(
        f"ana@example.edu,Ana Lima,2029,chemistry;Physics,{advisor.email},2026-11-24", "nonsense", by=officer, now=now
    )

    entry = RosterEntry.objects.get()
    event = AuditEvent.objects.get(verb="took in roster")
    assert (entry.email, entry.full_name, entry.class_year) == ("ana@example.edu", "Ana Lima", 2029)
    assert (entry.advisor, entry.adult_from) == (advisor, date(2026, 11, 24))
    assert {major.name for major in entry.majors.all()} == {"Chemistry", "Physics"}
    assert counts(upload) == {"new": 1, "new_majors": 1, "refused": 1}
    assert (upload.rows, upload.applied_at) == ([], now)
    assert (event.by, event.data["new"], event.data["refused"]) == (officer, 1, 1)


def test_the_same_list_again_changes_nothing(officer: User, advisor: User, now: datetime) -> None:
    lines = [f"ana@example.edu,Ana,2029,Physics,{advisor.email},2026-11-24", "jo@example.edu,Jo,,,,"]
    take_in(*lines, by=officer, now=now)

    again = take_in(*lines, by=officer, now=now)

    assert counts(again) == {"unchanged": 2}


def test_a_list_is_taken_in_once(officer: User, now: datetime) -> None:
    upload = take_in("ana@example.edu,Ana,,,,", by=officer, now=now)

    again = uploads.take_in(upload, by=officer, now=now)

    assert again.counts == upload.counts
    assert AuditEvent.objects.filter(verb="took in roster").count() == 1


def test_a_newer_list_changes_the_roster_and_an_empty_cell_empties_nothing(officer: User, now: datetime) -> None:
    take_in("ana@example.edu,Ana Lima,2029,Physics,,2026-11-24", by=officer, now=now)

    newer = take_in("ana@example.edu,,2030,Chemistry,,", by=officer, now=now)

    entry = RosterEntry.objects.get()
    assert counts(newer) == {"changed": 1, "new_majors": 1}
    assert (entry.full_name, entry.class_year, entry.adult_from) == ("Ana Lima", 2030, date(2026, 11, 24))
    assert [major.name for major in entry.majors.all()] == ["Chemistry"]


def test_an_address_typed_in_capitals_is_the_same(officer: User, now: datetime) -> None:
    RosterEntry.objects.create(email="Ana.Lima@Example.edu", full_name="Ana Lima")

    upload = take_in("ana.lima@example.edu,Ana Lima,,,,", by=officer, now=now)

    assert counts(upload) == {"unchanged": 1}


def test_a_list_of_which_nothing_can_be_used_is_not_taken_in(officer: User, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="No line of this list can be used"):
        take_in("nonsense", by=officer, now=now)


# --- Students who are here already --------------------------------------------------------------------------------
def test_a_students_gaps_are_filled(officer: User, advisor: User, now: datetime) -> None:
    student = factories.StudentFactory(user__full_name="", class_year=None, advisor=None)

    upload = take_in(f"{student.user.email},Ana Lima,2029,Physics,{advisor.email},2026-11-24", by=officer, now=now)

    student = Student.objects.get()
    assert counts(upload) == {"new": 1, "completed": 1, "new_majors": 1}
    assert (student.user.full_name, student.class_year, student.advisor) == ("Ana Lima", 2029, advisor)
    assert student.adult_from == date(2026, 11, 24)
    assert [major.name for major in student.majors.all()] == ["Physics"]


def test_what_a_student_has_said_stays(officer: User, student: Student, now: datetime) -> None:
    student.majors.add(Major.objects.create(name="Chemistry"))
    other = factories.person("advisor")

    upload = take_in(f"{student.user.email},LIMA ANA,2031,Physics,{other.email},", by=officer, now=now)

    student = Student.objects.select_related("user", "advisor").get()
    assert "completed" not in counts(upload)
    assert (student.user.full_name, student.class_year) == ("Jordan Parker", 2028)
    assert student.advisor != other
    assert [major.name for major in student.majors.all()] == ["Chemistry"]


def test_a_student_is_known_by_a_second_proven_address(officer: User, student: Student, now: datetime) -> None:
    EmailAddress.objects.create(user=student.user, email="ana@example.edu", verified=True)

    upload = take_in("ana@example.edu,,,Physics,,", by=officer, now=now)

    assert upload.counts["completed"] == 1


def test_whoever_comes_later_finds_what_the_roster_knows(officer: User, advisor: User, now: datetime) -> None:
    take_in(f"ana@example.com,Ana Lima,2029,Physics,{advisor.email},2026-11-24", by=officer, now=now)
    user = factories.UserFactory(email="ana@example.com", full_name="")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    student = admit(user, now=now)

    assert student is not None
    assert (student.class_year, student.advisor, student.adult_from) == (2029, advisor, date(2026, 11, 24))
    assert [major.name for major in student.majors.all()] == ["Physics"]
    assert user.full_name == "Ana Lima"


# --- The pages ----------------------------------------------------------------------------------------------------
def bring(client: Client, data: bytes) -> HttpResponse:
    return client.post("/office/roster/", {"file": SimpleUploadedFile("fall.csv", data)})  # type: ignore[return-value]


def test_the_office_brings_checks_and_takes_in(officer: User, client_for: ClientFor) -> None:
    client = client_for(officer)

    brought = bring(client, sheet("ana@example.edu,Ana,,,,", "nonsense"))
    checked = client.get(brought["Location"]).content.decode()
    before = RosterEntry.objects.count()
    client.post(brought["Location"])

    assert "Nothing is written yet." in checked
    assert "It has 1 cells, the first line has 6." in checked
    assert (before, RosterEntry.objects.count()) == (0, 1)
    assert "What changed" in client.get(brought["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "The file is empty."), (b"name\nAna", "No column is called “email”")],
)
def test_a_file_that_cannot_be_used_is_explained(
    data: bytes, sentence: str, officer: User, client_for: ClientFor
) -> None:
    response = bring(client_for(officer), data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not RosterUpload.objects.exists()


def test_no_file_is_asked_for(officer: User, client_for: ClientFor) -> None:
    response = client_for(officer).post("/office/roster/", {})

    assert response.status_code == 422
    assert "Choose the list: a CSV file." in response.content.decode()


def test_the_page_asks_as_often_however_many_lists_there_were(
    officer: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    client = client_for(officer)
    for _list in range(9):
        take_in("ana@example.edu,,,,,", by=officer, now=now)

        with django_assert_num_queries(5):
            client.get("/office/roster/")


@pytest.mark.slow
def test_a_long_list_is_taken_in(officer: User, advisor: User, client_for: ClientFor) -> None:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADINGS.split(","))
    for number in range(20_000):
        major = f"Major {number % 60}"
        table.writerow([f"student{number}@example.edu", f"Robin Student{number}", 2029, major, advisor.email, ""])
    client, begun = client_for(officer), time.perf_counter()

    brought = bring(client, text.getvalue().encode())
    client.post(brought["Location"])

    assert RosterEntry.objects.count() == 20_000
    assert time.perf_counter() - begun < 60
