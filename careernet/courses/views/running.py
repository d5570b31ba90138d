"""A class as its advisor, the office and its teachers see it: who is done, and who is not."""

from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.core.sheets import written
from careernet.courses import actions
from careernet.courses.forms import CourseForm
from careernet.courses.models import Course
from careernet.courses.places import demand
from careernet.courses.progress import Progress, parts_of, progress_of, rows_for_teachers

seeing = role_required(Role.Kind.TEACHER, Role.Kind.ADVISOR, Role.Kind.OFFICER)
running = role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)


@seeing
@require_safe
def detail(request: MemberRequest, course_id: UUID) -> HttpResponse:
    seen = Course.objects.visible_to(request.user).with_teachers().select_related("advisor")
    course = get_object_or_404(seen, pk=course_id)
    now, zone = clock.now(), times.zone(Policy.current().time_zone)
    progress, runs = _progress(course, zone), course.is_run_by(request.user)
    context = {
        "course": course,
        "parts": parts_of(course, zone),
        "progress": progress,
        "done": sum(each.is_done for each in progress),
        "runs": runs,
        "demand": demand(course, progress, now) if runs else None,
    }
    return render(request, "courses/detail.html", context)


@seeing
@require_safe
def sheet(request: MemberRequest, course_id: UUID) -> HttpResponse:
    """A CSV file of what the page shows."""
    course = get_object_or_404(Course.objects.visible_to(request.user), pk=course_id)
    zone = times.zone(Policy.current().time_zone)
    headers = {"Content-Disposition": f'attachment; filename="{slugify(course.name) or "class"}.csv"'}
    rows = rows_for_teachers(course, _progress(course, zone), zone)
    return HttpResponse(written(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _progress(course: Course, zone: ZoneInfo) -> list[Progress]:
    """By name."""
    enrolled = course.enrollments.here().select_related("course", "student__user")
    return progress_of(enrolled.order_by("student__user__full_name", "pk"), zone)


@running
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    form = CourseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        course = actions.make(
            said["key"] or uuid4(), asked=form.asked, teachers=said["teachers"], by=request.user, now=clock.now()
        )
        messages.success(
            request, _("The class is made. Students join it with the code %(code)s.") % {"code": course.code}
        )
        return redirect("courses:detail", course.pk)
    return render_form(request, "courses/edit.html", form)


@running
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(Course.objects.run_by(request.user).with_numbers(), pk=course_id)
    form = CourseForm(request.POST if request.method == "POST" else None, course=course)
    if form.is_bound and form.is_valid():
        actions.change(
            course, asked=form.asked, teachers=form.cleaned_data["teachers"], by=request.user, now=clock.now()
        )
        messages.success(request, _("Saved. Everybody in the class sees it on the home page."))
        return redirect("courses:detail", course.pk)
    return render_form(request, "courses/edit.html", form, course=course)


@running
@require_POST
def remove(request: MemberRequest, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(Course.objects.run_by(request.user), pk=course_id)
    actions.remove(course, by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("courses:list")
