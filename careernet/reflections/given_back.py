"""What came back to a mentor for the time they gave: whom they met, who thanked them, and what students showed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from careernet.interviews.models import Interview, State, ThankYou
from careernet.mentors.models import Mentor
from careernet.reflections.models import Line


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation that took place. `note`: the thank-you, if there was one in writing; `lines`: those shown."""

    interview: Interview
    note: str
    lines: list[Line]

    @property
    def student(self) -> Any:
        return self.interview.student.user


@dataclass(frozen=True, slots=True)
class GivenBack:
    talks: list[Talk]

    @property
    def met(self) -> list[str]:
        return _each_once(self.talks)

    @property
    def thanked(self) -> list[str]:
        return _each_once(talk for talk in self.talks if talk.note)

    @property
    def showed(self) -> list[str]:
        return _each_once(talk for talk in self.talks if talk.lines)

    @property
    def lines(self) -> int:
        return sum(len(talk.lines) for talk in self.talks)

    @property
    def used_it(self) -> list[str]:
        """Who ticked that they acted on something they were told."""
        return _each_once(talk for talk in self.talks if any(line.used_at for line in talk.lines))


def given_back(mentor: Mentor, *, now: datetime, **during: Any) -> GivenBack:
    """Of all conversations, or those `during__…`, the latest first; of nobody kept apart from them. Two queries."""
    rows = told_of(mentor, now=now).filter(**during).order_by("-during", "pk")
    return GivenBack([_talk(row) for row in rows])


def told_of(mentor: Mentor, *, now: datetime) -> QuerySet[Any]:
    """The conversations whose students a mentor still hears of."""
    held = Interview.objects.for_mentor(mentor).filter(state=State.COMPLETED, student__user__erased_at=None)
    lines = Prefetch("reflection__lines", Line.objects.filter(shared_at__isnull=False).order_by("shared_at", "pk"))
    apart = Interview.objects.apart(before=now).filter(mentor=mentor)
    people = held.select_related("student__user", "thank_you", "reflection")
    return people.exclude(pk__in=apart.values("pk")).prefetch_related(lines)


def _talk(interview: Interview) -> Talk:
    thanks = getattr(interview, "thank_you", None)
    note = thanks.text if thanks and thanks.how == ThankYou.How.MAIL else ""
    reflection = getattr(interview, "reflection", None)
    return Talk(interview, note, list(reflection.lines.all()) if reflection else [])


def _each_once(talks: Iterable[Talk]) -> list[str]:
    """The names of their students."""
    return list({talk.student.pk: str(talk.student) for talk in talks}.values())
