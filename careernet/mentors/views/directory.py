"""Finding a mentor."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
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
MAY_LOOK = (Role.Kind.STUDENT, Role.Kind.ADVISOR, Role.Kind.OFFICER)
ON_A_CARD = [
    *("state", "paused_until", "job_title", "employer", "work_setting", "class_year", "city", "region", "country"),
    *("modes", "length", "hidden_fields", "field__name", "user__email", "user__full_name", "user__portrait"),
]
SORTS = {"fit": _("Best fit"), "soonest": _("Soonest time"), "newest": _("Newest here")}


@login_required
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    if not any(map(request.user.has_role, MAY_LOOK)):
        raise Http404
    now = clock.now()
    zone = times.zone(request.user.time_zone)
    found = MentorFilter(request.GET, Mentor.objects.listed_for(request.user), can_be_asked=can_be_asked(now=now))
    sort = request.GET.get("sort", "fit")
    sort = sort if sort in SORTS else "fit"
    page = Paginator(_in_order(found, sort, request.user, now), PAGE).get_page(request.GET.get("page"))
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


def _in_order(found: MentorFilter, sort: str, user: User, now: datetime) -> MentorQuerySet:
    """What was found, the people to look at first in front, with all that their cards need.

    `fit` is 2 for a major that is the student's too, 1 for a field they are curious about, 3 for both.
    """
    asked = Interview.objects.filter(mentor=OuterRef("pk"), asked_at__gte=_month_began(now)).order_by()
    asked_number = asked.values("mentor").annotate(number=Count("pk")).values("number")
    same_major = Mentor.majors.through.objects.filter(major__student__user=user).values("mentor")
    interests = Student.interests.through.objects.filter(student__user=user).values("field")
    soonest = F("open_at").asc(nulls_last=True)
    orders = {
        "fit": ["-rank", "-can_be_asked", "-fit", "asked_number", soonest],
        "soonest": ["-can_be_asked", soonest, "-fit"],
        "newest": [F("volunteered_on").desc(nulls_last=True), "-created_at"],
    }
    mentors: MentorQuerySet = (
        found.qs.annotate(
            rank=found.rank(),
            can_be_asked=_one_if(found.can_be_asked),
            fit=2 * _one_if(Q(pk__in=same_major)) + _one_if(Q(field__in=interests)),
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
        has_same_major=mentor.fit >= 2,
        is_in_field_of_interest=mentor.fit % 2 == 1,
        can_be_asked=bool(mentor.can_be_asked),
        next_open=mentor.open_at,
        zone=zone,
        now=now,
    )
