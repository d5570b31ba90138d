"""Classes a person is in, teaches or runs; joining one by its code, and leaving it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.rules import RuleBroken
from careernet.core.throttle import is_too_often
from careernet.courses import actions
from careernet.courses.forms import CodeForm
from careernet.courses.models import Course, Enrollment
from careernet.courses.progress import parts_of, progress_of
from careernet.students.models import Student

A_PAGE = 50
TRIES, WITHIN = 30, timedelta(hours=1)  # codes one person may try

student_only = role_required(Role.Kind.STUDENT)


@role_required(Role.Kind.STUDENT, Role.Kind.TEACHER, Role.Kind.ADVISOR, Role.Kind.OFFICER)
@require_safe
def courses(request: MemberRequest) -> HttpResponse:
    user, zone = request.user, times.zone(Policy.current().time_zone)
    own = Enrollment.objects.of(user).select_related("course__advisor", "student__user").order_by("-joined_at")
    seen = Course.objects.visible_to(user).with_numbers().order_by("-begins_on", "name", "pk")
    context = {
        "is_student": user.has_role(Role.Kind.STUDENT),
        "runs": bool(user.role_kinds & {Role.Kind.ADVISOR, Role.Kind.OFFICER}),
        "sees": bool(user.role_kinds & {Role.Kind.TEACHER, Role.Kind.ADVISOR, Role.Kind.OFFICER}),
        "own": progress_of(own, zone) if user.has_role(Role.Kind.STUDENT) else [],
        "page": Paginator(seen, A_PAGE).get_page(request.GET.get("page")),
        "form": CodeForm(),
    }
    return render(request, "courses/list.html", context)


@student_only
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: MemberRequest) -> HttpResponse:
    """A posted code shows who would see what, and joins with `join`. Only posts are answered: each counts as a try."""
    now, is_posted = clock.now(), request.method == "POST"
    if is_posted and is_too_often(f"class-code-{request.user.pk}", most=TRIES, within=WITHIN, now=now):
        raise RuleBroken(_("That were many codes. Ask your teacher for the right one, and try again in an hour."))
    form = CodeForm(request.POST if is_posted else None, initial={"code": request.GET.get("code", "")[:20]})
    if not form.is_bound or not form.is_valid():
        return render_form(request, "courses/join.html", form)
    if "join" in request.POST:
        student = get_object_or_404(Student, user=request.user)
        actions.join(form.course, student=student, now=now)
        messages.success(request, _("You are in. What is due when stands on your home page from now on."))
        return redirect("courses:list")
    parts = parts_of(form.course, times.zone(Policy.current().time_zone))
    return render_form(request, "courses/join.html", form, course=form.course, parts=parts)


@student_only
@require_POST
def leave(request: MemberRequest, course_id: UUID) -> HttpResponse:
    enrollment = get_object_or_404(Enrollment.objects.of(request.user).select_related("course"), course=course_id)
    actions.leave(enrollment, by=request.user, now=clock.now())
    messages.success(
        request, _("You left %(name)s. Nobody of it sees how far you are any more.") % {"name": enrollment.course}
    )
    return redirect("courses:list")
