"""The button beside a mentor that puts them on a student's list, and takes them off again."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TOKEN = "the-token-of-the-page"  # noqa: S105 - where the real one goes


@register.simple_tag(takes_context=True)
def want(context: Any, mentor_id: UUID, name: str, is_wanted: bool) -> SafeString:
    """A form; two dozen on a page, alike but for the page's token against forgery."""
    return mark_safe(_want(mentor_id, name, is_wanted).replace(TOKEN, str(context["csrf_token"])))  # noqa: S308 - ours


@lru_cache(maxsize=0 if settings.DEBUG else 4000)
def _want(mentor_id: UUID, name: str, is_wanted: bool) -> str:
    return render_to_string(
        "students/want.html", {"mentor_id": mentor_id, "name": name, "is_wanted": is_wanted, "csrf_token": TOKEN}
    )
