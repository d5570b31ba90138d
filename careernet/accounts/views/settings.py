"""Where a person arrives after signing in, and what they change about themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.actions import choose_zone, save_settings
from careernet.accounts.forms import SettingsForm, ZoneForm
from careernet.accounts.models import Role
from careernet.campus.models import CampusDomain, Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.redirects import ours_or_first
from careernet.mail.preferences import follow_zone
from careernet.mentors.actions import follow_name
from careernet.students.models import Student

# In this order: who is a student and an advisor too begins as a student and changes area in the menu.
HOMES = {
    Role.Kind.STUDENT: "students:home",
    Role.Kind.MENTOR: "mentors:mentoring_home",
    Role.Kind.ADVISOR: "advising:queue",
    Role.Kind.OFFICER: "office:home",
    Role.Kind.TEACHER: "courses:list",
}


A_MONTH = 60 * 60 * 24 * 30


@login_required
@require_safe
def start(request: MemberRequest) -> HttpResponse:
    if request.user.lacks_second_factor():
        return redirect("mfa_index")
    home = next((page for kind, page in HOMES.items() if request.user.has_role(kind)), None)
    if home == "students:home" and Student.objects.filter(user=request.user, settled_in_at=None).exists():
        return redirect("students:welcome")
    if home:
        return redirect(home)
    if Student.objects.filter(user=request.user, left_at__isnull=False).exists():
        return redirect("interviews:list")  # what they wrote stays theirs to read
    domains = CampusDomain.objects.order_by("domain").values_list("domain", flat=True)
    return render(request, "accounts/no_role.html", {"policy": Policy.current(), "domains": domains})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        save_settings(request.user, **form.cleaned_data)
        follow_name(request.user)
        follow_zone(request.user, now=clock.now())
        messages.success(request, _("Saved. Names and times follow it from now on."))
        return redirect("accounts:settings")
    return render_form(request, "accounts/settings.html", form)


@login_required
@require_POST
def zone(request: MemberRequest) -> HttpResponse:
    """What to do about a browser that is elsewhere: go by its zone from now on, or not ask about it for a month."""
    response = HttpResponseRedirect(ours_or_first(request.POST.get("next", ""), request))
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return response
    named = form.cleaned_data["time_zone"]
    if form.cleaned_data["answer"] == ZoneForm.ALWAYS:
        choose_zone(request.user, time_zone=named)
        follow_zone(request.user, now=clock.now())
        messages.success(request, _said(request, times.city(named)))
    else:
        response.set_cookie(
            "zone_no", named, max_age=A_MONTH, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


def _said(request: MemberRequest, city: str) -> str:
    if request.user.has_role(Role.Kind.MENTOR):
        return _("Times are shown as in %(city)s from now on, and your weekly hours go by it too.") % {"city": city}
    return _("Times are shown as in %(city)s from now on.") % {"city": city}
