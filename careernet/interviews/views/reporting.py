"""Something went wrong: telling the office, signed in or by the link in a mail; asking never to be connected again."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews import emails, reports, safety
from careernet.interviews.forms.reporting import ReportForm
from careernet.interviews.models import Block, Interview, Report
from careernet.interviews.views.shared import as_either, by_link, interviews_of
from careernet.mail import links

LONG_AFTER = timedelta(days=730)  # people speak up when they can


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = as_either(request, interview_id)
    return _report(request, interview, request.user, here=reverse("interviews:report", args=[interview.pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_by_link(request: HttpRequest, report_token: str) -> HttpResponse:
    """The link in the foot of a mail: looking changes nothing; its POST tells the office as that person."""
    try:
        person, interview, _version = by_link(report_token, purpose=emails.REPORT, now=clock.now(), max_age=LONG_AFTER)
    except links.StaleLink as stale:
        return _stale(request, str(stale))
    return _report(request, interview, person, here=reverse("interviews:report_by_link", args=[report_token]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_apart(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Asked once more, since only the office takes it back."""
    interview, now = get_object_or_404(interviews_of(request.user).pool(), pk=interview_id), clock.now()
    other = interview.other_user(request.user)
    if request.method == "POST":
        safety.keep_apart(interview, by=request.user, now=now)
        said = _("Done. You and %(name)s will not be suggested to each other or connected again.")
        messages.success(request, said % {"name": other.short_name})
        return redirect("interviews:detail", interview.pk)
    context = {
        "interview": interview,
        "other": other,
        "is_apart": Block.objects.filter(by=request.user, about=other).exists(),
        "told": reports.what_the_other_hears(interview, request.user, now=now),
    }
    return render(request, "interviews/apart.html", context)


def _report(request: HttpRequest, interview: Interview, person: User, *, here: str) -> HttpResponse:
    now, policy = clock.now(), Policy.current()
    if interview.is_outside:
        return _outside(request, interview, person, policy)
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm(initial={"id": uuid4()})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        safety.report(typed["id"], interview, by=person, kind=typed["kind"], text=typed["text"], now=now)
        return redirect(here)
    context = {
        "form": form,
        "here": here,
        "interview": interview,
        "person": person,
        "other": interview.other_side(person),
        "policy": policy,
        "help": reports.confidential_help(policy),
        "told": reports.what_the_other_hears(interview, person, now=now),
        "earlier": Report.objects.filter(interview=interview, by=person).order_by("-told_at").first(),
        "now": now,
    }
    return render(request, "interviews/report.html", context, status=422 if form.is_bound else 200)


def _outside(request: HttpRequest, interview: Interview, person: User, policy: Policy) -> HttpResponse:
    """There is nobody to keep apart: the page says who listens."""
    context = {
        "interview": interview,
        "person": person,
        "other": interview.other_side(person),
        "policy": policy,
        "help": reports.confidential_help(policy),
    }
    return render(request, "interviews/report_outside.html", context)


def _stale(request: HttpRequest, sentence: str) -> HttpResponse:
    """Whoever needs to tell the office something must not end here: the address is on the page."""
    context = {"sentence": sentence, "policy": Policy.current()}
    return render(request, "interviews/report_stale.html", context, status=410)
