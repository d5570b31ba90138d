"""A list of alumni as offices have it: how it is read, what is refused, and how it is taken in once and whole."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Field, Major, Policy
from careernet.core.rules import RuleBroken
from careernet.core.sheets import Unreadable
from careernet.mail.models import OutgoingMail
from careernet.mentors import alumni_sheet, uploads
from careernet.mentors.alumni_file import COLUMNS
from careernet.mentors.importer import Terms
from careernet.mentors.models import AlumniUpload, Mentor
from tests import factories
from tests.races import race

ClientFor = Callable[[AbstractBaseUser], Client]
TODAY = date(2026, 9, 14)
HEADINGS = (
    "Constituent ID;First;LAST NAME;E-mail Address;Class Of;Major(s);Company;City;State;Country;Timezone;"
    "Can talk about;How to meet;Max / month;LinkedIn URL;Joined"
)
ANA = {
    "Constituent ID": "T1",
    "First": "Ana",
    "LAST NAME": "Lima",
    "E-mail Address": "ana@example.org",
    "Class Of": "2004",
    "Major(s)": "Chemistry",
    "Company": "Old Mill Co",
    "City": "Dallas",
    "State": "TX",
    "Country": "US",
    "Timezone": "America/Chicago",
    "Can talk about": "Start-ups",
    "How to meet": "video",
    "Max / month": "2",
    "LinkedIn URL": "",
    "Joined": "2024-01-08",
}
TERMS = Terms(time_zone="America/Denver", modes=["phone"])


def listed(*changes: dict[str, str], headings: str = HEADINGS) -> bytes:
    """A file of these rows, each given as what is different from Ana's; numbers and addresses are their own."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(headings.split(";"))
    for number, change in enumerate(changes, start=1):
        own = {"Constituent ID": f"T{number}", "E-mail Address": f"ana{number}@example.org"} if number > 1 else {}
        row = ANA | own | change
        table.writerow(row[name] for name in headings.split(";"))
    return text.getvalue().encode()


def read(*changes: dict[str, str]) -> alumni_sheet.Reading:
    sheet = alumni_sheet.opened(listed(*changes))
    return alumni_sheet.people(sheet, sheet.guess(), today=TODAY)


def brought(data: bytes, *, by: User, now: datetime, terms: Terms = TERMS) -> AlumniUpload:
    upload = uploads.bring(data, file_name="alumni.csv", by=by, now=now)
    uploads.check(upload, columns=upload.columns, terms=terms, now=now)
    upload.refresh_from_db()
    return upload


def taken_in(data: bytes, *, by: User, now: datetime, terms: Terms = TERMS) -> AlumniUpload:
    upload = brought(data, by=by, now=now, terms=terms)
    uploads.begin(upload, by=by, now=now)
    uploads.take_in_waiting(now)
    upload.refresh_from_db()
    return upload


# --- The file -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_letters_are_read_as_they_were_saved_and_shown(codec: str, name: str) -> None:
    data = listed({}, {"First": "Zoë", "LAST NAME": "Núñez"}).decode().encode(codec)

    sheet = alumni_sheet.opened(data)

    assert (sheet.encoding, sheet.names(sheet.guess())) == (name, ["Zoë Núñez", "Ana Lima"])


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_headings_are_matched_however_they_are_separated(separator: str) -> None:
    sheet = alumni_sheet.opened(listed({}).decode().replace(";", separator).encode())

    assert set(COLUMNS) - set(sheet.guess()) == {
        *("preferred_name", "job_title", "field", "work_setting", "employer_size", "in_role_since"),
        "previous_employer",
    }


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The first line has to name the columns"),
        (b"\n\n\n", "The first line has to name the columns"),
        (b"Last,Email\n", "no row below"),
        (b"PK\x03\x04" + b"\0" * 100, "This is a file of Excel"),
        (b"\x89PNG\r\n\x1a\n\x81\x8d" * 20, "letters of this file cannot be read"),
        (b"Last,Email,Email\nLima,a@example.org,b@example.org", "Two columns are called “Email”"),
        (",".join(f"Column {n}" for n in range(5000)).encode() + b"\nx", "names 5000 columns"),
        (b"Last,Email\n" + b"x" * 10_000_000, "Line 2 has more than 100,000 characters"),
        (b"a," * 5_000_000, "Line 1 has more than 100,000 characters"),
        (b'Last,Email\n"Lima,a@example.org\n' + b"Kim,k@example.org\n" * 20_000, "cannot be read from line"),
        (b"Last,Email\n" + b"x\n" * 50_001, "more than 50,000 rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        alumni_sheet.opened(data)


# --- Its cells ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "cell", "as_read"),
    [
        ("Class Of", "'81", "1981"),
        ("Class Of", "’01", "2001"),
        ("Class Of", "2004.0", "2004"),
        ("E-mail Address", "ANA@Example.ORG", "ana@example.org"),
        ("Timezone", "Eastern Time", "America/New_York"),
        ("Timezone", "PST", "America/Los_Angeles"),
        ("Timezone", "Los Angeles", "America/Los_Angeles"),
        ("How to meet", "in-person;phone", "in person; phone"),
        ("How to meet", "Phone/Video", "phone; video"),
        ("How to meet", "any", "video; phone; in person"),
        ("How to meet", "zoom", "video"),
        ("Max / month", "two", "2"),
        ("Country", "United States", "US"),
        ("State", "Texas", "TX"),
        ("Joined", "01/28/2024", "2024-01-28"),
        ("Joined", "2024-01-28 00:00:00", "2024-01-28"),
        ("LinkedIn URL", "linkedin.com/in/ana", "https://linkedin.com/in/ana"),
        ("Can talk about", "Start-ups\nPublic service", "Start-ups; Public service"),
        ("Major(s)", "CHEMISTRY, PHYSICS", "Chemistry; Physics"),
        ("Major(s)", "ARTS, LETTERS AND MUSIC; physics", "Arts, Letters and Music; Physics"),
    ],
)
def test_a_cell_with_one_reading_is_read_so_and_said(column: str, cell: str, as_read: str) -> None:
    for name in ("Chemistry", "Physics", "Arts, Letters and Music"):
        Major.objects.create(name=name)

    reading = read({column: cell})

    assert reading.refused == []
    assert [(heading, now_read) for heading, _was, now_read in reading.kindly] == [(column, as_read)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Class Of", "2041", "“Class Of” is “2041”, not a number from 1930 to 2026."),
        ("Class Of", "'29", "“'29” may be any of several years, or none. Write all four digits."),
        ("LAST NAME", "", "“LAST NAME” is empty."),
        ("LAST NAME", "Nguy?n", "letters were lost when the file was saved"),
        ("LAST NAME", "Lim\ufffd", "letters were lost when the file was saved"),
        ("LAST NAME", "Lima\0", "“LAST NAME” holds invisible characters."),
        ("LAST NAME", "\u202eamiL", "“LAST NAME” holds invisible characters."),
        ("E-mail Address", "", "“E-mail Address” is empty."),
        ("E-mail Address", "x@y", "“x@y” is not an e-mail address."),
        ("E-mail Address", "a@a.com, b@b.com", "“a@a.com, b@b.com” is more than one address."),
        ("Company", "=HYPERLINK(0)", "“Company” reads like a spreadsheet formula."),
        ("Company", "-2+3", "“Company” reads like a spreadsheet formula."),
        ("Company", "<b onmouseover=alert(1)>Mill</b>", "“Company” holds HTML."),
        ("Company", "Mill " * 40, "“Company” is longer than 150 characters."),
        ("Company", "<a" * 40_000, "“Company” is longer than 150 characters."),
        ("Timezone", "GMT+1", "“GMT+1” fits many places. Write a city, such as America/New_York."),
        ("Timezone", "America/Gotham", "“America/Gotham” is not a time zone we know."),
        ("How to meet", "telepathy", "“How to meet” is “telepathy”, which is none of: video, phone, in person."),
        ("Max / month", "unlimited", "“Max / month” is “unlimited”, not a number from 1 to 31."),
        ("Joined", "01/02/2024", "“01/02/2024” may be 2024-01-02 or 2024-02-01. Write it as year, month, day."),
    ],
)
def test_a_cell_with_no_reading_or_several_is_refused(column: str, cell: str, reason: str) -> None:
    reading = read({column: cell}, {})

    assert [number for number, _row in reading.rows] == [3]
    [(row, why)] = reading.refused
    assert row == 2
    assert reason in why


@pytest.mark.django_db
def test_an_american_clock_in_another_country_is_asked_back() -> None:
    reading = read({"Timezone": "CST", "Country": "China"})

    assert "American clock" in reading.refused[0][1]


@pytest.mark.django_db
def test_majors_are_split_at_commas_only_where_each_part_is_known() -> None:
    [(_number, row)] = read({"Major(s)": "Chemistry, Underwater Basketry"}).rows

    assert row.majors == ("Chemistry, Underwater Basketry",)


@pytest.mark.django_db
def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    data = listed({"Company": "Two\nlines"}, {}) + b"\r\nT9;too few\r\n" + listed({}).splitlines(keepends=True)[1]
    sheet = alumni_sheet.opened(data)

    reading = alumni_sheet.people(sheet, sheet.guess(), today=TODAY)

    assert reading.refused == [
        (5, "It has fewer cells than the first line, which has 16."),
        (6, "Row 2 has the same “Constituent ID” already."),
    ]


@pytest.mark.django_db
def test_refused_rows_come_back_with_their_reason_and_run_nothing(officer: User, now: datetime) -> None:
    upload = brought(listed({"Company": "=1+1"}, {}, {"Class Of": "2041"}), by=officer, now=now)

    rows = list(csv.DictReader(io.StringIO(bytes(upload.refused_file).decode("utf-8-sig"))))

    assert [(row["Constituent ID"], row["Company"]) for row in rows] == [("T1", "'=1+1"), ("T3", "Old Mill Co")]
    assert rows[1]["Why it was refused"] == "“Class Of” is “2041”, not a number from 1930 to 2026."


# --- Checking -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_checking_counts_and_writes_nothing(officer: User, now: datetime) -> None:
    taken_in(listed({}, {}), by=officer, now=now)
    before = (User.objects.count(), Major.objects.count(), list(Mentor.objects.order_by("pk").values()))

    newer = listed({"Company": "New Co", "Major(s)": "Dance"}, {}, {}, {"Class Of": "2041"})
    upload = brought(newer, by=officer, now=now)

    counted = {name: upload.counts[name] for name in ("created", "updated", "unchanged", "refused", "new_names")}
    assert counted == {"created": 1, "updated": 1, "unchanged": 1, "refused": 1, "new_names": 1}
    assert (User.objects.count(), Major.objects.count(), list(Mentor.objects.order_by("pk").values())) == before


@pytest.mark.django_db
def test_an_unread_list_makes_way_for_the_next_and_is_forgotten_after_a_week(officer: User, now: datetime) -> None:
    brought(listed({}), by=factories.UserFactory(), now=now)
    uploads.bring(listed({}), file_name="1.csv", by=officer, now=now + timedelta(days=2))
    uploads.bring(listed({}), file_name="2.csv", by=officer, now=now + timedelta(days=2))

    uploads.forget(now + timedelta(days=8))

    assert [upload.file_name for upload in AlumniUpload.objects.all()] == ["2.csv"]


# --- Taking in ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_new_people_are_added_and_invited_and_the_officer_hears_of_it(officer: User, now: datetime) -> None:
    upload = taken_in(listed({"Timezone": "", "How to meet": ""}, {"Class Of": "2041"}), by=officer, now=now)

    mentor = Mentor.objects.select_related("user").get()
    event = AuditEvent.objects.get(verb="imported alumni")
    assert (mentor.user.full_name, mentor.external_id, mentor.state) == ("Ana Lima", "T1", "invited")
    assert (mentor.user.time_zone, mentor.modes) == ("America/Denver", ["phone"])
    assert {mail.kind: mail.to for mail in OutgoingMail.objects.all()} == {
        "mentors.invites": "ana@example.org",
        "mentors.tells": officer.email,
    }
    assert (upload.state, upload.counts["created"], upload.counts["invited"]) == ("done", 1, 1)
    assert (event.by, event.data["created"], event.data["refused"]) == (officer, 1, 1)


@pytest.mark.django_db
def test_who_has_agreed_is_listed_and_not_written_to(officer: User, now: datetime) -> None:
    taken_in(listed({}), by=officer, now=now, terms=Terms(have_agreed=True, modes=["video"]))

    assert Mentor.objects.listed().count() == 1
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["mentors.tells"]


@pytest.mark.django_db
def test_where_the_rules_let_no_invitation_leave_people_are_added_all_the_same(officer: User, now: datetime) -> None:
    Policy.objects.create(pk=1, invitations_a_day=0)

    upload = taken_in(listed({}), by=officer, now=now)

    assert (upload.counts["created"], upload.counts["invited"]) == (1, 0)
    assert not OutgoingMail.objects.filter(kind="mentors.invites").exists()


@pytest.mark.django_db
def test_the_rows_are_forgotten_and_what_was_refused_a_week_later(officer: User, now: datetime) -> None:
    upload = taken_in(listed({}, {"Class Of": "2041"}), by=officer, now=now)
    kept = (bytes(upload.data), upload.kindly, len(upload.refused))

    uploads.forget(now + timedelta(days=8))

    upload.refresh_from_db()
    assert kept == (b"", [], 1)
    assert (upload.refused, bytes(upload.refused_file), upload.counts["created"]) == ([], b"", 1)


@pytest.mark.django_db
def test_an_empty_cell_and_a_missing_column_empty_nothing(officer: User, now: datetime) -> None:
    taken_in(listed({}), by=officer, now=now)
    before = Mentor.objects.values().get()

    headings = "LAST NAME;E-mail Address;Class Of;Company;Timezone"
    taken_in(listed({"Company": "New Co", "Class Of": "", "Timezone": ""}, headings=headings), by=officer, now=now)

    after = Mentor.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"employer", "search_text", "search"}


@pytest.mark.django_db
def test_a_list_that_would_change_nothing_is_not_taken_in(officer: User, now: datetime) -> None:
    taken_in(listed({}), by=officer, now=now)
    upload = brought(listed({}), by=officer, now=now)

    with pytest.raises(RuleBroken, match="would change nothing"):
        uploads.begin(upload, by=officer, now=now)


@pytest.mark.django_db
def test_without_a_number_people_are_recognized_by_their_address(officer: User, now: datetime) -> None:
    headings = "LAST NAME;E-mail Address;Company"
    taken_in(listed({}, {}, headings=headings), by=officer, now=now)

    upload = taken_in(listed({"Company": "New Co"}, {}, headings=headings), by=officer, now=now)

    assert (upload.counts["created"], upload.counts["updated"], upload.counts["unchanged"]) == (0, 1, 1)


@pytest.mark.django_db
def test_a_list_is_taken_in_once_however_often_it_is_asked_for(officer: User, now: datetime) -> None:
    upload = taken_in(listed({}), by=officer, now=now)

    uploads.begin(upload, by=officer, now=now)
    taken = uploads.take_in_waiting(now)

    assert taken is False
    assert AuditEvent.objects.filter(verb="imported alumni").count() == 1


@pytest.mark.django_db
def test_what_is_being_taken_in_is_not_matched_anew(officer: User, now: datetime) -> None:
    upload = brought(listed({}), by=officer, now=now)
    uploads.begin(upload, by=officer, now=now)

    with pytest.raises(RuleBroken, match="being taken in already"):
        uploads.check(upload, columns={"last_name": 1, "email": 3}, terms=TERMS, now=now)


@pytest.mark.django_db
def test_run_due_takes_it_in_without_a_broker(officer: User, now: datetime) -> None:
    upload = brought(listed({}), by=officer, now=now)
    uploads.begin(upload, by=officer, now=now)

    call_command("run_due")

    assert AlumniUpload.objects.get(pk=upload.pk).state == AlumniUpload.State.DONE


class Killed(BaseException):
    """As the end of a process comes: nothing of ours catches it."""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_leaves_nothing_half_and_the_next_does_it_whole(
    officer: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = brought(listed({}, {}), by=officer, now=now)
    uploads.begin(upload, by=officer, now=now)

    def die(*_args: Any, **_kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(AuditEvent.objects, "create", die)  # the last thing before the mail
        with pytest.raises(Killed):
            uploads.take_in_waiting(now)
    half = (Mentor.objects.count(), User.objects.filter(email__startswith="ana").count(), OutgoingMail.objects.count())
    upload.refresh_from_db()
    then = (upload.state, upload.attempts, upload.done)
    uploads.take_in_waiting(now)

    upload.refresh_from_db()
    assert half == (0, 0, 0)
    assert then == ("waiting", 1, 2)  # how far it got is seen before, and although, nothing was written
    assert (upload.state, Mentor.objects.count()) == ("done", 2)


@pytest.mark.django_db(transaction=True)
def test_a_list_over_which_workers_die_is_given_up_said_and_can_be_tried_anew(officer: User, now: datetime) -> None:
    upload = brought(listed({}), by=officer, now=now)
    uploads.begin(upload, by=officer, now=now)
    AlumniUpload.objects.update(attempts=uploads.MOST_ATTEMPTS)

    uploads.take_in_waiting(now)
    upload.refresh_from_db()
    given_up = (upload.state, Mentor.objects.count(), [mail.subject for mail in OutgoingMail.objects.all()])
    uploads.begin(upload, by=officer, now=now)
    uploads.take_in_waiting(now)

    upload.refresh_from_db()
    assert given_up == ("failed", 0, ["alumni.csv could not be taken in"])
    assert upload.state == "done"


@pytest.mark.django_db(transaction=True)
def test_workers_at_one_moment_take_a_list_in_once_and_two_lists_of_the_same_people_one_after_the_other(
    officer: User, now: datetime
) -> None:
    for colleague in (officer, factories.UserFactory()):
        uploads.begin(brought(listed({}, {}), by=colleague, now=now), by=colleague, now=now)

    answers = race([lambda: uploads.take_in_waiting(now)] * 4)
    while uploads.take_in_waiting(now):
        pass

    assert all(isinstance(answer, bool) for answer in answers)
    assert sorted(upload.counts["created"] for upload in AlumniUpload.objects.all()) == [0, 2]
    assert (Mentor.objects.count(), AuditEvent.objects.filter(verb="imported alumni").count()) == (2, 2)


# --- The pages, without JavaScript --------------------------------------------------------------------------------
def bring(client: Client, data: bytes) -> HttpResponse:
    return client.post("/office/alumni/", {"file": SimpleUploadedFile("fall.csv", data)})  # type: ignore[return-value]


def answers(upload: AlumniUpload) -> dict[str, Any]:
    return {**upload.columns, "agreed": "", "zone": "America/New_York", "ways": ["video"]}


@pytest.mark.django_db
def test_the_office_walks_from_the_file_to_the_result(officer: User, client_for: ClientFor, now: datetime) -> None:
    client = client_for(officer)
    data = listed({"Class Of": "'81"}, {}, {"Class Of": "2041"})

    page = client.get(bring(client, data)["Location"]).content.decode()
    upload = AlumniUpload.objects.get()
    address = client.post(f"/office/alumni/{upload.pk}/columns/", answers(upload))["Location"]
    checked = client.get(address).content.decode()
    mentors_then = Mentor.objects.count()
    client.post(address)
    waiting = client.get(address)
    uploads.take_in_waiting(now)
    done = client.get(address, headers={"HX-Request": "true"})

    assert "read as UTF-8" in page
    assert re.search(r"<option value=\"4\" selected>Class Of \(.*81, 2004\)</option>", page)
    assert "Add 2 people and invite them?" in checked
    assert "“Class Of” is “2041”" in checked
    assert mentors_then == 0
    assert 'hx-trigger="every 1s"' in waiting.content.decode()
    assert "Look again" in waiting.content.decode()
    assert (done.status_code, "What changed" in done.content.decode()) == (286, True)
    assert b"2041" in client.get(f"{address}refused.csv").content


@pytest.mark.django_db
def test_the_page_of_a_long_import_says_how_far_it_is_and_asks_less_often(
    officer: User, client_for: ClientFor, now: datetime
) -> None:
    upload = brought(listed({}, {}, {}, {}), by=officer, now=now)
    uploads.begin(upload, by=officer, now=now - timedelta(seconds=30))
    AlumniUpload.objects.update(done=3, attempts=1)
    client = client_for(officer)

    first = client.get(f"/office/alumni/{upload.pk}/").content.decode()
    again = client.get(f"/office/alumni/{upload.pk}/?said=75").content.decode()

    assert "3 of 4 rows" in first
    assert 'hx-trigger="every 2s"' in first
    assert ("75% of the list" in first, "75% of the list" in again) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": ""}, "Choose the column with the addresses"),
        ({"email": "2"}, "Another line has the same column."),
        ({"email": "99"}, "99 is not one of the available choices."),
        ({"ways": []}, "Choose at least one way to meet."),
    ],
)
def test_columns_that_cannot_be_are_explained(
    change: dict[str, Any], sentence: str, officer: User, client_for: ClientFor, now: datetime
) -> None:
    upload = uploads.bring(listed({}), file_name="f.csv", by=officer, now=now)

    response = client_for(officer).post(f"/office/alumni/{upload.pk}/columns/", answers(upload) | change)

    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04", "This is a file of Excel"),
        (b"Last\nLima", "has to name the columns"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(
    data: bytes, sentence: str, officer: User, client_for: ClientFor
) -> None:
    response = bring(client_for(officer), data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not AlumniUpload.objects.exists()


@pytest.mark.django_db
def test_the_example_file_is_read_without_a_question(now: datetime) -> None:
    sheet = alumni_sheet.opened(alumni_sheet.example())

    reading = alumni_sheet.people(sheet, sheet.guess(), today=now.date())

    assert set(sheet.guess()) == set(COLUMNS)
    assert (len(reading.rows), reading.refused, reading.kindly) == (2, [], {})


@pytest.mark.django_db
def test_the_pages_ask_as_often_however_many_rows_and_lists_there_are(
    officer: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    client = client_for(officer)
    for rows in (1, 40):
        upload = brought(listed(*[{}] * rows, {"Class Of": "2041"}), by=officer, now=now)

        for path, queries in (("", 4), (f"{upload.pk}/", 5), (f"{upload.pk}/columns/", 4)):
            with django_assert_num_queries(queries):
                client.get(f"/office/alumni/{path}")


@pytest.mark.django_db
def test_checking_asks_as_often_for_one_row_as_for_a_batch(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    Field.objects.create(name="Law", slug="law")
    for rows in (1, 40):
        upload = uploads.bring(listed(*[{}] * rows), file_name="f.csv", by=officer, now=now)

        with django_assert_num_queries(8):
            uploads.check(upload, columns=upload.columns, terms=TERMS, now=now)


@pytest.mark.django_db
def test_taking_in_asks_as_often_for_one_row_as_for_a_batch(
    officer: User, django_assert_max_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    upload = brought(listed(*[{}] * 40), by=officer, now=now, terms=Terms(have_agreed=True))
    uploads.begin(upload, by=officer, now=now)

    with django_assert_max_num_queries(35):
        uploads.take_in_waiting(now)
