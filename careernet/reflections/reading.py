"""A reflection as its readers see it: each version that was handed in, with the answer it got."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent
from careernet.campus.calendar import calendar, working_days_ago
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.reflections.actions import OPENED, READ
from careernet.reflections.models import Reflection, Review

QUESTIONS = {
    "best_advice": _("What was the most helpful advice?"),
    "interest": _("How interested are you in this kind of work now?"),
    "interest_why": _("Why?"),
    "next_step": _("What is your next step?"),
    "enjoyment": _("Could you see yourself doing it?"),
    "kind_of_work": _("This kind of work"),
    "kind_of_employer": _("This kind of employer"),
    "learned": _("What did you learn about the field, and about how people get there?"),
    "surprised": _("What surprised or excited you?"),
    "concerns": _("What concerns you?"),
    "strengths_and_values": _("How does it fit what you are good at and what matters to you?"),
    "skills_needed": _("Which skills would you need?"),
    "still_unknown": _("What do you still not know?"),
}


@dataclass(frozen=True)
class Answer:
    """One question as it was answered. `before`: what was said to it ahead of the conversation; `comment`: the
    advisor's on it.
    """

    name: str
    question: Any
    words: str
    before: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Version:
    """What was handed in at one time, the unanswered left out."""

    number: int
    at: datetime
    answers: list[Answer]
    review: Review | None

    @property
    def commented(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.comment]


def late_before(*, policy: Policy, now: datetime, periods: Iterable[AcademicPeriod] | None = None) -> datetime:
    """What was handed in before that, and not answered, is any advisor's to answer. One query without `periods`."""
    known = calendar() if periods is None else periods
    return working_days_ago(now, policy.review_days, known, zone=times.zone(policy.time_zone))


def versions_of(reflection: Reflection) -> list[Version]:
    """Newest first. Two queries."""
    reviews = {review.version: review for review in reflection.reviews.select_related("by")}
    found = []
    for version in reflection.versions.order_by("-number"):
        review = reviews.get(version.number)
        answers = _in_words(version.answers, review.on_answers if review else {})
        found.append(Version(version.number, version.at, answers, review))
    return found


def notes_in(versions: list[Version]) -> list[Review]:
    """What advisors noted for colleagues, the latest first; what of it is shown to the student is the template's."""
    return [version.review for version in versions if version.review and version.review.note]


def readings_of(reflection: Reflection) -> QuerySet[AuditEvent]:
    """Who opened it and when, for its author; newest first."""
    return readings.of(READ, reflection) | openings_of(reflection)


def openings_of(reflection: Reflection) -> QuerySet[AuditEvent]:
    """By the staff, each time with the reason."""
    return readings.of(OPENED, reflection)


def _in_words(said: Mapping[str, Any], comments: Mapping[str, str]) -> list[Answer]:
    words = {name: _label(name, value) for name, value in said.items() if value}
    return [
        Answer(name, question, words[name], words.get(f"{name}_before", ""), comments.get(name, ""))
        for name, question in QUESTIONS.items()
        if name in words
    ]


def _label(name: str, value: Any) -> str:
    """The words of a choice; whatever else was written, as it is."""
    if isinstance(value, int):
        return str(Reflection.Degree(value).label)
    return str(Reflection.Fit(value).label) if name in ("kind_of_work", "kind_of_employer") else str(value)
