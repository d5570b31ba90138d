"""What was changed lately in the rules and the calendar, and the page on which it can be put back."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent
from careernet.campus.models import AcademicPeriod, Policy

AT_MOST = 10
A_FEW_WORDS = 60


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved change. `put_back` leads to where it is shown what that would do; empty where there is no way back."""

    event: AuditEvent
    changes: list[Change]
    put_back: str


def lately(*object_types: str) -> list[Entry]:
    """Two queries."""
    events = AuditEvent.objects.filter(object_type__in=object_types).select_related("by")
    newest = list(events.order_by("-at", "-pk")[:AT_MOST])
    ids = [event.object_id for event in newest if event.object_type == "calendar"]
    periods = set(AcademicPeriod.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [Entry(event, _changes(event), _put_back(event, periods)) for event in newest]


def changes_of(data: dict[str, Any]) -> list[Change]:
    """Of [was, is] by name."""
    return [Change(_label(name), _short(was), _short(new)) for name, (was, new) in data.items()]


def _changes(event: AuditEvent) -> list[Change]:
    data = {"": event.data["period"]} if event.object_type == "calendar" else event.data
    return changes_of(data)


def _put_back(event: AuditEvent, periods: set[int]) -> str:
    if event.object_type == "policy":
        return f"{reverse('office:rules')}?put_back={event.pk}"
    is_there = int(event.object_id) in periods
    if event.data.get("was") is None:  # it was added
        return reverse("office:period_remove", args=[event.object_id]) if is_there else ""
    page = reverse("office:period", args=[event.object_id]) if is_there else reverse("office:calendar")
    return f"{page}?put_back={event.pk}"


def _label(name: str) -> str:
    known = {field.name: field.verbose_name for field in Policy._meta.fields}
    return capfirst(str(known.get(name, name)))


def _short(value: object) -> str:
    return Truncator(str(value)).chars(A_FEW_WORDS) if value not in (None, "") else _("nothing")
