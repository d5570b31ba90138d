"""What only the demo has: one click to be somebody, everybody's mail, and a clock that can be moved."""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.redirects import ours_or_first
from careernet.demo.cast import CAST
from careernet.demo.forms import ClockForm
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.reminders.sweep import sweep


@require_POST
def sign_in(request: HttpRequest, role: str) -> HttpResponse:
    """Be one of the four people."""
    if role not in CAST:
        raise Http404
    user = User.objects.filter(email=CAST[role]).first()
    if user is None:
        messages.error(
            request, _("That account has been deleted. After “make clean”, “make demo” invents the campus anew.")
        )
        return redirect("core:landing")
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, method="demo")  # as after a sign-in; some pages ask for a recent one
    return redirect("accounts:start")


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move every process's clock, then do at once what has come due, instead of at the next tick."""
    form = ClockForm(request.POST)
    if form.is_valid():
        moment = form.moment(request.user, clock.now())  # type: ignore[arg-type]
        clock.set_offset(timedelta()) if moment is None else clock.move_to(moment)
        _catch_up(clock.now())
    else:
        messages.error(request, _("Choose where to move the clock: a day and a time."))
    return HttpResponseRedirect(_back(request))


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail there is, newest first, or one person's."""
    whose = request.GET.get("to", "").strip()
    mails = OutgoingMail.objects.select_related("to_user").defer("text", "html", "ics").order_by("-due_at", "-pk")
    if whose:
        mails = mails.filter(to__icontains=whose)
    page = Paginator(mails, 30).get_page(request.GET.get("page"))
    return render(
        request, "demo/mailbox.html", {"page": page, "whose": whose, "cast": CAST.values(), "now": clock.now()}
    )


@require_safe
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    found = get_object_or_404(OutgoingMail.objects.select_related("to_user"), pk=mail_id)
    return render(request, "demo/mail.html", {"mail": found, "policy": Policy.current(), "now": clock.now()})


@require_safe
def mail_html(request: HttpRequest, mail_id: int) -> HttpResponse:
    """The mail as a mail program shows it: a page of its own, since the site's own policy forbids its styles."""
    found = get_object_or_404(OutgoingMail, pk=mail_id)
    response = HttpResponse(found.html)
    response["Content-Security-Policy"] = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'"
    return response


@require_safe
def mail_ics(request: HttpRequest, mail_id: int) -> HttpResponse:
    found = get_object_or_404(OutgoingMail.objects.exclude(ics=""), pk=mail_id)
    headers = {"Content-Disposition": 'attachment; filename="invitation.ics"'}
    return HttpResponse(found.ics, content_type="text/calendar; charset=utf-8", headers=headers)


def _catch_up(now: datetime) -> None:
    """What the worker would do in the next minutes; bounded, should a batch never get empty."""
    for _round in range(20):
        if not sweep(now) + deliver_due(now=now):
            break


def _back(request: HttpRequest) -> str:
    """The page the bar was used on; the landing page if that is not one of ours."""
    return ours_or_first(request.POST.get("next", ""), request)
