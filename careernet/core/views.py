from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.core.cache import caches
from django.db.models import Min, Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST, require_safe
from structlog.contextvars import get_contextvars

from careernet.accounts.models import Role
from careernet.campus.calendar import term_of
from careernet.campus.models import Policy
from careernet.core import clock, samples
from careernet.core.context import THEMES
from careernet.core.redirects import ours_or_first
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import Event, Interview, State
from careernet.mentors.models import Mentor

A_YEAR = 60 * 60 * 24 * 365
TEN_MINUTES = 60 * 10
ENOUGH = 10  # a smaller number says little, and may point at somebody
HAS_A_DATE = (State.SCHEDULED, State.COMPLETED)


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    context = {
        "numbers": caches["local"].get_or_set("landing-numbers", lambda: _numbers(clock.now()), TEN_MINUTES),
        "policy": Policy.current(),
        # The directory is not there for who mentors only: their own page is.
        "has_no_directory": request.user.is_authenticated and request.user.role_kinds <= {Role.Kind.MENTOR},
    }
    return render(request, "core/landing.html", context)


@require_safe
def alumni(request: HttpRequest) -> HttpResponse:
    """What an alum wants to know before saying yes."""
    policy = Policy.current()
    # The rules' own numbers, so that what the page promises is what holds.
    promises = {"waits": policy.request_expires, "at_most": Mentor().calls_a_month}
    return render(request, "core/alumni.html", {"policy": policy, **promises})


def _numbers(now: datetime) -> list[tuple[str, str]]:
    """(number, what it counts), as far as each rests on enough people to mean something and to name nobody."""
    mentors = Mentor.objects.filter(can_be_asked(now=now)).count()
    _name, term_start = term_of(now)
    this_term = Interview.objects.pool().filter(state__in=HAS_A_DATE, during__startswith__gte=term_start).count()
    replies = _days_to_answer(now)
    figures = [
        (mentors, f"{mentors:,}", _("mentors who can be asked now")),
        (len(replies), _in_words(median(replies)) if replies else "", _("is the usual time to an answer")),
        (this_term, f"{this_term:,}", _("conversations this term")),
    ]
    return [(number, str(label)) for basis, number, label in figures if basis >= ENOUGH]


def _days_to_answer(now: datetime) -> list[float]:
    """From asking to the mentor's first step, of the requests of the last half year."""
    answered = (
        Interview.objects.pool()
        .filter(asked_at__gte=now - timedelta(days=180))
        .annotate(answered_at=Min("events__at", filter=Q(events__role=Event.Role.MENTOR)))
        .filter(answered_at__isnull=False)
    )
    return [(at - asked) / timedelta(days=1) for asked, at in answered.values_list("asked_at", "answered_at")]


def _in_words(days: float) -> str:
    days = max(1, round(days))
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remembers the light in which this browser shows pages, and returns to where the person was."""
    chosen = request.POST.get("theme")
    response = HttpResponseRedirect(ours_or_first(request.POST.get("next", ""), request))
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "core/styleguide.html", samples.everything(now=clock.now()))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Raised before anybody knows whose request it is, so the page asks nothing of session or reader."""
    return HttpResponseBadRequest(render_to_string("400.html"))


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """No database, no session, no context processors: any of them may be what broke."""
    page = render_to_string("500.html", {"reference": get_contextvars().get("request_id", "")})
    return HttpResponse(page, status=500)
