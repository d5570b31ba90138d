"""What a student says about themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Major
from careernet.core.forms import render_form
from careernet.students.actions import save_profile
from careernet.students.forms import ProfileForm
from careernet.students.models import Student

student_only = role_required(Role.Kind.STUDENT)


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    student = get_object_or_404(Student, user=request.user)
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm.of(student)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        save_profile(
            student,
            class_year=data["class_year"],
            majors=form.majors,
            interests=data["interests"],
            introduction=data["introduction"],
        )
        messages.success(request, _("Saved. Mentors you ask see it from now on."))
        return redirect("students:profile")
    names = Major.objects.order_by("name").values_list("name", flat=True)
    return render_form(request, "students/profile.html", form, majors=names)
