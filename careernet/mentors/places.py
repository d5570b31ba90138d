"""Where mentors live, in words: regions and countries by the codes they are stored under."""

from functools import cache
from importlib.resources import files

US_STATES = dict(
    line.split(" ", 1)
    for line in """AL Alabama
AK Alaska
AZ Arizona
AR Arkansas
CA California
CO Colorado
CT Connecticut
DE Delaware
DC District of Columbia
FL Florida
GA Georgia
HI Hawaii
ID Idaho
IL Illinois
IN Indiana
IA Iowa
KS Kansas
KY Kentucky
LA Louisiana
ME Maine
MD Maryland
MA Massachusetts
MI Michigan
MN Minnesota
MS Mississippi
MO Missouri
MT Montana
NE Nebraska
NV Nevada
NH New Hampshire
NJ New Jersey
NM New Mexico
NY New York
NC North Carolina
ND North Dakota
OH Ohio
OK Oklahoma
OR Oregon
PA Pennsylvania
PR Puerto Rico
RI Rhode Island
SC South Carolina
SD South Dakota
TN Tennessee
TX Texas
UT Utah
VT Vermont
VA Virginia
WA Washington
WV West Virginia
WI Wisconsin
WY Wyoming""".splitlines()
)


def place(city: str, region: str, country: str) -> str:
    """As in "San Francisco, CA" at home and "London, Britain (UK)" elsewhere."""
    return ", ".join(part for part in (city, region, "" if country in ("US", "") else country_name(country)) if part)


def area(code: str) -> str:
    """The name of "US-CA" (California), "CA-ON" (ON, Canada) or "IN-" (India)."""
    country, _, region = code.partition("-")
    if country == "US" and region in US_STATES:
        return US_STATES[region]
    return ", ".join(part for part in (region, country_name(country)) if part)


def country_name(code: str) -> str:
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def country_codes(name: str) -> list[str]:
    """The codes of the countries of that name, in small letters: "germany" gives "DE"."""
    return [code for code, known in _countries().items() if known.casefold() == name]


def country_names() -> list[str]:
    return list(_countries().values())
