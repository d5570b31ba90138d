"""A student's plan: the table of fields and work settings, and its goals."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Field, WorkSetting
from careernet.core.forms import Form, ModelForm
from careernet.reflections.plan import next_gap, plan_of, takeaway
from careernet.students.models import PlanGoal, Student
from careernet.students.planning import drop_field, plan_field

student_only = role_required(Role.Kind.STUDENT)


class GoalForm(ModelForm):
    missing = {"people": gettext_lazy("Enter how many people."), "settings": gettext_lazy("Enter how many settings.")}

    class Meta:
        model = PlanGoal
        fields = ("people", "settings")


class FieldForm(Form):
    missing = {"field": gettext_lazy("Choose a field of work.")}
    field = forms.ModelChoiceField(
        Field.objects.order_by("name"),
        label=gettext_lazy("Add a field"),
        empty_label=gettext_lazy("Choose a field of work"),
    )


@student_only
@require_safe
def plan(request: MemberRequest) -> HttpResponse:
    return _page(request, _student(request))


@student_only
@require_POST
def add(request: MemberRequest) -> HttpResponse:
    student, form = _student(request), FieldForm(request.POST)
    if not form.is_valid():
        return _page(request, student, adding=form)
    plan_field(student, form.cleaned_data["field"])
    return redirect("students:plan")


@student_only
@require_POST
def goal(request: MemberRequest, field_id: int) -> HttpResponse:
    student, field = _student(request), get_object_or_404(Field, pk=field_id)
    form = GoalForm(request.POST, prefix=f"field{field.pk}")
    if not form.is_valid():
        return _page(request, student, goal=form)
    plan_field(student, field, **form.cleaned_data)
    messages.success(request, _("Your goal for %(field)s is saved.") % {"field": field})
    return redirect("students:plan")


@student_only
@require_POST
def drop(request: MemberRequest, field_id: int) -> HttpResponse:
    student, field = _student(request), get_object_or_404(Field, pk=field_id)
    drop_field(student, field)
    messages.success(request, _("%(field)s is off your plan. Add it again at any time.") % {"field": field})
    return redirect("students:plan")


def _page(request: MemberRequest, student: Student, **bound: Any) -> HttpResponse:
    rows = plan_of(student)
    bound_goal = bound.get("goal")
    goals = [GoalForm(instance=row.goal, prefix=f"field{row.field.pk}") for row in rows]
    goals = [bound_goal if bound_goal and bound_goal.prefix == form.prefix else form for form in goals]
    context = {
        "rows": rows,
        "goals": list(zip(rows, goals, strict=True)),
        "adding": bound.get("adding") or FieldForm(),
        "bound": next(iter(bound.values()), None),
        "page_has_errors": bool(bound),
        "settings": [(setting.value, setting.label) for setting in WorkSetting],
        "takeaway": takeaway(rows),
        "gap": next_gap(rows),
    }
    return render(request, "students/plan.html", context, status=422 if bound else 200)


def _student(request: MemberRequest) -> Student:
    return get_object_or_404(Student, user=request.user)
