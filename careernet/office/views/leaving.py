"""Students who graduate or leave, advisors who leave: whom it touches is shown first, then done in one step."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.actions import hand_over
from careernet.core import clock
from careernet.core.forms import Form, render_form
from careernet.interviews import departures
from careernet.reflections.models import Reflection
from careernet.students.actions import suggest_graduation
from careernet.students.models import Student

officer_only = role_required(Role.Kind.OFFICER)
FOUND = 20
MOST_WORDS = 8  # of a name somebody looks for


@officer_only
@require_safe
def leaving(request: MemberRequest) -> HttpResponse:
    now, words = clock.now(), request.GET.get("q", "").split()[:MOST_WORDS]
    found = Student.objects.here().select_related("user").order_by("user__full_name", "pk")
    for word in words:
        found = found.filter(Q(user__full_name__icontains=word) | Q(user__email__icontains=word))
    advisors = User.objects.filter(roles__kind=Role.Kind.ADVISOR).annotate(students=Count("advised_students"))
    context = {
        "year": now.year,
        "graduating": Student.objects.here().filter(class_year__lte=now.year).count(),
        "q": " ".join(words),
        "found": found[:FOUND] if words else [],
        "advisors": advisors.order_by("full_name", "pk"),
    }
    return render(request, "office/leaving.html", context)


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


class HandOverForm(Form):
    SHARED = "all"
    to = forms.ChoiceField(label=gettext_lazy("Who takes over"), choices=[], widget=forms.RadioSelect)
    missing = {"to": gettext_lazy("Choose who takes these students.")}

    def __init__(self, *args: object, colleagues: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        shared = (self.SHARED, _("All advisors together, until each student has one"))
        self.fields["to"].choices = [*((str(user.pk), str(user)) for user in colleagues), shared]  # type: ignore[attr-defined]


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
