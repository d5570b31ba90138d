"""What admin pages have in common."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Mixed into admin pages and inlines of rows that nobody changes by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
