"""What a student says about themselves, and how it looks to mentors."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Major
from careernet.core.forms import render_form
from careernet.core.shown import is_shown, rows
from careernet.students.actions import save_profile
from careernet.students.forms import GROUPS, ProfileForm
from careernet.students.models import Student
from careernet.students.person import Person, person
from careernet.students.profile import Profile, put

student_only = role_required(Role.Kind.STUDENT)


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """Saved, or with the button "Preview" looked at as mentors see it."""
    student = get_object_or_404(Student.objects.select_related("user").with_names(), user=request.user)
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm.of(student)
    if not form.is_bound:
        return _page(request, form, seen=_as_saved(student))
    if not form.is_valid():
        return _page(request, form, seen=None)
    if "preview" in request.POST:
        return _page(request, form, seen=_as_typed(student, form.profile), is_unsaved=True)
    save_profile(student, profile=form.profile)
    messages.success(request, _("Saved. Mentors you ask see it from now on."))
    return redirect("students:profile")


def _page(request: MemberRequest, form: ProfileForm, *, seen: Person | None, **context: Any) -> HttpResponse:
    """`seen`: what mentors see before they say yes; None where what was typed can't be read."""
    context |= {
        "rows": rows(form, GROUPS),
        "shows_portrait": is_shown(form, "portrait"),
        "sees": _("Mentors I ask see this at once"),
        "person": seen,
        "majors": Major.objects.order_by("name").values_list("name", flat=True),
    }
    return render_form(request, "students/profile.html", form, **context)


def _as_saved(student: Any) -> Person:
    return person(student, majors=student.major_names, interests=student.interest_names, has_yes=False)


def _as_typed(student: Student, typed: Profile) -> Person:
    drawn = copy(student)
    drawn.user = copy(student.user)
    put(typed, drawn)
    return person(drawn, majors=_names(typed.majors), interests=_names(typed.interests), has_yes=False)


def _names(things: Iterable[Any]) -> list[str]:
    return sorted(thing.name for thing in things)
