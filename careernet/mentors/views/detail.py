"""One mentor."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role, User
from careernet.campus import notices
from careernet.campus.models import Major, Policy
from careernet.core import clock, times
from careernet.core.compiled import Compiled
from careernet.interviews.limits import obstacle, standing
from careernet.interviews.picker import by_week
from careernet.interviews.times import interviews_around, times_to_ask
from careernet.interviews.ways import ways_at_once
from careernet.mentors.browsing import opens_too_many
from careernet.mentors.meeting import is_booked_directly
from careernet.mentors.models import Mentor
from careernet.mentors.person import person
from careernet.students.models import WantToTalk


@login_required
@require_safe
def detail(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Who they are, and their free times or the way to propose some. `?from=2026-11-23` shows later weeks."""
    mentor = _found(request.user, mentor_id)
    student = getattr(request.user, "student", None) if request.user.has_role(Role.Kind.STUDENT) else None
    now, policy = clock.now(), Policy.current()
    if student and opens_too_many(student.pk, most=policy.profiles_an_hour, now=now):
        return render(request, "mentors/enough.html", {"policy": policy}, status=429)
    zone, their_zone = times.zone(request.user.time_zone), times.zone(mentor.zone)
    known = interviews_around(mentor, student, now=now)
    found = obstacle(mentor, student, policy=policy, now=now, known=known)
    starts = times_to_ask(mentor, student, now=now, policy=policy, known=known) if found is None else []
    shown, earlier, later = _two_weeks(starts, zone, request.GET.get("from", ""))
    context = {
        "mentor": mentor,
        "person": person(mentor, mentor.major_names),
        "zone_label": times.zone_label(zone, now),
        "their_city": times.city(their_zone.key) if their_zone != zone else "",
        "now": now,
        "student": student,
        "weeks": by_week(
            shown,
            zone=zone,
            other_zone=their_zone,
            other_name=mentor.user.short_name,
            breaks=notices.current().breaks,
            now=now,
        ),
        "earlier": earlier,
        "later": later,
        "obstacle": found,
        "standing": standing(student, known, policy=policy, now=now) if student else "",
        "books": bool(ways_at_once(mentor, student, policy, now)) if student else is_booked_directly(mentor, policy),
    }
    return render(request, "mentors/detail.html", context)


def _found(user: User, mentor_id: UUID) -> Any:
    if user.role_kinds == {Role.Kind.STUDENT}:
        mentor = _listed.first(user=user.pk, mentor=mentor_id)
    else:
        mentor = _whole(Mentor.objects.visible_to(user), user.pk, mentor_id).first()
    if mentor is None:
        raise Http404
    return mentor


def _whole(mentors: QuerySet[Mentor], user: Any, mentor: Any) -> QuerySet[Mentor]:
    majors = Major.objects.filter(mentors=OuterRef("pk")).order_by("name").values("name")
    is_wanted = Exists(WantToTalk.objects.filter(mentor=OuterRef("pk"), student__user=user))
    mentors = mentors.filter(pk=mentor).select_related("user", "field").prefetch_related("path")
    mentors = mentors.defer("search", "search_text", "facets", "application")
    return mentors.annotate(major_names=ArraySubquery(majors), is_wanted=is_wanted)


@Compiled
def _listed(user: Any, mentor: Any) -> QuerySet[Mentor]:
    """What most people see: `visible_to` for somebody who is a student and nothing else."""
    return _whole(Mentor.objects.listed_for(user), user, mentor)


def _two_weeks(starts: list[datetime], zone: ZoneInfo, wanted: str) -> tuple[list[datetime], date | None, date | None]:
    """The times of two of the weeks that have any, from the wanted date on, and where "Earlier" and "Later" lead."""
    weeks = [(monday, list(same)) for monday, same in groupby(starts, key=lambda start: _monday(start, zone))]
    first = sum(monday + timedelta(days=6) < _date(wanted) for monday, _starts in weeks)
    first = min(first, max(len(weeks) - 1, 0))
    return (
        [start for _week, same in weeks[first : first + 2] for start in same],
        weeks[max(first - 2, 0)][0] if first else None,
        weeks[first + 2][0] if first + 2 < len(weeks) else None,
    )


def _monday(start: datetime, zone: ZoneInfo) -> date:
    day = times.local(start, zone).date()
    return day - timedelta(days=day.weekday())


def _date(text: str) -> date:
    """The date somebody asked for; the beginning of time where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
