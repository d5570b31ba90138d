"""What the office puts around every page. Asked only by pages that show it, not by fragments."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest

from careernet.accounts.models import Role, User
from careernet.campus import notices, pulse
from careernet.core import clock


def office(request: HttpRequest) -> dict[str, Any]:
    return {
        "announcements": partial(notices.for_reader, request.user),
        "brand_version": _brand_version,
        "silent_since": partial(_silent_since, request.user),
    }


def _brand_version() -> str:
    return notices.current().brand


def _silent_since(user: Any) -> datetime | None:
    """For the office: since when neither mail nor reminders move, where that is longer than any hiccup."""
    if not (isinstance(user, User) and user.has_role(Role.Kind.OFFICER)):
        return None
    last = notices.current().last_sign
    return last if last and clock.now() - last > pulse.STANDSTILL else None
