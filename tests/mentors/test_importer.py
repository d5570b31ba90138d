"""The alumni office's file: what goes in, what is refused and why, and what a second run leaves alone."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from hypothesis import given, settings, strategies as st

from careernet.accounts.models import Role, User
from careernet.campus.models import Field, Major
from careernet.core.sheets import Refused, Unreadable
from careernet.core.times import validate_zone
from careernet.mentors.actions import remove, retire
from careernet.mentors.alumni_file import COLUMNS, parse
from careernet.mentors.importer import import_mentors
from careernet.mentors.models import Mentor
from tests import factories

TWENTY = Path(__file__).parent / "data" / "twenty.csv"
TODAY = date(2026, 9, 14)
MAYA = {
    "alumni_id": "T100",
    "first_name": "Maya",
    "last_name": "Chen",
    "preferred_name": "",
    "email": "maya@example.org",
    "class_year": "2014",
    "majors": "Chemistry; Biology",
    "employer": "Arcadia Labs",
    "job_title": "Battery chemist",
    "field": "Health care",
    "work_setting": "private",
    "employer_size": "51-200",
    "in_role_since": "2019",
    "previous_employer": "Old Mill Co",
    "city": "San Francisco",
    "region": "CA",
    "country": "us",
    "time_zone": "America/Los_Angeles",
    "topics": "Start-ups; Research careers",
    "modes": "video; phone",
    "monthly_cap": "3",
    "linkedin": "https://www.linkedin.com/in/maya",
    "volunteered_on": "2025-01-08",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of these rows, each given as what is different from Maya's."""

    def to_file(*changes: dict[str, str], name: str = "alumni.csv") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(MAYA | change for change in changes)
        return path

    return to_file


# --- A good file --------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_command_ends_with_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_mentors", TWENTY)

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "20 of 20 rows",
        "20 created, 0 updated, 0 unchanged, 0 refused",
    ]


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(now: datetime) -> None:
    import_mentors(TWENTY, now=now)
    before = list(Mentor.objects.order_by("pk").values())

    report = import_mentors(TWENTY, now=now)

    assert str(report) == "0 created, 0 updated, 20 unchanged, 0 refused"
    assert list(Mentor.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_row_becomes_a_person_with_a_role_and_everything_the_file_says(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)

    mentor = Mentor.objects.select_related("user", "field").get()
    assert (mentor.user.full_name, mentor.user.email) == ("Maya Chen", "maya@example.org")
    assert mentor.user.time_zone == "America/Los_Angeles"
    assert not mentor.user.has_usable_password()
    assert mentor.user.role_kinds == {Role.Kind.MENTOR}
    assert (mentor.external_id, mentor.sort_name) == ("T100", "chen maya")
    assert mentor.field == Field.objects.get(name="Health care", slug="health-care")
    assert set(mentor.majors.all()) == set(Major.objects.filter(name__in=["Chemistry", "Biology"]))
    assert (mentor.modes, mentor.topics) == (["video", "phone"], ["Start-ups", "Research careers"])
    assert (mentor.country, mentor.calls_a_month, mentor.class_year) == ("US", 3, 2014)
    assert mentor.volunteered_on == date(2025, 1, 8)


@pytest.mark.django_db
def test_new_people_are_invited_and_found_by_nobody_until_they_have_agreed(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)
    listed_after_the_first_run = Mentor.objects.listed().count()

    report = import_mentors(write({}), now=now, have_agreed=True)

    assert listed_after_the_first_run == 0
    assert (report.updated, Mentor.objects.listed().count()) == (1, 1)


@pytest.mark.django_db
def test_a_byte_order_mark_does_no_harm(write: Write, now: datetime) -> None:
    path = write({})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert import_mentors(path, now=now).created == 1


@pytest.mark.django_db
def test_somebody_known_by_address_becomes_a_mentor_under_their_own_name(write: Write, now: datetime) -> None:
    user = factories.UserFactory(email="maya@example.org", full_name="Maya C. Chen")

    import_mentors(write({}), now=now)

    user.refresh_from_db()
    assert (user.full_name, user.mentor.external_id) == ("Maya C. Chen", "T100")


@pytest.mark.django_db
@pytest.mark.parametrize(("is_proven", "address"), [(True, "maya@campus.edu"), (False, "maya@example.org")])
def test_only_a_proven_second_address_tells_who_somebody_is(
    is_proven: bool, address: str, write: Write, now: datetime
) -> None:
    user = factories.UserFactory(email="maya@campus.edu")
    EmailAddress.objects.create(user=user, email="maya@example.org", verified=is_proven)

    import_mentors(write({}), now=now)
    import_mentors(write({"city": "Oakland"}), now=now)

    found = Mentor.objects.get()
    assert (found.user.email, found.city, found.user == user) == (address, "Oakland", is_proven)


@pytest.mark.django_db
def test_one_person_under_two_addresses_of_theirs_goes_in_once(write: Write, now: datetime) -> None:
    user = factories.UserFactory(email="maya@campus.edu")
    EmailAddress.objects.create(user=user, email="maya@example.org", verified=True)

    report = import_mentors(write({}, {"alumni_id": "T101", "email": "maya@campus.edu"}), now=now)

    assert (report.created, [line for line, _reason in report.refused]) == (1, [3])


# --- A newer file ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_newer_file_updates_and_makes_findable_what_changed(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)

    report = import_mentors(write({"job_title": "Head of research", "majors": "Physics"}), now=now)

    mentor = Mentor.objects.get()
    assert str(report) == "0 created, 1 updated, 0 unchanged, 0 refused"
    assert mentor.job_title == "Head of research"
    assert [major.name for major in mentor.majors.all()] == ["Physics"]
    assert "head of research" in mentor.search_text
    assert "physics" in mentor.search_text
    assert "chemistry" not in mentor.search_text


@pytest.mark.django_db
def test_what_a_mentor_edited_is_left_alone(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)
    Mentor.objects.update(job_title="Chief chemist", edited_fields=["job_title", "majors"])

    report = import_mentors(write({"job_title": "Intern", "majors": "Dance", "employer": "New Co"}), now=now)

    mentor = Mentor.objects.get()
    assert (mentor.job_title, mentor.employer) == ("Chief chemist", "New Co")
    assert {major.name for major in mentor.majors.all()} == {"Biology", "Chemistry"}
    assert report.updated == 1


@pytest.mark.django_db
def test_a_name_once_set_is_left_alone(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)
    User.objects.update(full_name="Maya Lin", preferred_name="May")

    report = import_mentors(write({"last_name": "Chang", "preferred_name": "M"}), now=now)

    assert (User.objects.get().full_name, User.objects.get().preferred_name) == ("Maya Lin", "May")
    assert report.unchanged == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("has_been_here", "address"), [(False, "new@example.org"), (True, "maya@example.org")])
def test_address_and_zone_are_the_persons_own_from_their_first_visit_on(
    has_been_here: bool, address: str, write: Write, now: datetime
) -> None:
    import_mentors(write({}), now=now)
    User.objects.update(last_login=now if has_been_here else None)

    import_mentors(write({"email": "new@example.org"}), now=now)

    assert User.objects.get().email == address


# --- Rows that are refused ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"alumni_id": ""}, "“alumni_id” is empty"),
        ({"last_name": " \u00a0"}, "“last_name” is empty"),
        ({"email": "maya at example.org"}, "not an e-mail address"),
        ({"email": ""}, "“email” is empty"),
        ({"time_zone": "GMT+1"}, "not a time zone we know"),
        ({"time_zone": "../../etc/passwd"}, "not a time zone we know"),
        ({"class_year": "2031"}, "not a number from 1930 to 2026"),
        ({"class_year": "nineteen"}, "not a number"),
        ({"in_role_since": "20１9"}, "not a number"),
        ({"volunteered_on": "08/01/2025"}, "not a date"),
        ({"volunteered_on": "2027-01-01"}, "still to come"),
        ({"work_setting": "govt"}, "none of: government"),
        ({"employer_size": "huge"}, "none of: 1-10"),
        ({"modes": "telepathy"}, "none of: video"),
        ({"modes": ""}, "“modes” is empty"),
        ({"monthly_cap": "unlimited"}, "not a number from 1 to 31"),
        ({"country": "USA"}, "not two letters"),
        ({"linkedin": "javascript:alert(1)"}, "not a web address"),
        ({"linkedin": "https://linkedin.com.example.org/in/maya"}, "does not lead to LinkedIn"),
        ({"job_title": "x" * 151}, "longer than 150"),
        ({"first_name": "x" * 150}, "longer than 150"),
        ({"majors": "; ".join(f"Major {n}" for n in range(21))}, "more than 20 entries"),
        ({"employer": "Acme\u202egnp.exe"}, "invisible characters"),
        ({"employer": "Acme\x00"}, "invisible characters"),
        ({"city": "San\u200bFrancisco"}, "invisible characters"),
        ({"employer": "=HYPERLINK(0)"}, "spreadsheet formula"),
        ({"job_title": "@SUM(1+1)*cmd|' /C calc'!A0"}, "spreadsheet formula"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_the_reason(change: dict[str, str], reason: str) -> None:
    with pytest.raises(Refused, match=reason.replace("(", r"\(")):
        parse(MAYA | change, today=TODAY)


@pytest.mark.django_db
def test_the_others_go_in_and_the_command_names_the_lines(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        {"employer": "Two\nlines"},
        {"alumni_id": "T101", "email": "nobody"},
        {"alumni_id": "T102", "email": "luke@example.org"},
        {"alumni_id": "T102", "email": "twin@example.org"},
        {"alumni_id": "T103", "email": "MAYA@example.org"},
    )

    call_command("import_mentors", path)

    assert capsys.readouterr().out.splitlines()[-4:] == [
        "line 4: “nobody” is not an e-mail address.",
        "line 6: Line 5 has the same alumni_id already.",
        "line 7: Line 2 has the same email already.",
        "2 created, 0 updated, 0 unchanged, 3 refused",
    ]


@pytest.mark.django_db
def test_a_row_with_too_few_cells_is_refused(write: Write, now: datetime) -> None:
    path = write({})
    path.write_text(path.read_text() + "T200,Short\r\n")

    report = import_mentors(path, now=now)

    assert report.refused == [(3, "It does not have as many cells as the header.")]


@pytest.mark.django_db
def test_an_address_that_belongs_to_somebody_else_is_refused(write: Write, now: datetime) -> None:
    import_mentors(write({}, {"alumni_id": "T101", "email": "luke@example.org"}), now=now)

    report = import_mentors(write({"email": "luke@example.org"}, {"alumni_id": "T900"}), now=now)

    assert [line for line, _ in report.refused] == [2, 3]
    assert all("belongs to somebody with another alumni number" in reason for _, reason in report.refused)
    assert report.updated == report.created == 0


# --- Files that are refused as a whole -------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "does not have the columns"),
        (b"name,mail\r\nMaya,maya@example.org\r\n", "does not have the columns"),
        (";".join(COLUMNS).encode() + b"\r\n", "separated by semicolons"),
        (",".join([*COLUMNS, "email"]).encode() + b"\r\n", "has a column twice"),
        (",".join(COLUMNS).encode() + b"\r\nT1,Jos\xe9\r\n", "is not UTF-8 text"),
        (",".join(COLUMNS).encode("utf-16"), "is not UTF-8 text"),
        (",".join(COLUMNS).encode() + b'\r\nT1,"never closed\r\n', "cannot be read from line 2 on"),
    ],
)
def test_a_file_of_another_shape_is_refused_as_a_whole(
    content: bytes, sentence: str, tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "alumni.csv"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=sentence):
        import_mentors(path, now=now)

    assert not User.objects.exists()


def test_the_command_says_in_one_sentence_that_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^none\.csv cannot be opened: No such file or directory\.$") as raised:
        call_command("import_mentors", tmp_path / "none.csv")

    assert raised.value.returncode == 1


# --- Who has left -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_who_asked_to_be_removed_is_not_brought_back_by_number_nor_by_address(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now)
    remove(Mentor.objects.get(), now=now)

    again = import_mentors(write({}), now=now, have_agreed=True)
    renumbered = import_mentors(write({"alumni_id": "T900"}), now=now)

    mentor = Mentor.objects.get()
    assert (mentor.state, mentor.employer, mentor.user.full_name) == ("retired", "", "")
    assert not mentor.majors.exists()
    assert str(again) == "0 created, 0 updated, 1 unchanged, 0 refused"
    assert renumbered.refused == [(2, "This person asked to be removed.")]


@pytest.mark.django_db
def test_who_stopped_volunteering_is_left_alone(write: Write, now: datetime) -> None:
    import_mentors(write({}), now=now, have_agreed=True)
    mentor = Mentor.objects.get()
    retire(mentor, by=mentor.user, now=now)

    report = import_mentors(write({"employer": "Elsewhere"}), now=now, have_agreed=True)

    mentor.refresh_from_db()
    assert (mentor.state, mentor.employer, report.unchanged) == ("retired", "Arcadia Labs", 1)


# --- Any row at all ---------------------------------------------------------------------------------------------------
CELLS = st.fixed_dictionaries({name: st.one_of(st.just(MAYA[name]), st.text(max_size=60)) for name in COLUMNS})


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_a_row_is_either_refused_or_fits_the_models(cells: dict[str, str]) -> None:
    try:
        row = parse(cells, today=TODAY)
    except Refused:
        return

    user = User(email=row.email, full_name=row.full_name, preferred_name=row.preferred_name, password="!")
    user.clean_fields()
    validate_zone(row.time_zone)
    Mentor(external_id=row.external_id, **row.facts).clean_fields(exclude=["user", "sort_name"])
    for name in row.majors:
        Major(name=name).clean_fields()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_parsing_what_was_parsed_changes_nothing(text: str) -> None:
    try:
        once = parse(MAYA | {"employer": text}, today=TODAY).facts["employer"]
    except Refused:
        return

    assert parse(MAYA | {"employer": once}, today=TODAY).facts["employer"] == once
