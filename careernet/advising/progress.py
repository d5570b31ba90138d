"""How far each student is, and where they are stuck: the one set of rules for the queue and for "My students"."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Greatest

from careernet.campus.calendar import calendar, open_days_ago
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.interviews.models import ASKED, WITHOUT_TIME, State
from careernet.students.models import Student

UNANSWERED_AFTER = timedelta(days=14)

ASKED_FOR = Q(interviews__asked_at__isnull=False)  # a draft is the student's alone


def with_progress(
    students: QuerySet[Student],
    *,
    now: datetime,
    policy: Policy | None = None,
    periods: Iterable[AcademicPeriod] | None = None,
) -> QuerySet[Any]:
    """Adds counts `waiting`, `booked`, `held`, `handed_in`; `unanswered`, `undecided` and `unwritten`, and `stuck`,
    their sum; and `last_active_at`, the latest change of an interview or handing in, None where there was none.

    A conversation counts as `unwritten` for as long as the agenda lists its reflection as the advisor's duty.
    One that has a yes and no time is `undecided` for as long as the agenda lists that, too.
    Every interview has at most one reflection, so that one join serves all counts. Two queries more
    for the rules, none where both are given.
    """
    policy = policy or Policy.current()
    known = calendar() if periods is None else periods
    decided_by = open_days_ago(now, policy.undecided_days, known, zone=times.zone(policy.time_zone))
    since, until = timedelta(days=policy.reflection_until), timedelta(days=policy.reflection_overdue)
    unanswered = Q(interviews__state=State.REQUESTED, interviews__asked_at__lte=now - UNANSWERED_AFTER)
    undecided = Q(interviews__state__in=WITHOUT_TIME, interviews__state_since__lte=decided_by)
    unwritten = Q(
        interviews__state=State.COMPLETED,
        interviews__reflection__submitted_at__isnull=True,
        interviews__during__endswith__range=(now - since, now - until),
    )
    return students.select_related("user").annotate(
        waiting=Count("interviews", filter=Q(interviews__state__in=ASKED)),
        booked=Count("interviews", filter=Q(interviews__state=State.SCHEDULED)),
        held=Count("interviews", filter=Q(interviews__state=State.COMPLETED)),
        handed_in=Count("interviews__reflection", filter=Q(interviews__reflection__submitted_at__isnull=False)),
        unanswered=Count("interviews", filter=unanswered),
        undecided=Count("interviews", filter=undecided),
        unwritten=Count("interviews", filter=unwritten),
        last_active_at=Greatest(
            Max("interviews__state_since", filter=ASKED_FOR), Max("interviews__reflection__submitted_at")
        ),
        stuck=F("unanswered") + F("undecided") + F("unwritten"),
    )
