"""A mentor's home: requests, calls, and a break from both."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.compiled import Compiled
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews.capacity import room
from careernet.interviews.models import Interview, State, ThankYou
from careernet.interviews.times import interviews_around
from careernet.mentors import actions
from careernet.mentors.emails import willing_url
from careernet.mentors.forms.hours import PauseForm
from careernet.mentors.models import Mentor
from careernet.mentors.views.shared import own_mentor
from careernet.reflections.models import Line
from careernet.reminders import agenda
from careernet.reminders.agenda import Item
from careernet.reminders.cases import Campus, Case
from careernet.reminders.standing import Standing

COMING = 5  # calls
LINES = 6  # that students chose to show


@role_required(Role.Kind.MENTOR)
@require_safe
def mentoring_home(request: MemberRequest) -> HttpResponse:
    return _home(request, PauseForm(), clock.now())


def _home(request: MemberRequest, form: PauseForm, now: datetime) -> HttpResponse:
    mentor, policy = own_mentor(request.user), Policy.current()
    asked = Interview.objects.for_mentor(mentor)
    under_way = list(_under_way(mentor=mentor.pk))
    booked = [interview for interview in under_way if interview.state == State.SCHEDULED]
    coming = [interview for interview in booked if not interview.has_ended(now)]
    helped = asked.filter(state=State.COMPLETED).values("student").distinct().count()
    shown = Line.objects.shared_with(mentor).select_related("reflection__interview__student__user")
    lines = list(shown.order_by("-shared_at", "pk")) if helped else []
    context = {
        "to_say": _to_say(mentor, [interview for interview in booked if interview.has_ended(now)], policy, now),
        "mentor": mentor,
        "now": now,
        "waiting": [interview for interview in under_way if interview.state != State.SCHEDULED],
        "coming": sorted(coming, key=attrgetter("starts_at"))[:COMING],
        "room": room(mentor, interviews_around(mentor, now=now), now=now),
        "helped": helped,
        "thanks": ThankYou.objects.filter(interview__mentor=mentor, how=ThankYou.How.MAIL)
        .filter(sent_at__lte=now - timedelta(seconds=policy.undo_seconds))  # nobody takes it back any more
        .exclude(text="")  # its writer has left
        .select_related("interview__student__user")
        .order_by("-sent_at")[:3],
        "lines": lines[:LINES],
        "used": len({line.reflection.interview.student_id for line in lines if line.used_at}),
        "is_resting": mentor.is_paused_on(_today_of(mentor, now)),
        "tomorrow": _today_of(mentor, now) + timedelta(days=1),
    }
    return render_form(request, "mentors/home.html", form, **context)


@Compiled
def _under_way(mentor: Any) -> QuerySet[Interview]:
    """What waits for this mentor, the longest first, and what is booked."""
    theirs = Interview.objects.for_mentor(mentor)
    under_way = (theirs.awaiting_mentor() | theirs.filter(state=State.SCHEDULED)).telling_apart()
    return under_way.with_people().select_related("student__advisor").order_by("state_since")


def _to_say(mentor: Mentor, held: list[Interview], policy: Policy, now: datetime) -> list[Item]:
    """How calls went, and how long the mentor rests or goes on: each on the page where one or two taps say it."""
    campus = Campus(policy, ())
    rows: list[Case | Standing] = [Standing(mentor, campus), *(Case(interview, campus) for interview in held)]
    there = {"pause_ends": "#break", "still_willing": urlsplit(willing_url(mentor, now)).path}
    items = agenda.open_items(rows, mentor.user, now)
    return [replace(item, url=there.get(item.policy, item.url)) for item in items]


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
