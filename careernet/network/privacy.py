from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.network.models import Contact

KEPT: dict[str, str] = {}
WHO = ("name", "kind", "title", "employer", "city", "email", "phone", "link", "introduced_by", "notes", "created_at")


def export(user: User) -> dict[str, Any]:
    contacts = Contact.objects.visible_to(user).select_related("field").order_by("created_at", "pk")
    return {"contacts": [facts(row, *WHO) | {"field": str(row.field or "")} for row in contacts]}


def erase(user: User, *, now: datetime) -> None:
    Contact.objects.visible_to(user).delete()
