"""People's photos: one's own to choose, and those of the people one may see."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts import actions
from careernet.accounts.access import MemberRequest
from careernet.accounts.forms import PhotoForm
from careernet.accounts.models import Portrait, Role, User
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.interviews.models import SAID_YES, Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_photo(request: MemberRequest) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        actions.set_portrait(request.user, image=form.cleaned_data["photo"], now=clock.now())
        messages.success(request, _("Your photo is in. This is how people see you."))
        return redirect("accounts:my_photo")
    return render_form(request, "accounts/photo.html", form)


@login_required
@require_POST
def remove_photo(request: MemberRequest) -> HttpResponse:
    actions.remove_portrait(request.user)
    messages.success(request, _("Your photo is gone. People see your initials."))
    return redirect("accounts:my_photo")


@login_required
@require_safe
def photo(request: MemberRequest, portrait_id: UUID) -> HttpResponse:
    """The picture itself. A new photo has a new address, so a browser may keep this one; nobody in between may."""
    person = get_object_or_404(User, portrait=portrait_id)
    if not _may_see(request.user, person):
        raise Http404
    images = Portrait.objects.values_list("image", flat=True).filter(pk=portrait_id)
    if not (image := images.first()):  # removed at this moment
        raise Http404
    response = HttpResponse(image, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _may_see(viewer: User, person: User) -> bool:
    """Who may see the person and is not kept from the photo."""
    shown_mentor = Q(user=person) & ~Q(hidden_fields__contains=["portrait"])
    return (
        viewer == person
        or viewer.has_role(Role.Kind.OFFICER)
        or Mentor.objects.visible_to(viewer).filter(shown_mentor).exists()
        or Student.objects.cared_for_by(viewer, clock.now()).filter(user=person).exists()
        or _have_talked(viewer, person)
    )


def _have_talked(viewer: User, person: User) -> bool:
    """One asked the other. A student may keep the photo until the mentor has said yes."""
    mentor = Q(mentor__user=person) & ~Q(mentor__hidden_fields__contains=["portrait"])
    student = Q(student__user=person) & (~Q(student__hidden_fields__contains=["portrait"]) | Q(state__in=SAID_YES))
    return Interview.objects.visible_to(viewer).filter(mentor | student).exists()
