"""A booked call that the office moves or cancels for the two: somebody rang, or the campus is closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.forms.moving import OfficeCancelForm, OfficeMoveForm
from careernet.interviews.models import Event, Interview, State


@role_required(Role.Kind.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: MemberRequest, call_id: UUID) -> HttpResponse:
    """Both on one page; the button pressed says which. Whoever of the office is one of the two does it as everybody."""
    now, policy, user = clock.now(), Policy.current(), request.user
    interview = get_object_or_404(Interview.objects.for_office(user).with_people(), pk=call_id)
    is_over = interview.state != State.SCHEDULED or interview.has_begun(now)
    if is_over and (request.method != "POST" or _was_done_by(user, interview)):
        return redirect("admin:interviews_interview_change", interview.pk)
    is_cancelling, typed = "cancel" in request.POST, request.POST or None
    move = OfficeMoveForm(None if is_cancelling else typed, policy=policy, now=now)
    cancel = OfficeCancelForm(typed if is_cancelling else None)
    by: dict[str, Any] = {"by": user, "role": Event.Role.OFFICER, "now": now}
    bound: OfficeMoveForm | OfficeCancelForm = cancel if is_cancelling else move
    context = {
        "interview": interview,
        "move": move,
        "cancel": cancel,
        "bound": bound,
        "zone_label": times.zone_label(times.zone(policy.time_zone), now),
        "now": now,
    }
    if not bound.is_valid():
        return render(request, "office/call.html", context, status=422 if request.method == "POST" else 200)
    try:
        if is_cancelling:
            _check_booked(interview)
            actions.cancel(interview, reason=cancel.cleaned_data["reason"], **by)
        else:
            actions.move(interview, starts_at=move.starts[0], **by)
    except RuleBroken as no:
        return render(request, "office/call.html", context | {"refused": str(no), "page_has_errors": True}, status=409)
    messages.success(request, _("Canceled; both are told.") if is_cancelling else _("Moved; both are told."))
    return redirect("admin:interviews_interview_change", interview.pk)


def _was_done_by(officer: User, interview: Interview) -> bool:
    """By a first click of this very person."""
    return interview.events.filter(number=interview.version, by=officer, verb=Event.Verb.CANCELLED).exists()


def _check_booked(interview: Interview) -> None:
    """To cancel what is canceled is no mistake, but the reason typed here would reach nobody."""
    if interview.state == State.CANCELLED:
        raise RuleBroken(_("It was canceled meanwhile, and both know. Your reason was not sent."))
