"""A list of alumni: bring it, match its columns, look at what it would change, have it taken in."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.campus.models import MeetingMode, Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.sheets import Unreadable
from careernet.mentors import alumni_sheet, uploads
from careernet.mentors.actions import MOST_AT_ONCE
from careernet.mentors.forms.importing import AlumniFileForm, ColumnsForm
from careernet.mentors.models import AlumniUpload

officer_only = role_required(Role.Kind.OFFICER)
BULKY = ("data", "refused_file")
State = AlumniUpload.State

LAST = 8  # lists shown
REFUSED, KINDLY = 60, 200  # rows shown; the file to download has all that were refused
STOP_ASKING = 286  # what htmx takes for "this is the last one"
# How long one has waited, and how many seconds later the page looks again.
PATIENCE = ((timedelta(seconds=10), 1), (timedelta(minutes=1), 2))
PATIENT = 5


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def alumni(request: MemberRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = AlumniFileForm(request.POST, request.FILES) if posted else AlumniFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = uploads.bring(file.read(), file_name=file.name, by=request.user, now=clock.now())
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect("office:alumni_columns", upload.pk)
    found = AlumniUpload.objects.exclude(state=State.MATCHING).select_related("by").defer(*BULKY, "refused", "kindly")
    context = {"lists": found.order_by("-uploaded_at")[:LAST], "now": clock.now()}
    return render_form(request, "office/alumni.html", form, **context)


@officer_only
@require_safe
def example(request: MemberRequest) -> HttpResponse:
    return _csv(alumni_sheet.example(), "alumni-example.csv")


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: MemberRequest, list_id: UUID) -> HttpResponse:
    """Which column is which. What was chosen before stands, or our guess."""
    upload = get_object_or_404(AlumniUpload.objects.defer("refused_file"), pk=list_id)
    if upload.state not in uploads.NOT_BEGUN:
        return redirect("office:alumni_upload", upload.pk)
    sheet = alumni_sheet.opened(bytes(upload.data))
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, sheet=sheet, initial=_chosen(upload))
    if form.is_bound and form.is_valid():
        uploads.check(upload, columns=form.columns, terms=form.terms, now=clock.now())
        return redirect("office:alumni_upload", upload.pk)
    context = {"upload": upload, "sheet": sheet, "names": sheet.names(upload.columns)}
    return render_form(request, "office/alumni_columns.html", form, **context)


def _chosen(upload: AlumniUpload) -> dict[str, Any]:
    return {
        **upload.columns,
        "agreed": "yes" if upload.have_agreed else "",
        "zone": upload.time_zone or Policy.current().time_zone,
        "ways": upload.modes or [MeetingMode.VIDEO, MeetingMode.PHONE],
    }


@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest, list_id: UUID) -> HttpResponse:
    """What the list would change; while it is being taken in, how far that is; in the end, what came of it."""
    brought = get_object_or_404(AlumniUpload.objects.defer(*BULKY).select_related("by"), pk=list_id)
    now = clock.now()
    if request.method == "POST":
        uploads.begin(brought, by=request.user, now=now)
        messages.success(
            request, _("The list is on its way. You can leave this page; a mail tells you when it is done.")
        )
        return redirect("office:alumni_upload", brought.pk)
    if brought.state == State.MATCHING:
        return redirect("office:alumni_columns", brought.pk)
    context = {"upload": brought, "now": now, "refused": brought.refused[:REFUSED], "kindly": brought.kindly[:KINDLY]}
    if brought.state == State.WAITING:
        said = {"said": request.GET.get("said")}  # what a screen reader has heard of it
        return render(request, "office/alumni_waiting.html", context | _progress(brought, now) | said)
    context |= {"policy": Policy.current(), "most_at_once": MOST_AT_ONCE}
    status = STOP_ASKING if request.htmx and brought.is_over else 200
    return render(request, "office/alumni_upload.html", context, status=status)


def _progress(brought: AlumniUpload, now: datetime) -> dict[str, Any]:
    waited = now - (brought.asked_at or now)
    total = sum(brought.counts[name] for name in ("created", "updated", "unchanged"))
    again_in = next((seconds for limit, seconds in PATIENCE if waited < limit), PATIENT)
    return {"total": total, "again_in": again_in, "quarter": str(brought.done * 4 // max(total, 1) * 25)}


@officer_only
@require_safe
def refused(request: MemberRequest, list_id: UUID) -> HttpResponse:
    """The refused rows as a file, to be mended and brought again."""
    brought = get_object_or_404(AlumniUpload.objects.only("refused_file"), pk=list_id)
    if not brought.refused_file:
        raise Http404
    return _csv(bytes(brought.refused_file), "refused-rows.csv")


def _csv(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
