"""The mails somebody got from us, and whether a mail is from us at all."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.forms import render_form
from careernet.core.throttle import is_too_often
from careernet.interviews.models import Interview
from careernet.mail.check import check, our_address
from careernet.mail.forms import CheckForm
from careernet.mail.models import OutgoingMail

A_PAGE = 30
CHECKS, WITHIN = 20, timedelta(minutes=5)


@login_required
@require_safe
def notifications(request: MemberRequest) -> HttpResponse:
    """My own mails as far as they have left or tried to: never what they say, and nothing that was taken back."""
    now = clock.now()
    mine = OutgoingMail.objects.received_by(request.user, now=now).order_by("-due_at", "-pk")
    mails = mine.only("subject", "state", "due_at", "sent_at", "to", "about_type", "about_id", "to_user")
    page = Paginator(mails, A_PAGE).get_page(request.GET.get("page"))
    rows = [(mail, _where(mail.about_type, mail.about_id), mail.sent_at or mail.due_at) for mail in page]
    return render(request, "mail/notifications.html", {"page": page, "rows": rows, "now": now})


def _where(about_type: str, about_id: UUID | None) -> str:
    return reverse("interviews:detail", args=[about_id]) if about_type == Interview._meta.label_lower else ""


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Where the links of sample mails lead: nothing is behind them."""
    return render(request, "mail/sample.html")


@require_http_methods(["GET", "HEAD", "POST"])
def check_mail(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    if request.method == "POST":
        who = get_adapter().get_client_ip(request)
        if is_too_often(f"mail-check-{who}", most=CHECKS, within=WITHIN, now=now):
            return render(request, "mail/check_later.html", status=429)
    form = CheckForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"our_address": our_address(), "policy": Policy.current(), "now": now}
    if form.is_bound and form.is_valid():
        context["verdict"] = check(form.cleaned_data["pasted"])
    return render_form(request, "mail/check.html", form, **context)
