"""What the policies look at in a mentor: whether and since when they volunteer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from careernet.accounts.models import User
from careernet.core import times
from careernet.mentors.models import LISTED_STATES, Mentor
from careernet.reminders.cases import Campus


@dataclass(frozen=True)
class Standing:
    """One mentor, as a `cases.Case` is one interview."""

    mentor: Mentor
    campus: Campus
    is_apart: bool = False

    @property
    def row(self) -> Mentor:
        return self.mentor

    @property
    def people(self) -> list[User]:
        return [self.mentor.user]

    @property
    def since(self) -> datetime:
        """In this state, as far as it is known."""
        return self.mentor.stands_since or self.mentor.created_at

    @property
    def confirmed_at(self) -> datetime:
        """When they last said that they like to be asked."""
        return self.mentor.confirmed_at or self.mentor.created_at

    @property
    def is_listed(self) -> bool:
        return self.mentor.state in LISTED_STATES

    @property
    def rests_until(self) -> datetime | None:
        """The midnight on their own clock that ends a pause of which the end is known."""
        until = self.mentor.paused_until if self.mentor.state == Mentor.State.PAUSED else None
        return times.local_midnight(until, times.zone(self.mentor.zone)) if until else None

    @property
    def asked_again_at(self) -> datetime:
        """A year after they last said so, and not while they rest until a day that is known."""
        due = self.confirmed_at + timedelta(days=self.campus.policy.willing_days)
        return max(due, self.rests_until) if self.rests_until else due

    def person(self, of: str) -> User | None:
        return self.mentor.user if self.mentor.user.is_active else None


def load_standings(mentors: QuerySet[Mentor], campus: Campus) -> list[Standing]:
    rows = mentors.select_related("user__mail_preference").defer("search", "search_text")
    return [Standing(mentor, campus) for mentor in rows]


def may_owe(campus: Campus, now: datetime) -> QuerySet[Any]:
    """Those of whom anything can be due these days: a pause that ends or ended of late, or a year that is over."""
    policy, a_day = campus.policy, timedelta(days=1)
    until = timedelta(days=policy.willing_until) + a_day
    asked = timedelta(days=policy.willing_days)
    known = Mentor.objects.alias(said_at=Coalesce("confirmed_at", "created_at"))
    is_due = Q(said_at__range=(now - asked - until, now - asked + a_day))
    return known.filter(is_due | Q(paused_until__gte=(now - until).date()), state__in=LISTED_STATES)
