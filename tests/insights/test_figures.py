"""The figures, against the same numbers counted by other hands; and what somebody clever could subtract from them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import permutations, product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from careernet.advising.insights.figures import figures
from careernet.advising.insights.scope import Option, Scope, options
from careernet.campus.models import Policy
from tests.insights import campuses
from tests.insights.oracle import Oracle

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("America/New_York")
TABLES = {
    "interview": "SELECT *, upper(during) AS ends_at FROM interviews_interview",
    "event": "SELECT * FROM interviews_event",
    "thankyou": "SELECT * FROM interviews_thankyou",
    "reflection": "SELECT * FROM reflections_reflection",
    "reflectionversion": "SELECT * FROM reflections_reflectionversion",
    "review": "SELECT * FROM reflections_review",
    "mentor": "SELECT * FROM mentors_mentor",
    "field": "SELECT * FROM campus_field",
    "student": "SELECT * FROM students_student",
    "student_majors": "SELECT * FROM students_student_majors",
}
Shown = dict[str, dict[str, list[str]]]


def exported() -> dict[str, list[dict[str, Any]]]:
    tables = {}
    with connection.cursor() as cursor:
        for name, query in TABLES.items():
            cursor.execute(query)
            columns = [column.name for column in cursor.description or ()]
            tables[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return tables


def scopes() -> list[Scope]:
    """Everything, each filter, and each pair of filters."""
    of_kind: dict[str, list[Option | None]] = {kind: [None] for kind in ("term", "class_year", "major", "field")}
    for option in options():
        of_kind[option.kind].append(option)
    chosen = [{o.kind: o for o in four if o} for four in product(*of_kind.values())]
    return [Scope(each, ZONE) for each in chosen if len(each) <= 2]


def shown(scope: Scope) -> Shown:
    found = figures(scope, Policy.current())
    return {figure.key: {row.label: [str(c) for c in row.counts] for row in figure.rows} for figure in found}


def expected(oracle: Oracle, scope: Scope) -> Shown:
    term, year, major, field = (scope.chosen.get(kind) for kind in ("term", "class_year", "major", "field"))
    return oracle.figures(
        (term.first, term.last) if term and term.first and term.last else None,
        int(year.key) if year else None,
        int(major.key) if major else None,
        int(field.key) if field else None,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_is_what_plain_counting_finds(seed: int, now: datetime) -> None:
    campuses.build(seed, now)
    oracle = Oracle(exported())

    wrong = [str(scope) for scope in scopes() if shown(scope) != expected(oracle, scope)]

    assert not wrong


# --- Subtracting ----------------------------------------------------------------------------------------------------
STEPS = ("Asked", "Answered", "Booked", "Took place", "Thanked", "Reflected")
DIVIDING = ("class_year", "field")  # each request has one; terms leave days out, and a student may have two majors
ANY = 10**6
Choice = frozenset[Option]
Number = tuple[Choice, str]  # what was chosen, and the step


@dataclass
class Known:
    """Between which bounds an outsider knows a number to be."""

    least: int
    most: int


def read(cell: str) -> Known:
    """What a shown number says. Few people may have made many requests."""
    if cell == "<5":
        return Known(0, ANY)
    doubt = 0 if int(cell) % 5 else 2  # a number that is not rounded is the number itself
    return Known(int(cell) - doubt, int(cell) + doubt)


class Outsider:
    """Has every page there is, and draws the bounds of each number closer as long as any of them moves."""

    def __init__(self, pages: dict[Choice, Shown]) -> None:
        self.known = {(choice, step): read(page["path"][step][0]) for choice, page in pages.items() for step in STEPS}
        self.within = [
            ((large, step), (small, step)) for large in pages for small in pages if large < small for step in STEPS
        ] + [((choice, "Asked"), (choice, step)) for choice in pages for step in STEPS[1:]]
        self.divided = [
            ((whole, step), [(part, step) for part in parts])
            for whole in pages
            for kind in DIVIDING
            if (parts := [part for part in pages if whole < part and {o.kind for o in part - whole} == {kind}])
            for step in STEPS
        ]
        before = None
        while before != (now_known := [(each.least, each.most) for each in self.known.values()]):
            before = now_known
            self._draw_closer()

    def _draw_closer(self) -> None:
        for whole, part in self.within:
            self._bound(whole, least=self.known[part].least)
            self._bound(part, most=self.known[whole].most)
        for whole, parts in self.divided:
            least, most = (sum(getattr(self.known[part], end) for part in parts) for end in ("least", "most"))
            self._bound(whole, least, most)
            for part in parts:
                own = self.known[part]
                self._bound(
                    part, self.known[whole].least - (most - own.most), self.known[whole].most - (least - own.least)
                )

    def _bound(self, number: Number, least: int = 0, most: int = ANY) -> None:
        own = self.known[number]
        own.least, own.most = max(own.least, least), min(own.most, most)

    def knows(self, number: Number) -> bool:
        return self.known[number].least == self.known[number].most

    def knows_rest(self, whole: Number, part: Number) -> bool:
        large, small = self.known[whole], self.known[part]
        return large.least - small.most == large.most - small.least


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_small_group_can_be_subtracted_from_all_the_pages_there_are(seed: int, now: datetime) -> None:
    campuses.build(seed, now)
    by_choice = {frozenset(scope.chosen.values()): scope for scope in scopes()}
    asked = {choice: {i.student_id for i in scope.requests()} for choice, scope in by_choice.items()}

    outsider = Outsider({choice: shown(scope) for choice, scope in by_choice.items()})

    small = [choice for choice in by_choice if 0 < len(asked[choice]) < 5]
    rests = [(a, b) for a, b in permutations(by_choice, 2) if a < b and 0 < len(asked[a] - asked[b]) < 5]
    assert small
    assert rests
    assert not [choice for choice in small for step in STEPS if outsider.knows((choice, step))]
    assert not [(a, b) for a, b in rests for step in STEPS if outsider.knows_rest((a, step), (b, step))]
