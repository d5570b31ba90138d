"""Mentors out of the alumni office's CSV file.

The file is UTF-8 (with or without a byte order mark), separated by commas, with the columns of `COLUMNS` in any order.
A file of another shape is refused as a whole (`Unreadable`); a row that makes no sense is refused by its line, with
the reason, and the others go in, all in one transaction. People are recognised by their alumni number, else by their
address. What a mentor edited, and anybody's name once it is set, is left alone.
"""

import csv
import io
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import EmployerSize, Field, Major, MeetingMode, WorkSetting
from careernet.core.text import is_hidden
from careernet.core.times import validate_zone
from careernet.mail.models import Suppression
from careernet.mentors.actions import REMOVED
from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.spelling import gather_words

COLUMNS = (
    "alumni_id", "first_name", "last_name", "preferred_name", "email", "class_year", "majors", "employer", "job_title",
    "field", "work_setting", "employer_size", "in_role_since", "previous_employer", "city", "region", "country",
    "time_zone", "topics", "modes", "monthly_cap", "linkedin", "volunteered_on",
)  # fmt: skip
BATCH = 500
EARLIEST_YEAR = 1930
LONGEST = {
    "alumni_id": 40, "preferred_name": 80, "email": 254, "employer": 150, "job_title": 150, "field": 80,
    "previous_employer": 150, "city": 80, "region": 80, "linkedin": 200,
}  # fmt: skip
LONGEST_NAME, LONGEST_MAJOR, LONGEST_TOPIC, MOST_IN_A_LIST = 150, 150, 80, 20
# A spreadsheet that opens an export would run these.
FORMULA = re.compile(r"=|[+@-].*[(|!]")


class Unreadable(Exception):
    """The file as a whole cannot be used; the sentence says why."""


class Refused(Exception):
    """One row cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the file, checked."""

    external_id: str
    email: str
    full_name: str
    last_name: str
    preferred_name: str
    time_zone: str
    field: str
    majors: tuple[str, ...]
    facts: dict[str, Any]  # columns of Mentor by name


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)  # line of the file and reason

    def __str__(self) -> str:
        return (
            f"{self.created} created, {self.updated} updated, {self.unchanged} unchanged, {len(self.refused)} refused"
        )


def import_mentors(
    path: Path,
    *,
    now: datetime,
    have_agreed: bool = False,
    by: User | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Take the rows of a file in. New people are `invited`, and found by nobody, unless they `have_agreed`.

    Raises `Unreadable`, and then nothing was written.
    """
    report = Report()
    rows = list(_checked(read(path), report, today=now.date()))
    with transaction.atomic():
        for done in range(0, len(rows), BATCH):
            progress(done, len(rows))
            _take_in(rows[done : done + BATCH], report, have_agreed, now)
        AuditEvent.objects.create(at=now, by=by, verb="imported mentors", data={"file": path.name, "rows": str(report)})
    gather_words()
    progress(len(rows), len(rows))
    report.refused.sort()
    return report


# --- Reading the file ---------------------------------------------------------------------------------------------
def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The line each record begins on, and its cells by column. Raises `Unreadable`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path.name} is not UTF-8 text, so its names cannot be read. Save it as “CSV UTF-8” and try again."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        return list(_records(reader, header))
    except csv.Error as error:
        raise Unreadable(f"{path.name} cannot be read from line {reader.line_num} on: {error}.") from error


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if len(header) == 1 and ";" in header[0]:
        raise Unreadable(f"{path.name} is separated by semicolons; save it with commas and try again.")
    if missing:
        names = ", ".join(f"“{name}”" for name in missing[:4])
        more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
        raise Unreadable(f"{path.name} does not have the columns of the alumni export: {names}{more} missing.")
    if len(set(header)) < len(header):
        raise Unreadable(f"{path.name} has a column twice; remove one of them and try again.")


def _records(reader: Any, header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    line = reader.line_num + 1
    for cells in reader:
        if cells:
            # A record with too few or too many cells has lost its place: better refused than shifted.
            yield line, dict(zip(header, cells, strict=True)) if len(cells) == len(header) else {}
        line = reader.line_num + 1


def _checked(records: Iterable[tuple[int, dict[str, str]]], report: Report, today: date) -> Iterator[tuple[int, Row]]:
    first_line: dict[tuple[str, str], int] = {}
    for line, cells in records:
        try:
            row = parse(cells, today=today)
            for key in (("alumni_id", row.external_id), ("email", row.email)):
                if key in first_line:
                    raise Refused(f"Line {first_line[key]} has the same {key[0]} already.")
        except Refused as refusal:
            report.refused.append((line, str(refusal)))
            continue
        first_line |= {("alumni_id", row.external_id): line, ("email", row.email): line}
        yield line, row


# --- Reading a row ------------------------------------------------------------------------------------------------
def parse(cells: dict[str, str], *, today: date) -> Row:
    """One record as a person. Raises `Refused`."""
    if not cells:
        raise Refused("It does not have as many cells as the header.")
    clean = {name: _clean(name, cells[name]) for name in COLUMNS}
    for name in ("alumni_id", "last_name", "email", "time_zone", "modes"):
        if not clean[name]:
            raise Refused(f"“{name}” is empty.")
    full_name = f"{clean['first_name']} {clean['last_name']}".strip()
    if len(full_name) > LONGEST_NAME:
        raise Refused(f"The name is longer than {LONGEST_NAME} characters.")
    return Row(
        external_id=clean["alumni_id"],
        email=_address(clean["email"]),
        full_name=full_name,
        last_name=clean["last_name"],
        preferred_name=clean["preferred_name"],
        time_zone=_zone(clean["time_zone"]),
        field=clean["field"],
        majors=_list("majors", clean["majors"], LONGEST_MAJOR),
        facts={
            "job_title": clean["job_title"],
            "employer": clean["employer"],
            "work_setting": _choice("work_setting", clean["work_setting"], WorkSetting.values),
            "employer_size": _choice("employer_size", clean["employer_size"], EmployerSize.values),
            "in_role_since": _year("in_role_since", clean["in_role_since"], today),
            "previous_employer": clean["previous_employer"],
            "class_year": _year("class_year", clean["class_year"], today),
            "city": clean["city"],
            "region": clean["region"],
            "country": _country(clean["country"]),
            "topics": list(_list("topics", clean["topics"], LONGEST_TOPIC)),
            "modes": _modes(clean["modes"]),
            "calls_a_month": _number("monthly_cap", clean["monthly_cap"] or "2", 1, 31),
            "linkedin_url": _linkedin(clean["linkedin"]),
            "volunteered_on": _day("volunteered_on", clean["volunteered_on"], today),
        },
    )


def _clean(name: str, cell: str) -> str:
    """One spelling of every letter, single spaces, and nothing a reader cannot see."""
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if any(is_hidden(letter) for letter in text):
        raise Refused(f"“{name}” holds invisible or control characters.")
    if FORMULA.match(text):
        raise Refused(f"“{name}” reads like a spreadsheet formula.")
    if len(text) > LONGEST.get(name, 2000):
        raise Refused(f"“{name}” is longer than {LONGEST.get(name, 2000)} characters.")
    return text


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused(f"“{text}” is not an e-mail address.") from error
    return text.lower()


def _zone(text: str) -> str:
    try:
        validate_zone(text)
    except ValidationError as error:
        raise Refused(f"“{text}” is not a time zone we know.") from error
    return text


def _list(name: str, text: str, longest: int) -> tuple[str, ...]:
    items = tuple(dict.fromkeys(item.strip() for item in text.split(";") if item.strip()))
    if len(items) > MOST_IN_A_LIST or any(len(item) > longest for item in items):
        raise Refused(f"“{name}” has more than {MOST_IN_A_LIST} entries, or one longer than {longest} characters.")
    return items


def _choice(name: str, text: str, known: Sequence[str]) -> str:
    if text and text not in known:
        raise Refused(f"“{name}” is “{text}”, which is none of: {', '.join(known)}.")
    return text


def _modes(text: str) -> list[str]:
    given = {_choice("modes", mode.strip(), MeetingMode.values) for mode in text.split(";")}
    return [mode for mode in MeetingMode.values if mode in given]


def _number(name: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not least <= int(text) <= most:
        raise Refused(f"“{name}” is “{text}”, not a number from {least} to {most}.")
    return int(text)


def _year(name: str, text: str, today: date) -> int | None:
    return _number(name, text, EARLIEST_YEAR, today.year) if text else None


def _day(name: str, text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"“{name}” is “{text}”, not a date such as 2026-09-14.") from error
    if day > today:
        raise Refused(f"“{name}” is “{text}”, which is still to come.")
    return day


def _country(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise Refused(f"“country” is “{text}”, not two letters such as US.")
    return text.upper()


def _linkedin(text: str) -> str:
    if not text:
        return ""
    try:
        URLValidator(schemes=["https", "http"])(text)
        host = urlsplit(text).hostname or ""
    except (ValidationError, ValueError) as error:
        raise Refused(f"“{text}” is not a web address.") from error
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        raise Refused(f"“{text}” does not lead to LinkedIn.")
    return text


# --- Taking rows in -----------------------------------------------------------------------------------------------
def _take_in(rows: list[tuple[int, Row]], report: Report, have_agreed: bool, now: datetime) -> None:
    known = _Known([row for _, row in rows])
    new: list[tuple[Mentor, Row]] = []
    changed: list[tuple[Mentor, Row]] = []
    for line, row in rows:
        try:
            mentor = known.mentor(row)
        except Refused as refusal:
            report.refused.append((line, str(refusal)))
            continue
        if mentor is not None and mentor.state == Mentor.State.RETIRED:
            report.unchanged += 1  # who has left is left alone
        elif mentor is None:
            new.append((_new_mentor(row, known, have_agreed, now), row))
        elif _bring_up_to_date(mentor, row, known, have_agreed):
            changed.append((mentor, row))
        else:
            report.unchanged += 1
    _create(new, known, now)
    _update(changed, known)
    report.created += len(new)
    report.updated += len(changed)


class _Known:
    """What the database already holds of the people, fields and majors of some rows; the mentors locked."""

    def __init__(self, rows: list[Row]) -> None:
        emails = [row.email for row in rows]
        self.users = {
            user.email.lower(): user for user in User.objects.alias(lower=Lower("email")).filter(lower__in=emails)
        }
        mentors = list(
            Mentor.objects.select_for_update(no_key=True, of=("self",))
            .filter(Q(external_id__in=[row.external_id for row in rows]) | Q(user__in=self.users.values()))
            .select_related("user", "field")
            .prefetch_related("majors")
            .defer("search", "search_text")
        )
        removed = Suppression.objects.filter(address__in=emails, reason=REMOVED)
        self.removed = set(removed.values_list("address", flat=True))
        self.by_number = {mentor.external_id: mentor for mentor in mentors}
        self.by_user = {mentor.user_id: mentor for mentor in mentors}
        self.fields = _named(Field, {row.field for row in rows if row.field})
        self.majors = _named(Major, {name for row in rows for name in row.majors})

    def mentor(self, row: Row) -> Mentor | None:
        """The mentor a row is about; None for somebody new. Raises `Refused` where number and address disagree."""
        owner = self.users.get(row.email)
        by_number = self.by_number.get(row.external_id)
        if by_number:
            if owner and owner.pk != by_number.user_id:
                raise Refused(f"“{row.email}” belongs to somebody with another alumni number.")
            return by_number
        if row.email in self.removed:
            raise Refused("This person asked to be removed.")
        mentor = self.by_user.get(owner.pk) if owner else None
        if mentor and mentor.external_id:
            raise Refused(f"“{row.email}” belongs to somebody with another alumni number.")
        return mentor


def _named(model: Any, names: set[str]) -> dict[str, Any]:
    """Rows of `Field` or `Major` by name, the missing ones created."""
    known = {row.name: row for row in model.objects.filter(name__in=names)}
    for name in sorted(names - known.keys()):
        extra = {"slug": _free_slug(name)} if model is Field else {}
        known[name] = model.objects.create(name=name, **extra)
    return known


def _free_slug(name: str) -> str:
    slug = slugify(name)[:72] or "field"
    return slug if not Field.objects.filter(slug=slug).exists() else f"{slug}-{uuid.uuid4().hex[:6]}"


def _new_mentor(row: Row, known: _Known, have_agreed: bool, now: datetime) -> Mentor:
    user = known.users.get(row.email) or User(
        email=row.email, time_zone=row.time_zone, password=make_password(None), joined_at=now
    )
    _name_once(user, row)
    mentor = Mentor(
        user=user,
        external_id=row.external_id,
        state=Mentor.State.ACTIVE if have_agreed else Mentor.State.INVITED,
        field=known.fields.get(row.field),
        sort_name=sort_name(user.full_name, row.last_name),
        created_at=now,
        **row.facts,
    )
    mentor.search_text = search_text(mentor, row.majors)
    return mentor


def _name_once(user: User, row: Row) -> bool:
    """The name belongs to the person: a file fills it in, and never touches it again."""
    if user.full_name:
        return False
    user.full_name, user.preferred_name = row.full_name, row.preferred_name
    return True


def _bring_up_to_date(mentor: Mentor, row: Row, known: _Known, have_agreed: bool) -> bool:
    """Set what the file knows better, apart from what the mentor edited. True if anything changed."""
    wanted = row.facts | {"field": known.fields.get(row.field), "external_id": row.external_id}
    if have_agreed and mentor.state == Mentor.State.INVITED:
        wanted["state"] = Mentor.State.ACTIVE
    before = {name: getattr(mentor, name) for name in wanted}
    for name in wanted.keys() - set(mentor.edited_fields):
        setattr(mentor, name, wanted[name])
    user_changed = _name_once(mentor.user, row) | _account_until_first_visit(mentor.user, row)
    return user_changed or before != {name: getattr(mentor, name) for name in wanted} or _other_majors(mentor, row)


def _account_until_first_visit(user: User, row: Row) -> bool:
    """Address and time zone are the file's until the person has been here, and theirs from then on."""
    if user.last_login or (user.email, user.time_zone) == (row.email, row.time_zone):
        return False
    user.email, user.time_zone = row.email, row.time_zone
    return True


def _other_majors(mentor: Mentor, row: Row) -> bool:
    return "majors" not in mentor.edited_fields and {major.name for major in mentor.majors.all()} != set(row.majors)


def _create(new: list[tuple[Mentor, Row]], known: _Known, now: datetime) -> None:
    users = [mentor.user for mentor, _ in new]
    User.objects.bulk_create([user for user in users if user.pk is None])
    User.objects.bulk_update([user for user in users if user in known.users.values()], ["full_name", "preferred_name"])
    Role.objects.bulk_create(
        [Role(user=user, kind=Role.Kind.MENTOR, granted_at=now) for user in users], ignore_conflicts=True
    )
    for mentor, _ in new:
        mentor.user_id = mentor.user.pk
    Mentor.objects.bulk_create([mentor for mentor, _ in new])
    _write_majors(new, known)


def _update(changed: list[tuple[Mentor, Row]], known: _Known) -> None:
    for mentor, row in changed:
        edited = "majors" in mentor.edited_fields
        mentor.search_text = search_text(mentor, [m.name for m in mentor.majors.all()] if edited else row.majors)
    if not changed:
        return
    User.objects.bulk_update(
        [mentor.user for mentor, _ in changed], ["email", "full_name", "preferred_name", "time_zone"]
    )
    facts = [*changed[0][1].facts, "field", "external_id", "state", "search_text"]
    Mentor.objects.bulk_update([mentor for mentor, _ in changed], facts)
    others = [(mentor, row) for mentor, row in changed if _other_majors(mentor, row)]
    Mentor.majors.through.objects.filter(mentor__in=[mentor for mentor, _ in others]).delete()
    _write_majors(others, known)


def _write_majors(mentors: list[tuple[Mentor, Row]], known: _Known) -> None:
    through = Mentor.majors.through
    through.objects.bulk_create(
        through(mentor_id=mentor.pk, major_id=known.majors[name].pk) for mentor, row in mentors for name in row.majors
    )
