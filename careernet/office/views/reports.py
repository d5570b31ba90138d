"""Reports: which are open and for how long, one with all that is needed to settle it, and each step toward that."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.accounts.standing import suspension_of
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.interviews import reports, safety
from careernet.interviews.models import Report, ReportQuerySet
from careernet.office import casework
from careernet.office.forms.reports import OutcomeForm, ReasonForm

officer_only = role_required(Role.Kind.OFFICER)
CLOSED_SHOWN = 50


@officer_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    """The open ones first, the longest open on top; then those closed lately."""
    now, mine = clock.now(), _reports_of(request.user)
    by_when = reports.late_from(Policy.current(), AcademicPeriod.objects.all())
    context = {
        "open": [(row, by_when(row) <= now) for row in mine.open().order_by("told_at")],
        "closed": mine.filter(closed_at__isnull=False).order_by("-closed_at")[:CLOSED_SHOWN],
        "now": now,
    }
    return render(request, "office/reports.html", context)


@officer_only
@require_safe
def report(request: MemberRequest, report_id: UUID) -> HttpResponse:
    found, now = _report_of(request, report_id), clock.now()
    safety.note_reading(found, by=request.user, now=now)
    return _page(request, found, now)


@officer_only
@require_POST
def words(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """What the two wrote to each other, on this page alone and for this once: an address would keep it open."""
    found, now = _report_of(request, report_id), clock.now()
    form = ReasonForm(request.POST, verb="words")
    if not form.is_valid():
        return _page(request, found, now, bound=form, status=422)
    safety.open_words(found, by=request.user, reason=form.cleaned_data["reason"], now=now)
    return _page(request, found, now, words=reports.words_of(found.interview))


@officer_only
@require_POST
def apart(request: MemberRequest, report_id: UUID) -> HttpResponse:
    return _step(request, report_id, "apart", safety.keep_pair_apart, _("These two are kept apart again."))


@officer_only
@require_POST
def again(request: MemberRequest, report_id: UUID) -> HttpResponse:
    return _step(request, report_id, "again", safety.let_meet_again, _("These two may meet again."))


@officer_only
@require_POST
def retire(request: MemberRequest, report_id: UUID) -> HttpResponse:
    return _step(request, report_id, "retire", casework.retire, _("No student finds this mentor any more."))


@officer_only
@require_POST
def close(request: MemberRequest, report_id: UUID) -> HttpResponse:
    found, now = _report_of(request, report_id), clock.now()
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, now, bound=form, status=422)
    safety.close_report(found, by=request.user, outcome=form.cleaned_data["outcome"], now=now)
    messages.success(request, _("Closed. The outcome stays with the report."))
    return redirect("office:reports")


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: MemberRequest, user_id: int) -> HttpResponse:
    """What a suspension would end, said beforehand; or since when and why somebody is suspended."""
    person, now = get_object_or_404(User.objects.select_related("mentor"), pk=user_id), clock.now()
    form = ReasonForm(request.POST if request.method == "POST" else None, verb="suspension")
    if form.is_bound and form.is_valid():
        change = casework.suspend if person.is_active else casework.reinstate
        change(person, by=request.user, reason=form.cleaned_data["reason"], now=now)
        return redirect("office:suspension", person.pk)
    context = {
        "person": person,
        "form": form,
        "suspended": suspension_of(person),
        "effect": casework.effect_of_suspending(person, now=now) if person.is_active else None,
        "now": now,
    }
    return render(request, "office/suspension.html", context, status=422 if form.is_bound else 200)


# --- Shared -------------------------------------------------------------------------------------------------------
Step = Callable[..., None]


def _reports_of(officer: User) -> ReportQuerySet:
    people = ("by", "about", "closed_by", "interview__student__user", "interview__mentor__user")
    return Report.objects.visible_to(officer).select_related(*people)


def _report_of(request: MemberRequest, report_id: UUID) -> Report:
    return get_object_or_404(_reports_of(request.user), pk=report_id)


def _step(request: MemberRequest, report_id: UUID, verb: str, do: Step, said: str) -> HttpResponse:
    """One step with its reason, then the page of the report again."""
    found, now = _report_of(request, report_id), clock.now()
    form = ReasonForm(request.POST, verb=verb)
    if not form.is_valid():
        return _page(request, found, now, bound=form, status=422)
    do(found, by=request.user, reason=form.cleaned_data["reason"], now=now)
    messages.success(request, said)
    return redirect("office:report", found.pk)


def _page(
    request: MemberRequest,
    found: Report,
    now: datetime,
    *,
    bound: ReasonForm | OutcomeForm | None = None,
    words: list[reports.Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms: dict[str, Any] = {verb: ReasonForm(verb=verb) for verb in ("words", "apart", "again", "retire")}
    forms |= {"close": OutcomeForm()} | ({bound.verb: bound} if bound else {})
    by_when = reports.late_from(Policy.current(), AcademicPeriod.objects.all())
    context = {
        "report": found,
        "interview": found.interview,
        "about_mentor": found.about == found.interview.asked_mentor.user,
        "is_apart": reports.are_apart(found),
        "is_late": not found.closed_at and by_when(found) <= now,
        "history": reports.history(found.interview),
        "steps": reports.steps(found),
        "others": reports.others(found),
        "words": words,
        "forms": forms,
        "bound": bound,
        "page_has_errors": status != 200,
        "now": now,
    }
    return render(request, "office/report.html", context, status=status)
