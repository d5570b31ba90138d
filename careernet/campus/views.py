"""The campus around the pages: its colors, its announcements, and where to look on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest
from careernet.accounts.models import Role
from careernet.campus import brand, reading
from careernet.campus.actions import dismiss
from careernet.campus.models import Announcement, Policy
from careernet.core.redirects import ours_or_first
from careernet.reflections import lines

# Of conversations of earlier students; a mentor might know their own words again.
MAY_READ_LINES = (Role.Kind.STUDENT, Role.Kind.ADVISOR, Role.Kind.OFFICER)
FOR_GOOD = "public, max-age=31536000, immutable"  # under the address of exactly these colors
FOR_A_WHILE = "public, max-age=300"


@require_safe
def brand_sheet(request: HttpRequest) -> HttpResponse:
    policy = Policy.current()
    version = brand.version(policy)
    response = HttpResponse(brand.stylesheet(policy), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_GOOD if request.GET.get("v") == version else FOR_A_WHILE
    response["ETag"] = etag = f'"{version}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@login_required
@require_POST
def dismiss_announcement(request: MemberRequest, announcement_id: int) -> HttpResponse:
    """Closed for good: the strip alone goes from a page with htmx, so that nothing typed on it is lost."""
    dismiss(get_object_or_404(Announcement, pk=announcement_id), by=request.user)
    if request.htmx:
        return HttpResponse()
    return HttpResponseRedirect(ours_or_first(request.POST.get("next", ""), request))


@login_required
@require_safe
def resources(request: MemberRequest) -> HttpResponse:
    by_field, by_major, for_everybody = reading.shelves()
    context = {"by_field": by_field, "by_major": by_major, "for_everybody": for_everybody, "policy": Policy.current()}
    context["lines"] = lines.by_field() if any(map(request.user.has_role, MAY_READ_LINES)) else {}
    return render(request, "campus/resources.html", context)
