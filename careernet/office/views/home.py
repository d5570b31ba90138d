"""Where the office begins its day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role
from careernet.core import clock
from careernet.interviews.models import Report
from careernet.mail.models import DeliveryEvent, Suppression
from careernet.office import numbers

SHOWN = 8


@role_required(Role.Kind.OFFICER)
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    refused = DeliveryEvent.objects.filter(outcome=DeliveryEvent.Outcome.REFUSED).select_related("mail")
    context = {
        "open_reports": Report.objects.visible_to(request.user).open().count(),
        "looks_waiting": numbers.looks_waiting(request.user, now=now),
        "people": numbers.people(),
        "term": numbers.this_term(now=now),
        "mail": numbers.mail_health(now=now),
        "do_not_mail": Suppression.objects.count(),
        "refusals": refused.defer("mail__text", "mail__html", "mail__ics", "mail__subject").order_by("-pk")[:SHOWN],
        "now": now,
    }
    return render(request, "office/home.html", context)
