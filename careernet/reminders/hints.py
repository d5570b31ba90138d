"""Keeps the directory's hint of each mentor's next free time fresh. A hint only: booking asks `times_to_ask` itself."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from careernet.campus.models import Policy
from careernet.interviews.limits import may_be_asked
from careernet.interviews.times import hours_of, times_to_ask
from careernet.mentors.models import Mentor, NextOpen

FRESH_FOR = timedelta(minutes=10)


def refresh_next_open(now: datetime, limit: int = 50) -> int:
    """Look again at the mentors with hours who were looked at longest ago; answers how many."""
    policy = Policy.current()
    stale = Mentor.objects.filter(Q(next_open=None) | Q(next_open__looked_at__lt=now - FRESH_FOR))
    with_hours = stale.filter(Q(weekly_hours__isnull=False) | Q(dated_hours__start__isnull=False)).distinct()
    mentors = with_hours.order_by(F("next_open__looked_at").asc(nulls_first=True), "pk").select_related("user")
    hints = [
        NextOpen(mentor=mentor, starts_at=_next_free(mentor, policy, now), looked_at=now)
        for mentor in mentors.prefetch_related("weekly_hours", "dated_hours")[:limit]
    ]
    NextOpen.objects.bulk_create(
        hints, update_conflicts=True, unique_fields=["mentor"], update_fields=["starts_at", "looked_at"]
    )
    return len(hints)


def _next_free(mentor: Mentor, policy: Policy, now: datetime) -> datetime | None:
    if not may_be_asked(mentor, now):
        return None
    hours = hours_of(mentor.weekly_hours.all(), mentor.dated_hours.all())
    return next(iter(times_to_ask(mentor, now=now, policy=policy, with_hours=hours)), None)
