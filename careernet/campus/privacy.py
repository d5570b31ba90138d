from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.campus.models import Dismissal

KEPT: dict[str, str] = {}


def export(user: User) -> dict[str, Any]:
    return {
        "announcements_closed": list(Dismissal.objects.filter(user=user).values_list("announcement__text", flat=True))
    }


def erase(user: User, *, now: datetime) -> None:
    Dismissal.objects.filter(user=user).delete()
