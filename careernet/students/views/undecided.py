""" "I don't know yet": what people with the same major do now, five who were not sure either, and the advisor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus import reading
from careernet.campus.models import Major, Policy
from careernet.core import clock, times
from careernet.interviews.capacity import can_be_asked
from careernet.mentors import cards
from careernet.mentors.models import Mentor, MentorQuerySet
from careernet.students.models import Student

PEOPLE = 5
CHANGED_COURSE = "Switching careers"  # a topic mentors choose themselves
ENOUGH = 3  # people with these majors; with fewer, everybody is counted


@dataclass(frozen=True, slots=True)
class Path:
    """A field of work, how many went there, and where to find them."""

    name: str
    number: int
    url: str


@role_required(Role.Kind.STUDENT)
@require_safe
def undecided(request: MemberRequest) -> HttpResponse:
    now, policy = clock.now(), Policy.current()
    student = get_object_or_404(Student.objects.select_related("advisor"), user=request.user)
    majors = list(student.majors.order_by("name"))
    everybody = Mentor.objects.listed_for(request.user)
    paths = _paths(_of(everybody, majors), majors) if majors else []
    has_same_major = sum(path.number for path in paths) >= ENOUGH
    context = {
        "student": student,
        "majors": majors if has_same_major else [],
        "paths": paths if has_same_major else _paths(everybody, []),
        "people": [_card(mentor, request, policy, now) for mentor in _people(everybody, majors, now)],
        "resources": reading.of_interest([], majors, most=3),
        "policy": policy,
    }
    return render(request, "students/undecided.html", context)


def _of(mentors: MentorQuerySet, majors: list[Major]) -> MentorQuerySet:
    """Who studied one of these and lets students see it."""
    same: MentorQuerySet = mentors.filter(
        pk__in=Mentor.majors.through.objects.filter(major__in=majors).values("mentor")
    )
    return same.exclude(hidden_fields__contains=["majors"])


def _paths(mentors: MentorQuerySet, majors: list[Major]) -> list[Path]:
    """By field of work, the field of most people first. One query."""
    by_field = mentors.filter(field__isnull=False).order_by().values_list("field__slug", "field__name")
    words = {"q": majors[0].name} if len(majors) == 1 else {}
    return [
        Path(name, number, f"{reverse('mentors:directory')}?{urlencode({'field': slug} | words)}")
        for slug, name, number in by_field.annotate(number=Count("pk")).order_by("-number", "field__name")
    ]


def _people(mentors: MentorQuerySet, majors: list[Major], now: datetime) -> list[Any]:
    """One of a field: those who changed course themselves before others, same major before others. One query."""
    changed = Q(topics__contains=[CHANGED_COURSE]) & ~Q(hidden_fields__contains=["topics"])
    same_major = Q(pk__in=_of(Mentor.objects.all(), majors).values("pk"))
    askable: MentorQuerySet = mentors.filter(can_be_asked(now=now), field__isnull=False)
    ranked = askable.annotate(changed=_one_if(changed), same_major=_one_if(same_major)).select_related(
        "user", "field", "next_open"
    )
    one_of_a_field: Any = ranked.order_by("field", "-changed", "-same_major", "sort_name").distinct("field")
    found = sorted(one_of_a_field, key=lambda mentor: (-mentor.changed, -mentor.same_major, mentor.sort_name))
    return found[:PEOPLE]


def _card(mentor: Any, request: MemberRequest, policy: Policy, now: datetime) -> cards.Card:
    return cards.card(
        mentor,
        has_same_major=bool(mentor.same_major),
        is_in_field_of_interest=False,
        can_be_asked=True,
        next_open=cards.next_open(mentor, now),
        zone=times.zone(request.user.time_zone),
        policy=policy,
        now=now,
    )


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
