"""Where a page leads back to: an address that came with the request is followed only if it is ours."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def ours_or_first(url: str, request: HttpRequest) -> str:
    """The address where it leads to a page of ours, else the first page."""
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if is_ours else "/"
