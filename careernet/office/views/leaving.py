"""Students who graduate or leave, advisors who leave: whom it touches is shown first, then done in one step."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.actions import hand_over
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.interviews import departures
from careernet.interviews.models import Interview
from careernet.office.forms.leaving import AgainForm, ClassForm, HandOverForm
from careernet.reflections.models import Reflection
from careernet.students import graduations
from careernet.students.actions import suggest_graduation
from careernet.students.models import Graduation, Student

officer_only = role_required(Role.Kind.OFFICER)
FOUND = 20


@officer_only
@require_safe
def leaving(request: MemberRequest) -> HttpResponse:
    now, text = clock.now(), request.GET.get("q", "").strip()
    found = (
        Student.objects.called(text)
        .filter(user__is_active=True)
        .select_related("user")
        .order_by("user__full_name", "pk")
    )
    advisors = User.objects.filter(roles__kind=Role.Kind.ADVISOR).annotate(students=Count("advised_students"))
    context = {
        "year": now.year,
        "graduating": Student.objects.here().filter(class_year__lte=now.year).count(),
        "q": text,
        "found": found[:FOUND] if text else [],
        "advisors": advisors.order_by("full_name", "pk"),
    }
    return render(request, "office/leaving.html", context)


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def class_graduates(request: MemberRequest) -> HttpResponse:
    """The day a class graduates: whom that touches is shown first, then it is set."""
    now = clock.now()
    form = ClassForm(request.POST if request.method == "POST" else None, year=now.year)
    context: dict[str, object] = {"days": Graduation.objects.order_by("-on"), "now": now}
    if form.is_bound and form.is_valid():
        if "save" in request.POST:
            graduations.set_day(**form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("Set. The class hears of it four weeks before, or today if that has passed."))
            return redirect("office:class_graduates")
        students = graduations.class_of(form.cleaned_data["class_year"])
        ends = departures.open_ends(Interview.objects.filter(student__in=students), now)
        context |= {"is_preview": True, "students": students.count(), "ends": ends}
    return render_form(request, "office/class_graduates.html", form, **context)


@officer_only
@require_POST
def graduation_off(request: MemberRequest, class_year: int) -> HttpResponse:
    graduation = get_object_or_404(Graduation, class_year=class_year)
    graduations.call_off(graduation, by=request.user, now=clock.now())
    messages.success(request, _("Called off. Nobody graduates by the clock."))
    return redirect("office:class_graduates")


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def student_again(request: MemberRequest, student_id: UUID) -> HttpResponse:
    gone = Student.objects.filter(left_at__isnull=False, user__is_active=True).select_related("user")
    student, now = get_object_or_404(gone, pk=student_id), clock.now()
    form = AgainForm(request.POST if request.method == "POST" else None, year=now.year)
    if form.is_bound and form.is_valid():
        graduations.take_back_in(student, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("%(name)s is a student here again.") % {"name": student})
        return redirect("office:leaving")
    return render_form(request, "office/student_again.html", form, student=student, now=now)


@officer_only
@require_POST
def suggest(request: MemberRequest) -> HttpResponse:
    """Write to the class of this year, and to those before it who are still here."""
    now = clock.now()
    number = suggest_graduation(now.year, by=request.user, now=now)
    said = ngettext("%(number)d student hears of it.", "%(number)d students hear of it.", number)
    messages.success(request, said % {"number": number})
    return redirect("office:leaving")


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def student(request: MemberRequest, student_id: UUID) -> HttpResponse:
    student = get_object_or_404(Student.objects.here().select_related("user", "advisor"), pk=student_id)
    now = clock.now()
    if request.method == "POST":
        departures.leave(student, by=request.user, now=now)
        messages.success(request, _("%(name)s is no student here any more.") % {"name": student})
        return redirect("office:leaving")
    ends = departures.of_student(student, now)
    return render(request, "office/student_leaves.html", {"student": student, "ends": ends, "now": now})


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def advisor(request: MemberRequest, advisor_id: int) -> HttpResponse:
    everybody = User.objects.filter(roles__kind=Role.Kind.ADVISOR).order_by("full_name", "pk")
    leaves = get_object_or_404(everybody, pk=advisor_id)
    colleagues = list(everybody.filter(is_active=True).exclude(pk=advisor_id))
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if form.is_bound and form.is_valid():
        to = next((user for user in colleagues if str(user.pk) == form.cleaned_data["to"]), None)
        moved = hand_over(leaves, to=to, by=request.user, now=clock.now())
        said = ngettext("%(number)d student was handed over.", "%(number)d students were handed over.", moved)
        messages.success(request, said % {"number": moved})
        return redirect("office:leaving")
    waiting = Reflection.objects.filter(interview__student__advisor=leaves).to_review()
    context = {
        "advisor": leaves,
        "students": Student.objects.of_advisor(leaves).count(),
        "waiting": waiting.count(),
    }
    return render_form(request, "office/advisor_leaves.html", form, **context)
