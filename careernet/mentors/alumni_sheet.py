"""A list of alumni in whatever shape it comes: which of its columns is which of ours, and whom its rows are about.

`alumni_spelling` reads single cells kindly, `alumni_file` says what a person's row has to hold. Rows are counted as a
spreadsheet counts them: the headings are row 1, and a cell with a line break is still one row.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from careernet.core.sheets import Refused, Unreadable, decoded, heading, reader, written
from careernet.core.text import one_line
from careernet.mentors import alumni_spelling as spelling
from careernet.mentors.alumni_file import COLUMNS, Row, parse
from careernet.mentors.importer import Numbered, Seen

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 200, 2_000_000  # what one list may take of the memory
LONGEST_REASON = 300
NEEDED = ("last_name", "email")
# What headings are compared with, as `sheets.heading` writes them; our own name besides.
GUESSES = {
    "alumni_id": ("constituent_id", "alumni_number", "alumni_no", "id", "lookup_id", "record_id"),
    "first_name": ("first", "given_name", "forename"),
    "last_name": ("last", "surname", "family_name"),
    "preferred_name": ("nickname", "preferred_first_name", "goes_by", "known_as"),
    "email": ("e_mail", "e_mail_address", "email_address", "preferred_email", "mail"),
    "class_year": ("class_of", "class", "graduation_year", "grad_year", "preferred_class_year"),
    "majors": ("major_s", "major", "degree_major"),
    "employer": ("company", "organization", "employer_name", "company_name"),
    "job_title": ("position", "title", "job", "occupation"),
    "field": ("career_area", "field_of_work", "industry"),
    "work_setting": ("sector", "setting"),
    "employer_size": ("org_size", "company_size", "organization_size"),
    "in_role_since": ("since", "start_year"),
    "previous_employer": ("former_employer", "last_employer"),
    "city": ("town", "home_city"),
    "region": ("state", "province", "state_province", "state_or_region"),
    "country": ("country_code",),
    "time_zone": ("timezone", "zone"),
    "topics": ("can_talk_about", "expertise"),
    "modes": ("how_to_meet", "meeting_preference", "ways_to_meet"),
    "monthly_cap": ("max_month", "calls_a_month", "most_calls_a_month"),
    "linkedin": ("linkedin_url", "linkedin_profile"),
    "volunteered_on": ("joined", "volunteered", "signed_up"),
}
LISTS = ("majors", "topics", "modes")
FACT = {"monthly_cap": "calls_a_month", "linkedin": "linkedin_url"}  # where our column and the mentor's differ

Columns = Mapping[str, int]  # our column -> the place of the file's


@dataclass(frozen=True)
class Sheet:
    encoding: str
    headings: list[str]
    records: list[tuple[int, list[str]]]  # row and cells

    def guess(self) -> dict[str, int]:
        """Our columns by what the headings say; none of the file's twice."""
        plain = [heading(text) for text in self.headings]
        found: dict[str, int] = {}
        for ours in COLUMNS:
            names = (ours, *GUESSES[ours])
            place = next((plain.index(name) for name in names if name in plain), None)
            if place is not None and place not in found.values():
                found[ours] = place
        return found

    def samples(self, place: int, number: int = 2) -> list[str]:
        """The first different words of a column."""
        texts = (one_line(cells[place])[:30] for _row, cells in self.records if place < len(cells))
        return list(islice(dict.fromkeys(text for text in texts if text), number))

    def names(self, columns: Columns, number: int = 3) -> list[str]:
        """People of the file, first those whose names show whether accents are right."""
        places = [columns[name] for name in ("first_name", "last_name") if name in columns]
        names = [
            one_line(" ".join(cells[place] for place in places))[:60]
            for _row, cells in self.records
            if len(cells) == len(self.headings)
        ]
        return sorted(filter(None, names), key=str.isascii)[:number]


def opened(data: bytes) -> Sheet:
    """The whole list, its cells as they stand. Raises `Unreadable`."""
    text, encoding = decoded(data)
    lines = reader(text)
    try:
        headings = [one_line(cell)[:80] for cell in next(lines, [])]
        _check(headings)
        most = min(MOST_ROWS, MOST_CELLS // len(headings))
        records: list[tuple[int, list[str]]] = []
        for row, cells in enumerate(lines, start=2):
            if len(records) == most:
                raise Unreadable(_("The file has more than %(most)s rows. Split it.") % {"most": f"{most:,}"})
            if any(cell.strip() for cell in cells):
                # Of a row of another width nothing is kept: its cells have lost their places.
                records.append((row, cells if len(cells) == len(headings) else cells[: len(headings) + 1]))
    except csv.Error as error:
        sentence = _("The file cannot be read from line %(line)d on: perhaps a quotation mark was never closed.")
        raise Unreadable(sentence % {"line": lines.line_num + 1}) from error
    if not records:
        raise Unreadable(_("The file has headings, and no row below them."))
    return Sheet(encoding, headings, records)


def _check(headings: list[str]) -> None:
    named = [text for text in headings if text]
    if len(named) < len(NEEDED):
        raise Unreadable(_("The first line has to name the columns, and needs at least a last name and an address."))
    if len(headings) > MOST_COLUMNS:
        sentence = _("The first line names %(number)d columns; more than %(most)d cannot be right.")
        raise Unreadable(sentence % {"number": len(headings), "most": MOST_COLUMNS})
    for text in named:
        if named.count(text) > 1:
            raise Unreadable(_("Two columns are called “%(name)s”. Rename or remove one of them.") % {"name": text})


# --- Its people ---------------------------------------------------------------------------------------------------
@dataclass
class Reading:
    """What the rows say, and what was read otherwise than written: (heading, written, read) -> rows."""

    rows: list[Numbered] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    kindly: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)


def people(sheet: Sheet, columns: Columns, *, today: date) -> Reading:
    reading, reader = Reading(), _Reader(sheet, columns, today)
    seen = Seen(_("Row %(number)d has the same “%(column)s” already."), reader.called)
    for number, cells in sheet.records:
        try:
            row, kindly = reader.row(cells)
            seen.add(number, row)
        except Refused as refusal:
            reading.refused.append((number, one_line(str(refusal))[:LONGEST_REASON]))
            continue
        reading.rows.append((number, row))
        for note in kindly:
            reading.kindly.setdefault(note, []).append(number)
    return reading


class _Reader:
    def __init__(self, sheet: Sheet, columns: Columns, today: date) -> None:
        self.sheet, self.columns, self.today = sheet, columns, today
        self.called = {name: sheet.headings[columns[name]] if name in columns else name for name in COLUMNS}
        place = columns.get("majors")
        cells = (cells for _row, cells in sheet.records if len(cells) == len(sheet.headings))
        self.known = spelling.Known.here(" ".join(row[place].split()) for row in cells if place is not None)

    def row(self, cells: list[str]) -> tuple[Row, list[tuple[str, str, str]]]:
        """A person, and which cells were read kindly. Raises `Refused`."""
        expected = len(self.sheet.headings)
        if len(cells) != expected:
            sentence = _("It has %(more)s cells than the first line, which has %(all)d.")
            raise Refused(sentence % {"more": _("more") if len(cells) > expected else _("fewer"), "all": expected})
        written = {name: cells[place] for name, place in self.columns.items() if cells[place].strip()}
        said = {name: self._spelled(name, cell, written) for name, cell in written.items()}
        row = parse(dict.fromkeys(COLUMNS, "") | said, today=self.today, needed=NEEDED, called=self.called)
        kindly = [
            (self.called[name], one_line(cell), said[name])
            for name, cell in written.items()
            if "".join(cell.split()) != "".join(said[name].split())
        ]
        return _only_said(row, said), kindly

    def _spelled(self, name: str, cell: str, written: Mapping[str, str]) -> str:
        text = " ".join((spelling.entries(cell) if name in LISTS else cell).split())
        if len(text) > spelling.LONGEST:
            return text  # which is refused for that
        spelling.ask_back(name, self.called[name], text)
        match name:
            case "email":
                return spelling.email(text)
            case "class_year" | "in_role_since":
                return spelling.year(text, self.today)
            case "monthly_cap":
                return spelling.number(text)
            case "volunteered_on":
                return spelling.day(text)
            case "country":
                return spelling.country(text)
            case "region":
                return spelling.region(text, spelling.country(written.get("country", "").strip()))
            case "time_zone":
                return spelling.time_zone(text, spelling.country(written.get("country", "").strip()))
            case "modes":
                return spelling.modes(text)
            case "work_setting":
                return spelling.work_setting(text)
            case "employer_size":
                return spelling.employer_size(text)
            case "linkedin":
                return spelling.linkedin(text)
            case "field":
                return self.known.field(text)
            case "majors":
                return self.known.several_majors(text)
        return text


def _only_said(row: Row, said: Mapping[str, Any]) -> Row:
    """An empty cell says nothing, and neither does a column the file does not have."""
    facts = {FACT.get(name, name) for name in said}
    return replace(
        row,
        field=row.field or None,
        majors=row.majors or None,
        facts={name: value for name, value in row.facts.items() if name in facts},
    )


# --- Back to the office -------------------------------------------------------------------------------------------
def refused_rows(sheet: Sheet, refused: list[tuple[int, str]]) -> bytes:
    """The rows to be mended, as they came, each with its reason at the end."""
    reasons = dict(refused)
    rows = ([*cells, reasons[row]] for row, cells in sheet.records if row in reasons)
    return written([[*sheet.headings, _("Why it was refused")], *rows])


EXAMPLES = (
    ("A1001", "Maya", "Chen", "", "maya.chen@example.org", "2014", "Chemistry; Biology", "Arcadia Labs",
     "Battery chemist", "Science", "private", "51-200", "2019", "Old Mill Co", "San Francisco", "CA", "US",
     "America/Los_Angeles", "Start-ups; Research careers", "video; phone", "2",
     "https://www.linkedin.com/in/maya-chen-example", "2025-01-08"),
    ("A1002", "José", "Núñez", "Pepe", "jose.nunez@example.org", "1998", "Economics", "City of Northfield",
     "Budget analyst", "Government", "government", "201-1000", "2011", "", "Northfield", "MN", "US", "America/Chicago",
     "Public service", "in person; video", "1", "", "2024-09-30"),
)  # fmt: skip


def example() -> bytes:
    return written([COLUMNS, *EXAMPLES])
