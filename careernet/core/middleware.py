"""What holds for every response: private pages stay private, a broken rule is a page, not a crash."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from careernet.core.health import healthz, readyz
from careernet.core.redirects import ours_or_first
from careernet.core.rules import LOST_RACES, RuleBroken, sqlstate

HEALTH = {"/healthz": healthz, "/readyz": readyz}  # as in urls.py
FOREIGN_KEY = "23503"  # PostgreSQL's word for it, violated
MOST_BYTES = 32 * 1024 * 1024  # of one request: three times the largest photo, many times the longest roster
GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers health checks before anything asks whose request it is: that would take the database in question."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return HEALTH.get(request.path_info, self.get_response)(request)


class NoNulMiddleware:
    """An address or a cookie with a NUL is nobody's: no text holds one, and PostgreSQL refuses to look for it.

    What is typed into forms they say themselves, field by field.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_nul = "%00" in request.META.get("QUERY_STRING", "")
        if has_nul or any("\0" in text for text in (request.path_info, *request.COOKIES.values())):
            raise BadRequest("A NUL byte")
        return self.get_response(request)


class TooLargeMiddleware:
    """Refuses what no form of ours asks for before a byte of it is read. Smaller ones a form refuses in its words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length) > MOST_BYTES:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class NoStoreMiddleware:
    """What somebody signed in sees leaves nothing in caches: campus computers are shared.

    Judged by the session cookie, which costs no query and errs on the private side. A photo says itself that the
    browser may keep it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "immutable" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store, private"
        return response


class SignInRedirectMiddleware:
    """Fragments and whole pages are never mixed up, and a sign-in page never lands inside a page.

    A request that only reads sends the browser to sign in. One that carries somebody's words gets 401 instead: the
    page keeps them and says so.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_html(response):
            patch_vary_headers(response, ["HX-Request"])
        if request.headers.get("HX-Request") == "true" and _leads_to_sign_in(response):
            return _sign_in_from_fragment(request)
        return response


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)


def _sign_in_from_fragment(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=401)
    back = urlencode({REDIRECT_FIELD_NAME: _current_page(request)})
    return HttpResponse(headers={"HX-Redirect": f"{resolve_url(settings.LOGIN_URL)}?{back}"})


def _current_page(request: HttpRequest) -> str:
    """The page the fragment was asked from, without its host."""
    try:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return "/"
    return f"{page.path or '/'}?{page.query}" if page.query else page.path or "/"


class RuleBrokenMiddleware:
    """Turns `RuleBroken`, and a race lost in the database, into a 409 page that keeps what was typed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RuleBroken):
            return rule_broken(request, str(exception))
        if isinstance(exception, OperationalError | IntegrityError) and sqlstate(exception) in LOST_RACES:
            return rule_broken(
                request, _("Somebody else changed this at the same moment. Look at how it stands now, and try again.")
            )
        if request.method == "POST" and is_gone(exception):
            return rule_broken(request, _("What you wanted to change is gone: it was removed at the same moment."))
        return None


def is_gone(exception: Exception) -> bool:
    """A row was there when its page was asked for, and not any more when it was locked, saved or referred to."""
    is_unsaved = type(exception) is DatabaseError and "did not affect any rows" in str(exception)
    is_referred_to = isinstance(exception, IntegrityError) and sqlstate(exception) == FOREIGN_KEY
    return is_unsaved or is_referred_to or isinstance(exception, ObjectDoesNotExist)


def rule_broken(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "typed": _typed(request), "back": _back(request)}
    return render(request, "core/rule_broken.html", context, status=409)


def _typed(request: HttpRequest) -> list[str]:
    """What the person wrote themselves: texts with a space in them, not choices, ids or tokens."""
    texts = (text for name in request.POST for text in request.POST.getlist(name) if "password" not in name)
    return [text for text in texts if " " in text.strip()]


def _back(request: HttpRequest) -> str:
    """The page the form was on, if the browser says so and it is ours."""
    return ours_or_first(request.headers.get("Referer", ""), request)


def _is_html(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
