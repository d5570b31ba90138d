"""Where to look next: resources, laid out by field of work and by major."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from careernet.campus.models import Field, Major, Resource


@dataclass(frozen=True, slots=True)
class Shelf:
    title: Any
    anchor: str
    resources: list[Resource] = field(default_factory=list)


def of_interest(fields: Iterable[Field], majors: Iterable[Major], *, most: int) -> QuerySet[Resource]:
    """What belongs to one of these fields or majors, each once."""
    theirs = Q(fields__in=fields) | Q(majors__in=majors)
    return Resource.objects.filter(theirs).distinct().order_by("title")[:most]


def shelves() -> tuple[list[Shelf], list[Shelf], list[Resource]]:
    """By field, by major, and those for everybody; shelves without any are left out. Three queries."""
    resources = list(Resource.objects.prefetch_related("fields", "majors").order_by("title"))
    for_everybody = [resource for resource in resources if not resource.fields.all() and not resource.majors.all()]
    return _by("fields", "field", resources), _by("majors", "major", resources), for_everybody


def _by(relation: str, prefix: str, resources: list[Resource]) -> list[Shelf]:
    found: dict[str, Shelf] = {}
    for resource in resources:
        for row in getattr(resource, relation).all():
            found.setdefault(row.name, Shelf(row.name, f"{prefix}-{row.pk}")).resources.append(resource)
    return [found[name] for name in sorted(found)]
