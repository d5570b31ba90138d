"""The advisor's pages. They show the advisor's own students; everybody else's do not exist here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising.forms import ReviewForm
from careernet.advising.history import history_of
from careernet.advising.progress import with_progress
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.reflections import actions
from careernet.reflections.models import Reflection, ReflectionQuerySet
from careernet.reflections.reading import versions_of
from careernet.students.models import Student

STUCK_SHOWN = 12
STUDENTS_A_PAGE = 50
MOST_WORDS = 8  # of a name somebody looks for
# What the table can be sorted by; the names break ties.
ORDERS = {
    "name": [],
    "year": [F("class_year").asc(nulls_last=True)],
    "activity": [F("last_active_at").desc(nulls_last=True)],
    "stuck": [F("stuck").desc()],
}

advisor_only = role_required(Role.Kind.ADVISOR)


# --- The queue ----------------------------------------------------------------------------------------------------
@advisor_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    waiting = list(_queue_of(request))
    stuck = with_progress(Student.objects.of_advisor(request.user), now=now).filter(stuck__gt=0)
    context = {
        "to_answer": [reflection for reflection in waiting if reflection.wish != Reflection.Wish.NONE],
        "to_read": [reflection for reflection in waiting if reflection.wish == Reflection.Wish.NONE],
        "stuck": stuck.order_by("-stuck", "user__full_name", "pk")[:STUCK_SHOWN],
        "now": now,
    }
    return render(request, "advising/queue.html", context)


@advisor_only
@require_POST
def thank(request: MemberRequest) -> HttpResponse:
    """ "Read, thank you" to those ticked. What was answered or changed since the page was opened is left alone."""
    ticked = set(request.POST.getlist("read"))
    chosen = [reflection for reflection in _queue_of(request) if f"{reflection.pk}/{reflection.version}" in ticked]
    actions.thank(chosen, by=request.user, now=clock.now())
    if chosen:
        said = ngettext("Thanked one student.", "Thanked %(count)d students.", len(chosen)) % {"count": len(chosen)}
        messages.success(request, said)
    else:
        messages.info(request, _("Select at least one reflection."))
    return redirect("advising:queue")


@advisor_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, reflection_id: UUID) -> HttpResponse:
    """One reflection, as it was handed in, and the advisor's answer; then on to the next one."""
    own = Reflection.objects.readable_by_advisor(request.user).with_people()
    reflection, now = get_object_or_404(own, pk=reflection_id), clock.now()
    versions = versions_of(reflection)
    if request.method == "POST":
        form = ReviewForm(request.POST)
        if form.is_valid():
            actions.review(reflection, by=request.user, now=now, **form.cleaned_data)
            student = reflection.interview.student
            messages.success(request, _("Answered. %(name)s gets a mail.") % {"name": student.user.short_name})
            return _next_in_queue(request)
    else:
        form = ReviewForm(initial={"version": versions[0].number})
        actions.note_reading(reflection, by=request.user, version=versions[0].number, now=now)
    context = {"reflection": reflection, "versions": versions, "now": now}
    return render_form(request, "advising/review.html", form, **context)


def _queue_of(request: MemberRequest) -> ReflectionQuerySet:
    return Reflection.objects.readable_by_advisor(request.user).to_review().with_people()


def _next_in_queue(request: MemberRequest) -> HttpResponse:
    following = _queue_of(request).first()
    return redirect("advising:review", following.pk) if following else redirect("advising:queue")


# --- My students --------------------------------------------------------------------------------------------------
@advisor_only
@require_safe
def students(request: MemberRequest) -> HttpResponse:
    now, words = clock.now(), request.GET.get("q", "").strip()
    order = request.GET.get("sort", "name")
    order = order if order in ORDERS else "name"
    own = with_progress(Student.objects.of_advisor(request.user), now=now)
    for word in words.split()[:MOST_WORDS]:
        own = own.filter(Q(user__full_name__icontains=word) | Q(user__email__icontains=word))
    pages = Paginator(own.order_by(*ORDERS[order], "user__full_name", "pk"), STUDENTS_A_PAGE)
    context = {"page": pages.get_page(request.GET.get("page")), "q": words, "sort": order, "now": now}
    return render(request, "advising/students.html", context)


@advisor_only
@require_safe
def student(request: MemberRequest, student_id: UUID) -> HttpResponse:
    now = clock.now()
    own = with_progress(Student.objects.of_advisor(request.user), now=now).prefetch_related("majors", "interests")
    student = get_object_or_404(own, pk=student_id)
    context = {"student": student, "history": history_of(student), "now": now}
    return render(request, "advising/student.html", context)
