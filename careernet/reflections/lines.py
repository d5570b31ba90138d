"""What the student does with single sentences of a reflection: share, leave to later students, use.

Each is chosen by itself and can be taken back at any time. What was handed in last is what can be chosen from.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Field
from careernet.core.rules import RuleBroken
from careernet.reflections.models import ANSWERS, Line, Reflection

END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
LONGEST = 1000


@dataclass(frozen=True)
class Choices:
    """The sentences chosen for each purpose."""

    shared: Collection[str] = ()
    offered: Collection[str] = ()
    kept: Collection[str] = ()


def sentences(reflection: Reflection) -> list[str]:
    """Of all that was handed in last, each once, in the order of the page; then what was chosen of earlier versions."""
    latest = reflection.versions.order_by("-number").first()
    answers = [latest.answers.get(name, "") for name in ANSWERS] if latest else []
    found = [part.strip()[:LONGEST] for answer in answers for part in END_OF_SENTENCE.split(answer) if part.strip()]
    return list(dict.fromkeys([*found, *reflection.lines.order_by("pk").values_list("text", flat=True)]))


def choose(reflection: Reflection, *, by: User, choices: Choices, now: datetime) -> None:
    """What is chosen no longer is taken back at once, wherever it showed."""
    with transaction.atomic():
        reflection = Reflection.objects.select_for_update(no_key=True, of=("self",)).with_people().get(pk=reflection.pk)
        if not reflection.is_author(by) or reflection.submitted_at is None:
            raise RuleBroken(_("You can choose lines once you have handed the reflection in."))
        if choices.shared and reflection.interview.mentor is None:
            raise RuleBroken(_("There is no mentor here to share lines with."))
        there = {line.text: line for line in reflection.lines.select_for_update()}  # not over an advisor's word
        for text in sentences(reflection):
            line = there.get(text) or Line(reflection=reflection, text=text)
            _set(line, choices, now)
            if line.shared_at or line.offered_at or line.kept_at:
                line.save()
            elif line.pk:
                line.delete()


def _set(line: Line, choices: Choices, now: datetime) -> None:
    line.shared_at = (line.shared_at or now) if line.text in choices.shared else None
    line.kept_at = (line.kept_at or now) if line.text in choices.kept else None
    line.used_at = line.used_at if line.kept_at else None
    line.offered_at = (line.offered_at or now) if line.text in choices.offered else None
    if line.offered_at is None:
        line.approved_at = line.declined_at = line.decided_by = None


def use(line: Line, *, by: User, is_used: bool, now: datetime) -> None:
    """The student acted on it, or takes that back."""
    with transaction.atomic():
        line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
        if not line.reflection.is_author(by) or line.kept_at is None:
            raise RuleBroken(_("This line is not among the advice you keep."))
        line.used_at = (line.used_at or now) if is_used else None
        line.save(update_fields=["used_at"])


def decide(line: Line, *, by: User, is_good: bool, now: datetime) -> None:
    """An advisor lets later students read it, or not; a line decided on meanwhile, or taken back, stays as it is."""
    with transaction.atomic():
        open_lines = Line.objects.to_look_at().select_for_update(of=("self",))
        line_now = open_lines.filter(pk=line.pk).first()
        if line_now is None:
            raise RuleBroken(_("This line was decided on or taken back meanwhile."))
        line_now.approved_at, line_now.declined_at = (now, None) if is_good else (None, now)
        line_now.decided_by = by
        line_now.save(update_fields=["approved_at", "declined_at", "decided_by"])


def of_field(field: Field, *, most: int = 3) -> list[str]:
    """What earlier students left to later ones about this field, the latest first."""
    return [text for _field, text in _public(most, field=field)]


def by_field(*, most: int = 60) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, text in _public(most):
        found.setdefault(field, []).append(text)
    return dict(sorted(found.items()))


def _public(most: int, field: Field | None = None) -> list[tuple[str, str]]:
    about = "reflection__interview__mentor__field"
    lines = Line.objects.public().filter(**({about: field} if field else {f"{about}__isnull": False}))
    return list(lines.order_by("-approved_at").values_list(f"{about}__name", "text")[:most])
