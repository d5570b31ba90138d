"""People who have applied to be mentors: the office reads each, and says yes, or a kind not now."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import AuditEvent, Role
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.mentors import actions
from careernet.mentors.forms.joining import NotNowForm
from careernet.mentors.models import Mentor, MentorQuerySet

A_PAGE = 30
officer_only = role_required(Role.Kind.OFFICER)


@officer_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    """Who has waited longest comes first."""
    waiting = Paginator(_applied().order_by("applied_at", "pk"), A_PAGE)
    context = {"page": waiting.get_page(request.GET.get("page")), "now": clock.now()}
    return render(request, "office/volunteers.html", context)


@officer_only
@require_safe
def detail(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    return _page(request, _volunteer(mentor_id), NotNowForm())


@officer_only
@require_POST
def approve(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    mentor = actions.approve(_volunteer(mentor_id), by=request.user, now=clock.now())
    messages.success(request, _("Students find %(name)s from now on. A mail is on its way.") % {"name": mentor})
    return redirect("office:volunteers")


@officer_only
@require_POST
def not_now(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    mentor, form = _volunteer(mentor_id), NotNowForm(request.POST)
    if not form.is_valid():
        return _page(request, mentor, form)
    actions.turn_down(mentor, by=request.user, words=form.cleaned_data["words"], now=clock.now())
    messages.success(request, _("%(name)s gets a kind mail.") % {"name": mentor})
    return redirect("office:volunteers")


def _applied() -> MentorQuerySet:
    return Mentor.objects.filter(state=Mentor.State.APPLIED).select_related("user", "field").defer("search")


def _volunteer(mentor_id: UUID) -> Mentor:
    """Whoever has ever applied: what became of it stays on record."""
    ever = Mentor.objects.exclude(applied_at=None).select_related("user", "field").defer("search")
    return get_object_or_404(ever.prefetch_related("majors"), pk=mentor_id)


def _page(request: MemberRequest, mentor: Mentor, form: NotNowForm) -> HttpResponse:
    changes = AuditEvent.objects.filter(object_type="mentor", object_id=str(mentor.pk), data__has_key="state")
    context = {"mentor": mentor, "history": changes.select_related("by").order_by("-at"), "now": clock.now()}
    return render_form(request, "office/volunteer.html", form, **context)
