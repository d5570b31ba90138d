"""Writing a reflection, and reading what became of it. Advisors read theirs under /advising/."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.core.text import row_number
from careernet.interviews.models import Interview, State
from careernet.reflections import actions, steps
from careernet.reflections.forms import BeforeForm, DayForm, ReflectionForm, StepForm
from careernet.reflections.lines import Choices, choose, sentences, use as use_line
from careernet.reflections.models import Reflection, ReflectionQuerySet
from careernet.reflections.reading import notes_in, readings_of, versions_of
from careernet.students.models import AboutMe, Cover

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
    reflection = get_object_or_404(_written(request), pk=reflection_id)
    if reflection.state == Reflection.State.DRAFT:
        return redirect("reflections:write", reflection.interview_id)
    return _detail(request, reflection, StepForm())


def _detail(request: MemberRequest, reflection: Reflection, form: StepForm) -> HttpResponse:
    versions, now = versions_of(reflection), clock.now()
    context = {
        "reflection": reflection,
        "versions": versions,
        "readings": readings_of(reflection),
        "notes": notes_in(versions),
        "lines": reflection.lines.order_by("pk"),
        "steps": reflection.steps.order_by("done_at", "due_on", "pk"),
        "cover": Cover.objects.for_student(reflection.interview.student, now),
        "now": now,
    }
    return render_form(request, "reflections/detail.html", form, **context)


# --- What becomes of it -------------------------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """Sentence by sentence: show it to the mentor, leave it to later students, keep it as advice."""
    reflection = _handed_in(request, reflection_id)
    if request.method == "POST":
        ticked = {purpose: set(request.POST.getlist(purpose)) for purpose in ("shared", "offered", "kept")}
        choose(reflection, by=request.user, choices=Choices(**ticked), now=clock.now())
        messages.success(request, _("Kept as you chose. You can take any of it back here."))
        return redirect("reflections:detail", reflection.pk)
    chosen = {line.text: line for line in reflection.lines.all()}
    rows = [(text, chosen.get(text)) for text in sentences(reflection)]
    return render(request, "reflections/lines.html", {"reflection": reflection, "rows": rows})


@login_required
@require_POST
def use(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """ "I used it" of a piece of advice."""
    reflection = _handed_in(request, reflection_id)
    line = get_object_or_404(reflection.lines, pk=row_number(request.POST.get("line")))
    use_line(line, by=request.user, is_used="again" not in request.POST, now=clock.now())
    return redirect(f"{reverse('reflections:detail', args=[reflection.pk])}#advice")


@login_required
@require_POST
def add_step(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    reflection, now = _handed_in(request, reflection_id), clock.now()
    form = StepForm(request.POST)
    if not form.is_valid():
        return _detail(request, reflection, form)
    steps.add(reflection, by=request.user, now=now, **form.cleaned_data)
    messages.success(request, _("Added. It comes up on your home when it is due."))
    return redirect(f"{reverse('reflections:detail', args=[reflection.pk])}#steps")


@login_required
@require_POST
def change_step(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """Tick it, give it another day, or drop it: the button pressed says which."""
    reflection, now = _handed_in(request, reflection_id), clock.now()
    step = get_object_or_404(reflection.steps, pk=row_number(request.POST.get("step")))
    if "drop" in request.POST:
        steps.drop(step, by=request.user)
    elif "move" in request.POST:
        form = DayForm(request.POST)
        if not form.is_valid():
            raise RuleBroken(_("Choose a day for it."))
        steps.move(step, by=request.user, **form.cleaned_data)
    else:
        steps.tick(step, by=request.user, is_done="again" not in request.POST, now=now)
    return redirect(f"{reverse('reflections:detail', args=[reflection.pk])}#steps")


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


def _written(request: MemberRequest) -> ReflectionQuerySet:
    return Reflection.objects.written_by(request.user).select_related(
        "interview__mentor__user",
        "interview__contact",
        "interview__student__advisor",
        "interview__student__user",
        "taken_by",
    )


def _handed_in(request: MemberRequest, reflection_id: UUID) -> Reflection:
    return get_object_or_404(_written(request).filter(submitted_at__isnull=False), pk=reflection_id)


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
        "cover": Cover.objects.for_student(reflection.interview.student, now),
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
