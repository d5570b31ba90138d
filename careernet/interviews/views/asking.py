"""The composer: a request is written, kept as a draft, and sent."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus import notices
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.compiled import Compiled
from careernet.core.rules import RuleBroken
from careernet.guides.starters import IN_POOL
from careernet.interviews import actions, looks, picker
from careernet.interviews.checks import check
from careernet.interviews.forms.asking import AskForm, DraftForm, earliest
from careernet.interviews.forms.fields import as_typed
from careernet.interviews.limits import obstacle, standing
from careernet.interviews.models import Event, Interview, State
from careernet.interviews.spans import spans_of
from careernet.interviews.starting import Begun, begin, choices
from careernet.interviews.times import interviews_around, times_to_ask
from careernet.interviews.ways import ways_at_once, ways_to_meet
from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see
from careernet.students.models import Student, WantToTalk
from careernet.students.person import Person, person

NEXT_TIMES = 12  # the mentor's page has them all


@role_required(Role.Kind.STUDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """The composer. Nobody asks themselves; whoever has asked already gets the page of that request."""
    now, policy = clock.now(), Policy.current()
    mentor = _listed.first(user=request.user.pk, mentor=mentor_id)
    student = _with_names.first(user=request.user.pk)
    if mentor is None or student is None:
        raise Http404
    student.user = request.user
    around: dict[str, Any] = {"mentor": mentor, "student": student, "policy": policy, "now": now}
    books = _books(request, mentor, student, policy, now)
    if request.method == "POST":
        act = (
            _begin if {"start", "replace"} & request.POST.keys() else _save_draft if "draft" in request.POST else _send
        )
        return act(request, around | {"books": books})
    begun = Interview.objects.of_student(student).open().filter(mentor=mentor).first()
    if begun and begun.state != State.DRAFT:
        return redirect("interviews:detail", begun.pk)
    initial, is_past = _initial(request, begun, around)
    # Times of their own that were kept, or are wanted now, are asked for.
    books = books and "day_1" not in initial
    start = _started(request.GET, initial["message"], around)
    form = AskForm(initial=initial | {"message": start.message}, books=books, **around)
    return _composer(request, form, around, saved=begun, is_past=is_past, start=start)


def _initial(request: MemberRequest, draft: Interview | None, around: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What the composer begins with, and whether a time that was kept has come too near in the meantime."""
    mentor, student, now = around["mentor"], around["student"], around["now"]
    slot = picker.read(request.GET.get("slot", ""))
    if draft is None:  # the line from the list of people to talk to begins the message
        wanted = WantToTalk.objects.filter(student=student, mentor=mentor)
        why = wanted.values_list("why", flat=True).first() or ""
        ask = actions.Ask(ways_to_meet(mentor, student, now)[0], "", why)
    else:
        ask = actions.written(draft)
    spans = spans_of(ask.proposed) if slot is None else []
    coming = [span for span in spans if span.start >= earliest(mentor, around["policy"], now)]
    words = ("mode", "student_phone", "hope_to_learn", "message", "is_first", "wants_look")
    initial = {name: getattr(ask, name) for name in words} | {
        "id": draft.pk if draft else uuid4(),
        "slot": picker.value(chosen) if (chosen := slot or ask.slot) else "",
    }
    return initial | as_typed(coming, times.zone(student.zone)), coming != spans


def _books(request: MemberRequest, mentor: Mentor, student: Student, policy: Policy, now: datetime) -> bool:
    """The page books a time at once: as the form that is sent was shown; else where the mentor wants it so."""
    if request.method == "POST":
        return "books" in request.POST
    return bool(ways_at_once(mentor, student, policy, now)) and "suggest" not in request.GET


@Compiled
def _listed(user: Any, mentor: Any) -> QuerySet[Mentor]:
    listed = Mentor.objects.listed_for(user).exclude(user=user).select_related("user", "field")
    return listed.defer("search", "search_text", "facets", "application").filter(pk=mentor)


@Compiled
def _with_names(user: Any) -> QuerySet[Student]:
    return looks.telling_slips(Student.objects.with_names().filter(user=user))


def _begin(request: MemberRequest, around: dict[str, Any]) -> HttpResponse:
    """All that was typed stays, and the message begins with words for the situation."""
    typed = request.POST.dict()
    start = _started(typed, typed.get("message", ""), around)
    return _composer(request, AskForm(initial=typed | {"message": start.message}, **around), around, start=start)


def _started(typed: Mapping[str, Any], message: str, around: dict[str, Any]) -> Begun:
    chosen, mentor = typed.get("replace") or typed.get("start"), around["mentor"]
    if not chosen:
        return Begun(message)
    is_sure, minutes = "replace" in typed, mentor.length
    return begin(chosen, message, student=around["student"], host=mentor, minutes=minutes, is_sure=is_sure)


def _save_draft(request: MemberRequest, around: dict[str, Any]) -> HttpResponse:
    """What was typed so far. The autosave gets one line back, the button a page."""
    form = DraftForm(request.POST, **around)
    if not form.is_valid():
        if request.htmx:
            return render(request, "interviews/ask.html#not_saved", {"form": form}, status=422)
        return _composer(request, AskForm(request.POST, **around), around, status=422)
    student, mentor, now = around["student"], around["mentor"], around["now"]
    _under_its_id(actions.save_draft, form, student=student, mentor=mentor, now=now)
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
        interview = _under_its_id(
            actions.send_request, form, student=student, mentor=mentor, now=now, policy=around["policy"]
        )
    except RuleBroken as no:
        # All that was typed is on the page again, and in a draft, unless a request to this mentor is open already.
        with suppress(RuleBroken):
            _under_its_id(actions.save_draft, form, student=student, mentor=mentor, now=now)
        books = form.ask.slot is not None and bool(ways_at_once(mentor, student, around["policy"], now))
        if books != form.books:  # in the meantime the mentor has changed how one gets a time
            form = AskForm(request.POST, **around | {"books": books})
        taken = no if isinstance(no, actions.TimeTaken) and no.known else None
        return _composer(request, form, around, refused=str(no), taken=taken, status=409)
    if interview.state == State.SCHEDULED:
        messages.success(request, _("Booked. The invitation comes by mail."))
    return redirect("interviews:detail", interview.pk)


def _as_mentor_sees(student: Any) -> Person:
    """Of a student read `with_names`."""
    return person(student, majors=student.major_names, interests=student.interest_names, has_yes=False)


def _under_its_id(act: Callable[..., Interview], form: AskForm, **around: Any) -> Interview:
    """Under the id the form carries, or a new one where the request it was written for is over by now."""
    try:
        return act(form.cleaned_data["id"], ask=form.ask, **around)
    except actions.IsOver:
        return act(uuid4(), ask=form.ask, **around)


def _composer(
    request: MemberRequest,
    form: AskForm,
    around: dict[str, Any],
    *,
    saved: Interview | None = None,
    is_past: bool = False,
    refused: str = "",
    taken: actions.TimeTaken | None = None,
    start: Begun | None = None,
    status: int = 200,
) -> HttpResponse:
    student, mentor, policy, now = around["student"], around["mentor"], around["policy"], around["now"]
    known = taken.known if taken else interviews_around(mentor, student, now=now)
    free = taken.left if taken else times_to_ask(mentor, student, now=now, policy=policy, known=known)
    can_book = bool(ways_at_once(mentor, student, policy, now))
    if can_book and not form.books:
        free = []
    draft = next((row for row in known if row.mentor_id == mentor.pk and row.state == State.DRAFT), None)
    context = {
        "form": form,
        "mentor": as_students_see(mentor),
        "student": student,
        "person": _as_mentor_sees(student),
        "refused": refused,
        "taken": taken,
        "is_past": is_past,
        "suggests": "suggest" in request.GET,
        "can_book": can_book,
        "obstacle": obstacle(mentor, student, policy=policy, now=now, known=known),
        "standing": standing(student, known, policy=policy, now=now),
        "saved": saved,
        # A refusal has to be quick and is about something else; the browser asks for the check by itself.
        "check": None
        if refused
        else form.check or check(str(form["message"].value() or ""), kind="request", student=student, host=mentor),
        "means_it": form["means_it"].value(),
        "start": start,
        "starters": choices(IN_POOL),
        "page_has_errors": bool(refused),
        "now": now,
        **_when(form, free, student, mentor, now),
        **_looked_at(draft, student, policy, now),
    }
    return render(request, "interviews/ask.html", context, status=status)


def _when(form: AskForm, free: Sequence[datetime], student: Student, mentor: Mentor, now: datetime) -> dict[str, Any]:
    """The time that was chosen, as long as it is free; else those to choose from."""
    zone, chosen = times.zone(student.zone), picker.read(str(form["slot"].value() or ""))
    kept = chosen if chosen in free else None
    weeks = picker.by_week(
        () if kept else free[:NEXT_TIMES],
        zone=zone,
        other_zone=times.zone(mentor.zone),
        other_name=mentor.user.short_name,
        breaks=notices.current().breaks,
        now=now,
    )
    return {
        "kept": kept,
        "kept_end": kept and kept + timedelta(minutes=mentor.length),
        "kept_value": kept and picker.value(kept),
        "is_gone": bool(chosen and not kept),
        "weeks": weeks,
        "has_more": len(free) > NEXT_TIMES,
        "zone_label": times.zone_label(zone, now),
    }


def _looked_at(draft: Interview | None, student: Student, policy: Policy, now: datetime) -> dict[str, Any]:
    """What came of an advisor's look at this draft, and whether it needs one."""
    is_looked_at = draft is not None and draft.looked_at is not None
    return {
        "said": _said_about(draft) if draft and draft.version else None,
        "is_looked_at": is_looked_at,
        "look": None if is_looked_at else looks.look_needed(student, policy=policy, now=now),
    }


def _said_about(draft: Interview) -> Event | None:
    """What came of a look at it, if that was the last thing that happened to it."""
    last = draft.events.filter(number=draft.version, verb__in=(Event.Verb.RETURNED, Event.Verb.APPROVED))
    return last.select_related("by").first()
