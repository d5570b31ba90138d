"""What the directory can be narrowed down by, and how many people each choice would leave."""

# ruff: noqa: S608 - statements are put together of our own words; values are written in by the driver

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import EmployerSize, MeetingMode, WorkSetting
from careernet.mentors.models import SINCE, Mentor, MentorQuerySet
from careernet.mentors.places import US_STATES, country_name
from careernet.mentors.search import answers, compiled, found_by, lexeme, written
from careernet.mentors.typed import Search, Vocabulary, understand

RANKED = 300  # people put in order
COUNTED = 2000  # people looked at for a count; where there are more, the page says "more than"
MANY = 150  # of one share of people: there are more than `COUNTED` of them all, ids being random
SHARES, SHARE = 16, "left(id::text, 1)"  # of people: as many in each
LONGEST, A_MINUTE = 200, 60
# By the name in the address, which is also the one in `Mentor.facets`.
LABELS = {
    "field": (gettext_lazy("Field of work"), gettext_lazy("Any field")),
    "setting": (gettext_lazy("Work setting"), gettext_lazy("Any")),
    "place": (gettext_lazy("Place"), gettext_lazy("Anywhere")),
    "topic": (gettext_lazy("Can talk about"), gettext_lazy("Anything")),
    "major": (gettext_lazy("Major"), gettext_lazy("Any major")),
    "years": (gettext_lazy("Class"), gettext_lazy("Any year")),
    "mode": (gettext_lazy("How to meet"), gettext_lazy("Any way")),
    "size": (gettext_lazy("Size of the employer"), gettext_lazy("Any size")),
    "language": (gettext_lazy("Language"), gettext_lazy("Any")),
    "kind": (gettext_lazy("Who"), gettext_lazy("Anybody")),
}
IN_ORDER = {
    "setting": dict(WorkSetting.choices),
    "mode": dict(MeetingMode.choices),
    "size": dict(EmployerSize.choices),
    "kind": dict(Mentor.Kind.choices),
}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose from; `groups` are (heading, options), the heading perhaps empty."""

    name: str
    label: str
    any_label: str
    groups: list[tuple[str, list[Option]]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter in use, and what leaving it out would bring."""

    label: str
    count: str
    without: str  # the query string of the page without it


class MentorFilter:
    """Reads `q`, `now` and the names of `LABELS` out of a query string; what it does not know it leaves aside."""

    def __init__(
        self, data: Mapping[str, Any], mentors: MentorQuerySet, *, can_be_asked: Q, audience: str = "", turn: int = 0
    ) -> None:
        """`audience` names those who may find the same people: their counts are taken once a minute for all.

        Of too many people one share is looked at, which is another at each `turn`.
        """
        self.mentors, self.can_be_asked, self.audience, self.turn = mentors, can_be_asked, audience, turn
        given = {name: str(data.get(name, "")).strip() for name in ("q", *LABELS, "now")}
        self.chosen = {name: text for name, text in given.items() if text and _is_fit_to_search(text)}
        self.vocabulary = Vocabulary.current()
        self.read_as = self.chosen.get("q", "")

    @cached_property
    def search(self) -> Search:
        """What was typed, as it is understood; spelled as `read_as`."""
        return understand(self.read_as, self.vocabulary)

    @property
    def query_string(self) -> str:
        return urlencode(self.chosen)

    def read(self, text: str) -> "MentorFilter":
        """The same, with what was typed spelled in another way."""
        can, audience = self.can_be_asked, self.audience
        other = MentorFilter(self.chosen, self.mentors, can_be_asked=can, audience=audience, turn=self.turn)
        other.read_as = text
        return other

    def condition(self, *, without: str = "", is_best: bool = False) -> str:
        """What words and lists ask for, but one of them, and perhaps in the best way; "" where they ask for nothing."""
        parts = [lexeme(f"{name}:{self.chosen[name]}") for name in LABELS if name in self.chosen and name != without]
        if self.search and without != "q":
            parts.append(f"({self.search.best() if is_best else self.search.matches()})")
        return " & ".join(parts)

    def left(self, *, without: str = "") -> MentorQuerySet:
        """Whom all filters, but one perhaps, leave."""
        condition = self.condition(without=without)
        mentors = self.mentors.filter(found_by(condition)) if condition else self.mentors
        return mentors.filter(self.can_be_asked) if "now" in self.chosen and without != "now" else mentors

    @cached_property
    def people(self) -> str:
        """The statement of everybody there is to be found, in columns that have short names."""
        rows = self.mentors.order_by().annotate(can=_truth(self.can_be_asked), since=SINCE)
        columns = ("pk", "search", "facets", "can", "since")
        names = "id, search, facets, can, since"
        return f"SELECT * FROM ({compiled(rows.values_list(*columns))}) AS people ({names})"

    def sql(self, columns: str = "*", *, among: str = "people", without: str = "", is_best: bool = False) -> str:
        """As `left`, out of a `people` that a statement begins with."""
        condition = self.condition(without=without, is_best=is_best)
        can = " AND can" if "now" in self.chosen and without != "now" else ""
        return f"SELECT {columns} FROM {among} WHERE {answers(condition) if condition else 'TRUE'}{can}"

    # --- Counts -------------------------------------------------------------------------------------------------------
    @property
    def counts(self) -> dict[str, Counter[str]]:
        """By filter, and "" for all of them: how many people each choice would show beside the other filters.

        "*" counts them all, "now" those who can be asked.
        """
        return self._known[0]

    @property
    def first(self) -> str:
        """The ids of those who answer best, at most `RANKED`, as PostgreSQL writes them; whether they still answer,
        and are still to be found, is for the page to see."""
        return self._known[1]

    @property
    def key(self) -> str:
        """What is counted, and for whom."""
        asked_for = f"{self.audience}?{self.query_string}&{self.read_as}"
        return f"counts:{md5(asked_for.encode(), usedforsecurity=False).hexdigest()}"

    @cached_property
    def _known(self) -> tuple[dict[str, Counter[str]], str]:
        """With an audience, as it was at most a minute ago; nobody is no answer to keep, since the next one may be
        somebody just added."""
        known: tuple[dict[str, Counter[str]], str] | None = caches["local"].get(self.key) if self.audience else None
        if known is None:
            known = self._counted("", *(name for name in self.chosen if name != "q"))
            if self.audience and known[0][""]["*"]:
                caches["local"].set(self.key, known, A_MINUTE)
        return known

    def _counted(self, *names: str) -> tuple[dict[str, Counter[str]], str]:
        """One query, over at most `COUNTED` people of each."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        parts, first = " UNION ALL ".join(map(self._counting, names)), ""
        with connection.cursor() as cursor:
            cursor.execute(f"WITH people AS NOT MATERIALIZED ({self.people}) SELECT * FROM ({parts})")
            for name, facet, number, ids in cursor.fetchall():
                counts[name][facet] = number
                first = ids or first
        return counts, first

    def _counting(self, name: str) -> str:
        """(name, facet, number, ids) of the people left without this filter."""
        number = f"CASE WHEN {_are_many()} AND count(*) > {MANY} THEN {COUNTED + 1} ELSE count(*) END"
        selects = [
            f"SELECT '{name}', '*', {number}, NULL FROM seen",
            f"SELECT '{name}', 'now', {number}, NULL FROM seen WHERE can",
        ]
        if not name:
            first = f"SELECT id FROM few ORDER BY is_best DESC LIMIT {RANKED}"
            selects.append(f"SELECT '', '', 0, array_agg(id)::text FROM ({first})")
        if not name or name in LABELS:
            facets = "SELECT unnest(facets) AS facet FROM few"
            only = f"WHERE facet LIKE '{name}:%'" if name else ""
            selects.append(f"SELECT '{name}', facet, {number}, NULL FROM ({facets}) {only} GROUP BY facet")
        return f"(WITH {self._people_left(name)} {' UNION ALL '.join(selects)})"

    def _people_left(self, name: str) -> str:
        """Those to count, `seen`: some of one share of people where that has many, else all. And `few`, the same where
        they are at most `COUNTED`, else `RANKED` of them, of what was typed the best answers before others."""
        columns, is_typed = "id, facets, can", bool(self.search) and name != "q"
        best = self.sql(columns, without=name, is_best=True)
        is_best = answers(self.search.best()) if is_typed else "TRUE"
        share = f"SELECT *, TRUE AS is_best FROM ({best} AND {self._share(name)} LIMIT {RANKED})"
        every = f"{self.sql(f'{columns}, {is_best}', without=name)} AND NOT {_are_many()} LIMIT {COUNTED + 1}"
        seen = f"SELECT * FROM share WHERE {_are_many()} UNION ALL ({every})"
        few, most = "SELECT * FROM seen", f"LIMIT CASE WHEN {_are_more()} THEN {RANKED} ELSE {COUNTED} END"
        if is_typed:
            first = f"SELECT *, TRUE AS is_best FROM ({best} AND {_are_more()} LIMIT {RANKED})"
            few = f"({first}) UNION ALL ({few} WHERE NOT ({_are_more()} AND is_best))"
        return ", ".join(
            f"{each} AS MATERIALIZED ({rows})"
            for each, rows in {"share": share, "seen": seen, "few": f"{few} {most}"}.items()
        )

    def _share(self, name: str) -> str:
        """One share of people: by the index of words and filters or, where nothing is asked for, by their key."""
        digit = f"{self.turn % SHARES:x}"
        if self.condition(without=name):
            return f"{SHARE} = '{digit}'"
        return written("id BETWEEN %s AND %s", UUID(digit + "0" * 31), UUID(digit + "f" * 31))

    @property
    def ranked(self) -> int:
        """How many of them can be put in order of fit."""
        return self.first.count(",") + 1 if self.search else RANKED

    @property
    def number(self) -> int:
        return self.counts[""]["*"]

    @property
    def number_said(self) -> str:
        return _said(self.number, self.number)

    @property
    def number_to_be_asked(self) -> str:
        return _said(self.counts["now" if "now" in self.chosen else ""]["now"], self.number)

    # --- Lists --------------------------------------------------------------------------------------------------------
    @cached_property
    def choices(self) -> list[Choice]:
        """The lists there is something to choose from."""
        found = [Choice(name, str(label), str(none), self._groups(name)) for name, (label, none) in LABELS.items()]
        return [choice for choice in found if any(options for _heading, options in choice.groups)]

    def _groups(self, name: str) -> list[tuple[str, list[Option]]]:
        options = self._options(name)
        if name != "place":
            return [("", options)]
        here = [option for option in options if option.value.startswith("US")]
        abroad = [option for option in options if not option.value.startswith("US")]
        return [(_("United States"), here), (_("Other countries"), abroad)]

    def _options(self, name: str) -> list[Option]:
        chosen = self.chosen.get(name, "")
        counts = self.counts[name if chosen else ""]
        values = [facet.partition(":")[2] for facet in counts if facet.startswith(f"{name}:")]
        if chosen and chosen not in values:
            values.append(chosen)
        named = [(value, self.said(name, value)) for value in values]
        total = counts["*"]
        return [
            Option(value, label, _said(counts[f"{name}:{value}"], total), value == chosen)
            for value, label in sorted(named, key=lambda pair: self._order(name, *pair))
        ]

    def _order(self, name: str, value: str, label: str) -> tuple[int, str]:
        if name in IN_ORDER:
            return (list(IN_ORDER[name]).index(value) if value in IN_ORDER[name] else 99, label)
        return (-int(value[:4]) if name == "years" and value[:4].isdecimal() else 0, label.casefold())

    def said(self, name: str, value: str) -> str:
        """A choice in words: "Texas", "2010–2014", "In person"."""
        if name == "q":
            return f"“{value}”"
        if name == "now":
            return _("“can be asked now”")
        if name == "place":
            region = value.removeprefix("US-")
            return US_STATES.get(region, region) if region != value else country_name(value)
        if name == "years":
            return value.replace("-", "–")
        text = (
            self.vocabulary.field_names.get(value, value)
            if name == "field"
            else str(IN_ORDER.get(name, {}).get(value, value))
        )
        return text[:1].upper() + text[1:]

    def narrowings(self) -> list[Narrowing]:
        """Each filter in use with its words, the one whose leaving out would bring most people first."""
        numbers = {name: counts["*"] for name, counts in self._counted(*self.chosen)[0].items()} if self.chosen else {}
        by_count = sorted(self.chosen.items(), key=lambda item: -numbers[item[0]])
        return [
            Narrowing(
                self.said(name, value),
                _said(numbers[name], numbers[name]),
                urlencode({other: text for other, text in self.chosen.items() if other != name}),
            )
            for name, value in by_count
        ]


def _is_fit_to_search(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable()


def _are_many() -> str:
    return f"(SELECT count(*) > {MANY} FROM share)"


def _are_more() -> str:
    return f"(SELECT count(*) > {COUNTED} FROM seen)"


def _truth(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _said(number: int, total: int) -> str:
    """ "1,204"; "2,000+" or "42+" where more people than those counted may be meant."""
    if total <= COUNTED:
        return f"{number:,}"
    return f"{min(number, COUNTED):,}+"
