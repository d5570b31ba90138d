"""Whom to look at first: what was found in order, page by page, each page beginning where the last one ended.

Order and paging rest on one number a person, `place`, the higher the earlier. At most `RANKED` people are put in order;
where more are found, those with the best prospects are taken first, which a few indexed questions tell.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import reduce
from hashlib import md5
from operator import add
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Cast, Coalesce, Extract, Least

from careernet.mentors.filters import MentorFilter
from careernet.mentors.models import SINCE, MentorQuerySet
from careernet.mentors.search import found_by, lexeme

RANKED = 1000
PAGE = 24
MOST_ASKED = 63
FITS = {"same_major": 4, "in_interests": 2, "is_missing": 1}  # what each is worth; one more than all below it
LATER = 10**10  # seconds since 1970 that no free time has
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


@dataclass(frozen=True, slots=True)
class Page:
    mentors: list[Any]
    after: str  # where the next page begins; "" on the last one
    before: str


def page(
    found: MentorFilter,
    order: str,
    wishes: Wishes,
    asked: QuerySet[Any],
    *,
    after: str = "",
    before: str = "",
    now: datetime,
) -> Page:
    """The people after, or before, a place in the list; the first ones without. `asked` are this month's requests."""
    people, key = _ranked(found, order, wishes, asked, now), "since" if order == "newest" else "place"
    cursor, is_backward = _cursor(after or before, key), bool(before and not after)
    if cursor:
        people = people.filter(_beyond(key, *cursor, is_backward))
    people = people.order_by(key, "pk") if is_backward else people.order_by(f"-{key}", "-pk")
    mentors = list(people[: PAGE + 1])
    has_more, mentors = len(mentors) > PAGE, mentors[:PAGE]
    if is_backward:
        mentors.reverse()
    has_next, has_previous = (True, has_more) if cursor and is_backward else (has_more, bool(cursor))
    return Page(
        mentors, _written(mentors[-1:], key) if has_next else "", _written(mentors[:1], key) if has_previous else ""
    )


# --- The place of each ------------------------------------------------------------------------------------------------
def _ranked(found: MentorFilter, order: str, wishes: Wishes, asked: QuerySet[Any], now: datetime) -> MentorQuerySet:
    conditions, asked = wishes.conditions(), asked.filter(mentor=OuterRef("pk")).order_by()
    mentors = found.left()
    if found.number > RANKED and order != "newest":
        mentors = found.mentors.filter(pk__in=_best(found, order, conditions, wishes, asked, now))
    fits = {name: found_by(condition) for name, condition in conditions.items()}
    mentors = mentors.annotate(
        **{name: _one_if(fits[name]) if name in fits else Value(0) for name in FITS},
        can_be_asked=_one_if(found.can_be_asked),
        open_at=Case(When(next_open__starts_at__gt=now, then=F("next_open__starts_at"))),
    )
    if order == "newest":
        return mentors.annotate(since=SINCE)
    return mentors.annotate(place=Cast(_place(found, order, wishes, asked), BigIntegerField()))


def _place(found: MentorFilter, order: str, wishes: Wishes, asked: QuerySet[Any]) -> Combinable:
    if order == "soonest":
        soon = LATER - Cast(Extract("open_at", "epoch", tzinfo=UTC), BigIntegerField())
        return F("can_be_asked") * 2 * LATER + Coalesce(soon, 0)
    numbers = asked.values("mentor").annotate(number=Count("pk")).values("number")
    asked_number = Coalesce(Subquery(numbers, output_field=IntegerField()), 0)
    fit = reduce(add, (points * F(name) for name, points in FITS.items()))
    place = found.search.rank() * 2 + F("can_be_asked") if found.search else F("can_be_asked")
    place = (place * 8 + fit) * (MOST_ASKED + 1) + MOST_ASKED - Least(asked_number, MOST_ASKED)
    return place * 2 + _one_if(Q(pk__gte=wishes.first))


def _best(
    found: MentorFilter,
    order: str,
    conditions: dict[str, str],
    wishes: Wishes,
    asked: QuerySet[Any],
    now: datetime,
) -> RawSQL:
    """The ids of those with the best prospects of standing in front, each group only as far as there is room."""
    everybody = found.left()
    if found.search:
        well = found_by(found.search.well())
        groups = [everybody.filter(well), everybody.exclude(well)]
    elif order == "soonest":
        has_time = Q(next_open__starts_at__gt=now)
        groups = [everybody.filter(has_time).order_by("next_open__starts_at"), everybody.exclude(has_time)]
    else:
        is_free = found.can_be_asked & ~Exists(asked) & Q(pk__gte=wishes.first)
        groups = _by_fit(everybody, conditions, is_free)
    statements = [group.values("pk")[:RANKED].query.sql_with_params() for group in groups]
    union = " UNION ALL ".join(f"({sql})" for sql, _params in statements)
    return RawSQL(f"{union} LIMIT {RANKED}", [each for _sql, params in statements for each in params])  # noqa: S611


def _by_fit(everybody: MentorQuerySet, conditions: dict[str, str], is_free: Q) -> list[MentorQuerySet]:
    """Same major; not asked yet this month, in a field of interest first; the others."""
    groups = []
    if "same_major" in conditions:
        same_major = found_by(conditions["same_major"])
        groups.append(everybody.filter(same_major))
        everybody = everybody.exclude(same_major)
    free = everybody.filter(is_free).order_by("pk")
    if "in_interests" in conditions:
        in_interests = found_by(conditions["in_interests"])
        groups += [free.filter(in_interests), free.exclude(in_interests)]
    else:
        groups.append(free)
    return [*groups, everybody.exclude(is_free)]


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


# --- Where a page begins ----------------------------------------------------------------------------------------------
def _written(mentors: list[Any], key: str) -> str:
    if not mentors:
        return ""
    value = getattr(mentors[0], key)
    return f"{value.toordinal() if key == 'since' else value}.{mentors[0].pk.hex}"


def _cursor(text: str, key: str) -> tuple[Key, uuid.UUID] | None:
    """What an address says of the place where its page begins; None where it says nothing of the kind."""
    number, _dot, pk = text.partition(".")
    try:
        value: Key = date.fromordinal(int(number)) if key == "since" else int(number)
        return (value, uuid.UUID(hex=pk)) if isinstance(value, date) or abs(value) < 2**62 else None
    except (ValueError, OverflowError):
        return None


def _beyond(key: str, value: Key, pk: uuid.UUID, is_backward: bool) -> Q:
    than = "gt" if is_backward else "lt"
    within = Q(**{f"{key}__{than}e": value})  # said twice, so that the index is entered at the right place
    return within & (Q(**{f"{key}__{than}": value}) | Q(**{key: value, f"pk__{than}": pk}))
