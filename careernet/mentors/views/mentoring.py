"""What a mentor sees and sets: requests and calls, breaks and hours."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews.capacity import counted_around
from careernet.interviews.models import Interview, State, ThankYou
from careernet.interviews.times import calls_by_month, free_times, month_of
from careernet.mentors import actions
from careernet.mentors.forms.hours import HoursForms, PauseForm
from careernet.mentors.models import Mentor

NEXT_TIMES = 10


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
    actions.save_hours(mentor, hours=forms.hours, now=now)
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


def _own_mentor(user: User) -> Mentor:
    return get_object_or_404(Mentor.objects.select_related("user", "field").defer("search", "search_text"), user=user)


def _today_of(mentor: Mentor, now: datetime) -> date:
    return times.local(now, times.zone(mentor.zone)).date()
