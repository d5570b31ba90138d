"""Finding a mentor."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role, User
from careernet.core import clock, times
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import Interview
from careernet.mentors import cards
from careernet.mentors.filters import MentorFilter
from careernet.mentors.models import Mentor, MentorQuerySet
from careernet.students.models import Student

PAGE = 24
ON_A_CARD = [
    *("state", "paused_until", "job_title", "employer", "work_setting", "class_year", "city", "region", "country"),
    *("modes", "length", "field__name", "user__email", "user__full_name"),
]
SORTS = {"fit": _("Best fit"), "soonest": _("Soonest time"), "newest": _("Newest here")}


@login_required
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    student = _student_with_interests(request.user)
    if not student and not _may_look(request.user):
        raise Http404
    now = clock.now()
    zone = times.zone(request.user.time_zone)
    found = MentorFilter(request.GET, Mentor.objects.listed_for(request.user), can_be_asked=can_be_asked(now=now))
    sort = request.GET.get("sort", "fit")
    sort = sort if sort in SORTS else "fit"
    page = Paginator(_in_order(found, sort, student, now), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "cards": [_card(mentor, zone, now) for mentor in page],
        "found": found,
        "narrowings": [] if page.paginator.count else found.narrowings(),
        "sorts": [(value, label, value == sort) for value, label in SORTS.items()],
        "here": urlencode(found.chosen | ({"sort": sort} if sort != "fit" else {})),
    }
    if not request.htmx:
        return render(request, "mentors/directory.html", context)
    response = render(request, "mentors/directory.html#swap", context)
    response["HX-Push-Url"] = f"{request.path}?{context['here']}" if context["here"] else request.path
    return response


def _may_look(user: User) -> bool:
    return user.has_role(Role.Kind.ADVISOR) or user.has_role(Role.Kind.OFFICER)


def _student_with_interests(user: User) -> Any:
    """The student this user is, with `major_ids` and `interest_ids`; None for everybody else."""
    if not user.has_role(Role.Kind.STUDENT):
        return None
    majors, interests = Student.majors.through.objects, Student.interests.through.objects
    return Student.objects.annotate(
        major_ids=ArraySubquery(majors.filter(student=OuterRef("pk")).values("major")),
        interest_ids=ArraySubquery(interests.filter(student=OuterRef("pk")).values("field")),
    ).get(user=user)


def _in_order(found: MentorFilter, sort: str, student: Any, now: datetime) -> MentorQuerySet:
    """What was found, the people to look at first in front, with all that their cards need."""
    majors, interests = (student.major_ids, student.interest_ids) if student else ([], [])
    asked = Interview.objects.filter(mentor=OuterRef("pk"), asked_at__gte=_month_began(now)).order_by()
    asked_number = asked.values("mentor").annotate(number=Count("pk")).values("number")
    soonest = F("open_at").asc(nulls_last=True)
    orders = {
        "fit": ["-rank", "-can_be_asked", "-fit", "asked_number", soonest],
        "soonest": ["-can_be_asked", soonest, "-fit"],
        "newest": [F("volunteered_on").desc(nulls_last=True), "-created_at"],
    }
    same_major = Mentor.majors.through.objects.filter(major__in=majors).values("mentor")
    mentors: MentorQuerySet = (
        found.qs.annotate(
            rank=found.rank(),
            can_be_asked=_one_if(found.can_be_asked),
            same_major=_one_if(Q(pk__in=same_major)),
            in_interests=_one_if(Q(field__in=interests)),
            fit=2 * F("same_major") + F("in_interests"),
            asked_number=Coalesce(Subquery(asked_number), 0),
            open_at=Case(When(next_open__starts_at__gt=now, then=F("next_open__starts_at"))),
        )
        .select_related("user", "field")
        .only(*ON_A_CARD)
        .order_by(*orders[sort], "sort_name", "pk")
    )
    return mentors


def _month_began(now: datetime) -> datetime:
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _card(mentor: Any, zone: ZoneInfo, now: datetime) -> cards.Card:
    return cards.card(
        mentor,
        has_same_major=bool(mentor.same_major),
        is_in_field_of_interest=bool(mentor.in_interests),
        can_be_asked=bool(mentor.can_be_asked),
        next_open=mentor.open_at,
        zone=zone,
        now=now,
    )
