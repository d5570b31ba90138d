from datetime import datetime
from typing import Any

from django.db.models import Q

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.advising.models import Suggestion

KEPT: dict[str, str] = {}


def export(user: User) -> dict[str, Any]:
    named = Suggestion.objects.filter(student__user=user).select_related("mentor__user", "by").order_by("suggested_at")
    return {
        "suggested_to_you": [
            facts(row, "line", "suggested_at", "dismissed_at") | {"mentor": str(row.mentor), "by": str(row.by or "")}
            for row in named
        ]
    }


def erase(user: User, *, now: datetime) -> None:
    """Of whom it was said, and to whom."""
    Suggestion.objects.filter(Q(student__user=user) | Q(mentor__user=user)).delete()
