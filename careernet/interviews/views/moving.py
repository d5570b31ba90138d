"""Another time for a booked call, asked for on a page of its own: a new one at once, or none yet."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.answers import Act
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.forms.moving import MoveForm, PostponeForm
from careernet.interviews.models import Interview, State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Both ways on one page; the button pressed says which. What is not booked any more leads back to its own page."""
    interview, now = _booked_of(request, interview_id), clock.now()
    if interview is None:
        return redirect("interviews:detail", interview_id)
    forms = _forms(request, interview, now)
    if request.method != "POST":
        return _page(request, interview, forms, now)
    form, act, said = (_postponing if "give_up" in request.POST else _moving)(request, interview, forms, now)
    if not form.is_valid():
        return _page(request, interview, forms, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        forms = _forms(request, interview, now)
        return _page(request, interview, forms, now, bound=form, refused=str(no), status=409)
    messages.success(request, said)
    return redirect("interviews:detail", interview.pk)


def _booked_of(request: MemberRequest, interview_id: UUID) -> Interview | None:
    """404 for strangers; None where there is nothing to move any more."""
    found = Interview.objects.visible_to(request.user).with_people()
    interview = get_object_or_404(found, pk=interview_id)
    return interview if interview.state == State.SCHEDULED and not interview.has_begun(clock.now()) else None


def _forms(request: MemberRequest, interview: Interview, now: datetime) -> tuple[MoveForm, PostponeForm]:
    """What was typed is in them; the times to choose from are those of this moment."""
    is_student = interview.is_student(request.user)
    typed = request.POST if request.method == "POST" else None
    is_postponing = bool(typed and "give_up" in typed)
    move = MoveForm(
        None if is_postponing else typed,
        interview=interview,
        is_student=is_student,
        now=now,
        policy=Policy.current(),
    )
    other_name = interview.other_side(request.user).short_name
    return move, PostponeForm(typed if is_postponing else None, other_name=other_name)


def _moving(
    request: MemberRequest, interview: Interview, forms: tuple[MoveForm, PostponeForm], now: datetime
) -> tuple[VerbForm, Act, str]:
    form, user = forms[0], request.user
    role = interview.side_of(request.user)

    def act() -> object:
        return actions.move(interview, by=user, role=role, starts_at=form.moved_to, now=now)

    said = _("Moved. The invitation in both calendars changes with it.")
    return form, act, _("Moved. The invitation changes with it.") if interview.is_outside else said


def _postponing(
    request: MemberRequest, interview: Interview, forms: tuple[MoveForm, PostponeForm], now: datetime
) -> tuple[VerbForm, Act, str]:
    form, user = forms[1], request.user
    role = interview.side_of(request.user)

    def act() -> object:
        return actions.postpone(interview, by=user, role=role, reason=form.cleaned_data["reason"], now=now)

    return form, act, _("The old time is given up. Now find a new one.")


def _page(
    request: MemberRequest,
    interview: Interview,
    forms: tuple[MoveForm, PostponeForm],
    now: datetime,
    *,
    bound: VerbForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    is_student = interview.is_student(request.user)
    context = {
        "interview": interview,
        "other": interview.other_side(request.user),
        "is_student": is_student,
        "is_too_late": is_student and not interview.is_outside and interview.is_near(now),
        "move": forms[0],
        "postpone": forms[1],
        "bound": bound,
        "refused": refused,
        "page_has_errors": status != 200,
        "zone_label": times.zone_label(times.zone(request.user.time_zone), now),
        "now": now,
    }
    return render(request, "interviews/move.html", context, status=status)
