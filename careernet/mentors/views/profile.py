"""What a mentor says of themselves, and how it looks to students."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.shown import is_shown, rows
from careernet.mentors import actions
from careernet.mentors.forms.profile import GROUPS, ProfileForms
from careernet.mentors.models import Mentor
from careernet.mentors.person import person
from careernet.mentors.profile import as_if_saved
from careernet.mentors.views.shared import own_mentor


@role_required(Role.Kind.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """The page's buttons besides "Save": one more row of the path, one fewer, and a look at it as students see it."""
    mentor, now = own_mentor(request.user, "majors", "path"), clock.now()
    if request.method != "POST":
        return _page(request, mentor, ProfileForms(mentor, now=now), seen=mentor)
    if "add" in request.POST or "take_out" in request.POST:
        return _page(request, mentor, ProfileForms(mentor, now=now, typed=request.POST), seen=mentor)
    forms = ProfileForms(mentor, request.POST, now=now)
    if not forms.are_valid():
        return _page(request, mentor, forms, seen=None, status=422)
    if "preview" in request.POST:
        seen = as_if_saved(own_mentor(request.user, "majors", "path"), forms.profile)
        return _page(request, mentor, forms, seen=seen, is_unsaved=True)
    actions.save_profile(mentor, profile=forms.profile)
    messages.success(request, _("Your profile is saved."))
    return redirect("mentors:profile")


def _page(
    request: MemberRequest,
    mentor: Mentor,
    forms: ProfileForms,
    *,
    seen: Mentor | None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """`seen`: what students are shown of, in the preview; None where what was typed can't be read."""
    context |= {
        "mentor": mentor,
        "forms": forms,
        "rows": rows(forms.about, GROUPS),
        "shows_portrait": is_shown(forms.about, "portrait"),
        "sees": _("Students see this"),
        "person": person(seen, [major.name for major in seen.majors.all()]) if seen else None,
        "page_has_errors": status == 422,
    }
    return render(request, "mentors/profile.html", context, status=status)
