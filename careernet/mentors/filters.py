"""What a directory can be narrowed down by, and how many people each choice would leave."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, CharField, Count, F, FloatField, Func, Q, Value, When
from django.db.models.functions import Concat
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from careernet.campus.models import Field, MeetingMode, WorkSetting
from careernet.mentors.models import MentorQuerySet
from careernet.mentors.places import area
from careernet.mentors.search import query

AREA = Concat("country", Value("-"), "region", output_field=CharField())
MODES = Func(F("modes"), Value(";"), function="array_to_string", output_field=CharField())


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
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
    count: int
    without: str  # the query string of the page without it


class MentorFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """Reads `q field setting place mode now` out of a query string; what it does not know it leaves aside."""

    q = django_filters.CharFilter(method="by_text")
    field = django_filters.CharFilter(field_name="field__slug")
    setting = django_filters.CharFilter(field_name="work_setting")
    place = django_filters.CharFilter(method="by_place")
    mode = django_filters.CharFilter(method="by_mode")
    now = django_filters.CharFilter(method="by_now")

    def __init__(self, data: Mapping[str, Any], queryset: MentorQuerySet, *, can_be_asked: Q) -> None:
        super().__init__(data, queryset)
        self.can_be_asked = can_be_asked

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in use, by name."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def query_string(self) -> str:
        return urlencode(self.chosen)

    def by_text(self, mentors: MentorQuerySet, name: str, text: str) -> MentorQuerySet:
        looked_for = query(text)
        return mentors.filter(search=looked_for) if looked_for else mentors

    def by_place(self, mentors: MentorQuerySet, name: str, code: str) -> MentorQuerySet:
        country, _dash, region = code.partition("-")
        return mentors.filter(country=country, region=region)

    def by_mode(self, mentors: MentorQuerySet, name: str, mode: str) -> MentorQuerySet:
        return mentors.filter(modes__contains=[mode])

    def by_now(self, mentors: MentorQuerySet, name: str, value: str) -> MentorQuerySet:
        return mentors.filter(self.can_be_asked)

    def rank(self) -> SearchRank | Value:
        """How well a mentor fits what was typed."""
        looked_for = query(self.chosen.get("q", ""))
        return SearchRank(F("search"), looked_for) if looked_for else Value(0.0, output_field=FloatField())

    def without(self, *names: str) -> MentorQuerySet:
        """The mentors that all filters but these leave."""
        mentors: MentorQuerySet = self.queryset.all()
        for name, value in self.chosen.items():
            if name not in names:
                mentors = self.filters[name].filter(mentors, value)
        return mentors

    # What follows is only looked up where a page shows it: results alone, and lists kept from a moment ago, need none.
    @cached_property
    def counts(self) -> dict[str, Counter[str]]:
        """For each list of choices, how many people each choice would show beside the other filters. One query."""
        can = Case(When(self.can_be_asked, then=Value("1")), default=Value(""), output_field=CharField())
        by = {"field": F("field__slug"), "setting": F("work_setting"), "place": AREA, "mode": MODES, "now": can}
        parts = [
            self.without(name)
            .order_by()
            .annotate(facet=Value(name), value=value)
            .values("facet", "value")
            .annotate(number=Count("pk"))
            .values_list("facet", "value", "number")
            for name, value in by.items()
        ]
        counts: dict[str, Counter[str]] = {name: Counter() for name in by}
        for facet, value, number in parts[0].union(*parts[1:], all=True):
            for each in (value or "").split(";"):
                counts[facet][each] += number
            counts[facet]["*"] += number  # everybody, with this filter left out
        return counts

    @cached_property
    def names(self) -> dict[str, dict[str, Any]]:
        """For each list of choices, their names by value."""
        return {
            "field": dict(Field.objects.order_by("name").values_list("slug", "name")),
            "setting": dict(WorkSetting.choices),
            "mode": dict(MeetingMode.choices),
        }

    @cached_property
    def choices(self) -> list[Choice]:
        here, abroad = _areas(self.counts["place"], self.chosen.get("place", ""))
        places = [
            (_("United States"), self._options("place", here)),
            (_("Other countries"), self._options("place", abroad)),
        ]
        return [
            Choice("field", _("Field of work"), _("Any field"), [("", self._options("field", self.names["field"]))]),
            Choice("setting", _("Work setting"), _("Any"), [("", self._options("setting", self.names["setting"]))]),
            Choice("place", _("Place"), _("Anywhere"), places),
            Choice("mode", _("How to meet"), _("Any way"), [("", self._options("mode", self.names["mode"]))]),
        ]

    @property
    def number_to_be_asked(self) -> int:
        return self.counts["now"]["1"]

    def narrowings(self) -> list[Narrowing]:
        """Each filter in use with its words, the one whose leaving out would bring most people first."""
        found = [
            Narrowing(
                self._said(name, value),
                self.counts[name]["*"] if name in self.counts else self.without(name).count(),
                urlencode({other: text for other, text in self.chosen.items() if other != name}),
            )
            for name, value in self.chosen.items()
        ]
        return sorted(found, key=lambda narrowing: -narrowing.count)

    def _said(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{value}”"
        if name == "now":
            return _("“can be asked now”")
        return area(value) if name == "place" else _capital(self.names[name].get(value, value))

    def _options(self, name: str, labels: Mapping[str, Any]) -> list[Option]:
        chosen = self.chosen.get(name, "")
        return [
            Option(value, _capital(label), self.counts[name][value], value == chosen)
            for value, label in labels.items()
            if self.counts[name][value] or value == chosen
        ]


def _areas(counts: Counter[str], chosen: str) -> tuple[dict[str, str], dict[str, str]]:
    """Names by code, in alphabetical order: at home, and elsewhere."""
    codes = (counts.keys() | {chosen}) - {"*", "", "-"}
    named = sorted(((code, area(code)) for code in codes), key=lambda pair: pair[1])
    return dict(_at_home(named, True)), dict(_at_home(named, False))


def _at_home(named: list[tuple[str, str]], is_home: bool) -> Iterator[tuple[str, str]]:
    return (pair for pair in named if pair[0].startswith("US-") is is_home)


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
