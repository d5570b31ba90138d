"""The list of somebody's interviews, the page of one, and what each side can do there."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.compiled import Compiled
from careernet.interviews import actions, answers, emails, shown
from careernet.interviews.calendar import invitation as invitation_text
from careernet.interviews.checks import reads
from careernet.interviews.forms.choosing import FollowUpForm
from careernet.interviews.forms.meeting import AbsenceForm, AutosavedForm, NotesForm, PreparationForm, ThankYouForm
from careernet.interviews.forms.moving import CancelForm
from careernet.interviews.limits import Standing, standing
from careernet.interviews.models import OPEN, Interview, Notes, Preparation, State
from careernet.interviews.views.shared import (
    as_either,
    as_mentor,
    as_student,
    carry_out,
    interview_page,
    interviews_of,
)

A_PAGE = 25  # rows of a group


# --- The list -----------------------------------------------------------------------------------------------------
@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    """All conversations of a person, as student and as mentor, in five groups, the latest change first."""
    now, user = clock.now(), request.user
    # What a mentor has behind them is past and may be much: of that, only what the page shows is read whole.
    rows = {row.pk: row for row in _to_look_at(user=user.pk)}
    grouped: dict[str, list[tuple[datetime, UUID]]] = {name: [] for name in shown.GROUPS}
    for row in rows.values():
        grouped[shown.group(row, user, now)].append((row.state_since, row.pk))
    wanted: list[shown.Group] = [name for name in shown.GROUPS if name == request.GET.get("show")]
    filled: list[shown.Group] = [name for name in shown.GROUPS if grouped[name]]
    current = [*wanted, *filled, "past"][0]
    behind = Interview.objects.visible_to(user).exclude(Q(state__in=OPEN) | Q(student__user=user))
    numbers = {name: len(found) for name, found in grouped.items()}
    if current == "past":
        grouped["past"] += behind.values_list("state_since", "pk")
        numbers["past"] = len(grouped["past"])
    else:
        numbers["past"] += behind.count()
    page = Paginator(sorted(grouped[current], reverse=True), A_PAGE).get_page(request.GET.get("page"))
    whole = dict(rows)
    if older := [since for since, pk in page if pk not in rows]:
        whole |= {row.pk: row for row in _behind(user=user.pk, first=older[-1], last=older[0])}
    context = {
        "groups": [(name, label, numbers[name]) for name, label in shown.GROUPS.items()],
        "current": current,
        "label": shown.GROUPS[current],
        "page": page,
        "rows": [shown.row(whole[pk], user, now) for _since, pk in page if pk in whole],
        "is_first_use": not any(numbers.values()),
        "standing": _standing(user, list(rows.values()), now),
        "now": now,
    }
    return render(request, "interviews/list.html", context)


@Compiled
def _to_look_at(user: Any) -> QuerySet[Interview]:
    return interviews_of(user).filter(Q(state__in=OPEN) | Q(student__user=user))


@Compiled
def _behind(user: Any, first: Any, last: Any) -> QuerySet[Interview]:
    """As a mentor, in this stretch of time."""
    since = interviews_of(user).filter(state_since__gte=first, state_since__lte=last)
    return since.exclude(Q(state__in=OPEN) | Q(student__user=user))


def _standing(user: User, rows: list[Interview], now: datetime) -> Standing | None:
    """How much a student may still ask for; one query, and none for others."""
    asked = next((row for row in rows if row.is_student(user)), None)
    return standing(asked.student, rows, policy=Policy.current(), now=now) if asked else None


# --- One interview ------------------------------------------------------------------------------------------------
@login_required
@require_safe
def detail(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = get_object_or_404(interviews_of(request.user), pk=interview_id)
    if interview.state == State.DRAFT and not interview.is_outside:
        return redirect("interviews:ask", interview.mentor_id)
    return interview_page(request, interview, clock.now())


@login_required
@require_safe
def invitation(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """The calendar file of a booked call, for the one who asks."""
    booked = interviews_of(request.user).filter(state=State.SCHEDULED)
    interview = get_object_or_404(booked, pk=interview_id)
    text = invitation_text(interview, request.user, url=emails.page_url(interview), now=clock.now())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8; method=REQUEST",
        headers={"Content-Disposition": 'attachment; filename="conversation.ics"'},
    )


# --- What the student does ----------------------------------------------------------------------------------------
@login_required
@require_POST
def unsend(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    actions.unsend(interview, by=request.user, now=now)
    messages.success(request, _("Nothing was sent. Your request is a draft again."))
    return redirect("interviews:ask", interview.mentor_id)


@login_required
@require_POST
def follow_up(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form = FollowUpForm(request.POST, reads=reads(interview, "follow_up"))

    def act() -> object:
        return actions.follow_up(interview, by=request.user, text=form.cleaned_data["text"], now=now)

    return carry_out(request, interview, form, act, now, _("Your follow-up is on its way."))


@login_required
@require_POST
def choose(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form, act = answers.choosing(request.POST, interview, request.user, now)
    return carry_out(request, interview, form, act, now, _("Booked. The invitation comes by mail."))


@login_required
@require_POST
def propose(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form, act = answers.proposing(request.POST, interview, request.user, now)
    return carry_out(request, interview, form, act, now, _("Your times are on their way."))


@login_required
@require_POST
def withdraw(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    actions.withdraw(interview, by=request.user, now=now)
    messages.success(request, _("You took the request back."))
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def prepare(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form = PreparationForm(request.POST, interview=interview)

    def act() -> Preparation:
        return actions.save_preparation(interview, **form.typed, opened=form.opened, now=now)

    if request.htmx:
        return _autosave(request, interview, form, act, now)
    return carry_out(request, interview, form, act, now, _("Your preparation is saved."))


@login_required
@require_POST
def notes(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form = NotesForm(request.POST, interview=interview)

    def act() -> Notes:
        return actions.save_notes(interview, **form.words, opened=form.opened, now=now)

    if request.htmx:
        return _autosave(request, interview, form, act, now)
    return carry_out(request, interview, form, act, now, _("Your notes are saved."))


def _autosave(
    request: MemberRequest,
    interview: Interview,
    form: AutosavedForm,
    act: Callable[[], Preparation | Notes],
    now: datetime,
) -> HttpResponse:
    """Goes into the line that says when it was saved, and nowhere else: the page keeps its words."""
    context: dict[str, Any] = {"interview": interview, "form": form, "now": now}
    if not form.is_valid():
        return render(request, "interviews/kept.html#not_saved", context, status=422)
    try:
        kept = act()
    except actions.EditedElsewhere as edited:
        context["edited"] = edited
        response = render(request, "interviews/kept.html#not_saved", context, status=409)
        response["HX-Retarget"] = f"#{form.verb}-saved"
        return response
    return render(request, "interviews/kept.html#saved", context | {"kept": kept})


@login_required
@require_POST
def thank_you(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_student(request, interview_id), clock.now()
    form = ThankYouForm(request.POST, reads=reads(interview, "thank_you"))

    def act() -> object:
        said = form.cleaned_data
        return actions.send_thank_you(interview, by=request.user, how=said["how"], text=said["text"], now=now)

    said = _("Thanked. Now write down what you take from it.")
    if interview.state == State.DECLINED:
        said = _("Thanked. Now write to whom they named.")
    return carry_out(request, interview, form, act, now, said)


@login_required
@require_POST
def take_back_thank_you(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Answers with the page itself where there were words, which are back in their box: nothing keeps them but it."""
    interview, now = as_student(request, interview_id), clock.now()
    text = interview.thank_you.text if shown.is_thanked(interview) else ""
    actions.take_back_thank_you(interview, by=request.user, now=now)
    messages.success(request, _("Nothing was sent. Change your note, or leave it for later."))
    if not text:
        return redirect("interviews:detail", interview.pk)
    return interview_page(request, as_student(request, interview_id), now, written=text)


# --- What the mentor does -----------------------------------------------------------------------------------------
@login_required
@require_POST
def accept(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_mentor(request, interview_id), clock.now()
    form, act = answers.accepting(request.POST, interview, request.user, now)
    return carry_out(request, interview, form, act, now, _("Booked. The invitation comes by mail."))


@login_required
@require_POST
def offer(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_mentor(request, interview_id), clock.now()
    form, act = answers.offering(request.POST, interview, request.user, now)
    return carry_out(request, interview, form, act, now, _("Your offer is on its way."))


@login_required
@require_POST
def decline(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_mentor(request, interview_id), clock.now()
    form, act = answers.declining(request.POST, interview, request.user, now)
    answer = carry_out(request, interview, form, act, now, _("Your answer is on its way, kindly put."))
    is_resting = answer.status_code == HTTPStatus.FOUND and form.cleaned_data.get("pause_until")
    if is_resting and Interview.objects.for_mentor(interview.asked_mentor).awaiting_mentor().exists():
        return redirect("mentors:waiting")
    return answer


@login_required
@require_POST
def say_yes(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_mentor(request, interview_id), clock.now()
    form, act = answers.saying_yes(request.POST, interview, request.user, now)
    said = _("Said yes. %(name)s finds a time with you.") % {"name": interview.student.user.short_name}
    return carry_out(request, interview, form, act, now, said)


# --- What either does ---------------------------------------------------------------------------------------------
@login_required
@require_POST
def cancel(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now, user = as_either(request, interview_id), clock.now(), request.user
    needs_reason = interview.is_student(user) and not interview.is_outside  # somebody reads it
    form = CancelForm(request.POST, needs_reason=needs_reason, other_name=interview.other_side(user).short_name)

    def act() -> object:
        return actions.cancel(
            interview, by=user, role=interview.side_of(user), reason=form.cleaned_data["reason"], now=now
        )

    said = _("Canceled. You both get a mail that says so.")
    if interview.is_outside:
        said = _("Canceled. The mail takes it out of your calendar.")
    return carry_out(request, interview, form, act, now, said)


@login_required
@require_POST
def complete(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_either(request, interview_id), clock.now()
    actions.complete(interview, by=request.user, now=now)
    messages.success(request, _("Good to know it took place."))
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def miss(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_either(request, interview_id), clock.now()
    actions.miss(interview, by=request.user, now=now)
    said = _("Thank you. We ask %(name)s what happened.") % {"name": interview.other_side(request.user).short_name}
    messages.success(request, said)
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def answer_absence(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now, user = as_either(request, interview_id), clock.now(), request.user
    form = AbsenceForm(request.POST, other_name=interview.other_side(user).short_name)

    def act() -> object:
        return actions.answer_absence(interview, by=user, **form.cleaned_data, now=now)

    return carry_out(request, interview, form, act, now, _("Thank you for saying what happened."))
