"""The pages about mentors: finding one, looking at one, and what a mentor sees and sets."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.campus.models import Major, Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews.actions import may_be_asked
from careernet.interviews.capacity import can_be_asked, counted_around, refusal
from careernet.interviews.models import COUNTS_TO_STUDENT, OPEN, Interview, State, ThankYou
from careernet.interviews.picker import by_week
from careernet.interviews.times import calls_by_month, free_times, month_of
from careernet.mentors import actions, cards
from careernet.mentors.filters import MentorFilter
from careernet.mentors.forms import HoursForms, PauseForm, ProfileForm
from careernet.mentors.models import Mentor, MentorQuerySet
from careernet.mentors.search import shown_topics
from careernet.students.models import Student

PAGE = 24
NEXT_TIMES = 10
ON_A_CARD = [
    *("state", "paused_until", "job_title", "employer", "work_setting", "class_year", "city", "region", "country"),
    *("modes", "length", "field__name", "user__email", "user__full_name"),
]
SORTS = {"fit": _("Best fit"), "soonest": _("Soonest time"), "newest": _("Newest here")}


# --- Finding a mentor ---------------------------------------------------------------------------------------------
@login_required
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    student = _student_with_interests(request.user)
    if not student and not _may_look(request.user):
        raise Http404
    now = clock.now()
    zone = times.zone(request.user.time_zone)
    found = MentorFilter(request.GET, Mentor.objects.listed(), can_be_asked=can_be_asked(now=now))
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


# --- One mentor -----------------------------------------------------------------------------------------------------
@login_required
@require_safe
def detail(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Who they are, and their free times or the way to propose some. `?from=2026-11-23` shows later weeks."""
    majors = Major.objects.filter(mentors=OuterRef("pk")).order_by("name").values("name")
    mentors = Mentor.objects.visible_to(request.user).select_related("user", "field").defer("search", "search_text")
    mentor = get_object_or_404(mentors.annotate(major_names=ArraySubquery(majors)), pk=mentor_id)
    student = Student.objects.filter(user=request.user).first() if request.user.has_role(Role.Kind.STUDENT) else None
    now, policy = clock.now(), Policy.current()
    zone, their_zone = times.zone(request.user.time_zone), times.zone(mentor.zone)
    standing = _standing(mentor, student, policy, now)
    starts = free_times(mentor, student, now=now, policy=policy) if standing["may_pick"] else []
    shown, earlier, later = _two_weeks(starts, zone, request.GET.get("from", ""))
    context = {
        "mentor": mentor,
        "facts": cards.details(mentor),
        "path": cards.path(mentor),
        "topics": shown_topics(mentor),
        "zone_label": times.zone_label(zone, now),
        "their_city": times.city(their_zone.key) if their_zone != zone else "",
        "now": now,
        "student": student,
        "weeks": by_week(shown, zone=zone, other_zone=their_zone, other_name=mentor.user.short_name, now=now),
        "earlier": earlier,
        "later": later,
        **standing,
    }
    return render(request, "mentors/detail.html", context)


def _standing(mentor: Mentor, student: Student | None, policy: Policy, now: datetime) -> dict[str, Any]:
    """What stands between this student and a request, the firmest reason first, and whether times make sense."""
    own = _own_requests(student, now)
    counting = [interview for interview in own if interview.state in COUNTS_TO_STUDENT]
    already = next((interview for interview in own if interview.is_open and interview.mentor_id == mentor.pk), None)
    reason = ""
    if already:
        reason = "already"
    elif not may_be_asked(mentor, now):
        reason = "paused" if mentor.state == Mentor.State.PAUSED else "unlisted"
    elif no_room := refusal(mentor, now=now):
        reason = no_room
    elif len(counting) >= policy.open_requests:
        reason = "limit"
    elif student and sum(i.asked_at is not None and i.asked_at >= _today(student, now) for i in own) >= (
        policy.requests_a_day
    ):
        reason = "today"
    return {"reason": reason, "already": already, "counting": counting, "may_pick": not reason}


def _own_requests(student: Student | None, now: datetime) -> list[Interview]:
    """The student's open interviews, and whatever else they asked for today. One query."""
    if student is None:
        return []
    today = Q(asked_at__gte=_today(student, now))
    return list(Interview.objects.of_student(student).filter(Q(state__in=OPEN) | today).select_related("mentor__user"))


def _today(student: Student, now: datetime) -> datetime:
    zone = times.zone(student.zone)
    return times.local_midnight(times.local(now, zone).date(), zone)


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


# --- What a mentor sees and sets --------------------------------------------------------------------------------------
@role_required(Role.Kind.MENTOR)
@require_safe
def mentoring_home(request: MemberRequest) -> HttpResponse:
    return _home(request, PauseForm(), clock.now())


def _home(request: MemberRequest, form: PauseForm, now: datetime) -> HttpResponse:
    mentor = _own_mentor(request.user)
    asked = Interview.objects.for_mentor(mentor)
    around = list(asked.filter(counted_around(now)))
    month = calls_by_month(mentor, around)[month_of(now, mentor)]
    coming = asked.filter(state=State.SCHEDULED, during__endswith__gt=now).with_people().order_by("during")
    context = {
        "mentor": mentor,
        "now": now,
        "waiting": asked.awaiting_mentor().with_people().order_by("state_since"),
        "coming": coming[:5],
        "used": month,
        "helped": asked.filter(state=State.COMPLETED).values("student").distinct().count(),
        "thanks": ThankYou.objects.filter(interview__mentor=mentor, how=ThankYou.How.MAIL)
        .select_related("interview__student__user")
        .order_by("-sent_at")[:3],
        "is_resting": mentor.is_paused_on(_today_of(mentor, now)),
        "tomorrow": _today_of(mentor, now) + timedelta(days=1),
    }
    return render_form(request, "mentors/home.html", form, **context)


@role_required(Role.Kind.MENTOR)
@require_POST
def pause(request: MemberRequest) -> HttpResponse:
    mentor, now = _own_mentor(request.user), clock.now()
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _home(request, form, now)
    try:
        mentor = actions.pause(mentor, by=request.user, until=form.cleaned_data["until"], now=now)
    except RuleBroken as broken:
        form.add_error("until", str(broken))
        return _home(request, form, now)
    messages.success(request, _("No new requests reach you for now. Those waiting below can still be answered."))
    return redirect("mentors:mentoring_home")


@role_required(Role.Kind.MENTOR)
@require_POST
def resume(request: MemberRequest) -> HttpResponse:
    actions.resume(_own_mentor(request.user), by=request.user, now=clock.now())
    messages.success(request, _("Welcome back. Students can ask you again."))
    return redirect("mentors:mentoring_home")


@role_required(Role.Kind.MENTOR)
@require_POST
def join(request: MemberRequest) -> HttpResponse:
    actions.accept_invitation(_own_mentor(request.user), by=request.user, now=clock.now())
    messages.success(request, _("Thank you. Students find you from now on; you decide about each request."))
    return redirect("mentors:mentoring_home")


@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: MemberRequest) -> HttpResponse:
    mentor, now = _own_mentor(request.user), clock.now()
    if request.method != "POST":
        return _hours_page(request, mentor, HoursForms(mentor, now=now), now)
    if "add" in request.POST:
        return _hours_page(request, mentor, HoursForms(mentor, now=now, typed=request.POST), now)
    forms = HoursForms(mentor, request.POST, now=now)
    if not forms.are_valid():
        return _hours_page(request, mentor, forms, now, status=422)
    actions.save_hours(mentor, by=request.user, hours=forms.hours, now=now)
    messages.success(request, _("Your hours are saved."))
    return redirect("mentors:times")


def _hours_page(
    request: MemberRequest, mentor: Mentor, forms: HoursForms, now: datetime, status: int = 200
) -> HttpResponse:
    booked = Interview.objects.for_mentor(mentor).filter(state=State.SCHEDULED, during__startswith__gt=now)
    context = {
        "mentor": mentor,
        "forms": forms,
        "booked": booked.count(),
        "now": now,
        "page_has_errors": status == 422,
        "next_times": free_times(mentor, now=now, policy=Policy.current())[:NEXT_TIMES],
        "zone": times.zone(mentor.zone),
    }
    return render(request, "mentors/hours.html", context, status=status)


@role_required(Role.Kind.MENTOR)
@require_safe
def next_times(request: MemberRequest) -> HttpResponse:
    """The next bookable times by hours that are typed but not saved; reads, and writes nothing."""
    mentor, now = _own_mentor(request.user), clock.now()
    forms = HoursForms(mentor, request.GET, now=now)
    context: dict[str, Any] = {"now": now, "zone": times.zone(mentor.zone), "is_unsaved": True}
    if forms.are_valid():
        typed = forms.hours
        for name in actions.HOW_TO_TALK:
            setattr(mentor, name, getattr(typed, name))
        mentor.user.time_zone = typed.time_zone
        found = free_times(mentor, now=now, policy=Policy.current(), unsaved_hours=(typed.windows, typed.dates))
        context |= {"next_times": found[:NEXT_TIMES], "zone": times.zone(typed.time_zone)}
    return render(request, "mentors/hours.html#next_times", context)


@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    mentor, now = _own_mentor(request.user), clock.now()
    form = ProfileForm(request.POST or None, instance=mentor, year=now.year)
    if request.method == "POST" and form.is_valid():
        majors = form.cleaned_data["major_names"]
        actions.update_profile(mentor, by=request.user, facts=form.facts, majors=majors, now=now)
        messages.success(request, _("Your profile is saved."))
        return redirect("mentors:profile")
    return render_form(request, "mentors/profile.html", form, mentor=mentor)


def _own_mentor(user: User) -> Mentor:
    return get_object_or_404(Mentor.objects.select_related("user", "field").defer("search", "search_text"), user=user)


def _today_of(mentor: Mentor, now: datetime) -> date:
    return times.local(now, times.zone(mentor.zone)).date()
