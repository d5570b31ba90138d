"""The student's own pages around a call, kept while they are typed. No event: nothing happens to the interview."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.core.rules import RuleBroken
from careernet.interviews.models import Interview, Notes, Preparation, Question

Page = TypeVar("Page", Preparation, Notes)


class EditedElsewhere(RuleBroken):
    """Another tab or device has saved since this page was opened; the page offers both.

    version: of what is kept there now.
    """

    def __init__(self, version: int) -> None:
        super().__init__(_("This was edited in another tab or on another device."))
        self.version = version


@dataclass(frozen=True)
class Opened:
    """`version` is the one a page was opened with, or has saved last; `page` is that very page, `nth` its count of
    what it sent."""

    version: int
    page: UUID | None
    nth: int = 0


def save_preparation(
    interview: Interview,
    *,
    found_out: str,
    goals: str,
    about_person: str = "",
    ready: Sequence[str] = (),
    opened: Opened | None = None,
    now: datetime,
) -> Preparation:
    words = {"found_out": found_out, "about_person": about_person, "goals": goals}
    return _keep(Preparation, interview, words | {"ready": list(ready)}, opened, now)


def save_notes(
    interview: Interview,
    *,
    text: str,
    by_question: Mapping[int, str],
    asked: Collection[int] = (),
    opened: Opened | None = None,
    now: datetime,
) -> Notes:
    """`by_question`: what was heard, by the question's key, and `asked` which of these were asked; others stay."""
    noted = {key: (note, key in asked) for key, note in by_question.items()}
    return _keep(Notes, interview, {"text": text}, opened, now, noted=noted)


def _keep(
    model: type[Page],
    interview: Interview,
    words: dict[str, Any],
    opened: Opened | None,
    now: datetime,
    *,
    noted: Mapping[int, tuple[str, bool]] = MappingProxyType({}),
) -> Page:
    """Raises `EditedElsewhere` where another page than `opened` has saved something else in between. What the page
    itself sent later, and what arrived first, stands."""
    with transaction.atomic():
        # There may be nothing to lock yet, so two first saves line up at the interview.
        Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
        kept = model.objects.filter(interview=interview).first() or model(interview=interview)
        is_own = bool(opened and opened.page and kept.saved_on == opened.page)
        if opened and is_own and opened.nth < kept.saved_nth:
            return kept
        questions = interview.questions.filter(pk__in=noted)
        heard = [each for each in questions if (each.note, each.asked) != noted[each.pk]]
        is_new = not kept.version or heard or any(getattr(kept, name) != typed for name, typed in words.items())
        if opened and not is_own and kept.version != opened.version:
            if is_new:
                raise EditedElsewhere(kept.version)
            return kept
        if is_new:
            for name, typed in words.items():
                setattr(kept, name, typed)
            kept.version, kept.saved_at = kept.version + 1, now
        kept.saved_on, kept.saved_nth = (opened.page, opened.nth) if opened else (None, 0)
        kept.save()
        for question in heard:
            question.note, question.asked = noted[question.pk]
        Question.objects.bulk_update(heard, ["note", "asked"])
    return kept
