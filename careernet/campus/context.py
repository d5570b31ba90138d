"""What the office puts around every page. Asked only by pages that show it, not by fragments."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from careernet.campus import notices


def office(request: HttpRequest) -> dict[str, Any]:
    return {"announcements": partial(notices.for_reader, request.user), "brand_version": _brand_version}


def _brand_version() -> str:
    return notices.current().brand
