"""Graduating: what stays, what ends, and becoming a mentor, on one page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.conduct import code_of_conduct
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.interviews import departures
from careernet.interviews.departures import NewMentor
from careernet.mentors.forms.graduating import GraduationForm
from careernet.students import graduations
from careernet.students.actions import private_addresses
from careernet.students.models import Student


@role_required(Role.Kind.STUDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def graduation(request: MemberRequest) -> HttpResponse:
    student, now = get_object_or_404(Student.objects.select_related("user"), user=request.user), clock.now()
    form = _form(request, student, now)
    if form.is_bound and form.is_valid():
        address, mentor = form.cleaned_data["address"], None
        if form.cleaned_data["becomes_mentor"]:
            mentor = NewMentor(facts=form.facts, majors=form.majors)
        departures.graduate(student, by=request.user, address=address, becomes=mentor, now=now)
        messages.success(request, _("Congratulations! What you wrote stays here for you to read."))
        return redirect("mentors:welcome" if mentor else "interviews:list")
    context = {
        "ends": departures.of_student(student, now),
        "addresses": form.fields["address"].choices,  # type: ignore[attr-defined]
        "conduct": code_of_conduct(Policy.current()),
        "graduates_on": graduations.coming(student, now),
        "now": now,
    }
    return render_form(request, "students/graduation.html", form, **context)


def _form(request: MemberRequest, student: Student, now: datetime) -> GraduationForm:
    addresses = private_addresses(request.user)
    known: dict[str, Any] = {
        "class_year": student.class_year,
        "majors_studied": [major.name for major in student.majors.order_by("name")],
        "address": addresses[0] if addresses else "",
    }
    posted = request.POST if request.method == "POST" else None
    return GraduationForm(posted, initial=known, addresses=addresses, year=now.year)
