"""Who may open a page at all. Which rows it shows is the query's question: `visible_to(user)`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from careernet.accounts.models import Role, User

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of somebody signed in."""

    user: User
    htmx: HtmxDetails


Page = Callable[Concatenate[MemberRequest, P], HttpResponse]


def role_required(*kinds: str) -> Callable[[Page[P]], Callable[..., HttpResponse]]:
    """For people of one of these roles, such as `Role.Kind.ADVISOR`; for all others signed in the page does not exist.

    Whoever holds one, but has to set up a second factor first, is led there.
    """

    def only_they(page: Page[P]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(page)
        def guarded(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.role_kinds & set(kinds):
                if Role.GUARDED & set(kinds) and request.user.lacks_second_factor():
                    return redirect("mfa_index")
                raise Http404
            return page(request, *args, **kwargs)

        return guarded

    return only_they
