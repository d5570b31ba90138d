"""Pausing and stopping: from the mentor's own page, and from the foot of every mail without signing in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews import departures
from careernet.interviews.models import Interview
from careernet.mail import links
from careernet.mentors import actions
from careernet.mentors.forms.hours import PauseForm
from careernet.mentors.forms.leaving import StopForm
from careernet.mentors.models import Mentor
from careernet.mentors.views.shared import own_mentor, stale, volunteer


# --- Signed in ----------------------------------------------------------------------------------------------------
@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: MemberRequest) -> HttpResponse:
    mentor = own_mentor(request.user)
    if request.method == "POST" and mentor.state != Mentor.State.RETIRED:
        form = _stop_form(request, mentor, clock.now())
        if not form.is_valid():
            return _stop_page(request, mentor, form)
        _stop(mentor, form)
        messages.success(request, _("You have stopped volunteering. Thank you for the time you gave."))
        return redirect("mentors:mentoring_home")
    return _stop_page(request, mentor)


# --- From a mail --------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody is signed in by it, and nothing else of the account is open here."""
    try:
        mentor = volunteer(token, clock.now())
    except links.StaleLink as gone:
        return stale(request, str(gone))
    if request.method == "POST" and mentor.state != Mentor.State.RETIRED:
        form = _stop_form(request, mentor, clock.now())
        if not form.is_valid():
            return _stop_page(request, mentor, form, token)
        _stop(mentor, form)
        return redirect("mentors:stop_by_mail", token)
    return _stop_page(request, mentor, token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pause_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = clock.now()
    try:
        mentor = volunteer(token, now)
    except links.StaleLink as gone:
        return stale(request, str(gone))
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.pause(mentor, by=mentor.user, until=form.cleaned_data["until"], now=now)
            return redirect("mentors:pause_by_mail", token)
        except RuleBroken as no:
            form.add_error("until", str(no))
    waiting = Interview.objects.for_mentor(mentor).awaiting_mentor().with_people().order_by("state_since")
    context = {"mentor": mentor, "person": mentor.user, "token": token, "waiting": waiting}
    return render_form(request, "mentors/pause.html", form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def willing_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, not for now, or no more: once a year, and before a pause ends."""
    now = clock.now()
    try:
        mentor = volunteer(token, now)
    except links.StaleLink as gone:
        return stale(request, str(gone))
    form = PauseForm(request.POST if "paused" in request.POST else None)
    try:
        if "yes" in request.POST:
            actions.stay(mentor, by=mentor.user, now=now)
            return redirect("mentors:willing_by_mail", token)
        if form.is_bound and form.is_valid():
            actions.stay_paused(mentor, by=mentor.user, until=form.cleaned_data["until"], now=now)
            return redirect("mentors:willing_by_mail", token)
    except RuleBroken as no:
        form = PauseForm(request.POST)
        form.add_error("until", str(no))
    today = times.local(now, times.zone(mentor.zone)).date()
    context: dict[str, Any] = {"mentor": mentor, "person": mentor.user, "token": token}
    context |= {"is_resting": mentor.is_paused_on(today), "policy": Policy.current()}
    return render_form(request, "mentors/willing.html", form, **context)


# --- Stopping -----------------------------------------------------------------------------------------------------
def _stop_form(request: HttpRequest, mentor: Mentor, now: datetime) -> StopForm:
    return StopForm(request.POST, has_calls=bool(departures.of_mentor(mentor, now).booked))


def _stop(mentor: Mentor, form: StopForm) -> None:
    departures.stop_volunteering(mentor, by=mentor.user, keeps_calls=form.keeps_calls, now=clock.now())


def _stop_page(request: HttpRequest, mentor: Mentor, form: StopForm | None = None, token: str = "") -> HttpResponse:
    now = clock.now()
    ends = departures.of_mentor(mentor, now)
    form = form or StopForm(has_calls=bool(ends.booked))
    context = {"mentor": mentor, "person": mentor.user, "ends": ends, "token": token, "now": now}
    return render_form(request, "mentors/stop.html", form, **context)
