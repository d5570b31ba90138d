"""The guides, for everybody, signed in or not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careernet.campus.reading import shelves
from careernet.guides import library


def _roles(request: HttpRequest) -> frozenset[str]:
    roles: frozenset[str] = getattr(request.user, "role_kinds", frozenset())
    return roles


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "guides/list.html", {"guides": library.shelf(_roles(request))})


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """With the ones before and after it, and beside "whom to ask" where else to look."""
    found = library.BY_SLUG.get(slug)
    if found is None:
        raise Http404
    shelf = library.shelf(_roles(request))
    before, after = library.around(found, shelf)
    looks_further = slug == "whom-to-ask" and request.user.is_authenticated
    by_field, _by_major, for_everybody = shelves() if looks_further else ([], [], [])
    context = {
        "guide": found,
        "guides": shelf,
        "before": before,
        "after": after,
        "by_field": by_field,
        "for_everybody": for_everybody,
    }
    return render(request, "guides/detail.html", context)
