"""The registrar's list of students: bring it, look at what it would change, take it in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.sheets import Unreadable
from careernet.students import uploads
from careernet.students.forms import RosterForm
from careernet.students.models import RosterEntry, RosterUpload

officer_only = role_required(Role.Kind.OFFICER)

LAST = 8  # lists shown
REFUSED = 200  # refused lines shown


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: MemberRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = RosterForm(request.POST, request.FILES) if posted else RosterForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = uploads.check(file.read(), file_name=file.name, by=request.user, now=clock.now())
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect("office:roster_upload", upload.pk)
    taken = RosterUpload.objects.exclude(applied_at=None).select_related("by").defer("rows", "refused")
    context = {"taken": taken.order_by("-applied_at")[:LAST], "listed": RosterEntry.objects.count(), "now": clock.now()}
    return render_form(request, "office/roster.html", form, **context)


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    brought = get_object_or_404(RosterUpload.objects.defer("rows").select_related("by"), pk=upload_id)
    if request.method == "POST":
        uploads.take_in(brought, by=request.user, now=clock.now())
        messages.success(request, _("The list is taken in. Students come in with their campus address from now on."))
        return redirect("office:roster_upload", brought.pk)
    context = {"upload": brought, "refused": brought.refused[:REFUSED], "now": clock.now()}
    return render(request, "office/roster_upload.html", context)
