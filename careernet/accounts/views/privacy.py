"""What others see of me, who opened what I wrote, what I agreed to, and all of it in one file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role
from careernet.accounts.privacy import export_of, readings
from careernet.campus.conduct import code_of_conduct
from careernet.campus.models import Policy
from careernet.core import clock, times
from careernet.mentors import person as mentors
from careernet.mentors.models import Mentor
from careernet.students import person as students
from careernet.students.models import Student

SHOWN = 30  # of what was opened; the file has all
OPENED = {
    "read reflection": _("Your reflection"),
    "opened reflection": _("Your reflection"),
    "read request": _("A message of yours, before it went out"),
    "read resume": _("Your resume"),
    "read report": _("What you told the office"),
    "opened words": _("What the two of you wrote to each other, after you told the office"),
}


@login_required
@require_safe
def privacy(request: MemberRequest) -> HttpResponse:
    policy, roles = Policy.current(), request.user.role_kinds
    context = {
        "policy": policy,
        "student": _as_mentors_see(request) if Role.Kind.STUDENT in roles else None,
        "mentor": _as_students_see(request) if Role.Kind.MENTOR in roles else None,
        "opened": [(row, OPENED.get(row.verb, row.verb)) for row in readings(request.user)[:SHOWN]],
        "conduct": code_of_conduct(policy),
        "now": clock.now(),
    }
    return render(request, "accounts/privacy.html", context)


def _as_mentors_see(request: MemberRequest) -> tuple[students.Person, students.Person] | None:
    """Before they say yes, and after."""
    found: Any = Student.objects.with_names().filter(user=request.user).first()
    if found is None:
        return None
    found.user = request.user
    names = {"majors": found.major_names, "interests": found.interest_names}
    return students.person(found, **names, has_yes=False), students.person(found, **names, has_yes=True)


def _as_students_see(request: MemberRequest) -> mentors.Person | None:
    found = Mentor.objects.select_related("user", "field").defer("search").filter(user=request.user).first()
    return mentors.person(found, found.majors.values_list("name", flat=True)) if found else None


@login_required
@require_safe
def export(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    today = times.local(now, times.zone(request.user.time_zone)).date()
    return JsonResponse(
        export_of(request.user, now=now),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="careernet-{today}.json"'},
    )
