"""Becoming a mentor: the application anybody can make, the invitation that works from a mail, the first steps."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.conduct import code_of_conduct
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.interviews.times import hours
from careernet.mail import links
from careernet.mentors import actions, emails
from careernet.mentors.actions import Hours
from careernet.mentors.cards import facts
from careernet.mentors.forms.joining import ApplicationForm, DetailsForm, HowForm, WelcomeForm, WhenForm
from careernet.mentors.models import Mentor
from careernet.mentors.views.shared import invited, own_mentor, stale

mentor_only = role_required(Role.Kind.MENTOR)
STEPS = {"details": "mentors:welcome_details", "how": "mentors:welcome_how", "when": "mentors:welcome_when"}


# --- Volunteering -------------------------------------------------------------------------------------------------
@require_safe
def volunteer(request: HttpRequest) -> HttpResponse:
    """What it is, for somebody who thinks about it. Proving the address comes next."""
    policy = Policy.current()
    context = {"policy": policy, "conduct": code_of_conduct(policy)}
    return render(request, "mentors/volunteer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: MemberRequest) -> HttpResponse:
    mentor = Mentor.objects.filter(user=request.user).defer("search").first()
    if mentor and mentor.state != Mentor.State.RETIRED:
        return redirect("mentors:mentoring_home")
    now, posted = clock.now(), request.POST if request.method == "POST" else None
    form = ApplicationForm(posted, instance=mentor, year=now.year)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["application"]
        actions.apply(request.user, facts=form.facts, majors=form.majors, application=words, now=now)
        messages.success(request, _("Thank you. Your application is with the career office; you hear from us by mail."))
        return redirect("mentors:welcome")
    return render_form(request, "mentors/apply.html", form, conduct=code_of_conduct(Policy.current()))


# --- From the mail ------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in an invitation: looking changes nothing, its button says yes."""
    now = clock.now()
    try:
        mentor = invited(token, now)
    except links.StaleLink as gone:
        return stale(request, str(gone))
    if request.method == "POST":
        actions.accept_invitation(mentor, by=mentor.user, now=now)
        return redirect("mentors:invitation", token)
    return _invitation_page(request, token, mentor, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, token: str) -> HttpResponse:
    now = clock.now()
    try:
        mentor = invited(token, now)
    except links.StaleLink as gone:
        return stale(request, str(gone))
    if request.method == "POST":
        actions.remove(mentor, now=now)
        return redirect("mentors:remove", token)
    return _invitation_page(request, token, mentor, now, wants_out=True)


def _invitation_page(
    request: HttpRequest, token: str, mentor: Mentor, now: datetime, *, wants_out: bool = False
) -> HttpResponse:
    policy = Policy.current()
    context = {
        "token": token,
        "mentor": mentor,
        "person": mentor.user,
        "known": emails.known_about(mentor),
        "wants_out": wants_out,
        "policy": policy,
        "conduct": code_of_conduct(policy),
        "now": now,
    }
    return render(request, "mentors/invitation.html", context)


# --- The first steps ----------------------------------------------------------------------------------------------
@mentor_only
@require_safe
def welcome(request: MemberRequest) -> HttpResponse:
    """On to the first step that is left."""
    mentor = own_mentor(request.user)
    return redirect(STEPS.get(mentor.next_step, "mentors:mentoring_home"))


@mentor_only
@require_http_methods(["GET", "HEAD", "POST"])
def welcome_details(request: MemberRequest) -> HttpResponse:
    mentor, now = own_mentor(request.user), clock.now()
    has_agreed = request.user.agreed_at is not None
    kind = DetailsForm if has_agreed else WelcomeForm
    form = kind(request.POST if request.method == "POST" else None, instance=mentor, year=now.year)
    if form.is_bound and form.is_valid():
        actions.confirm_details(mentor, by=request.user, facts=form.facts, majors=form.majors, now=now)
        return redirect("mentors:welcome_how")
    conduct = [] if has_agreed else code_of_conduct(Policy.current())
    return _step(request, 1, form, mentor, conduct=conduct)


@mentor_only
@require_http_methods(["GET", "HEAD", "POST"])
def welcome_how(request: MemberRequest) -> HttpResponse:
    mentor = own_mentor(request.user)
    form = HowForm(request.POST if request.method == "POST" else None, instance=mentor)
    if form.is_bound and form.is_valid():
        actions.choose_how_to_talk(mentor, **form.cleaned_data)
        return redirect("mentors:welcome_when")
    return _step(request, 2, form, mentor)


@mentor_only
@require_http_methods(["GET", "HEAD", "POST"])
def welcome_when(request: MemberRequest) -> HttpResponse:
    mentor, now = own_mentor(request.user), clock.now()
    form = WhenForm(request.POST if request.method == "POST" else None, zone=mentor.zone)
    if form.is_bound and form.is_valid():
        actions.save_hours(mentor, hours=_hours(mentor, form, now), now=now)
        messages.success(request, _("You are all set. This is your page; we mail you when somebody asks."))
        return redirect("mentors:mentoring_home")
    return _step(request, 3, form, mentor, has_hours=mentor.weekly_hours.exists())


def _hours(mentor: Mentor, form: WhenForm, now: datetime) -> Hours:
    """The mentor's own numbers and coming days that are different, with these hours."""
    numbers: dict[str, Any] = {name: getattr(mentor, name) for name in actions.HOW_TO_TALK}
    zone = form.cleaned_data["time_zone"]
    today, (_weekly, dated) = times.local(now, times.zone(zone)).date(), hours(mentor)
    coming = {day: ranges for day, ranges in dated.items() if day >= today}
    numbers["booking"] = form.cleaned_data["how"]
    return Hours(time_zone=zone, windows=form.windows, dates=coming, **numbers)


def _step(request: MemberRequest, number: int, form: Any, mentor: Mentor, **context: Any) -> HttpResponse:
    seen = Mentor.objects.select_related("user", "field").defer("search").get(pk=mentor.pk)  # not what is being typed
    preview = {"headline": seen.headline, "facts": facts(seen)}
    names = [*STEPS.values(), "mentors:mentoring_home"]
    context |= {"number": number, "mentor": seen, "preview": preview, "skip": names[number]}
    return render_form(request, "mentors/welcome.html", form, **context)
