"""Suggesting people to a student: look them up as the student would, and write why."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.advising import suggesting
from careernet.advising.forms import LINE, SuggestForm
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.text import row_id
from careernet.interviews.capacity import could_be_asked_lately
from careernet.mentors.models import Mentor
from careernet.mentors.search import found_by, lexeme, words
from careernet.students.models import Student

SHOWN = 8
MOST_WORDS = 8


@role_required(Role.Kind.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: MemberRequest, student_id: UUID) -> HttpResponse:
    """`?q=…`; without words those who work in what the student is curious about."""
    now, text = clock.now(), request.GET.get("q", "").strip()
    own = Student.objects.cared_for_by(request.user, now).here().select_related("user")
    student = get_object_or_404(own, pk=student_id)
    written = [name.removeprefix(LINE) for name in request.POST if name.startswith(LINE) and request.POST[name]]
    people = _people(student, text, written, now)
    form = SuggestForm(request.POST if request.method == "POST" else None, mentors=people)
    if form.is_bound and form.is_valid():
        suggesting.suggest(student, form.lines, by=request.user, now=now)
        messages.success(
            request, _("%(name)s finds it on the home page, and gets one mail.") % {"name": student.user.short_name}
        )
        return redirect("advising:student", student.pk)
    context = {"student": student, "q": text}
    return render_form(request, "advising/suggest.html", form, **context)


def _people(student: Student, text: str, written: Iterable[str], now: datetime) -> list[Mentor]:
    """Those a line was written for, before all others who were found; all of them the student could ask."""
    findable = Mentor.objects.listed_for(student.user).select_related("user", "field")
    chosen = findable.filter(pk__in=filter(None, map(row_id, written)))
    typed = words(text)[:MOST_WORDS]
    slugs = student.interests.values_list("slug", flat=True)
    condition = " & ".join(lexeme(word, "*") for word in typed) or " | ".join(lexeme(f"field:{slug}") for slug in slugs)
    found = findable.filter(could_be_asked_lately(now=now)).order_by("sort_name", "pk")
    few = found.filter(found_by(condition)) if condition else found.none()
    return list({mentor.pk: mentor for mentor in [*chosen, *few[:SHOWN]]}.values())
