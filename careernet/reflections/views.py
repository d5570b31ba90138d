"""Writing a reflection, and reading what became of it. Advisors read theirs under /advising/."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Interview, State
from careernet.reflections import actions
from careernet.reflections.forms import BeforeForm, ReflectionForm
from careernet.reflections.models import Reflection
from careernet.reflections.reading import notes_in, readings_of, versions_of
from careernet.students.models import AboutMe

PAGE = "reflections/write.html"


@login_required
@require_safe
def write(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    reflection, now = _reflection_on(request, interview_id), clock.now()
    if not reflection.is_editable:
        return redirect("reflections:detail", reflection.pk)
    return render_form(request, PAGE, ReflectionForm(instance=reflection, hands_in=True), **_around(reflection, now))


@login_required
@require_POST
def before(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Two ratings on the interview's page, ahead of the conversation; leaving one out is fine."""
    own = Interview.objects.filter(student__user=request.user)
    interview, form = get_object_or_404(own, pk=interview_id), BeforeForm(request.POST)
    rated = form.cleaned_data if form.is_valid() else {name: form.cleaned_data.get(name) for name in form.fields}
    actions.say_before(interview, by=request.user, now=clock.now(), **rated)
    messages.success(request, _("Kept. You will see it again when you write about the conversation."))
    return redirect("interviews:detail", interview_id)


@login_required
@require_POST
def save(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """What was typed so far. The autosave gets one line back, the button a page."""
    reflection, now = _reflection_on(request, interview_id), clock.now()
    form = ReflectionForm(request.POST, instance=reflection)
    if not form.is_valid():
        return _not_saved(request, form, _around(reflection, now), status=422)
    begun = actions.begin(reflection.interview, by=request.user, now=now)
    try:
        saved = actions.save_draft(begun, by=request.user, now=now, **form.as_typed)
    except actions.EditedElsewhere as edited:
        context = {"edited": str(edited), "latest": begun, **_around(reflection, now)}
        return _not_saved(request, form, context, status=409)
    saved_at = times.time_of_day(saved.saved_at, times.zone(request.user.time_zone))
    if request.htmx:
        return render(request, f"{PAGE}#saved", {"reflection": saved, "saved_at": saved_at})
    messages.success(request, _("Saved %(time)s. Go on whenever you like.") % {"time": saved_at})
    return redirect("reflections:write", interview_id)


@login_required
@require_POST
def submit(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    reflection, now = _reflection_on(request, interview_id), clock.now()
    form = ReflectionForm(request.POST, instance=reflection, hands_in=True)
    if not form.is_valid():
        return render_form(request, PAGE, form, **_around(reflection, now))
    begun = actions.begin(reflection.interview, by=request.user, now=now)
    try:
        handed_in = actions.submit(begun, by=request.user, now=now, **form.as_typed)
    except actions.EditedElsewhere as edited:
        context = {"edited": str(edited), "latest": begun, **_around(reflection, now)}
        return _not_saved(request, form, context, status=409)
    messages.success(request, _("Handed in. Writing it down is what makes it stay."))
    return redirect("reflections:detail", handed_in.pk)


@login_required
@require_safe
def detail(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """The author's own, with every version and what the advisor said to it."""
    written = Reflection.objects.written_by(request.user).select_related(
        "interview__mentor__user", "interview__contact", "interview__student__advisor"
    )
    reflection = get_object_or_404(written, pk=reflection_id)
    if reflection.is_editable:
        return redirect("reflections:write", reflection.interview_id)
    versions = versions_of(reflection)
    context = {
        "reflection": reflection,
        "versions": versions,
        "readings": readings_of(reflection),
        "notes": notes_in(versions),
        "now": clock.now(),
    }
    return render(request, "reflections/detail.html", context)


@login_required
@require_POST
def ask_for_note(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """The note of the latest review that has one."""
    reflection = get_object_or_404(Reflection.objects.written_by(request.user), pk=reflection_id)
    review = reflection.reviews.exclude(note="").order_by("-at").first()
    if review is None:
        raise RuleBroken(_("There is no such note about you."))
    actions.ask_for_note(review, by=request.user, now=clock.now())
    messages.success(request, _("Asked. You read it here once your advisor has opened it for you."))
    return redirect("reflections:detail", reflection.pk)


def _reflection_on(request: MemberRequest, interview_id: UUID) -> Reflection:
    """The one begun, or a blank one that is saved nowhere yet: looking at the page writes nothing."""
    own = Interview.objects.filter(student__user=request.user).select_related(
        "mentor__user", "contact", "student__advisor"
    )
    interview = get_object_or_404(own, pk=interview_id)
    if interview.state != State.COMPLETED:
        raise RuleBroken(_("You can write about a conversation once you have had it."))
    reflection = Reflection.objects.filter(interview=interview).first() or Reflection(interview=interview)
    reflection.interview = interview
    return reflection


def _around(reflection: Reflection, now: datetime) -> dict[str, Any]:
    """What the page shows around its form. A reflection that was never saved has no versions to look up."""
    versions = versions_of(reflection) if reflection.version else []
    return {
        "reflection": reflection,
        "interview": reflection.interview,
        "versions": versions,
        "notes": notes_in(versions),
        "about": AboutMe.objects.filter(student=reflection.interview.student_id).first(),
        "now": now,
    }


def _not_saved(request: MemberRequest, form: ReflectionForm, context: dict[str, Any], *, status: int) -> HttpResponse:
    if not request.htmx:
        return render(request, PAGE, {"form": form, **context}, status=status)
    response = render(request, f"{PAGE}#not_saved", {"form": form, **context}, status=status)
    # Into the line that says when it was saved: swapping the page would take the words away.
    response["HX-Retarget"] = "#saved"
    return response
