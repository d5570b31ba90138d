"""The academic calendar: terms, breaks and closures, each change shown with what it moves before it is saved."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import AuditEvent, Role
from careernet.campus.actions import period_in_words
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.core.text import row_number
from careernet.office.actions import remove_period, save_period
from careernet.office.forms.calendar import PeriodForm
from careernet.office.history import lately
from careernet.reminders import preview
from careernet.reminders.cases import Campus

officer_only = role_required(Role.Kind.OFFICER)


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: MemberRequest) -> HttpResponse:
    """What is in it, and one more."""
    periods = AcademicPeriod.objects.order_by("-starts_on", "name")
    return _edit(request, AcademicPeriod(), "office/calendar.html", periods=periods, history=lately("calendar"))


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: MemberRequest, period_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(AcademicPeriod, pk=period_id), "office/period.html")


def _edit(request: MemberRequest, period: AcademicPeriod, template: str, **context: Any) -> HttpResponse:
    """`seen`, the period as the page was drawn from it, goes with the form: nobody overwrites a colleague unread."""
    now = clock.now()
    stands = period_in_words(period) if period.pk else ""
    seen = request.POST.get("seen", stands)
    form = PeriodForm(request.POST if request.method == "POST" else _put_back(request), instance=period)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "save" in request.POST:
        try:
            save_period(period, form.cleaned_data, seen=seen, by=request.user, now=now)
        except RuleBroken as no:
            context |= {"refused": str(no), "page_has_errors": True}
            seen = stands
        else:
            messages.success(request, _("Saved. Whatever waits goes by the new calendar."))
            return redirect("office:calendar")
    if is_valid:
        others = [found for found in AcademicPeriod.objects.all() if found.pk != period.pk]
        context |= {"is_preview": True, "effects": _effects([*others, form.instance], now)}
    page = render_form(request, template, form, period=period, seen=seen, now=now, **context)
    page.status_code = 409 if "refused" in context else page.status_code
    return page


def _put_back(request: MemberRequest) -> dict[str, str] | None:
    """What an earlier change replaced or removed, as if somebody had typed it."""
    if not (asked := request.GET.get("put_back", "")):
        return None
    events = AuditEvent.objects.filter(object_type="calendar")
    was: dict[str, str] | None = get_object_or_404(events, pk=row_number(asked)).data.get("was")
    if was is None:
        raise Http404
    return was


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, period_id: int) -> HttpResponse:
    period, now = get_object_or_404(AcademicPeriod, pk=period_id), clock.now()
    if request.method == "POST":
        remove_period(period, seen=request.POST.get("seen"), by=request.user, now=now)
        messages.success(request, _("Removed from the calendar."))
        return redirect("office:calendar")
    others = [found for found in AcademicPeriod.objects.all() if found.pk != period.pk]
    context = {"period": period, "seen": period_in_words(period), "effects": _effects(others, now)}
    return render(request, "office/period_remove.html", context)


def _effects(periods: list[AcademicPeriod], now: datetime) -> list[str]:
    policy = Policy.current()
    before = Campus(policy, tuple(AcademicPeriod.objects.all()))
    return preview.sentences(before, Campus(policy, tuple(periods)), now=now)
