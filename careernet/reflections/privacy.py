from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.mail.actions import empty
from careernet.mail.models import OutgoingMail
from careernet.reflections.models import ANSWERS, Reflection

KEPT: dict[str, str] = {}


def export(user: User) -> dict[str, Any]:
    own = Reflection.objects.filter(interview__student__user=user).order_by("saved_at")
    rows = own.select_related("interview__mentor__user", "interview__contact").prefetch_related(
        "versions", "reviews__by"
    )
    return {"reflections": [_reflection(row) for row in rows]}


def _reflection(reflection: Reflection) -> dict[str, Any]:
    reviews = [
        facts(row, "verdict", "comment", "at", "version") | {"by": str(row.by)} for row in reflection.reviews.all()
    ]
    return facts(reflection, "state", "wish", *ANSWERS, "saved_at", "submitted_at") | {
        "about_talking_with": str(reflection.interview.host),
        "handed_in": [facts(row, "number", "at", "answers") for row in reflection.versions.all()],
        "reviews": reviews,
    }


def erase(user: User, *, now: datetime) -> None:
    """With what advisors answered. An advisor's answers to others stay: they are those students' to read."""
    own = Reflection.objects.written_by(user)
    empty(OutgoingMail.objects.filter(about_id__in=own.values("pk")))
    own.delete()
