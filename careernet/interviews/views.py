"""The pages of interviews. A view fetches through the person, binds one form and calls one action."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, emails, panels, picker, shown
from careernet.interviews.calendar import invitation as invitation_text
from careernet.interviews.forms import (
    AcceptForm,
    AskForm,
    CancelForm,
    ChooseForm,
    DeclineForm,
    DraftForm,
    FollowUpForm,
    NotesForm,
    OfferForm,
    PreparationForm,
    ProposeForm,
    ThankYouForm,
    VerbForm,
)
from careernet.interviews.models import COUNTS_TO_STUDENT, Event, Interview, InterviewQuerySet, State, ThankYou
from careernet.interviews.times import free_times
from careernet.mail import links
from careernet.mentors.models import Mentor
from careernet.students.models import Student

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[], object]
NEXT_TIMES = 12  # shown in the composer; the mentor's page has them all


# --- The list -----------------------------------------------------------------------------------------------------
@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    """All conversations of a person, as student and as mentor, in five groups."""
    now, user = clock.now(), request.user
    rows = [(shown.group(row, user, now), row) for row in _interviews_of(user).order_by("-state_since")]
    counts = {name: sum(group == name for group, _row in rows) for name in shown.GROUPS}
    fullest_first = sorted(shown.GROUPS, key=lambda name: counts[name] == 0)
    current = next((name for name in shown.GROUPS if name == request.GET.get("show")), fullest_first[0])
    context = {
        "groups": [(name, label, counts[name]) for name, label in shown.GROUPS.items()],
        "current": current,
        "label": shown.GROUPS[current],
        "rows": [shown.row(row, user, now) for group, row in rows if group == current],
        "is_first_use": not rows,
        "now": now,
    }
    return render(request, "interviews/list.html", context)


# --- Asking -------------------------------------------------------------------------------------------------------
@role_required(Role.Kind.STUDENT)
@GET_OR_POST
def ask(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """The composer. Nobody asks themselves; whoever has asked already gets the page of that request."""
    now, policy = clock.now(), Policy.current()
    listed = Mentor.objects.visible_to(request.user).exclude(user=request.user).select_related("user", "field")
    mentor = get_object_or_404(listed, pk=mentor_id)
    student = get_object_or_404(Student.objects.select_related("user"), user=request.user)
    around: dict[str, Any] = {"mentor": mentor, "student": student, "policy": policy, "now": now}
    if request.method == "POST":
        return (_save_draft if "draft" in request.POST else _send)(request, around)
    own = list(Interview.objects.of_student(student).open().with_people().order_by("state_since"))
    begun = next((row for row in own if row.mentor_id == mentor.pk), None)
    if begun and begun.state != State.DRAFT:
        return redirect("interviews:detail", begun.pk)
    written = begun or Interview(id=uuid4(), mode=(mentor.modes or [""])[0])
    initial = {name: getattr(written, name) for name in DraftForm.WRITTEN} | {"slot": request.GET.get("slot", "")}
    return _composer(request, AskForm(initial=initial, **around), around, own, saved=begun)


def _save_draft(request: MemberRequest, around: dict[str, Any]) -> HttpResponse:
    """What was typed so far. The autosave gets one line back, the button a page."""
    form = DraftForm(request.POST, **around)
    if not form.is_valid():
        if request.htmx:
            return render(request, "interviews/ask.html#not_saved", {"form": form}, status=422)
        return _composer(request, AskForm(request.POST, **around), around, status=422)
    student, mentor, now = around["student"], around["mentor"], around["now"]
    actions.save_draft(form.cleaned_data["id"], student=student, mentor=mentor, ask=form.ask, now=now)
    saved_at = times.time_of_day(now, times.zone(request.user.time_zone))
    if request.htmx:
        return render(request, "interviews/ask.html#saved", {"saved_at": saved_at})
    messages.success(request, _("Saved %(time)s. Go on whenever you like.") % {"time": saved_at})
    return redirect("interviews:ask", mentor.pk)


def _send(request: MemberRequest, around: dict[str, Any]) -> HttpResponse:
    form = AskForm(request.POST, **around)
    if not form.is_valid():
        return _composer(request, form, around, status=422)
    student, mentor, now = around["student"], around["mentor"], around["now"]
    try:
        interview = actions.send_request(form.cleaned_data["id"], student=student, mentor=mentor, ask=form.ask, now=now)
    except RuleBroken as no:
        # All that was typed is on the page again, and in a draft, unless a request to this mentor is open already.
        with suppress(RuleBroken):
            actions.save_draft(form.cleaned_data["id"], student=student, mentor=mentor, ask=form.ask, now=now)
        return _composer(request, form, around, refused=str(no), status=409)
    return redirect("interviews:detail", interview.pk)


def _composer(
    request: MemberRequest,
    form: AskForm,
    around: dict[str, Any],
    own: list[Interview] | None = None,
    *,
    saved: Interview | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    mentor, student, policy, now = (around[name] for name in ("mentor", "student", "policy", "now"))
    if own is None:
        own = list(Interview.objects.of_student(student).open().with_people().order_by("state_since"))
    free = free_times(mentor, student, now=now, policy=policy)
    zone, other_zone, name = times.zone(student.zone), times.zone(mentor.zone), mentor.user.short_name
    chosen = picker.read(str(form["slot"].value() or ""))
    kept = chosen if chosen in free else None
    waiting = [row for row in own if row.state in COUNTS_TO_STUDENT]
    context = {
        "form": form,
        "mentor": mentor,
        "student": student,
        "majors": list(student.majors.all()),
        "refused": refused,
        "kept": kept,
        "kept_end": kept and kept + timedelta(minutes=mentor.length),
        "kept_value": kept and picker.value(kept),
        "is_gone": bool(chosen and not kept and not refused),
        "weeks": []
        if kept
        else picker.by_week(free[:NEXT_TIMES], zone=zone, other_zone=other_zone, other_name=name, now=now),
        "has_more": len(free) > NEXT_TIMES,
        "waiting": waiting,
        "is_at_limit": len(waiting) >= policy.open_requests,
        "may_be_asked": actions.may_be_asked(mentor, now),
        "saved": saved,
        "zone_label": times.zone_label(zone, now),
        "page_has_errors": bool(refused),
        "now": now,
    }
    return render(request, "interviews/ask.html", context, status=status)


# --- One interview ------------------------------------------------------------------------------------------------
@login_required
@require_safe
def detail(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = get_object_or_404(_interviews_of(request.user), pk=interview_id)
    if interview.state == State.DRAFT:
        return redirect("interviews:ask", interview.mentor_id)
    return _page(request, interview, clock.now())


@login_required
@require_safe
def invitation(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """The calendar file of a booked call, for the one who asks."""
    booked = _interviews_of(request.user).filter(state=State.SCHEDULED)
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
    interview, now = _as_student(request, interview_id), clock.now()
    actions.unsend(interview, by=request.user, now=now)
    messages.success(request, _("Nothing was sent. Your request is a draft again."))
    return redirect("interviews:ask", interview.mentor_id)


@login_required
@require_POST
def follow_up(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form = FollowUpForm(request.POST)

    def act() -> object:
        return actions.follow_up(interview, by=request.user, text=form.cleaned_data["text"], now=now)

    return _carry_out(request, interview, form, act, now, _("Your follow-up is on its way."))


@login_required
@require_POST
def choose(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form, act = _choosing(request.POST, interview, request.user, now)
    return _carry_out(request, interview, form, act, now, _("Booked. The invitation comes by mail."))


@login_required
@require_POST
def propose(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form, act = _proposing(request.POST, interview, request.user, now)
    return _carry_out(request, interview, form, act, now, _("Your times are on their way."))


@login_required
@require_POST
def withdraw(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    actions.withdraw(interview, by=request.user, now=now)
    messages.success(request, _("You took the request back."))
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def prepare(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form = PreparationForm(request.POST)

    def act() -> None:
        actions.save_preparation(interview, **form.cleaned_data, now=now)

    return _carry_out(request, interview, form, act, now, _("Your preparation is saved."))


@login_required
@require_POST
def notes(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form = NotesForm(request.POST)

    def act() -> None:
        actions.save_notes(interview, text=form.cleaned_data["text"], now=now)

    return _carry_out(request, interview, form, act, now, _("Your notes are saved."))


@login_required
@require_POST
def thank_you(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_student(request, interview_id), clock.now()
    form = ThankYouForm(request.POST)

    def act() -> object:
        how = form.cleaned_data["how"]
        text = form.cleaned_data["text"] if how == ThankYou.How.MAIL else ""  # a card stays between the two
        return actions.send_thank_you(interview, by=request.user, how=how, text=text, now=now)

    return _carry_out(request, interview, form, act, now, _("Thanked. Now write down what you take from it."))


# --- What the mentor does -----------------------------------------------------------------------------------------
@login_required
@require_POST
def accept(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_mentor(request, interview_id), clock.now()
    form, act = _accepting(request.POST, interview, request.user, now)
    return _carry_out(request, interview, form, act, now, _("Booked. The invitation comes by mail."))


@login_required
@require_POST
def offer(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_mentor(request, interview_id), clock.now()
    form, act = _offering(request.POST, interview, request.user, now)
    return _carry_out(request, interview, form, act, now, _("Your offer is on its way."))


@login_required
@require_POST
def decline(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_mentor(request, interview_id), clock.now()
    form, act = _declining(request.POST, interview, request.user, now)
    return _carry_out(request, interview, form, act, now, _("Your answer is on its way, kindly put."))


# --- What either does ---------------------------------------------------------------------------------------------
@login_required
@require_POST
def cancel(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now, user = _as_either(request, interview_id), clock.now(), request.user
    is_student = interview.is_student(user)
    role = Event.Role.STUDENT if is_student else Event.Role.MENTOR
    form = CancelForm(request.POST, needs_reason=is_student, other_name=interview.other_side(user).short_name)

    def act() -> object:
        return actions.cancel(interview, by=user, role=role, reason=form.cleaned_data["reason"], now=now)

    return _carry_out(request, interview, form, act, now, _("Cancelled. You both get a mail that says so."))


@login_required
@require_POST
def complete(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _as_either(request, interview_id), clock.now()
    actions.complete(interview, by=request.user, now=now)
    messages.success(request, _("Good to know it took place."))
    return redirect("interviews:detail", interview.pk)


# --- From a mail --------------------------------------------------------------------------------------------------
@never_cache
@GET_OR_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: looking changes nothing; its POST acts as that person on that version, and on nothing else.

    Nobody is signed in by it, and nothing of the account but this one request is shown.
    """
    now = clock.now()
    try:
        link = links.read(token, purpose=emails.ANSWER, now=now)
    except links.StaleLink as stale:
        return _stale(request, str(stale))
    person = User.objects.filter(pk=link.user_id, is_active=True).first()
    interview = _interviews_of(person).filter(pk=link.obj_id).first() if person else None
    if person is None or interview is None:
        return _stale(request, _("What this link was about is no longer there."))
    since = _since(interview, link.version)
    if since:
        return _stale(request, "", interview=interview, person=person, since=since, now=now)
    answers = STUDENT_ANSWERS if interview.is_student(person) else MENTOR_ANSWERS
    choice = request.POST.get("choice") or request.GET.get("choice", "")
    if choice not in answers:
        choice = next(iter(answers))
    if request.method != "POST":
        return _answer_page(request, token, interview, person, choice, now)
    form, act = answers[choice](request.POST, interview, person, now, shows_usual=False)
    if not form.is_valid():
        return _answer_page(request, token, interview, person, choice, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        return _answer_page(request, token, interview, person, choice, now, bound=form, refused=str(no), status=409)
    return redirect("interviews:answer", token)


def _since(interview: Interview, version: int) -> list[Event]:
    """What has happened since the mail; a follow-up asks the same once more, so the first mail still answers it."""
    return list(interview.events.filter(number__gt=version).exclude(verb=Event.Verb.FOLLOWED_UP).order_by("number"))


def _answer_page(
    request: HttpRequest,
    token: str,
    interview: Interview,
    person: User,
    choice: str,
    now: datetime,
    *,
    bound: VerbForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    is_student = interview.is_student(person)
    policy = Policy.current()
    events = [] if is_student else list(interview.events.all())
    forms = (
        panels.of_student(interview, events, policy=policy, now=now)
        if is_student
        else panels.of_mentor(interview, now=now, shows_usual=False)
    )
    context = {
        "token": token,
        "interview": interview,
        "person": person,
        "other": interview.other_side(person),
        "is_student": is_student,
        "has_hours": interview.mentor.weekly_hours.exists(),
        "choice": choice,
        "forms": {form.verb: form for form in forms} | ({bound.verb: bound} if bound else {}),
        "bound": bound,
        "refused": refused,
        "page_has_errors": status != 200,
        "zone_label": times.zone_label(times.zone(person.time_zone), now),
        "now": now,
    }
    return render(request, "interviews/answer.html", context, status=status)


def _stale(
    request: HttpRequest,
    sentence: str,
    *,
    interview: Interview | None = None,
    person: User | None = None,
    since: Iterable[Event] = (),
    now: datetime | None = None,
) -> HttpResponse:
    """What became of it. Somebody who just answered here sees a good page, everybody else that the link is used up."""
    events = list(since)
    is_their_answer = bool(events) and person is not None and events[0].by_id == person.pk
    context = {
        "sentence": sentence,
        "is_their_answer": is_their_answer,
        "interview": interview,
        "person": person,
        "history": shown.history(events, interview, person, now) if interview and person and now else [],
        "now": now,
    }
    return render(request, "interviews/stale.html", context, status=200 if is_their_answer else 410)


# --- One answer each: what was typed, and what to do with it once it is valid ---------------------------------------
def _accepting(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    starts = panels.acceptable_starts(interview, now)
    form = AcceptForm(data, interview=interview, starts=starts, shows_usual=shows_usual, now=now)
    return form, lambda: actions.accept(interview, by=by, now=now, **form.cleaned_data)


def _offering(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = OfferForm(data, interview=interview, shows_usual=shows_usual, now=now)
    return form, lambda: actions.offer_times(
        interview, by=by, starts=form.starts, where=form.cleaned_data["where"], now=now
    )


def _declining(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = DeclineForm(data, today=times.local(now, times.zone(by.time_zone)).date())
    return form, lambda: actions.decline(interview, by=by, now=now, **form.cleaned_data)


def _choosing(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = ChooseForm(data, interview=interview, now=now, policy=Policy.current())
    return form, lambda: actions.choose_time(interview, by=by, starts_at=form.cleaned_data["starts_at"], now=now)


def _proposing(
    data: QueryDict, interview: Interview, by: User, now: datetime, *, shows_usual: bool = True
) -> tuple[VerbForm, Act]:
    form = ProposeForm(data, interview=interview, now=now)
    return form, lambda: actions.propose_times(interview, by=by, starts=form.starts, now=now)


MENTOR_ANSWERS = {"accept": _accepting, "another": _offering, "decline": _declining}
STUDENT_ANSWERS = {"choose": _choosing, "another": _proposing}


# --- Shared -------------------------------------------------------------------------------------------------------
def _interviews_of(user: User) -> InterviewQuerySet:
    return (
        Interview.objects.visible_to(user)
        .with_people()
        .select_related("preparation", "notes", "thank_you", "reflection")
    )


def _as_student(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(_interviews_of(request.user).filter(student__user=request.user), pk=interview_id)


def _as_mentor(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(_interviews_of(request.user).filter(mentor__user=request.user), pk=interview_id)


def _as_either(request: MemberRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(_interviews_of(request.user), pk=interview_id)


def _carry_out(
    request: MemberRequest, interview: Interview, form: VerbForm, act: Act, now: datetime, said: str
) -> HttpResponse:
    """One valid form, one action; otherwise the page again with what is wrong and all that was typed."""
    if not form.is_valid():
        return _page(request, interview, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        return _page(request, _as_either(request, interview.pk), now, bound=form, refused=str(no), status=409)
    messages.success(request, said)
    return redirect("interviews:detail", interview.pk)


def _page(
    request: MemberRequest,
    interview: Interview,
    now: datetime,
    *,
    bound: VerbForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The interview page for one of its two sides."""
    user, policy, events = request.user, Policy.current(), list(interview.events.all())
    is_student = interview.is_student(user)
    found = (
        panels.of_student(interview, events, policy=policy, now=now)
        if is_student
        else panels.of_mentor(interview, now=now)
    )
    forms = {form.verb: form for form in found}
    if bound and bound.verb in forms:
        forms[bound.verb] = bound
    elif bound and not refused:
        status, refused = 409, _("This has changed in the meantime; here is how it stands.")
    context = {
        "interview": interview,
        "other": interview.other_side(user),
        "is_student": is_student,
        "forms": forms,
        "bound": forms.get(bound.verb) if bound else None,
        "refused": refused,
        "page_has_errors": status != 200,
        "chip": shown.chip(interview, user, now),
        "phase": shown.phase(interview, now),
        "history": shown.history(events, interview, user, now),
        "calendar": shown.calendar_links(interview, user, url=emails.page_url(interview)),
        "proposed": sorted(offer.starts_at for offer in interview.offered_times.all()),
        "has_ended": interview.has_ended(now),
        "zone_label": times.zone_label(times.zone(user.time_zone), now),
        "now": now,
        **(_student_side(interview, events, policy, now) if is_student else _mentor_side(interview)),
    }
    return render(request, "interviews/detail.html", context, status=status)


def _student_side(interview: Interview, events: list[Event], policy: Policy, now: datetime) -> dict[str, Any]:
    is_waiting = interview.state == State.REQUESTED
    return {
        "step": shown.step(interview, now),
        "can_unsend": is_waiting and emails.can_recall_request(interview),
        "has_followed_up": panels.has_followed_up(events),
        "follow_up_from": panels.follow_up_opens_at(interview, policy) if is_waiting else None,
        "is_thanked": shown.is_thanked(interview),
        "is_reflected": shown.is_reflected(interview),
    }


def _mentor_side(interview: Interview) -> dict[str, Any]:
    is_asked = interview.state == State.REQUESTED
    return {
        "majors": list(interview.student.majors.all()),
        "has_hours": is_asked and interview.mentor.weekly_hours.exists(),
    }
