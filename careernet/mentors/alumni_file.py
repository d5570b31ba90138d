"""The alumni office's CSV file: what it says of each person.

The file is UTF-8 (with or without a byte order mark), separated by commas, with the columns of `COLUMNS` in any order.
A file of another shape is refused as a whole (`Unreadable`), a row that makes no sense by itself (`Refused`).
"""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from careernet.campus.models import EmployerSize, MeetingMode, WorkSetting
from careernet.core.sheets import Refused, Unreadable, address, clean, records
from careernet.core.times import validate_zone

COLUMNS = (
    "alumni_id", "first_name", "last_name", "preferred_name", "email", "class_year", "majors", "employer", "job_title",
    "field", "work_setting", "employer_size", "in_role_since", "previous_employer", "city", "region", "country",
    "time_zone", "topics", "modes", "monthly_cap", "linkedin", "volunteered_on",
)  # fmt: skip
NEEDED = ("alumni_id", "last_name", "email", "time_zone", "modes")
EARLIEST_YEAR = 1930
LONGEST = {
    "alumni_id": 40, "preferred_name": 80, "email": 254, "employer": 150, "job_title": 150, "field": 80,
    "previous_employer": 150, "city": 80, "region": 80, "linkedin": 200,
}  # fmt: skip
LONGEST_NAME, LONGEST_MAJOR, LONGEST_TOPIC, MOST_IN_A_LIST = 150, 150, 80, 20


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the file, checked. What it does not say of them is None, or not among the facts."""

    external_id: str | None
    email: str
    full_name: str
    last_name: str
    preferred_name: str
    time_zone: str | None
    field: str | None
    majors: tuple[str, ...] | None
    facts: dict[str, Any]  # columns of Mentor by name


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
        return [(line, _by_column(header, cells)) for line, cells in records(reader)]
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


def _by_column(header: list[str], cells: list[str]) -> dict[str, str]:
    """A record with too few or too many cells has lost its place: better refused than shifted."""
    return dict(zip(header, cells, strict=True)) if len(cells) == len(header) else {}


# --- Reading a row ------------------------------------------------------------------------------------------------
def parse(
    cells: Mapping[str, str],
    *,
    today: date,
    needed: Collection[str] = NEEDED,
    called: Mapping[str, str] | None = None,
) -> Row:
    """One record as a person. `called` is how the file calls our columns. Raises `Refused`."""
    if not cells:
        raise Refused(_("It does not have as many cells as the header."))
    called = called or {name: name for name in COLUMNS}
    said = {name: clean(called[name], cells[name], longest=LONGEST.get(name, 2000)) for name in COLUMNS}
    for name in needed:
        if not said[name]:
            raise Refused(_("“%(column)s” is empty.") % {"column": called[name]})
    full_name = f"{said['first_name']} {said['last_name']}".strip()
    if len(full_name) > LONGEST_NAME:
        raise Refused(_("The name is longer than %(longest)d characters.") % {"longest": LONGEST_NAME})
    return Row(
        external_id=said["alumni_id"] or None,
        email=address(said["email"]),
        full_name=full_name,
        last_name=said["last_name"],
        preferred_name=said["preferred_name"],
        time_zone=_zone(said["time_zone"]),
        field=said["field"],
        majors=_list(called["majors"], said["majors"], LONGEST_MAJOR),
        facts={
            "job_title": said["job_title"],
            "employer": said["employer"],
            "work_setting": _choice(called["work_setting"], said["work_setting"], WorkSetting.values),
            "employer_size": _choice(called["employer_size"], said["employer_size"], EmployerSize.values),
            "in_role_since": _year(called["in_role_since"], said["in_role_since"], today),
            "previous_employer": said["previous_employer"],
            "class_year": _year(called["class_year"], said["class_year"], today),
            "city": said["city"],
            "region": said["region"],
            "country": _country(called["country"], said["country"]),
            "topics": list(_list(called["topics"], said["topics"], LONGEST_TOPIC)),
            "modes": _modes(called["modes"], said["modes"]),
            "calls_a_month": _number(called["monthly_cap"], said["monthly_cap"] or "2", 1, 31),
            "linkedin_url": _linkedin(said["linkedin"]),
            "volunteered_on": _day(called["volunteered_on"], said["volunteered_on"], today),
        },
    )


def _zone(text: str) -> str | None:
    if not text:
        return None
    try:
        validate_zone(text)
    except ValidationError as error:
        raise Refused(_("“%(text)s” is not a time zone we know.") % {"text": text}) from error
    return text


def _list(column: str, text: str, longest: int) -> tuple[str, ...]:
    items = tuple(dict.fromkeys(item.strip() for item in text.split(";") if item.strip()))
    if len(items) > MOST_IN_A_LIST or any(len(item) > longest for item in items):
        sentence = _("“%(column)s” has more than %(most)d entries, or one longer than %(longest)d characters.")
        raise Refused(sentence % {"column": column, "most": MOST_IN_A_LIST, "longest": longest})
    return items


def _choice(column: str, text: str, known: Sequence[str]) -> str:
    if text and text not in known:
        sentence = _("“%(column)s” is “%(text)s”, which is none of: %(known)s.")
        raise Refused(sentence % {"column": column, "text": text, "known": ", ".join(known)})
    return text


def _modes(column: str, text: str) -> list[str]:
    given = {_choice(column, mode.strip(), MeetingMode.values) for mode in text.split(";")}
    return [mode for mode in MeetingMode.values if mode in given]


def _number(column: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not least <= int(text) <= most:
        sentence = _("“%(column)s” is “%(text)s”, not a number from %(least)d to %(most)d.")
        raise Refused(sentence % {"column": column, "text": text, "least": least, "most": most})
    return int(text)


def _year(column: str, text: str, today: date) -> int | None:
    return _number(column, text, EARLIEST_YEAR, today.year) if text else None


def _day(column: str, text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        sentence = _("“%(column)s” is “%(text)s”, not a date such as 2026-09-14.")
        raise Refused(sentence % {"column": column, "text": text}) from error
    if day > today:
        raise Refused(_("“%(column)s” is “%(text)s”, which is still to come.") % {"column": column, "text": text})
    return day


def _country(column: str, text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise Refused(_("“%(column)s” is “%(text)s”, not two letters such as US.") % {"column": column, "text": text})
    return text.upper()


def _linkedin(text: str) -> str:
    if not text:
        return ""
    try:
        URLValidator(schemes=["https", "http"])(text)
        host = urlsplit(text).hostname or ""
    except (ValidationError, ValueError) as error:
        raise Refused(_("“%(text)s” is not a web address.") % {"text": text}) from error
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        raise Refused(_("“%(text)s” does not lead to LinkedIn.") % {"text": text})
    return text
