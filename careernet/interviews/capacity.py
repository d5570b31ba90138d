"""Which mentors have room for one more request: what `actions.send_request` asks of one, asked of all at once."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.core.times import local, zone
from careernet.interviews.models import COUNTS_TO_MONTH, WITHOUT_TIME, Event, Interview
from careernet.interviews.times import A_MONTH, calls_by_month, full_months, month_of
from careernet.mentors.models import Mentor
from careernet.mentors.similar import similar

HALF_A_MINUTE = 30


def can_be_asked(*, now: datetime) -> Q:
    """A condition on mentors: here and not resting, fewer requests waiting than they allow, and a free place this
    month or next. Two queries, a third where somebody may be full, all about few people."""
    here = Q(state=Mentor.State.ACTIVE) | Q(pk__in=_back_from_a_pause(now))
    full = Q(pk__in=_with_enough_waiting()) | Q(pk__in=_full_this_month_and_next(now))
    return Q(user__is_active=True) & here & ~full


def people_like(mentor: Mentor, *, for_user: User, now: datetime) -> list[Mentor]:
    """Up to five this person may find and ask, those asked least this month first. A few queries."""
    others = Mentor.objects.listed_for(for_user).filter(could_be_asked_lately(now=now)).select_related("user", "field")
    return similar(mentor, others, Interview.objects.asked_this_month(now))


def could_be_asked_lately(*, now: datetime) -> Q:
    """The same for lists of listed people, of whom some may have run full in the last half minute: asking looks again.

    A process asks once and remembers the few whom their state does not tell.
    """
    key = f"room:{now:%Y-%m-%dT%H}"  # the demo's clock may be moved
    back, full = caches["local"].get_or_set(key, lambda: _exceptions(now), HALF_A_MINUTE) or ([], [])
    return (Q(state=Mentor.State.ACTIVE) | Q(pk__in=back)) & ~Q(pk__in=full)


def _exceptions(now: datetime) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Whoever can be asked though they are paused, and whoever cannot though they are active."""
    return _back_from_a_pause(now), [*_with_enough_waiting(), *_full_this_month_and_next(now)]


def _back_from_a_pause(now: datetime) -> list[uuid.UUID]:
    """Whose pause is over where they live; in the database it stays "paused" until somebody touches it."""
    tomorrow = now.date() + timedelta(days=1)
    maybe = Mentor.objects.filter(state=Mentor.State.PAUSED, paused_until__lte=tomorrow).select_related("user")
    back = maybe.only("state", "paused_until", "user__time_zone")
    return [mentor.pk for mentor in back if not mentor.is_paused_on(local(now, zone(mentor.zone)).date())]


def _with_enough_waiting() -> QuerySet[Interview, uuid.UUID]:
    """One query, of an index of what waits."""
    return _with_at_least("waiting_at_most", Interview.objects.awaiting_mentor())


def _full_this_month_and_next(now: datetime) -> list[uuid.UUID]:
    # A yes without a time counts to the month it was said in; only booked calls, ahead of us, count to the next one.
    ahead = DateTimeTZRange(_next_month_begins(now), now + 2 * A_MONTH)
    next_month = Interview.objects.filter(state__in=COUNTS_TO_MONTH, during__overlap=ahead)
    counted = Interview.objects.filter(counted_around(now))
    # Both months full is twice what one holds.
    maybe = counted.filter(mentor__in=_with_at_least("calls_a_month", next_month))
    busy = list(_with_at_least("calls_a_month", maybe, months=2))
    if not busy:
        return []
    interviews = defaultdict(list)
    for interview in counted.filter(mentor__in=busy).select_related("mentor__user"):
        interviews[interview.asked_mentor].append(interview)
    return [
        mentor.pk for mentor, theirs in interviews.items() if this_and_next(mentor, now) <= full_months(mentor, theirs)
    ]


def _next_month_begins(now: datetime) -> datetime:
    """Before that moment it does nowhere: the first midnight is 14 hours ahead of UTC, the last one 12 behind."""
    month = (now - timedelta(hours=12)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return max(now, (month + A_MONTH).replace(day=1) - timedelta(hours=14))


def _with_at_least(limit: str, interviews: QuerySet[Interview], *, months: int = 1) -> QuerySet[Interview, uuid.UUID]:
    """The mentors with as many of these as they allow, in so many months.

    Only those are looked up who have as many as is usual, or who allow less than that.
    """
    usual = getattr(Mentor(), limit)  # the default
    allow_less = Mentor.objects.filter(**{f"{limit}__lt": usual})
    theirs = Mentor.objects.filter(pk=OuterRef("mentor")).values_list(F(limit) * months)
    numbers = interviews.values("mentor").annotate(number=Count("mentor"))
    maybe = numbers.filter(Q(number__gte=usual * months) | Q(mentor__in=allow_less.values("pk")))
    return maybe.filter(number__gte=theirs).values_list("mentor", flat=True)


def counted_around(now: datetime) -> Q:
    """What may count to a month between the one of `now` and the one after it, wherever the mentor lives."""
    around = DateTimeTZRange(now - A_MONTH, now + 2 * A_MONTH)
    undecided = Q(state__in=WITHOUT_TIME, state_since__gte=now - A_MONTH)
    return undecided | Q(state__in=COUNTS_TO_MONTH, during__overlap=around)


def this_and_next(mentor: Mentor, now: datetime) -> set[tuple[int, int]]:
    year, month = month_of(now, mentor)
    return {(year, month), (year + month // 12, month % 12 + 1)}


def refusal(mentor: Mentor, known: Iterable[Interview], *, now: datetime) -> str:
    """Why this mentor has no room: "waiting", "full", or "" where there is some. `known`: see `interviews_around`."""
    theirs = [interview for interview in known if interview.mentor_id == mentor.pk]
    if _waiting(theirs) >= mentor.waiting_at_most:
        return "waiting"
    return "full" if this_and_next(mentor, now) <= full_months(mentor, theirs) else ""


def _waiting(interviews: Iterable[Interview]) -> int:
    return sum(interview.turn == Event.Role.MENTOR for interview in interviews)


@dataclass(frozen=True, slots=True)
class Room:
    """How much of what a mentor gives is used up: calls of this month, and requests that wait for an answer."""

    calls: int
    most_calls: int
    waiting: int
    most_waiting: int

    def __str__(self) -> str:
        numbers = {"calls": self.calls, "most": self.most_calls, "waiting": self.waiting, "at_most": self.most_waiting}
        return (
            _("%(calls)d of %(most)d calls this month · %(waiting)d of at most %(at_most)d requests waiting") % numbers
        )


def room(mentor: Mentor, theirs: Iterable[Interview], *, now: datetime) -> Room:
    """`theirs`: at least what counts to this month, and what waits for the mentor; each once."""
    theirs = list(theirs)
    calls = calls_by_month(mentor, theirs)[month_of(now, mentor)]
    return Room(calls, mentor.calls_a_month, _waiting(theirs), mentor.waiting_at_most)
