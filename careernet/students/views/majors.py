"""What people with my major do now."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.interviews.capacity import can_be_asked
from careernet.mentors.filters import COUNTED, MentorFilter
from careernet.mentors.models import Mentor
from careernet.students.models import Student

TITLES = 12


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    number: int
    url: str


@role_required(Role.Kind.STUDENT)
@require_safe
def what_they_do(request: MemberRequest) -> HttpResponse:
    """Counts for one major, the first of one's own unless `?major=…` names another; each leads to the people."""
    student = get_object_or_404(Student, user=request.user)
    mine = list(student.majors.order_by("name").values_list("name", flat=True))
    major = request.GET.get("major", "") or (mine[0] if mine else "")
    mentors = Mentor.objects.listed_for(request.user)
    found = MentorFilter({"major": major}, mentors, can_be_asked=can_be_asked(now=clock.now()))
    is_chosen = "major" in found.chosen
    groups = [
        (_("Fields of work"), _lines(found, "field")),
        (_("Titles"), _titles(found)),
        (_("Work settings"), _lines(found, "setting")),
        (_("Size of the employer"), _lines(found, "size")),
    ]
    context = {
        "major": major,
        "mine": mine,
        "number": found.number if is_chosen else 0,
        "number_said": found.number_said if is_chosen else "",
        "groups": [(heading, lines) for heading, lines in groups if lines] if is_chosen else [],
    }
    return render(request, "students/majors.html", context)


def _lines(found: MentorFilter, name: str) -> list[Line]:
    counts = {facet: number for facet, number in found.counts[""].items() if facet.startswith(f"{name}:")}
    values = sorted(((facet.partition(":")[2], number) for facet, number in counts.items()), key=lambda pair: -pair[1])
    return [Line(found.said(name, value), number, _address(found, name, value)) for value, number in values]


def _titles(found: MentorFilter) -> list[Line]:
    """The commonest titles that are shown."""
    titles = found.left().exclude(job_title="").exclude(hidden_fields__contains=["job_title"])
    counts = Counter(titles.order_by().values_list("job_title", flat=True)[:COUNTED])
    return [Line(title, number, _address(found, "q", title)) for title, number in counts.most_common(TITLES)]


def _address(found: MentorFilter, name: str, value: str) -> str:
    return f"{reverse('mentors:directory')}?{urlencode(found.chosen | {name: value})}"
