"""Whether the mentors have as much to give as a class asks for."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from careernet.courses.models import Course
from careernet.courses.progress import Progress
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import COUNTS_TO_MONTH, WITHOUT_TIME, Interview
from careernet.interviews.times import A_MONTH, calls_by_month, month_of
from careernet.mentors.models import Mentor


@dataclass(frozen=True, slots=True)
class Demand:
    """Conversations still to be found by the class, and the places mentors have open until its day."""

    needed: int
    open_places: int

    @property
    def is_too_much(self) -> bool:
        return self.needed > self.open_places


def demand(course: Course, progress: Collection[Progress], now: datetime) -> Demand | None:
    """Of those in the class and those still expected; None where no interview can be in time any more. Some queries."""
    own = [part for each in progress for part in each.parts if part.name == "interviews"]
    if not course.interviews or course.interviews_by is None or course.interviews_by < now.date():
        return None
    to_come = max(0, course.expected - len(progress)) * course.interviews
    needed = to_come + sum(max(0, part.left - part.booked) for part in own)
    return Demand(needed, open_places(until=course.interviews_by, now=now))


def open_places(*, until: date, now: datetime) -> int:
    """What those who can be asked now have left in each month up to that day, by the directory's own rules."""
    found = Mentor.objects.listed().filter(can_be_asked(now=now)).select_related("user")
    mentors = list(found.only("calls_a_month", "user__time_zone"))
    ahead = DateTimeTZRange(now - A_MONTH, now + timedelta(days=max(0, (until - now.date()).days)) + A_MONTH)
    counted = Q(state__in=COUNTS_TO_MONTH, during__overlap=ahead) | Q(
        state__in=WITHOUT_TIME, state_since__gte=now - A_MONTH
    )
    calls: defaultdict[UUID | None, list[Interview]] = defaultdict(list)
    for interview in Interview.objects.filter(counted, mentor__isnull=False).only(
        "mentor", "state", "during", "state_since"
    ):
        calls[interview.mentor_id].append(interview)
    return sum(_left(mentor, calls[mentor.pk], until, now) for mentor in mentors)


def _left(mentor: Mentor, calls: list[Interview], until: date, now: datetime) -> int:
    taken = calls_by_month(mentor, calls)
    first, last = month_of(now, mentor), (until.year, until.month)
    number = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    months = [(first[0] + (first[1] - 1 + i) // 12, (first[1] - 1 + i) % 12 + 1) for i in range(number)]
    return sum(max(0, mentor.calls_a_month - taken[month]) for month in months)
