"""The advisor's students: the table, the page of one, and what is fair about calls that didn't take place."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising.history import history_of
from careernet.advising.progress import with_progress
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews import actions, looks
from careernet.interviews.models import Interview
from careernet.mail.models import Suppression
from careernet.reflections.models import NextStep, Reflection
from careernet.students.actions import forgive
from careernet.students.models import Student

STUDENTS_A_PAGE = 50
# What the table can be sorted by; the names break ties.
ORDERS = {
    "name": [],
    "year": [F("class_year").asc(nulls_last=True)],
    "activity": [F("last_active_at").desc(nulls_last=True)],
    "stuck": [F("stuck").desc()],
}

advisor_only = role_required(Role.Kind.ADVISOR)


@advisor_only
@require_safe
def students(request: MemberRequest) -> HttpResponse:
    now, text = clock.now(), request.GET.get("q", "").strip()
    order = request.GET.get("sort", "name")
    order = order if order in ORDERS else "name"
    dead = Suppression.objects.filter(address=Lower(OuterRef("user__email")))
    cared_for = Student.objects.cared_for_by(request.user, now).select_related("advisor")
    own = with_progress(cared_for.called(text), now=now).annotate(is_lost=Exists(dead))
    pages = Paginator(own.order_by(*ORDERS[order], "user__full_name", "pk"), STUDENTS_A_PAGE)
    context = {"page": pages.get_page(request.GET.get("page")), "q": text, "sort": order, "now": now}
    return render(request, "advising/students.html", context)


@advisor_only
@require_safe
def student(request: MemberRequest, student_id: UUID) -> HttpResponse:
    now, policy = clock.now(), Policy.current()
    dead = Suppression.objects.filter(address=Lower(OuterRef("user__email"))).values("since")
    cared_for = Student.objects.cared_for_by(request.user, now).select_related("advisor")
    named = cared_for.with_names().annotate(dead_since=Subquery(dead))
    student = get_object_or_404(with_progress(named, now=now, policy=policy), pk=student_id)
    slips = looks.slips_of(student, policy=policy, now=now)
    context = {
        "student": student,
        "history": history_of(student),
        "suggestions": student.suggestions.select_related("mentor__user").order_by("-suggested_at", "pk"),
        "steps": NextStep.objects.open()
        .filter(reflection__in=Reflection.objects.readable_by_advisor(request.user, now))
        .filter(reflection__interview__student=student)
        .order_by("due_on"),
        "slips": slips,
        "needs_look": looks.are_enough(slips, policy),
        "now": now,
    }
    return render(request, "advising/student.html", context)


@advisor_only
@require_POST
def excuse(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    now = clock.now()
    own = Interview.objects.filter(student__in=Student.objects.cared_for_by(request.user, now)).slipped()
    interview = get_object_or_404(own, pk=interview_id)
    actions.excuse(interview, by=request.user, now=now)
    messages.success(request, _("Excused. It counts for nothing any more."))
    return redirect("advising:student", interview.student_id)


@role_required(Role.Kind.ADVISOR, Role.Kind.OFFICER)
@require_POST
def lift(request: MemberRequest, student_id: UUID) -> HttpResponse:
    """The office can, too, from a message it looks at."""
    user, now = request.user, clock.now()
    own = Student.objects.cared_for_by(user, now)
    student = get_object_or_404(Student.objects.all() if user.has_role(Role.Kind.OFFICER) else own, pk=student_id)
    forgive(student, by=user, now=now)
    messages.success(request, _("Lifted. What is asked from now on goes out at once."))
    return (
        redirect("advising:student", student.pk)
        if own.filter(pk=student.pk).exists()
        else redirect("advising:messages")
    )
