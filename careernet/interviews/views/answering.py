"""Answering from a mail: the signed link is the credential, for one person and one version of one interview."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import answers, emails, panels, shown, talk
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.limits import may_be_asked
from careernet.interviews.models import Block, Event, Interview, State
from careernet.interviews.views.shared import by_link
from careernet.mail import links
from careernet.mentors.emails import volunteering_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: looking changes nothing; its POST acts as that person on that version, and on nothing else.

    Nobody is signed in by it, and nothing of the account but this one request is shown.
    """
    now = clock.now()
    try:
        person, interview, version = by_link(token, purpose=emails.ANSWER, now=now)
    except links.StaleLink as stale:
        return _stale(request, str(stale))
    since = _since(interview, version)
    if since:
        return _stale(request, "", interview=interview, person=person, since=since, now=now)
    possible = answers.OF_STUDENT if interview.is_student(person) else answers.OF_MENTOR
    choice = request.POST.get("choice") or request.GET.get("choice", "")
    if choice not in possible:
        choice = next(iter(possible))
    if request.method != "POST":
        return _answer_page(request, token, interview, person, choice, now)
    form, act = possible[choice](request.POST, interview, person, now, shows_usual=False)
    if not form.is_valid():
        return _answer_page(request, token, interview, person, choice, now, bound=form, status=422)
    try:
        act()
    except RuleBroken as no:
        return _answer_page(request, token, interview, person, choice, now, bound=form, refused=str(no), status=409)
    return redirect(f"{request.path}?choice={choice}")


def _since(interview: Interview, version: int) -> list[Event]:
    """What has happened since the mail, but for talk: what it asked is asked still."""
    return list(interview.events.filter(number__gt=version).exclude(verb__in=Event.ASIDES).order_by("number"))


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
        else panels.of_mentor(interview, policy=policy, now=now, shows_usual=False)
    )
    if not is_student and interview.state == State.REQUESTED and interview.awaits(person):
        forms += panels.of_talk(interview, policy=policy, now=now)
    other = interview.other_user(person)
    context = {
        "token": token,
        "interview": interview,
        "person": person,
        "other": other,
        "thread": talk.thread(interview, person, apart=Block.objects.filter(by=person, about=other).first()),
        "is_student": is_student,
        "has_hours": interview.asked_mentor.weekly_hours.exists(),
        "choice": choice,
        "has_proposed": interview.offered_times.exists(),
        "forms": {form.verb: form for form in forms} | ({bound.verb: bound} if bound else {}),
        "bound": bound,
        "refused": refused,
        "report_path": emails.report_path(interview, person, now),
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
    policy = Policy.current()
    is_their_answer = bool(events) and person is not None and events[0].by_id == person.pk
    context = {
        "sentence": sentence,
        "is_their_answer": is_their_answer,
        "interview": interview,
        "person": person,
        "history": shown.history(events, interview, person, now, policy=policy) if interview and person and now else [],
        "waiting_path": _waiting_path(interview, now) if is_their_answer and interview and now else "",
        "now": now,
    }
    return render(request, "interviews/stale.html", context, status=200 if is_their_answer else 410)


def _waiting_path(interview: Interview, now: datetime) -> str:
    """For a mentor who has just begun a break: where others who wait get a kind no."""
    mentor = interview.asked_mentor
    if interview.state != State.DECLINED or may_be_asked(mentor, now):
        return ""
    if not Interview.objects.for_mentor(mentor).awaiting_mentor().exists():
        return ""
    return reverse("mentors:waiting_by_mail", args=[volunteering_token(mentor, now)])
