"""What every change of a mentor shares: the lock, the state they stand in, and the record of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from careernet.accounts.models import AuditEvent, User
from careernet.mentors.models import Mentor


def lock(mentor: Mentor) -> Mentor:
    locked = Mentor.objects.select_for_update(no_key=True, of=("self",)).defer("search")
    return locked.select_related("user", "field").get(pk=mentor.pk)


def stand(mentor: Mentor, state: str, *, until: date | None = None, by: User | None, now: datetime) -> Mentor:
    change = {"state": [mentor.state, state]} | ({"until": until.isoformat()} if until else {})
    mentor.state, mentor.paused_until = state, until
    mentor.stands_since = mentor.wake_at = now
    mentor.save(update_fields=["state", "paused_until", "stands_since", "wake_at"])
    record(mentor, change, by, now)
    return mentor


def record(mentor: Mentor, change: Mapping[str, Any], by: User | None, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        by=by,
        about=mentor.user,
        verb="changed mentor",
        object_type="mentor",
        object_id=str(mentor.pk),
        data=change,
    )


def note_edited(mentor: Mentor, names: set[str]) -> None:
    mentor.edited_fields = sorted({*mentor.edited_fields, *names})
