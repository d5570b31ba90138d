"""A reflection as its readers see it: each version that was handed in, with the answer it got."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent
from careernet.reflections.actions import READ
from careernet.reflections.models import Reflection, Review

QUESTIONS = {
    "best_advice": _("What was the most helpful advice?"),
    "interest": _("Are you still interested in this kind of work?"),
    "interest_why": _("Why?"),
    "next_step": _("What is your next step?"),
    "learned": _("What did you learn about the field, and about how people get there?"),
    "surprised": _("What surprised or excited you?"),
    "concerns": _("What concerns you?"),
    "strengths_and_values": _("How does it fit what you are good at and what matters to you?"),
    "skills_needed": _("Which skills would you need?"),
    "still_unknown": _("What do you still not know?"),
}


@dataclass(frozen=True)
class Version:
    """What was handed in at one time. `answers` are (question, words) pairs, the unanswered left out."""

    number: int
    at: datetime
    answers: list[tuple[Any, str]]
    review: Review | None


def versions_of(reflection: Reflection) -> list[Version]:
    """Newest first. Two queries."""
    reviews = {review.version: review for review in reflection.reviews.select_related("by")}
    return [
        Version(version.number, version.at, _in_words(version.answers), reviews.get(version.number))
        for version in reflection.versions.order_by("-number")
    ]


def readings_of(reflection: Reflection) -> QuerySet[AuditEvent]:
    """Who opened it and when, for its author; newest first."""
    return readings.of(READ, reflection)


def _in_words(answers: Mapping[str, Any]) -> list[tuple[Any, str]]:
    words = dict(answers)
    if words.get("interest"):
        words["interest"] = str(Reflection.Interest(words["interest"]).label)
    return [(question, words[name]) for name, question in QUESTIONS.items() if words.get(name)]
