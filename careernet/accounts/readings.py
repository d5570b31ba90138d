"""Who opened what somebody wrote in confidence: on record once for each version of it, for its writer to see."""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from careernet.accounts.models import AuditEvent, User


def note(verb: str, row: Model, *, by: User, writer: User, now: datetime, **version: int) -> None:
    """`verb` begins with "read"; `version` is left out where there is only one."""
    event: dict[str, Any] = {"by": by, "verb": verb, "data": version} | _of(row)
    if not AuditEvent.objects.filter(**event).exists():
        AuditEvent.objects.create(at=now, about=writer, **event)


def of(verb: str, row: Model) -> QuerySet[AuditEvent]:
    """The latest first."""
    return AuditEvent.objects.filter(verb=verb, **_of(row)).select_related("by").order_by("-at")


def _of(row: Model) -> dict[str, Any]:
    return {"object_type": row._meta.model_name, "object_id": str(row.pk)}
