"""What a person is to do now, and what is coming: the same table that the mails go by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core.compiled import Compiled
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.reminders.cases import Campus, Case, with_facts
from careernet.reminders.duty import Duty
from careernet.reminders.policies import DUTIES, OF_VOLUNTEERS
from careernet.reminders.standing import Standing, load_standings

ADVISED = (State.IN_REVIEW, State.COUNTERED, State.ACCEPTED, State.COMPLETED)  # in which an advisor may owe something


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `row` is the interview, or the mentor; `due_at` is by when it is best done; `step` is 1..8 of
    the journey; `url` is a path."""

    policy: str
    row: Any
    due_at: datetime
    title: str
    reason: str
    action: Any
    url: str
    step: int


def cases_of(person: User) -> list[Case]:
    """Every interview this person has a part in, newest first. Four queries, however many there are, and the roles."""
    theirs = _own_and_advised if person.has_role(Role.Kind.ADVISOR) else _own
    campus = Campus.current()
    return [Case(interview, campus) for interview in theirs(person=person.pk)]


@Compiled
def _own(person: Any) -> QuerySet[Interview]:
    return with_facts(Interview.objects.visible_to(person).order_by("-created_at"))


@Compiled
def _own_and_advised(person: Any) -> QuerySet[Interview]:
    own, advised = Interview.objects.visible_to(person), Interview.objects.filter(student__advisor=person)
    return with_facts((own | advised.filter(state__in=ADVISED)).order_by("-created_at"))


def standings_of(person: User) -> list[Standing]:
    """What a mentor is asked apart from any conversation. Two queries, and the roles."""
    if not person.has_role(Role.Kind.MENTOR):
        return []
    return load_standings(Mentor.objects.filter(user=person), Campus(Policy.current(), ()))


def open_items(cases: Iterable[Case | Standing], person: User, now: datetime) -> list[Item]:
    """What this person is to do now, in whatever role, soonest due first; at most one thing for each interview."""
    items = (_first(case, [duty for duty in _of(person, case) if duty.is_open(case, now)], now) for case in cases)
    return sorted((item for item in items if item), key=attrgetter("due_at"))


def coming_items(cases: Iterable[Case | Standing], person: User, now: datetime) -> list[Item]:
    """What will be due later as things stand now, soonest first; at most one thing for each interview."""
    items = (_first(case, [duty for duty in _of(person, case) if duty.opens_at(case) > now], now) for case in cases)
    return sorted((item for item in items if item), key=attrgetter("due_at"))


def next_meeting(cases: Iterable[Case], now: datetime) -> Interview | None:
    """The conversation that is on now or comes first."""
    booked = [case for case in cases if case.state == State.SCHEDULED and case.ends_at > now]
    return min(booked, key=attrgetter("starts_at")).interview if booked else None


def _of(person: User, case: Case | Standing) -> Iterable[Duty]:
    duties = DUTIES if isinstance(case, Case) else OF_VOLUNTEERS
    return (duty for duty in duties if duty.person(case) == person and duty.is_shown(case))


def _first(case: Case | Standing, duties: list[Duty], now: datetime) -> Item | None:
    return item(duties[0], case, now) if duties else None


def item(duty: Duty, case: Case | Standing, now: datetime) -> Item:
    return Item(
        policy=duty.name,
        row=case.row,
        due_at=duty.due_at(case),
        title=duty.title(case),
        reason=duty.reason(case, now),
        action=duty.action,
        url=duty.url(case),
        step=duty.step,
    )
