"""Whom a student means to ask one day: reversible, and nobody else's business."""

from datetime import datetime
from uuid import UUID

from careernet.students.models import Student, WantToTalk


def want_to_talk(student: Student, mentor_id: UUID, *, why: str | None = None, now: datetime) -> WantToTalk:
    """Put a mentor on the list, with a line why if one was written. Somebody on it already stays where they are."""
    line = {} if why is None else {"why": why}
    wanted, _created = WantToTalk.objects.update_or_create(
        student=student, mentor_id=mentor_id, defaults=line, create_defaults=line | {"added_at": now}
    )
    return wanted


def no_longer_want(student: Student, mentor_id: UUID) -> None:
    WantToTalk.objects.filter(student=student, mentor=mentor_id).delete()
