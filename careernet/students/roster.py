"""The registrar's list of students as a CSV file: what it says, and what it would change.

One column is needed, `email`; the others are `name` (or `first_name` and `last_name`), `class_year`, `majors` (several
with semicolons), `advisor` (their address) and `adult_from` (the day the student turns 18). Headings are read as people
write them; columns of other names are not kept. An empty cell says nothing: it never empties what is known.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careernet.accounts.models import Role, User
from careernet.campus.models import Major
from careernet.core.sheets import Refused, Unreadable, address, clean, heading, reader, records
from careernet.students.models import RosterEntry, Student

HEADINGS = {
    "email": ("email", "e_mail", "email_address", "e_mail_address", "campus_email"),
    "name": ("name", "full_name", "student_name"),
    "first_name": ("first_name", "given_name", "preferred_first_name"),
    "last_name": ("last_name", "family_name", "surname"),
    "class_year": ("class_year", "class", "year", "graduation_year", "expected_graduation"),
    "majors": ("majors", "major", "program", "programme"),
    "advisor": ("advisor", "adviser", "advisor_email", "adviser_email", "career_advisor"),
    "adult_from": ("adult_from", "turns_18_on", "turns_18", "18_on"),
}
LONGEST = {"email": 254, "name": 150, "first_name": 75, "last_name": 75, "majors": 600, "advisor": 254}
LONGEST_MAJOR, MOST_MAJORS = 150, 4
EARLIEST_YEAR, YEARS_AHEAD = 1950, 10
MOST_ROWS = 100_000
BATCH = 2000
DAYS = ("%Y-%m-%d", "%m/%d/%Y")


@dataclass(frozen=True, slots=True)
class Row:
    """A student of the list, checked; what the list does not say is empty."""

    line: int
    email: str
    full_name: str = ""
    class_year: int | None = None
    majors: Sequence[str] = ()
    advisor: str = ""  # an address
    adult_from: str = ""  # such as 2026-11-24: rows wait in JSON until they are taken in


@dataclass
class Sheet:
    rows: list[Row] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)  # line of the file and reason
    ignored: list[str] = field(default_factory=list)  # headings we do not know


# --- What the file says -------------------------------------------------------------------------------------------
def read(data: bytes, *, today: date) -> Sheet:
    """The lines that make sense, and why the others do not. Raises `Unreadable`."""
    lines = reader(_text(data))
    try:
        headings = [heading(cell) for cell in next(lines, [])]
        known = _columns(headings)
        sheet = Sheet(ignored=[name for name in headings if name and name not in known])
        seen: dict[str, int] = {}
        for line, cells in records(lines):
            try:
                sheet.rows.append(_row(line, cells, headings, known, seen, today))
            except Refused as refusal:
                sheet.refused.append((line, str(refusal)))
    except csv.Error as error:
        raise Unreadable(_("The file cannot be read from line %(line)d on.") % {"line": lines.line_num + 1}) from error
    if len(sheet.rows) > MOST_ROWS:
        raise Unreadable(_("The file has more than %(most)d lines. Split it.") % {"most": MOST_ROWS})
    return sheet


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.")) from error


def _columns(headings: list[str]) -> dict[str, str]:
    """Our name of each heading we know. Raises `Unreadable` without addresses, or with two columns for one thing."""
    known = {name: column for column, names in HEADINGS.items() for name in names if name in headings}
    if "email" not in known.values():
        raise Unreadable(_("No column is called “email”: the first line has to name the columns."))
    if len(set(known.values())) < len(known) or any(headings.count(name) > 1 for name in known):
        raise Unreadable(_("Two columns say the same. Remove one of them."))
    return known


def _row(
    line: int, cells: list[str], headings: list[str], known: dict[str, str], seen: dict[str, int], today: date
) -> Row:
    if len(cells) != len(headings):
        raise Refused(
            _("It has %(cells)d cells, the first line has %(all)d.") % {"cells": len(cells), "all": len(headings)}
        )
    said = {
        known[name]: clean(known[name], cell, longest=LONGEST.get(known[name], 40))
        for name, cell in zip(headings, cells, strict=True)
        if name in known
    }
    email = address(said["email"])
    if email in seen:
        raise Refused(_("Line %(line)d has the same address.") % {"line": seen[email]})
    row = Row(
        line=line,
        email=email,
        full_name=said.get("name") or f"{said.get('first_name', '')} {said.get('last_name', '')}".strip(),
        class_year=_year(said.get("class_year", ""), today),
        majors=_majors(said.get("majors", "")),
        advisor=address(said["advisor"]) if said.get("advisor") else "",
        adult_from=_day(said.get("adult_from", ""), today),
    )
    seen[email] = line
    return row


def _year(text: str, today: date) -> int | None:
    if not text:
        return None
    latest = today.year + YEARS_AHEAD
    if not re.fullmatch(r"[0-9]{4}", text) or not EARLIEST_YEAR <= int(text) <= latest:
        raise Refused(
            _("The class year is “%(text)s”, not a year from %(first)d to %(last)d.")
            % {"text": text, "first": EARLIEST_YEAR, "last": latest}
        )
    return int(text)


def _majors(text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in text.split(";") if name.strip()))
    if len(names) > MOST_MAJORS or any(len(name) > LONGEST_MAJOR for name in names):
        raise Refused(_("It has more than %(most)d majors, or a very long one.") % {"most": MOST_MAJORS})
    return names


def _day(text: str, today: date) -> str:
    if not text:
        return ""
    for form in DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if abs(day.year - today.year) > 100:
            break
        return day.isoformat()
    raise Refused(_("The day they turn 18 is “%(text)s”, not a date such as 2026-11-24.") % {"text": text})


# --- What it would change -----------------------------------------------------------------------------------------
@dataclass
class Plan:
    """What taking the rows in means for the roster, and for the students who are here already."""

    new: list[tuple[RosterEntry, Row]] = field(default_factory=list)
    changed: list[tuple[RosterEntry, Row]] = field(default_factory=list)
    completed: list[tuple[Student, Row]] = field(default_factory=list)  # something that was empty gets filled
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    majors: dict[str, Major] = field(default_factory=dict)  # by name in lower case; those without id are new

    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "completed": len(self.completed),
            "refused": len(self.refused),
            "new_majors": sum(major.pk is None for major in self.majors.values()),
        }


def plan(rows: Sequence[Row]) -> Plan:
    """Compare the rows with what is known. The students found are locked: call it in a transaction."""
    made = Plan()
    advisors = _advisors({row.advisor for row in rows if row.advisor})
    made.majors = _majors_by_name({name for row in rows for name in row.majors})
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        emails = [row.email for row in batch]
        entries, students = _entries(emails), _students(emails)
        for row in batch:
            if row.advisor and row.advisor not in advisors:
                reason = _("No advisor here has the address “%(address)s”.") % {"address": row.advisor}
                made.refused.append((row.line, reason))
                continue
            _compare(row, advisors.get(row.advisor), entries.get(row.email), made)
            student = students.get(row.email)
            if student and fill(student, row, advisors.get(row.advisor)):
                made.completed.append((student, row))
    return made


def _compare(row: Row, advisor: User | None, entry: RosterEntry | None, made: Plan) -> None:
    if entry is None:
        made.new.append((_said(RosterEntry(email=row.email), row, advisor), row))
        return
    before = _facts(entry)
    named = {major.name.lower() for major in entry.majors.all()}
    other_majors = bool(row.majors) and named != {name.lower() for name in row.majors}
    if _facts(_said(entry, row, advisor)) != before or other_majors:
        made.changed.append((entry, row))
    else:
        made.unchanged += 1


def _said(entry: RosterEntry, row: Row, advisor: User | None) -> RosterEntry:
    """The entry as the row has it. What the row does not say stays."""
    entry.full_name = row.full_name or entry.full_name
    entry.class_year = row.class_year or entry.class_year
    entry.advisor = advisor or entry.advisor
    entry.adult_from = date.fromisoformat(row.adult_from) if row.adult_from else entry.adult_from
    return entry


def _facts(entry: RosterEntry) -> tuple[Any, ...]:
    return entry.full_name, entry.class_year, entry.advisor_id, entry.adult_from


def fill(student: Student, row: Row, advisor: User | None) -> bool:
    """Set what is empty. True if there was anything; majors are for the caller to write."""
    day = date.fromisoformat(row.adult_from) if row.adult_from else None
    offered = {"class_year": row.class_year, "advisor": advisor, "adult_from": day}
    empty = {name: value for name, value in offered.items() if value and not getattr(student, name)}
    for name, value in empty.items():
        setattr(student, name, value)
    names_them = bool(row.full_name and not student.user.full_name)
    if names_them:
        student.user.full_name = row.full_name
    return bool(empty) or names_them or (bool(row.majors) and not student.majors.all())


# --- What is known ------------------------------------------------------------------------------------------------
def _advisors(addresses: set[str]) -> dict[str, User]:
    found = _users_by_address(addresses)
    may = set(Role.objects.filter(kind=Role.Kind.ADVISOR, user__in=found.values()).values_list("user_id", flat=True))
    return {email: user for email, user in found.items() if user.pk in may}


def _users_by_address(addresses: Iterable[str]) -> dict[str, User]:
    """Who an address belongs to: by the account's own, then by those proven besides."""
    wanted = list(addresses)
    users = User.objects.alias(lower=Lower("email")).filter(lower__in=wanted)
    proven = EmailAddress.objects.filter(email__in=wanted, verified=True).select_related("user")
    return {user.email.lower(): user for user in users} | {address.email: address.user for address in proven}


def _majors_by_name(names: set[str]) -> dict[str, Major]:
    known = {major.name.lower(): major for major in Major.objects.all()}
    return {name.lower(): known.get(name.lower()) or Major(name=name) for name in sorted(names)}


def _entries(emails: Sequence[str]) -> dict[str, RosterEntry]:
    found = RosterEntry.objects.alias(lower=Lower("email")).filter(lower__in=emails).prefetch_related("majors")
    return {entry.email.lower(): entry for entry in found}


def _students(emails: Sequence[str]) -> dict[str, Student]:
    users = _users_by_address(emails)
    found = (
        Student.objects.filter(user__in=users.values())
        .select_for_update(no_key=True, of=("self", "user"))
        .select_related("user")
        .prefetch_related("majors")
    )
    by_user = {student.user_id: student for student in found}
    return {email: by_user[user.pk] for email, user in users.items() if user.pk in by_user}
