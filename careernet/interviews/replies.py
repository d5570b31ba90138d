"""How soon mentors usually answer: said only where it is good news."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from statistics import median

from django.core.cache import caches
from django.db.models import Min

from careernet.interviews.models import Event, Interview

ANSWERS = (Event.Verb.ACCEPTED, Event.Verb.OFFERED, Event.Verb.DECLINED)
LEAST_ANSWERS, MOST_DAYS = 3, 7
A_YEAR, TEN_MINUTES = timedelta(days=365), 10 * 60


def usual_days_lately(mentor_ids: Collection[uuid.UUID], *, now: datetime) -> dict[uuid.UUID, int]:
    """The same for a list of people, over a year, as it was at most ten minutes ago."""
    kept = {f"answers:{mentor_id}": mentor_id for mentor_id in mentor_ids}
    known = caches["local"].get_many(kept)
    missing = {key: mentor_id for key, mentor_id in kept.items() if key not in known}
    if missing:
        found = usual_days(missing.values(), since=now - A_YEAR)
        new = {key: found.get(mentor_id, 0) for key, mentor_id in missing.items()}
        caches["local"].set_many(new, TEN_MINUTES)
        known |= new
    return {mentor_id: known[key] for key, mentor_id in kept.items() if known[key]}


def usual_days(mentor_ids: Collection[uuid.UUID], *, since: datetime) -> dict[uuid.UUID, int]:
    """The days after which half of a mentor's answers had come, at least one; without those too few or too slow."""
    answered = (
        Interview.objects.filter(mentor__in=mentor_ids, asked_at__gte=since)
        .filter(events__role=Event.Role.MENTOR, events__verb__in=ANSWERS)
        .annotate(answered_at=Min("events__at"))
        .values_list("mentor", "asked_at", "answered_at")
    )
    days = defaultdict(list)
    for mentor_id, asked_at, answered_at in answered:
        days[mentor_id].append((answered_at - asked_at).total_seconds() / 86400)
    usual = {mentor_id: median(theirs) for mentor_id, theirs in days.items() if len(theirs) >= LEAST_ANSWERS}
    return {mentor_id: max(1, round(found)) for mentor_id, found in usual.items() if found <= MOST_DAYS}
