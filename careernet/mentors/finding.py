"""Whom to look at first: what was found in order, page by page, each page beginning where the last one ended.

Order and paging rest on one number a person, `key`, the higher the earlier. At most `RANKED` people are put in order;
where more are found, those with the best prospects are taken first, which a few indexed questions tell. The statement
is written out: Django would take longer to build it than PostgreSQL to answer it.
"""

# ruff: noqa: S608 - statements are put together of our own words; values are written in by the driver

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import md5
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from careernet.mentors.filters import RANKED, SHARE, MentorFilter
from careernet.mentors.search import answers, compiled, lexeme, written

PAGE = 24
MOST_ASKED = 63
FITS = {"same_major": 4, "in_interests": 2, "is_missing": 1}  # what each is worth; one more than all below it
LATER = 10**10  # seconds since 1970 that no free time has
TIMES = "SELECT starts_at FROM mentors_nextopen WHERE mentor_id"
Key = int | date


@dataclass(frozen=True, slots=True)
class Wishes:
    """What would fit the person who looks; all empty for advisors and staff."""

    majors: Sequence[str] = ()
    interests: Sequence[str] = ()  # slugs of fields
    missing_settings: Sequence[str] = ()
    first: uuid.UUID = field(default=uuid.UUID(int=0))  # where the ring of equals begins for them this month

    @classmethod
    def of(cls, key: object, now: datetime, **wishes: Sequence[str]) -> "Wishes":
        digest = md5(f"{key} {now:%Y-%m}".encode(), usedforsecurity=False).digest()
        return cls(first=uuid.UUID(bytes=digest), **wishes)

    def conditions(self) -> dict[str, str]:
        """What each of `FITS` means, in the notation of `found_by`; only those that mean something."""
        lists = {
            "same_major": [lexeme(f"major:{name}") for name in self.majors],
            "in_interests": [lexeme(f"field:{slug}") for slug in self.interests],
            "is_missing": [lexeme(f"setting:{setting}") for setting in self.missing_settings],
        }
        return {name: " | ".join(lexemes) for name, lexemes in lists.items() if lexemes}


class Found(NamedTuple):
    """A mentor, and what of them speaks to the person who looks."""

    id: uuid.UUID
    key: Key
    can_be_asked: bool
    open_at: datetime | None
    same_major: bool
    in_interests: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Page:
    found: list[Found]
    after: str  # where the next page begins; "" on the last one
    before: str


def page(
    filters: MentorFilter,
    order: str,
    wishes: Wishes,
    asked: QuerySet[Any],
    *,
    after: str = "",
    before: str = "",
    now: datetime,
) -> Page:
    """The people after, or before, a place in the list; the first ones without. `asked` are this month's requests."""
    cursor, is_backward = _cursor(after or before, order), bool(before and not after)
    than, direction = (">", "ASC") if is_backward else ("<", "DESC")
    statement = (
        f"WITH people AS NOT MATERIALIZED ({filters.people}), few AS ({_few(filters, order, wishes, now)}), "
        f"placed AS (SELECT {_columns(filters, order, wishes, asked, now)} FROM few) "
        f"SELECT id, key, can, {_open_at('placed', now)}, {', '.join(FITS)} FROM placed "
        f"{written(f'WHERE (key, id) {than} (%s, %s) ', *cursor) if cursor else ''}"
        f"ORDER BY key {direction}, id {direction} LIMIT {PAGE + 1}"
    )
    with connection.cursor() as database:
        database.execute(statement)
        found = [Found(*row) for row in database.fetchall()]
    has_more, found = len(found) > PAGE, found[:PAGE]
    if is_backward:
        found.reverse()
    has_next, has_previous = (True, has_more) if cursor and is_backward else (has_more, bool(cursor))
    return Page(found, _said(found[-1:]) if has_next else "", _said(found[:1]) if has_previous else "")


# --- The place of each ------------------------------------------------------------------------------------------------
def _columns(filters: MentorFilter, order: str, wishes: Wishes, asked: QuerySet[Any], now: datetime) -> str:
    """Those of `Found`, but for the free time."""
    fits = {name: answers(condition) for name, condition in wishes.conditions().items()}
    if order == "newest":
        key = "since"
    elif order == "soonest":
        key = f"can::int * {2 * LATER} + coalesce({LATER} - extract(epoch FROM {_open_at('few', now)})::bigint, 0)"
    else:
        number = (
            f"(SELECT count(*) FROM ({compiled(asked.values('mentor'))}) AS asked (mentor) WHERE asked.mentor = few.id)"
        )
        fit = " + ".join(["0", *(f"{FITS[name]} * ({fits[name]})::int" for name in fits)])
        key = f"((({filters.search.rank()}) * 2 + can::int) * 8 + {fit}) * {MOST_ASKED + 1}"
        key = f"({key} + {MOST_ASKED} - least({number}, {MOST_ASKED})) * 2 + {written('(id <= %s)::int', wishes.first)}"
    return ", ".join(["id", f"{key} AS key", "can", *(f"{fits.get(name, 'FALSE')} AS {name}" for name in FITS)])


def _open_at(whose: str, now: datetime) -> str:
    return f"({TIMES} = {whose}.id AND {written('starts_at > %s', now)})"


def _few(filters: MentorFilter, order: str, wishes: Wishes, now: datetime) -> str:
    """The people to put in order: all that were found, or the first of them by a look that takes no time."""
    if filters.number <= RANKED or (filters.search and order == "fit"):
        few = f"SELECT * FROM people WHERE id = ANY({written('%s::uuid[]', filters.first or '{}')})"
        return f"WITH known AS MATERIALIZED ({few}) {filters.sql(among='known')}"
    return filters.sql() if order == "newest" else _best(filters, order, wishes, now)


def _best(filters: MentorFilter, order: str, wishes: Wishes, now: datetime) -> str:
    """Those with the best prospects of standing in front, each group only as far as there is room."""
    if order == "soonest":
        with_time = filters.sql("people.*", among="people JOIN mentors_nextopen ON mentor_id = id")
        groups = [
            f"{with_time} AND {written('starts_at > %s', now)} ORDER BY starts_at",
            f"{filters.sql()} AND NOT EXISTS {_open_at('people', now)}",
        ]
    else:
        fits = [condition for name, condition in wishes.conditions().items() if name != "is_missing"]
        better = " | ".join(f"({each})" for each in fits)
        parts = [answers(better), f"NOT {answers(better)}"] if better else ["TRUE"]
        groups = [
            f"{filters.sql()} AND {part} AND {of_the_ring}" for part in parts for of_the_ring in _ring(wishes.first)
        ]
    return f"{' UNION ALL '.join(f'({group} LIMIT {RANKED})' for group in groups)} LIMIT {RANKED}"


def _ring(first: uuid.UUID) -> list[str]:
    """Among equals people stand in a ring, in which everybody who looks begins at a place of their own: the share of it
    that holds this place, then the rest. Without this the same people would always be the first."""
    share = f"{SHARE} = '{first.hex[0]}'"
    return [share, f"NOT {share}"]


# --- Where a page begins ----------------------------------------------------------------------------------------------
def _said(found: list[Found]) -> str:
    if not found:
        return ""
    key = found[0].key
    return f"{key.toordinal() if isinstance(key, date) else key}.{found[0].id.hex}"


def _cursor(text: str, order: str) -> tuple[Key, uuid.UUID] | None:
    """What an address says of the place where its page begins; None where it says nothing of the kind."""
    number, _dot, pk = text.partition(".")
    try:
        key: Key = date.fromordinal(int(number)) if order == "newest" else int(number)
        return (key, uuid.UUID(hex=pk)) if isinstance(key, date) or abs(key) < 2**62 else None
    except (ValueError, OverflowError):
        return None
