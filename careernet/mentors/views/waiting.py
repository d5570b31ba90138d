"""A kind no to several who wait at once: from the mentor's own page, and from the foot of a mail."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.interviews import actions
from careernet.interviews.models import Interview
from careernet.mail import links
from careernet.mentors.forms.leaving import DeclineAllForm
from careernet.mentors.models import Mentor
from careernet.mentors.views.shared import own_mentor, stale, volunteer


@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: MemberRequest) -> HttpResponse:
    mentor, now = own_mentor(request.user), clock.now()
    form = _form(request, mentor, now)
    if not form.is_valid():
        return _page(request, mentor, form, now)
    number = len(_decline(mentor, form, now))
    said = ngettext("%(number)d student hears a kind no.", "%(number)d students hear a kind no.", number)
    messages.success(request, said % {"number": number})
    return redirect("mentors:mentoring_home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody is signed in by it, and nothing else of the account is open here."""
    now = clock.now()
    try:
        mentor = volunteer(token, now)
    except links.StaleLink as gone:
        return stale(request, str(gone))
    form = _form(request, mentor, now)
    if not form.is_valid():
        return _page(request, mentor, form, now, token)
    _decline(mentor, form, now)
    return redirect("mentors:waiting_by_mail", token)


def _form(request: HttpRequest, mentor: Mentor, now: datetime) -> DeclineAllForm:
    rows = Interview.objects.for_mentor(mentor).awaiting_mentor().with_people().order_by("state_since")
    return DeclineAllForm(
        request.POST if request.method == "POST" else None, rows=list(rows), zone=mentor.zone, now=now
    )


def _decline(mentor: Mentor, form: DeclineAllForm, now: datetime) -> list[Interview]:
    return actions.decline_all(form.chosen, by=mentor.user, reason=form.cleaned_data["reason"], now=now)


def _page(request: HttpRequest, mentor: Mentor, form: DeclineAllForm, now: datetime, token: str = "") -> HttpResponse:
    context = {"mentor": mentor, "person": mentor.user, "token": token, "now": now}
    return render_form(request, "mentors/waiting.html", form, **context)
