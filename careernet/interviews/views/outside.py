"""Interviews with somebody outside the pool: adding one, and what the student says of how it goes."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.checks import reads
from careernet.interviews.forms.outside import AgreedForm, LogForm, MessageForm, NoForm
from careernet.interviews.letters import first_message
from careernet.interviews.models import Interview
from careernet.interviews.starting import begin
from careernet.interviews.views.shared import carry_out, interview_page, interviews_of
from careernet.network.forms import NewContactForm
from careernet.network.models import Contact
from careernet.students.models import Student


# --- Adding one ---------------------------------------------------------------------------------------------------
@role_required(Role.Kind.STUDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, contact_id: UUID | None = None) -> HttpResponse:
    """With somebody new, or with a contact there is already."""
    now, student = clock.now(), get_object_or_404(Student.objects.select_related("user"), user=request.user)
    own = Contact.objects.visible_to(request.user)
    contact = get_object_or_404(own, pk=contact_id) if contact_id else Contact(student=student)
    typed = request.POST if request.method == "POST" else None
    person = None if contact_id else NewContactForm(typed, instance=contact)
    form = LogForm(typed, student=student, now=now, initial={"id": uuid4()})
    refused = ""
    if typed is not None and all(each.is_valid() for each in (person, form) if each):
        said = form.cleaned_data
        what = {"contact": contact, "state": said["state"], "meeting": form.meeting}
        try:
            interview = actions.log(said["id"], student=student, now=now, **what)
        except RuleBroken as no:
            refused = str(no)
        else:
            messages.success(request, _("Kept. From here on, this page goes along with you."))
            return redirect("interviews:detail", interview.pk)
    status = 200 if typed is None else 409 if refused else 422
    context: dict[str, Any] = {
        "contact": contact if contact_id else None,
        "contacts": None if contact_id else own.order_by("name"),
        "person": person,
        "form": form,
        "refused": refused,
        "page_has_errors": status != 200,
        "zone_label": times.zone_label(times.zone(student.zone), now),
    }
    return render(request, "interviews/add.html", context, status=status)


# --- How it goes --------------------------------------------------------------------------------------------------
@login_required
@require_POST
def message(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Kept as a draft, or sent by the student's own means: the button pressed says which."""
    interview, now = _own(request, interview_id), clock.now()
    if chosen := request.POST.get("replace") or request.POST.get("start"):
        return _begin(request, interview, chosen, now)
    form = MessageForm(request.POST, reads=reads(interview, "request"))

    def save() -> object:
        return actions.save_message(interview, text=form.cleaned_data["text"], now=now)

    def send() -> object:
        return actions.sent_message(interview, by=request.user, text=form.cleaned_data["text"], now=now)

    if "sent" in request.POST:
        return carry_out(request, interview, form, send, now, _("Good. Say here what they answer."))
    return carry_out(request, interview, form, save, now, _("Saved. Nothing was sent."))


def _begin(request: MemberRequest, interview: Interview, chosen: str, now: datetime) -> HttpResponse:
    """The page again, its message begun with words for the situation."""
    start = begin(
        chosen,
        request.POST.get("text", ""),
        student=interview.student,
        host=interview.host,
        minutes=interview.length,
        is_sure="replace" in request.POST,
        unwritten=first_message(interview, Policy.current().campus_name),
    )
    return interview_page(request, interview, now, bound=MessageForm(initial={"text": start.message}), start=start)


@login_required
@require_POST
def said_yes(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = _own(request, interview_id)
    actions.heard_yes(interview, by=request.user, now=clock.now())
    messages.success(request, _("Good news. Enter the time once you have one."))
    return redirect("interviews:detail", interview.pk)


@login_required
@require_POST
def agreed(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview, now = _own(request, interview_id), clock.now()
    form = AgreedForm(request.POST, interview=interview, now=now)

    def act() -> object:
        return actions.heard_time(interview, by=request.user, meeting=form.meeting, now=now)

    return carry_out(request, interview, form, act, now, _("Kept, with everything that comes after it."))


@login_required
@require_POST
def said_no(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """A no, or no answer at all."""
    interview, now = _own(request, interview_id), clock.now()
    form = NoForm(request.POST)

    def act() -> object:
        heard = actions.heard_no if form.cleaned_data["answer"] == "no" else actions.heard_nothing
        return heard(interview, by=request.user, now=now)

    return carry_out(request, interview, form, act, now, _("Closed. The next one is worth asking."))


@login_required
@require_POST
def not_held(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = _own(request, interview_id)
    actions.did_not_take_place(interview, by=request.user, now=clock.now())
    messages.success(request, _("Noted. It counts for nothing."))
    return redirect("interviews:detail", interview.pk)


def _own(request: MemberRequest, interview_id: UUID) -> Interview:
    """One the student has arranged themselves; those with a mentor of ours do not exist here."""
    own = interviews_of(request.user).filter(student__user=request.user, mentor=None)
    return get_object_or_404(own, pk=interview_id)
