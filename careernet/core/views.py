from email.utils import parseaddr

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST, require_safe
from structlog.contextvars import get_contextvars

from careernet.core import clock, samples
from careernet.core.context import THEMES

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "core/landing.html", {"office_address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remembers the light in which this browser shows pages, and returns to where the person was."""
    chosen = request.POST.get("theme")
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else "core:landing")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "core/styleguide.html", samples.everything(now=clock.now()))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers and containers: 200 while this process reaches its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """No database, no session, no context processors: any of them may be what broke."""
    page = render_to_string("500.html", {"reference": get_contextvars().get("request_id", "")})
    return HttpResponse(page, status=500)
