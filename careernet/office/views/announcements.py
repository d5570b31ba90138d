"""What the office says on top of people's pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.actions import remove_announcement, save_announcement
from careernet.campus.models import Announcement, Policy
from careernet.core import clock, times
from careernet.core.forms import render_form
from careernet.office.forms.words import AnnouncementForm

officer_only = role_required(Role.Kind.OFFICER)
A_PAGE = 25


@officer_only
@require_safe
def announcements(request: MemberRequest) -> HttpResponse:
    found = Announcement.objects.annotate(closed_by=Count("dismissals")).order_by("-ends_on", "-pk")
    today = times.local(clock.now(), times.zone(Policy.current().time_zone)).date()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/announcements.html", {"page": page, "today": today})


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, Announcement())


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: MemberRequest, announcement_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Announcement, pk=announcement_id))


def _edit(request: MemberRequest, found: Announcement) -> HttpResponse:
    """Looked at first, as its readers see it; then saved."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None, instance=found)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "save" in request.POST:
        save_announcement(found, **form.cleaned_data)
        messages.success(request, _("Saved. It shows on their pages within a minute, from its first day on."))
        return redirect("office:announcements")
    return render_form(request, "office/announcement.html", form, shown=form.instance, is_preview=is_valid)


@officer_only
@require_POST
def remove(request: MemberRequest, announcement_id: int) -> HttpResponse:
    remove_announcement(get_object_or_404(Announcement, pk=announcement_id))
    messages.success(request, _("Removed. It is gone from everybody’s pages within a minute."))
    return redirect("office:announcements")
