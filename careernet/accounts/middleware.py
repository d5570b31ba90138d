"""allauth's pages answer as ours do."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

FORMS = ("form", "verify_form", "change_form", "webauthn_form")


class WrongFormMiddleware:
    """A form that was found wrong is 422, as everywhere here; allauth says 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        is_allauth = request.resolver_match and request.resolver_match.func.__module__.startswith("allauth.")
        if is_allauth and response.status_code == HTTPStatus.OK and _has_errors(response.context_data or {}):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


def _has_errors(context: dict[str, Any]) -> bool:
    return any(context[name].errors for name in FORMS if context.get(name) and context[name].is_bound)
