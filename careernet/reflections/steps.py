"""Next steps: what a student means to do after a conversation, each by a day of its own."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.reflections.models import NextStep, Reflection

USUALLY = timedelta(days=7)  # until when the step named in the reflection is meant, if nothing else is said
MOST_OPEN = 12


def add(reflection: Reflection, *, by: User, text: str, due_on: date, now: datetime) -> NextStep:
    """Twice is once."""
    with transaction.atomic():
        reflection = Reflection.objects.select_for_update(no_key=True, of=("self",)).with_people().get(pk=reflection.pk)
        if not reflection.is_author(by) or reflection.submitted_at is None:
            raise RuleBroken(_("You can plan next steps once you have handed the reflection in."))
        same = reflection.steps.open().filter(text=text).first()
        if same is None and reflection.steps.open().count() >= MOST_OPEN:
            raise RuleBroken(_("That is a lot to do. Finish one of your open steps first."))
        return same or NextStep.objects.create(reflection=reflection, text=text, due_on=due_on, added_at=now)


def plan_first(reflection: Reflection, *, now: datetime) -> None:
    """The step named in the answers, when they are handed in: within a week, until the student says otherwise.

    Named in other words when it is handed in again, it is the same step; one the student dropped stays dropped.
    """
    earlier = reflection.versions.filter(number__lt=reflection.version).order_by("-number").first()
    named, before = _as_step(reflection.next_step), _as_step(earlier.answers["next_step"]) if earlier else ""
    if named == before or reflection.steps.filter(text=named).exists():
        return
    if reflection.steps.open().filter(text=before).update(text=named):
        return
    today = times.local(now, times.zone(reflection.interview.student.zone)).date()
    NextStep.objects.create(reflection=reflection, text=named, due_on=today + USUALLY, added_at=now)


def _as_step(answer: str) -> str:
    return " ".join(answer.split())[:300]


def tick(step: NextStep, *, by: User, is_done: bool, now: datetime) -> None:
    """Done, or not done yet after all."""
    step = _own(step, by)
    step.done_at = (step.done_at or now) if is_done else None
    step.save(update_fields=["done_at"])


def move(step: NextStep, *, by: User, due_on: date) -> None:
    step = _own(step, by)
    step.due_on = due_on
    step.save(update_fields=["due_on"])


def drop(step: NextStep, *, by: User) -> None:
    _own(step, by).delete()


def _own(step: NextStep, by: User) -> NextStep:
    """One row and one column at a time: whatever two tabs do, one of them has the last word."""
    if not step.reflection.is_author(by):
        raise RuleBroken(_("Only its author can change this step."))
    return step
