from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import facts
from careernet.mail.actions import empty
from careernet.mail.models import OutgoingMail
from careernet.reflections.actions import BEFORE
from careernet.reflections.models import ANSWERS, Phrase, Reflection, Review

RATINGS = ("interest", "enjoyment", *BEFORE, "kind_of_work", "kind_of_employer")
LINE = ("text", "shared_at", "offered_at", "approved_at", "declined_at", "kept_at", "used_at")
KEPT: dict[str, str] = {}


def export(user: User) -> dict[str, Any]:
    own = Reflection.objects.filter(interview__student__user=user).order_by("saved_at")
    rows = own.select_related("interview__mentor__user", "interview__contact").prefetch_related(
        "versions", "reviews__by", "lines", "steps"
    )
    noted = Review.objects.filter(by=user).exclude(note="").select_related("reflection__interview__student__user")
    notes = [facts(row, "at", "note") | {"about": str(row.reflection.interview.student)} for row in noted]
    comments = list(Phrase.objects.filter(owner=user).values("text", "added_at"))
    return {"reflections": [_reflection(row) for row in rows], "comment_bank": comments, "notes_for_colleagues": notes}


def _reflection(reflection: Reflection) -> dict[str, Any]:
    reviews = [
        facts(row, "verdict", "comment", "on_answers", "at", "version")
        | {"by": str(row.by), "note_for_colleagues": row.note if row.note_shown_at else ""}
        for row in reflection.reviews.all()
    ]
    return facts(reflection, "state", "wish", *ANSWERS, *RATINGS, "saved_at", "submitted_at") | {
        "about_talking_with": str(reflection.interview.host),
        "handed_in": [facts(row, "number", "at", "answers") for row in reflection.versions.all()],
        "reviews": reviews,
        "lines": [facts(row, *LINE) for row in reflection.lines.all()],
        "next_steps": [facts(row, "text", "due_on", "added_at", "done_at") for row in reflection.steps.all()],
    }


def erase(user: User, *, now: datetime) -> None:
    """With what advisors answered. An advisor's answers to others stay: they are those students' to read."""
    own = Reflection.objects.written_by(user)
    empty(OutgoingMail.objects.filter(about_id__in=own.values("pk")))
    own.delete()
    Phrase.objects.filter(owner=user).delete()
