"""Finding a mentor."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role, User
from careernet.campus.models import WorkSetting
from careernet.core import clock, times
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import Interview, State
from careernet.interviews.replies import usual_days
from careernet.mentors import cards, finding
from careernet.mentors.filters import MentorFilter
from careernet.mentors.finding import Wishes
from careernet.mentors.meeting import LOOKED_AT, rules_for
from careernet.mentors.models import Mentor
from careernet.mentors.spelling import corrections
from careernet.students.models import Student, WantToTalk

MAY_LOOK = (Role.Kind.STUDENT, Role.Kind.ADVISOR, Role.Kind.OFFICER)
ON_A_CARD = [
    *LOOKED_AT,
    *("state", "paused_until", "job_title", "employer", "work_setting", "class_year", "city", "region", "country"),
    *("length", "hidden_fields", "field__name", "user__email", "user__full_name", "user__portrait"),
]
SORTS = {"fit": _("Best fit"), "soonest": _("Soonest time"), "newest": _("Newest here")}
SPELLINGS_TRIED = 3


@login_required
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    """`?q=…&field=…&sort=soonest`; `after` and `before` say where a page begins, `exactly=1` leaves spelling alone."""
    if not any(map(request.user.has_role, MAY_LOOK)):
        raise Http404
    now = clock.now()
    mentors = Mentor.objects.listed_for(request.user).select_related("user", "field").only(*ON_A_CARD)
    mentors = mentors.annotate(
        is_wanted=Exists(WantToTalk.objects.filter(mentor=OuterRef("pk"), student__user=request.user))
    )
    typed = MentorFilter(request.GET, mentors, can_be_asked=can_be_asked(now=now))
    found = typed if request.GET.get("exactly") else _spelled(typed)
    sort = request.GET.get("sort", "fit")
    sort = sort if sort in SORTS else "fit"
    student = _student(request.user)
    page = finding.page(
        found,
        sort,
        _wishes(student, now),
        Interview.objects.filter(asked_at__gte=_month_began(now)),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        now=now,
    )
    context = {
        "page": page,
        "cards": list(_cards(page.mentors, times.zone(request.user.time_zone), now)),
        "student": student,
        "found": found,
        "most_ranked": finding.RANKED if found.number > finding.RANKED and sort != "newest" else 0,
        "narrowings": [] if found.number else typed.narrowings(),
        "sorts": [(value, label, value == sort) for value, label in SORTS.items()],
        "here": urlencode(typed.chosen | ({"sort": sort} if sort != "fit" else {})),
    }
    if not request.htmx:
        return render(request, "mentors/directory.html", context)
    response = render(request, "mentors/directory.html#swap", context)
    response["HX-Push-Url"] = f"{request.path}?{context['here']}" if context["here"] else request.path
    return response


def _spelled(typed: MentorFilter) -> MentorFilter:
    """With the first other spelling that finds somebody, where this one finds nobody."""
    if typed.number == 0 and typed.search:
        for _number, text in zip(range(SPELLINGS_TRIED), corrections(typed.read_as), strict=False):
            if (other := typed.read(text)).number:
                return other
    return typed


def _month_began(now: datetime) -> datetime:
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


# --- Who looks --------------------------------------------------------------------------------------------------------
def _student(user: User) -> Any:
    """The student who looks, with what would fit them; None for advisors and staff. One query."""
    if not user.has_role(Role.Kind.STUDENT):
        return None
    mine = {"student": OuterRef("pk")}
    majors, interests = Student.majors.through.objects, Student.interests.through.objects
    talked = Interview.objects.pool().filter(state__in=(State.SCHEDULED, State.COMPLETED), **mine)
    return Student.objects.annotate(
        major_names=ArraySubquery(majors.filter(**mine).values("major__name")),
        interest_slugs=ArraySubquery(interests.filter(**mine).values("field__slug")),
        settings_met=ArraySubquery(talked.order_by().values("mentor__work_setting").distinct()),
    ).get(user=user)


def _wishes(student: Any, now: datetime) -> Wishes:
    if student is None:
        return Wishes()
    return Wishes.of(
        student.pk,
        now,
        majors=student.major_names,
        interests=student.interest_slugs,
        missing_settings=_missing(student),
    )


def _missing(student: Any) -> list[str]:
    """Work settings to look into that no conversation was about yet; none before the first one or a wish."""
    wanted = student.work_settings or (WorkSetting.values if student.settings_met else [])
    return [setting for setting in wanted if setting not in student.settings_met]


# --- What a card says -------------------------------------------------------------------------------------------------
def _cards(mentors: list[Any], zone: ZoneInfo, now: datetime) -> Iterable[tuple[Any, cards.Card]]:
    policy = rules_for(mentors)
    days = usual_days([mentor.pk for mentor in mentors], since=now - timedelta(days=365))
    for mentor in mentors:
        yield (
            mentor,
            cards.card(
                mentor,
                has_same_major=bool(mentor.same_major),
                is_in_field_of_interest=bool(mentor.in_interests),
                is_missing=bool(mentor.is_missing),
                answers_in=days.get(mentor.pk),
                can_be_asked=bool(mentor.can_be_asked),
                next_open=mentor.open_at,
                zone=zone,
                policy=policy,
                now=now,
            ),
        )
