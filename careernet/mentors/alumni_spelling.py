"""What people write in lists of alumni, and how `alumni_file` wants it: read kindly where there is one reading alone.

Each function takes the text of a cell, in one line, and answers with our spelling of it; with the text itself where it
knows none, for `alumni_file.parse` to take or refuse; or raises `Refused` where there are several readings. Nothing is
guessed: docs/importing.md has the reasons.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.utils.translation import gettext as _

from careernet.campus.models import Field, Major
from careernet.core import times
from careernet.core.sheets import Refused
from careernet.mentors.alumni_file import EARLIEST_YEAR
from careernet.mentors.places import US_STATES, country_codes

# --- What a cell may not be ---------------------------------------------------------------------------------------
LONGEST = 2000  # characters of any cell
TAG = re.compile(r"<[a-z!/][^>]*>", re.IGNORECASE)
SUM = re.compile(r"[=+@-]\s*[\d(.]")
NAMES = ("first_name", "last_name", "preferred_name", "city", "region")
FREE_TEXT = (*NAMES, "employer", "job_title", "previous_employer", "field", "majors", "topics")


def ask_back(column: str, heading: str, text: str) -> None:
    """Raises `Refused` for what is no word of anybody's."""
    if "\ufffd" in text or (column in NAMES and "?" in text):
        sentence = _("“%(column)s” is “%(text)s”: letters were lost when the file was saved. Save it as “CSV UTF-8”.")
        raise Refused(sentence % {"column": heading, "text": text})
    if column in FREE_TEXT and TAG.search(text):
        raise Refused(_("“%(column)s” holds HTML.") % {"column": heading})
    if column in FREE_TEXT and SUM.match(text):
        raise Refused(_("“%(column)s” reads like a spreadsheet formula.") % {"column": heading})


# --- Addresses and numbers ----------------------------------------------------------------------------------------
def email(text: str) -> str:
    if text.count("@") > 1 and re.search(r"[,;\s]", text):
        raise Refused(_("“%(text)s” is more than one address.") % {"text": text})
    return text.lower()


def linkedin(text: str) -> str:
    return f"https://{text}" if re.match(r"(?:[\w-]+\.)?linkedin\.com/", text, re.IGNORECASE) else text


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(text: str) -> str:
    """ "two" and a spreadsheet's "2.0" are 2; "unlimited" is no number of calls anybody promised."""
    plain = text.lower()
    return str(NUMBERS.index(plain) + 1) if plain in NUMBERS else re.sub(r"^(\d+)\.0+$", r"\1", text)


def year(text: str, today: date) -> str:
    """ "'81" is 1981, as long as no other year that can be ends in 81."""
    short = re.fullmatch(r"['’‘`]?(\d\d)", text)
    if not short:
        return number(text)
    possible = [y for y in range(EARLIEST_YEAR, today.year + 1) if y % 100 == int(short[1])]
    if len(possible) == 1:
        return str(possible[0])
    raise Refused(_("“%(text)s” may be any of several years, or none. Write all four digits.") % {"text": text})


DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def day(text: str) -> str:
    """Day and month may stand in either order; where both make a date, nobody can tell."""
    text = re.sub(r"[T ]00:00(:00)?$", "", text)
    written = DATE.fullmatch(text)
    if not written:
        return text
    first, second, in_year = written.groups()
    found = set()
    for month, of_month in ((first, second), (second, first)):
        with suppress(ValueError):
            found.add(date(int(in_year), int(month), int(of_month)))
    if len(found) > 1:
        raise Refused(
            _("“%(text)s” may be %(first)s or %(second)s. Write it as year, month, day.")
            % dict(zip(("text", "first", "second"), (text, *sorted(str(one) for one in found)), strict=True))
        )
    return str(found.pop()) if found else text


# --- Places and clocks --------------------------------------------------------------------------------------------
US = dict.fromkeys(("usa", "u.s.", "u.s.a.", "united states", "united states of america"), "US")
STATES = {name.lower(): code for code, name in US_STATES.items()}


@lru_cache(maxsize=1000)
def country(text: str) -> str:
    codes = country_codes(text.casefold())
    return US.get(text.lower()) or (codes[0] if len(codes) == 1 else text)


def region(text: str, its_country: str) -> str:
    """The code of an American state, where it is one."""
    if its_country.upper() not in ("US", ""):
        return text
    if text.upper() in US_STATES:
        return text.upper()
    return STATES.get(text.lower(), text)


AMERICAN = {
    "America/New_York": ("eastern", "et", "est", "edt", "us/eastern"),
    "America/Chicago": ("central", "ct", "cst", "cdt", "us/central"),
    "America/Denver": ("mountain", "mt", "mst", "mdt", "us/mountain"),
    "America/Los_Angeles": ("pacific", "pt", "pst", "pdt", "us/pacific"),
    "America/Anchorage": ("alaska", "akst", "akdt", "us/alaska"),
    "Pacific/Honolulu": ("hawaii", "hst", "us/hawaii"),
}
CLOCKS = {name: zone for zone, names in AMERICAN.items() for name in names}
OFFSET = re.compile(r"(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d\d)?", re.IGNORECASE)


def time_zone(text: str, its_country: str) -> str:
    """Names that Americans give their clocks, and cities. An hour's distance from London is no zone: clocks change."""
    if OFFSET.fullmatch(text):
        raise Refused(_("“%(text)s” fits many places. Write a city, such as America/New_York.") % {"text": text})
    plain = re.sub(r"\s*\(.*\)$|\s+(?:standard |daylight )?time$", "", text.lower())
    american = CLOCKS.get(plain)
    if american and its_country.upper() not in ("US", ""):
        sentence = _(
            "“%(text)s” is an American clock, and the country is another. Write a city, such as Europe/Berlin."
        )
        raise Refused(sentence % {"text": text})
    return american or _zones().get(plain.replace(" ", "_"), text)


@cache
def _zones() -> dict[str, str]:
    """By their names and by their cities, in small letters."""
    listed = [name for _group, choices in times.zone_choices() for name, _label in choices]
    return {name.rpartition("/")[2].lower(): name for name in listed} | {name.lower(): name for name in listed}


# --- Words of ours ------------------------------------------------------------------------------------------------
MODES = {
    "video": ("video call", "zoom", "teams", "online", "virtual", "google meet", "skype"),
    "phone": ("phone call", "telephone", "call"),
    "in person": ("in-person", "inperson", "face to face", "coffee"),
    "video; phone; in person": ("any", "all", "either", "no preference"),
}
SETTINGS = {
    "government": ("public", "public sector", "govt"),
    "private": ("private company", "private sector", "for-profit", "corporate"),
    "nonprofit": ("non-profit", "non profit", "not-for-profit", "ngo"),
    "academic": ("academia", "university", "higher education"),
    "self-employed": ("own business", "self employed", "freelance"),
}


def _by_word(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: ours for ours, theirs in words.items() for word in (ours, *theirs)}


MODE_BY_WORD, SETTING_BY_WORD = _by_word(MODES), _by_word(SETTINGS)
APART = re.compile(r"\s*(?:[;,/&+|\n]|\bor\b|\band\b)\s*")


def modes(text: str) -> str:
    named = [MODE_BY_WORD.get(word) for word in APART.split(text.lower()) if word]
    known = [mode for mode in named if mode]
    return "; ".join(dict.fromkeys("; ".join(known).split("; "))) if known and len(known) == len(named) else text


def work_setting(text: str) -> str:
    return SETTING_BY_WORD.get(text.lower(), text)


def employer_size(text: str) -> str:
    plain = re.sub(r"\s*(?:people|employees)$", "", text.lower().replace(",", "")).replace("–", "-")
    return "1000+" if plain in ("1001+", ">1000", "more than 1000", "over 1000") else plain.replace(" ", "")


def entries(cell: str) -> str:
    """A list in a cell: spreadsheets put a line break where we put a semicolon."""
    return "; ".join(line.strip(" ;") for line in cell.splitlines())


# --- Names the campus knows ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Known:
    """Fields and majors by their names in small letters."""

    fields: Mapping[str, str]
    majors: Mapping[str, str]

    @classmethod
    def here(cls, majors_of_file: Iterable[str]) -> "Known":
        """Those of the campus, and majors that stand alone in a cell of the file, in the spelling met first."""
        majors: dict[str, str] = {}
        for name in majors_of_file:
            if "," not in name and ";" not in name and not name.isupper():
                majors.setdefault(name.lower(), name)
        majors |= {name.lower(): name for name in Major.objects.values_list("name", flat=True)}
        return cls({name.lower(): name for name in Field.objects.values_list("name", flat=True)}, majors)

    def field(self, text: str) -> str:
        return self.fields.get(text.lower(), text)

    def several_majors(self, text: str) -> str:
        """Known ones as we write them. A comma is part of a name unless each part between commas is known."""
        return "; ".join(self._major(name) for item in text.split(";") if (name := item.strip()))

    def _major(self, text: str) -> str:
        if text.lower() in self.majors:
            return self.majors[text.lower()]
        parts = [self.majors.get(part.strip().lower()) for part in text.split(",")]
        return "; ".join(part for part in parts if part) if all(parts) else text
