from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.network.models import Contact, Touch

KEPT: dict[str, str] = {}
WHO = (
    "kind",
    "title",
    "employer",
    "work_setting",
    "city",
    "email",
    "phone",
    "link",
    "how_met",
    "introduced_by",
    "notes",
)
HOW = ("may_use_name", "rhythm", "next_on", "next_about", "last_touch_at", "archived_at", "created_at")


def export(user: User) -> dict[str, Any]:
    contacts = Contact.objects.visible_to(user).with_people().select_related("introducer__mentor__user")
    touches = Touch.objects.filter(contact__student__user=user).order_by("created_at", "pk")
    said: dict[Any, list[dict[str, Any]]] = {}
    for touch in touches:
        said.setdefault(touch.contact_id, []).append(facts(touch, "kind", "text", "at", "created_at"))
    return {
        "contacts": [
            {"name": row.display_name}
            | facts(row, *WHO, *HOW)
            | {"field": str(row.work or ""), "introduced_by_contact": str(row.introducer or "")}
            | {"touches": said.get(row.pk, [])}
            for row in contacts.order_by("created_at", "pk")
        ]
    }


def erase(user: User, *, now: datetime) -> None:
    Contact.objects.visible_to(user).delete()
