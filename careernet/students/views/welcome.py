"""First run: four short steps, each of which can be skipped, left and taken up again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.conduct import code_of_conduct
from careernet.campus.models import Major, Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.students import settling_in
from careernet.students.models import Student
from careernet.students.steps import STEPS, Step

student_only = role_required(Role.Kind.STUDENT)

SAVE: dict[str, Callable[..., None]] = {
    "you": settling_in.say_who,
    "interests": settling_in.say_interests,
    "settings": settling_in.say_settings,
    "zone": lambda student, **typed: settling_in.say_zone(student.user, **typed, now=clock.now()),
}


@student_only
@require_safe
def welcome(request: MemberRequest) -> HttpResponse:
    """What the four steps are, which are done, and where to go on."""
    student = get_object_or_404(Student, user=request.user)
    steps = [(step, not step.missing(student)) for step in STEPS]
    first = next((step for step, is_done in steps if not is_done), STEPS[-1])
    context = {"steps": steps, "first": first, "conduct": code_of_conduct(Policy.current())}
    return render(request, "students/welcome.html", context)


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, name: str) -> HttpResponse:
    student = get_object_or_404(Student.objects.select_related("user"), user=request.user)
    step, following = _step(name)
    form = step.form(request.POST if request.method == "POST" else None, initial=step.known(student))
    if form.is_bound and form.is_valid():
        SAVE[step.name](student, **form.cleaned_data)
        return redirect("students:step", following.name) if following else _at_home(request, student)
    number = STEPS.index(step) + 1
    context: dict[str, Any] = {"step": step, "following": following, "number": number, "total": len(STEPS)}
    if step.name == "you":
        context["majors"] = Major.objects.order_by("name").values_list("name", flat=True)
    return render_form(request, "students/step.html", form, **context)


@student_only
@require_POST
def settle(request: MemberRequest) -> HttpResponse:
    """Whoever has had enough of questions, or answered them all, is at home from now on."""
    return _at_home(request, get_object_or_404(Student, user=request.user))


def _at_home(request: MemberRequest, student: Student) -> HttpResponse:
    """What was skipped is said once, on the next page; who does not know yet is shown whom to ask."""
    settling_in.settle_in(student, now=clock.now())
    skipped = [str(step.left_out) for step in STEPS if step.missing(student)]
    if skipped:
        sentence = _("You left out: %(steps)s. Whenever you feel like it, your profile takes them.")
        messages.info(request, sentence % {"steps": ", ".join(skipped)})
    return redirect("students:undecided" if student.is_undecided else "students:home")


def _step(name: str) -> tuple[Step, Step | None]:
    """The step of that name and the one after it."""
    following: list[Any] = [*STEPS[1:], None]
    for step, after in zip(STEPS, following, strict=True):
        if step.name == name:
            return step, after
    raise Http404
