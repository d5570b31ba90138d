"""The message check beside the composer, while it is written. Reads, and keeps nothing of what it read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.interviews.checks import check
from careernet.interviews.forms.asking import MOST_LETTERS
from careernet.mentors.models import Mentor
from careernet.students.models import Student


@role_required(Role.Kind.STUDENT)
@require_POST
def check_message(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    mentors = Mentor.objects.listed_for(request.user).exclude(user=request.user).select_related("user", "field")
    mentor = get_object_or_404(mentors, pk=mentor_id)
    student = Student.objects.filter(user=request.user).select_related("user").first()
    if student is None:
        raise Http404
    checked = check(request.POST.get("message", "")[:MOST_LETTERS], kind="request", student=student, mentor=mentor)
    context = {
        "check": checked,
        "means_it": "means_it" in request.POST,
        "is_news": request.POST.get("covered") != str(checked.covered),
    }
    return render(request, "interviews/check.html", context)
