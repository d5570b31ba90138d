"""Somebody was named, in a no or in a conversation: the student keeps them, or finds them among the mentors."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, Q, TextField, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import User
from careernet.core import clock
from careernet.core.text import one_line, row_id
from careernet.interviews.models import Event, Interview, State
from careernet.mentors.models import Mentor
from careernet.network import actions
from careernet.network.forms import NamedForm
from careernet.network.models import Contact
from careernet.network.views.known import student_only

MOST_FOUND = 3


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def named(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    own = Interview.objects.filter(student__user=request.user, state__in=(State.DECLINED, State.COMPLETED))
    talk = get_object_or_404(own.with_people(), pk=interview_id)
    said = _said(talk)
    found = _among_mentors(request.user, one_line(request.POST.get("name") or said))
    contact = Contact(student=talk.student, kind=Contact.Kind.NAMED, name=said[:150], **_by(talk))
    if request.method == "POST" and (chosen := request.POST.get("mentor")):
        mentor = get_object_or_404(Mentor.objects.listed_for(request.user), pk=row_id(chosen))
        actions.keep_named(talk.student, mentor, **_by(talk), now=clock.now())
        messages.success(request, _("Now ask. Begin with who named them to you."))
        return redirect("mentors:detail", mentor.pk)
    form = NamedForm(request.POST if request.method == "POST" else None, instance=contact)
    if form.is_bound and form.is_valid():
        contact = actions.add_contact(form.cleaned_data["key"], contact, now=clock.now())
        messages.success(request, _("Kept. Write to them while it is fresh."))
        return redirect("interviews:add_with", contact.pk)
    context = {"talk": talk, "said": said, "form": form, "found": found, "page_has_errors": form.is_bound}
    return render(request, "network/named.html", context, status=422 if form.is_bound else 200)


def _said(talk: Interview) -> str:
    """Whom the mentor named with their no, as they wrote it."""
    no = talk.events.filter(verb=Event.Verb.DECLINED).order_by("-number").first()
    return str(no.data.get("colleague", "")) if no else ""


def _by(talk: Interview) -> dict[str, Any]:
    theirs = Q(mentor=talk.mentor_id) if talk.mentor_id else Q(pk=talk.contact_id)
    introducer = Contact.objects.filter(theirs, student=talk.student_id).first()
    words = "" if introducer else talk.host.display_name
    return {"introducer": introducer, "introduced_by": words, "referred_in": talk.pk}


def _among_mentors(user: User, text: str) -> list[Mentor]:
    """Those whose whole name is in what was said."""
    if not text:
        return []
    listed = Mentor.objects.listed_for(user).exclude(user=user).alias(said=Value(text, output_field=TextField()))
    named = listed.filter(said__icontains=F("user__full_name")).exclude(user__full_name="")
    return list(named.select_related("user").order_by("user__full_name")[:MOST_FOUND])
