"""The message check beside a text, while it is written. Reads, and keeps nothing of what it read."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.guides.checked import LIVE, Check
from careernet.guides.coach import LENGTHS
from careernet.interviews.checks import check, reads
from careernet.interviews.forms.asking import MOST_LETTERS
from careernet.interviews.views.shared import as_student
from careernet.mentors.models import Mentor
from careernet.students.models import Student


@role_required(Role.Kind.STUDENT)
@require_POST
def check_message(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Of a request to somebody who has not been asked yet."""
    mentors = Mentor.objects.listed_for(request.user).exclude(user=request.user).select_related("user", "field")
    mentor = get_object_or_404(mentors, pk=mentor_id)
    student = Student.objects.filter(user=request.user).select_related("user").first()
    if student is None:
        raise Http404
    text = request.POST.get("message", "")[:MOST_LETTERS]
    return _panel(request, check(text, kind="request", student=student, host=mentor))


@login_required
@require_POST
def check_words(request: MemberRequest, interview_id: UUID, kind: str) -> HttpResponse:
    """Of what is written once there is an interview."""
    interview = as_student(request, interview_id)
    if kind not in LENGTHS:
        raise Http404
    return _panel(request, reads(interview, kind)(request.POST.get("text", "")[:MOST_LETTERS]))


def _panel(request: MemberRequest, checked: Check) -> HttpResponse:
    context = {
        "check": checked,
        "seen": LIVE,
        "means_it": "means_it" in request.POST,
        "is_news": request.POST.get("told") != checked.summary,
    }
    return render(request, "interviews/check.html", context)
