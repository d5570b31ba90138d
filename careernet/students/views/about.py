"""What a student keeps about themselves, for themselves."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.students.about import HALF_A_MINUTE, AboutForm, seconds_aloud
from careernet.students.actions import save_about
from careernet.students.models import AboutMe, Student

PAGE = "students/about.html"


@role_required(Role.Kind.STUDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: MemberRequest) -> HttpResponse:
    """Saved by its buttons; while it is written, only told how long it takes to say."""
    student = get_object_or_404(Student.objects.select_related("user"), user=request.user)
    if request.method != "POST":
        kept = AboutMe.objects.filter(student=student).first()
        form = AboutForm.of(student, kept)
        seconds = seconds_aloud(_introduction(form.initial))
        return render_form(request, PAGE, form, student=student, kept=kept, seconds=seconds, most=HALF_A_MINUTE)
    seconds = seconds_aloud(_introduction(request.POST))
    if request.htmx:
        return render(request, f"{PAGE}#aloud", {"seconds": seconds, "most": HALF_A_MINUTE})
    form = AboutForm(request.POST)
    if not form.is_valid():
        return render_form(request, PAGE, form, student=student, seconds=seconds, most=HALF_A_MINUTE)
    save_about(student, words=form.cleaned_data, is_shown="show" in request.POST, now=clock.now())
    shown = _("Saved, and mentors you ask read your introduction from now on.")
    messages.success(request, shown if "show" in request.POST else _("Saved, for you alone."))
    return redirect("students:about")


def _introduction(words: Mapping[str, Any]) -> str:
    return " ".join(words.get(name, "") for name in AboutMe.SENTENCES)
