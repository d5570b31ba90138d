"""Other people to ask: alike in work, place and study, those asked least first."""

# ruff: noqa: S608 - statements are put together of our own words; values are written in by the driver

from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from careernet.mentors.models import Mentor, MentorQuerySet
from careernet.mentors.search import answers, compiled, found_by, lexeme, words
from careernet.mentors.visibility import as_students_see

MOST, LOOKED_AT = 5, 100
# What being alike is worth, by the name of the facet.
WORTH = {"field": 4, "setting": 2, "major": 2, "place": 1}
SAME_TITLE = 6
RANKS = frozenset({"senior", "lead", "associate", "junior", "assistant", "chief", "head", "of", "and", "the"})


def similar(mentor: Mentor, others: MentorQuerySet, asked: QuerySet[Any]) -> list[Any]:
    """At most five of `others`, who can all be asked; `asked` are the requests of this month.

    Goes by what students see of the mentor, and by `facets`. One query.
    """
    alike = {name: lexemes for name in WORTH if (lexemes := _same(mentor, name))}
    title = _title(mentor)
    close = [f"({alike['field']}) & ({alike['setting']})"] if {"field", "setting"} <= alike.keys() else []
    groups = [each for each in (title, *close, alike.get("field")) if each]
    if not groups:
        return []
    worths = [_points(condition, WORTH[name]) for name, condition in alike.items()]
    worths += [_points(title, SAME_TITLE)] if title else []
    numbers = asked.filter(mentor=OuterRef("pk")).order_by().values("mentor").annotate(number=Count("pk"))
    asked_number = Coalesce(Subquery(numbers.values("number"), output_field=IntegerField()), 0)
    people = others.exclude(pk=mentor.pk)
    some = people.filter(pk__in=_some(people, groups)).annotate(likeness=reduce(add, worths), asked_number=asked_number)
    return list(some.order_by("-likeness", "asked_number", "sort_name", "pk")[:MOST])


def _some(people: MentorQuerySet, groups: list[str]) -> RawSQL:
    """The ids of a few: of each group only as far as the ones before it leave room."""
    parts = " UNION ALL ".join(f"(SELECT id FROM people WHERE {answers(each)})" for each in groups)
    statement = f"WITH people (id, search) AS NOT MATERIALIZED ({compiled(people.values_list('pk', 'search'))}) {parts}"
    return RawSQL(f"{statement} LIMIT {LOOKED_AT}".replace("%", "%%"), [])  # noqa: S611


def _same(mentor: Mentor, name: str) -> str:
    return " | ".join(lexeme(facet) for facet in mentor.facets or [] if facet.startswith(f"{name}:"))


def _title(mentor: Mentor) -> str:
    """All words of the title but those that only say how high up."""
    meant = [word for word in words(as_students_see(mentor).job_title) if word not in RANKS]
    return " & ".join(lexeme(word, "B") for word in meant)


def _points(condition: str, worth: int) -> Case:
    return Case(When(found_by(condition), then=Value(worth)), default=Value(0), output_field=IntegerField())
