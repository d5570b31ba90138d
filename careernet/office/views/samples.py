"""Every mail there is, to read and to try out."""

import re
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.mail.kinds import Kind
from careernet.mail.models import OutgoingMail
from careernet.office.actions import send_test
from careernet.office.samples import Sample, mails_of
from careernet.office.samples.catalog import GROUPS, SAMPLES

officer_only = role_required(Role.Kind.OFFICER)
CAN_BE_OFF: dict[str, Any] = {
    "sign_in": gettext_lazy("Always comes, also to addresses that refused mail before."),
    "booking": gettext_lazy("Always comes."),
    "request": gettext_lazy("Can wait for the weekly letter."),
    "meeting_day": gettext_lazy("Can be off for a single conversation."),
    "nudge": gettext_lazy("A reminder: can be off, paused, or in the weekly letter."),
    "digest": gettext_lazy("Can be off or paused."),
    "letter": gettext_lazy("Only to those who chose it."),
    "term": gettext_lazy("Can be off or paused; comes beside the weekly letter."),
}


@officer_only
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    groups = [(title, [(sample, can_be_off(sample.kind)) for sample in samples]) for title, samples in GROUPS]
    return render(request, "office/samples.html", {"groups": groups})


@csp_update({"frame-src": [SELF]})
@officer_only
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: MemberRequest, sample: str) -> HttpResponse:
    """One of its variants, by `?number=`; the button sends it to whoever looks."""
    found, now = _sample(sample), clock.now()
    mails = mails_of(found, now=now)
    number = _number(request.POST.get("number") or request.GET.get("number", "0"), mails)
    if request.method == "POST":
        send_test(found, number, by=request.user, now=now)
        messages.success(request, _("The test is on its way to %(email)s.") % {"email": request.user.email})
        return redirect(f"{request.path}?number={number}")
    context = {"sample": found, "can_be_off": can_be_off(found.kind), "mails": mails}
    return render(request, "office/sample.html", context | {"mail": mails[number], "number": number})


@xframe_options_sameorigin
@officer_only
@require_safe
def html(request: MemberRequest, sample: str, number: int) -> HttpResponse:
    """A page of its own, since the site's own policy forbids the styles of a mail; links open outside of the frame."""
    mails = mails_of(_sample(sample), now=clock.now())
    response = HttpResponse(
        mails[_number(str(number), mails)].html.replace("<head>", '<head><base target="_blank">', 1)
    )
    response["Content-Security-Policy"] = (
        "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    return response


def can_be_off(kind: Kind) -> Any:
    return CAN_BE_OFF[kind.preference_class]


def _sample(name: str) -> Sample:
    if name not in SAMPLES:
        raise Http404
    return SAMPLES[name]


def _number(typed: str, mails: list[OutgoingMail]) -> int:
    if not re.fullmatch("[0-9]{1,4}", typed) or int(typed) >= len(mails):
        raise Http404
    return int(typed)
