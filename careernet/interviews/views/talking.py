"""The short conversation around an interview, on its page or by the link in a mail, and the minutes before a call."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, answers, emails, panels, shown, talk, today as todays
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.models import Block, Interview, Message
from careernet.interviews.views.shared import as_either, as_mentor, by_link, carry_out
from careernet.mail import links, preferences

STOP_ASKING = 286  # what htmx takes for "this is the last one"


@login_required
@require_POST
def write(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_either(request, interview_id), clock.now()
    form, act = answers.writing(request.POST, interview, request.user, now, via=Message.Via.PAGE)
    return carry_out(request, interview, form, act, now, _("Your message is on its way."))


@login_required
@require_POST
def ask_first(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_mentor(request, interview_id), clock.now()
    form, act = answers.asking_first(request.POST, interview, request.user, now)
    said = _("Your question is on its way. You can still answer the request whenever you like.")
    return carry_out(request, interview, form, act, now, said)


@login_required
@require_POST
def running_late(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = as_either(request, interview_id), clock.now()
    actions.running_late(interview, by=request.user, now=now)
    said = _("%(name)s gets a mail this minute.") % {"name": interview.other_user(request.user).short_name}
    messages.success(request, said)
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def quieten(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """No reminders about this conversation, or all of them again; back to where the button was."""
    interview = as_either(request, interview_id)
    if "again" in request.POST:
        preferences.hear_again(interview, by=request.user)
        said = _("Reminders about your conversation with %(name)s are on again.")
    else:
        preferences.quieten(interview, by=request.user, now=clock.now())
        said = _("No more reminders about your conversation with %(name)s. Bookings and changes are still told.")
    messages.success(request, said % {"name": interview.other_side(request.user)})
    return redirect("mail:settings") if "settings" in request.POST else redirect("interviews:detail", interview.pk)


@login_required
@require_safe
def today(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """What changes on the page by itself around a call. Not a page of its own."""
    interview, now = as_either(request, interview_id), clock.now()
    if not request.htmx:
        return redirect("interviews:detail", interview.pk)
    context: dict[str, Any] = {"interview": interview, "other": interview.other_side(request.user), "now": now}
    if "not-here" in request.GET:
        is_time = panels.may_say_missed(interview, interview.events.all(), request.user, now)
        return render(request, "interviews/miss.html", context) if is_time else HttpResponse(status=204)
    is_today = shown.phase(interview, now) == "today"
    context["today"] = todays.of(interview, interview.events.all(), request.user, now) if is_today else None
    return render(request, "interviews/today.html#words", context, status=200 if is_today else STOP_ASKING)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_by_link(request: HttpRequest, write_token: str) -> HttpResponse:
    """The link in a mail with a message: looking changes nothing; its POST writes as that person, and opens nothing
    else of the account."""
    now = clock.now()
    try:
        person, interview, _version = by_link(write_token, purpose=emails.WRITE, now=now)
    except links.StaleLink as stale:
        return _stale(request, str(stale))
    if not actions.may_write(interview, Policy.current(), now):
        return _stale(request, _("Messages have closed with this conversation."), interview)
    if request.method != "POST":
        return _write_page(request, write_token, interview, person, now)
    form, act = answers.writing(request.POST, interview, person, now, via=Message.Via.LINK)
    if not form.is_valid():
        return _write_page(request, write_token, interview, person, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        return _write_page(request, write_token, interview, person, now, bound=form, refused=str(no), status=409)
    return redirect("interviews:write_by_link", write_token)


def _write_page(
    request: HttpRequest,
    token: str,
    interview: Interview,
    person: User,
    now: datetime,
    *,
    bound: VerbForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    [form] = panels.of_talk(interview, policy=Policy.current(), now=now)
    other = interview.other_user(person)
    decides = interview.is_mentor(person) and interview.awaits(person)
    said = talk.thread(interview, person, apart=Block.objects.filter(by=person, about=other).first())
    context = {
        "token": token,
        "interview": interview,
        "person": person,
        "other": other,
        "form": bound or form,
        "bound": bound,
        "refused": refused,
        "thread": said,
        "is_sent": bool(said) and said[-1].is_own,
        "decide_url": emails.answer_url(interview, person, now) if decides else "",
        "report_path": emails.report_path(interview, person, now),
        "page_has_errors": status != 200,
        "now": now,
    }
    return render(request, "interviews/write.html", context, status=status)


def _stale(request: HttpRequest, sentence: str, interview: Interview | None = None) -> HttpResponse:
    return render(request, "interviews/stale.html", {"sentence": sentence, "interview": interview}, status=410)
