"""Updates: what became of it, told to each person who helped in words of their own, and sent singly."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careernet.accounts.access import MemberRequest
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.guides.checked import LIVE
from careernet.interviews import actions as talks
from careernet.interviews.checks import check
from careernet.interviews.models import Interview, State
from careernet.interviews.updates import wish
from careernet.network import actions, suggestions
from careernet.network.forms import MOST_LETTERS, LetterForm, NewsForm
from careernet.network.models import Contact, ContactQuerySet, Touch
from careernet.network.views.known import student_only
from careernet.students.models import Student


# --- All of them --------------------------------------------------------------------------------------------------
@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: MemberRequest) -> HttpResponse:
    now, student = clock.now(), _student(request)
    people = _who_helped(student)
    first = {
        "kind": request.GET.get("kind"),
        "to": _ticked(people, request.GET.getlist("to")),
        "what": suggestions.used(request.GET.get("used", "")[:400]),
    }
    form = NewsForm(request.POST if request.method == "POST" else None, people=people, initial=first)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.draft_updates(said["kind"], _drafts(student, said, now), now=now)
        messages.success(request, _("Drafted. Read each one over, make it yours, and send it."))
        return redirect("network:updates")
    rows = Touch.objects.filter(contact__student=student).select_related("contact__mentor__user")
    context = {
        "form": form,
        "has_people": people.exists(),
        "drafts": rows.filter(at=None).order_by("created_at", "pk"),
        "leaving": _leaving(rows, now),
        "now": now,
    }
    return render(request, "network/updates.html", context, status=422 if form.is_bound else 200)


def _who_helped(student: Student) -> ContactQuerySet:
    """Whoever the student has had to do with, latest first."""
    known = Contact.objects.filter(student=student, last_touch_at__isnull=False).kept()
    return known.with_people().order_by("-last_touch_at", "pk")


def _ticked(people: ContactQuerySet, asked: list[str]) -> list[UUID]:
    """A page that links here names its person, or that person as a mentor."""
    return [one.pk for one in people if {str(one.pk), str(one.mentor_id)} & set(asked)] if asked else []


def _drafts(student: Student, said: dict[str, Any], now: datetime) -> dict[Contact, str]:
    write = suggestions.advice_used if said["kind"] == Touch.Kind.ADVICE else suggestions.news
    by, helped = student.user.display_name, _what_they_did(student, now)
    return {
        contact: write(
            to=contact.short_name,
            by=by,
            what=said["what"],
            helped=helped.get(contact.mentor_id or contact.pk) or suggestions.did(day="", advice=""),
        )
        for contact in said["to"]
    }


def _what_they_did(student: Student, now: datetime) -> dict[UUID, str]:
    """By mentor or contact: of the latest talk, the advice the student has written down. One query."""
    held = Interview.objects.filter(student=student, state=State.COMPLETED).select_related("reflection")
    zone, told = times.zone(student.zone), {}
    for talk in held.order_by("during"):
        advice = getattr(getattr(talk, "reflection", None), "best_advice", "").strip()
        day = times.day(talk.during.lower, zone, now)
        told[talk.mentor_id or talk.contact_id] = suggestions.did(day=day, advice=advice.split("\n")[0][:300])
    return told  # type: ignore[return-value]


def _leaving(rows: Any, now: datetime) -> Any:
    """Sent to a mentor a moment ago, so that it can still be taken back."""
    since = now - timedelta(seconds=Policy.current().undo_seconds)
    return rows.filter(at__gt=since, contact__mentor__isnull=False, kind__in=(*Touch.NEWS, Touch.Kind.OFFER))


# --- One ----------------------------------------------------------------------------------------------------------
@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: MemberRequest, touch_id: UUID) -> HttpResponse:
    touch, now = _one(request, touch_id), clock.now()
    if touch.at:  # sent from another tab, or by a second click
        return redirect("network:detail", touch.contact_id)
    talk = _latest_talk(touch.contact)
    posted = request.POST if request.method == "POST" else None
    form = LetterForm(posted, initial={"text": touch.text}, reads=lambda text: _check(touch, text))
    do, refused = request.POST.get("do", ""), ""
    if do == "discard":
        actions.discard_update(touch)
        messages.success(request, _("Discarded."))
        return redirect("network:updates")
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, _carry_out(do, touch, talk, form.cleaned_data["text"], request, now))
            return redirect("network:updates")
        except RuleBroken as no:
            refused = str(no)
    status = 409 if refused else 422 if form.is_bound else 200
    return _letter_page(request, touch, talk, form, refused=refused, status=status)


def _carry_out(do: str, touch: Touch, talk: Interview | None, text: str, request: MemberRequest, now: datetime) -> str:
    if do == "send" and talk and touch.contact.mentor:
        about = "other" if touch.kind == Touch.Kind.OFFER else touch.kind
        talks.send_update(touch.pk, talk, by=request.user, update=about, text=text, now=now)
        return _("Sending… You can take it back for a moment.")
    if do == "sent" and not touch.contact.mentor:
        actions.sent_update(touch, text=text, now=now)
        return _("Good. It stands on their page now.")
    actions.save_update(touch, text=text)
    return _("Saved. Nothing was sent.")


def _letter_page(
    request: MemberRequest, touch: Touch, talk: Interview | None, form: LetterForm, *, refused: str, status: int
) -> HttpResponse:
    contact = touch.contact
    text = form["text"].value() or ""
    href = f"mailto:{quote(contact.email)}?body={quote(text)}" if contact.email else ""
    context = {
        "touch": touch,
        "contact": contact,
        "talk": talk,
        "form": form,
        "refused": refused,
        "page_has_errors": status != 200,
        "mailto": href,
        "wish": wish(contact.mentor.user) if contact.mentor else "",
        "check_url": reverse("network:check_update", args=[touch.pk]),
    }
    return render(request, "network/update.html", context, status=status)


@student_only
@require_POST
def check_update(request: MemberRequest, touch_id: UUID) -> HttpResponse:
    """The message check while it is written. Reads, and keeps nothing of what it read."""
    found = _check(_draft(request, touch_id), request.POST.get("text", "")[:MOST_LETTERS])
    context = {
        "check": found,
        "means_it": "means_it" in request.POST,
        "seen": LIVE,
        "is_news": request.POST.get("told") != found.summary,
    }
    return render(request, "interviews/check.html", context)


@student_only
@require_POST
def take_back(request: MemberRequest, touch_id: UUID) -> HttpResponse:
    """Of what goes to a mentor; what a student sent by their own means is out."""
    touch, now = _one(request, touch_id), clock.now()
    if touch.at and touch.contact.mentor is None:
        raise Http404
    talks.take_back_update(touch.pk, by=request.user, now=now)
    messages.success(request, _("Nothing was sent. It is a draft again."))
    return redirect("network:update", touch.pk)


@student_only
@require_POST
def offer(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Begin a message with something for them: the button pressed says what."""
    now, student = clock.now(), _student(request)
    contact = get_object_or_404(Contact.objects.filter(student=student).with_people(), pk=contact_id)
    name = request.POST.get("offer", "")
    if name not in suggestions.BY_NAME:
        return redirect("network:detail", contact.pk)
    text = suggestions.offer(name, to=contact.short_name, by=student.user.display_name)
    [touch] = actions.draft_updates(Touch.Kind.OFFER, {contact: text}, now=now)
    return redirect("network:update", touch.pk)


def _check(touch: Touch, text: str) -> Any:
    host = touch.contact.mentor or touch.contact
    return check(text, kind="update", student=touch.contact.student, host=host)


def _latest_talk(contact: Contact) -> Interview | None:
    if contact.mentor_id is None:
        return None
    held = Interview.objects.filter(student=contact.student_id, mentor=contact.mentor_id, state=State.COMPLETED)
    return held.with_people().order_by("-during").first()


def _draft(request: MemberRequest, touch_id: UUID) -> Touch:
    touch = _one(request, touch_id)
    if touch.at is not None:
        raise Http404
    return touch


def _one(request: MemberRequest, touch_id: UUID) -> Touch:
    people = ("contact__student__user", "contact__mentor__user", "contact__mentor__field", "contact__field")
    own = Touch.objects.filter(contact__student__user=request.user).select_related(*people)
    return get_object_or_404(own, pk=touch_id)


def _student(request: MemberRequest) -> Student:
    return get_object_or_404(Student.objects.select_related("user"), user=request.user)
