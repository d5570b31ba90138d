"""A mentor's home: requests, calls, and a break from both."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock, times
from careernet.core.compiled import Compiled
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews.capacity import room
from careernet.interviews.models import Interview, State, ThankYou
from careernet.interviews.times import interviews_around
from careernet.mentors import actions
from careernet.mentors.forms.hours import PauseForm
from careernet.mentors.models import Mentor
from careernet.mentors.views.shared import own_mentor
from careernet.reflections.models import Line

COMING = 5  # calls
LINES = 6  # that students chose to show


@role_required(Role.Kind.MENTOR)
@require_safe
def mentoring_home(request: MemberRequest) -> HttpResponse:
    return _home(request, PauseForm(), clock.now())


def _home(request: MemberRequest, form: PauseForm, now: datetime) -> HttpResponse:
    mentor = own_mentor(request.user)
    asked = Interview.objects.for_mentor(mentor)
    context = {
        "mentor": mentor,
        "now": now,
        "waiting": _waiting(mentor=mentor.pk),
        "coming": _coming(mentor=mentor.pk, now=now),
        "room": room(mentor, interviews_around(mentor, now=now), now=now),
        "helped": asked.filter(state=State.COMPLETED).values("student").distinct().count(),
        "thanks": ThankYou.objects.filter(interview__mentor=mentor, how=ThankYou.How.MAIL)
        .exclude(text="")  # its writer has left
        .select_related("interview__student__user")
        .order_by("-sent_at")[:3],
        "lines": Line.objects.shared_with(mentor)
        .select_related("reflection__interview__student__user")
        .order_by("-shared_at", "pk")[:LINES],
        "is_resting": mentor.is_paused_on(_today_of(mentor, now)),
        "tomorrow": _today_of(mentor, now) + timedelta(days=1),
    }
    return render_form(request, "mentors/home.html", form, **context)


@Compiled
def _waiting(mentor: Any) -> QuerySet[Interview]:
    return Interview.objects.for_mentor(mentor).awaiting_mentor().with_people().order_by("state_since")


@Compiled
def _coming(mentor: Any, now: Any) -> QuerySet[Interview]:
    booked = Interview.objects.for_mentor(mentor).filter(state=State.SCHEDULED, during__endswith__gt=now)
    return booked.with_people().order_by("during")[:COMING]


@role_required(Role.Kind.MENTOR)
@require_POST
def pause(request: MemberRequest) -> HttpResponse:
    mentor, now = own_mentor(request.user), clock.now()
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _home(request, form, now)
    try:
        mentor = actions.pause(mentor, by=request.user, until=form.cleaned_data["until"], now=now)
    except RuleBroken as broken:
        form.add_error("until", str(broken))
        return _home(request, form, now)
    messages.success(request, _("No new requests reach you for now. Those that wait can still be answered."))
    some_wait = Interview.objects.for_mentor(mentor).awaiting_mentor().exists()
    return redirect("mentors:waiting" if some_wait else "mentors:mentoring_home")


@role_required(Role.Kind.MENTOR)
@require_POST
def resume(request: MemberRequest) -> HttpResponse:
    actions.resume(own_mentor(request.user), by=request.user, now=clock.now())
    messages.success(request, _("Welcome back. Students can ask you again."))
    return redirect("mentors:mentoring_home")


def _today_of(mentor: Mentor, now: datetime) -> date:
    return times.local(now, times.zone(mentor.zone)).date()
