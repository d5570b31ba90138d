"""Other people like a mentor."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.interviews.capacity import people_like
from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see


@role_required(Role.Kind.STUDENT)
@require_safe
def alike(request: MemberRequest, mentor_id: UUID) -> HttpResponse:
    """Up to five who can be asked, those asked least this month first. The mentor's page fetches it once it is seen."""
    now = clock.now()
    mentors = Mentor.objects.visible_to(request.user).select_related("user", "field")
    mentor = get_object_or_404(mentors, pk=mentor_id)
    found = people_like(mentor, for_user=request.user, now=now)
    people = [(each, as_students_see(each).headline) for each in found]
    template = "mentors/alike.html#people" if request.htmx else "mentors/alike.html"
    return render(request, template, {"mentor": mentor, "people": people})
