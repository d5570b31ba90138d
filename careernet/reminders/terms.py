"""Once a term, a letter to each mentor who talked with somebody in it: what their time did.

It names people and counts; what they wrote stays on the mentor's page.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from careernet.campus.calendar import calendar, term_over
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.interviews.models import Interview, State
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import ways_out
from careernet.mentors.models import LISTED_STATES, Mentor
from careernet.reflections.given_back import GivenBack, given_back, told_of
from careernet.reminders.quiet import own_hours, quiet_of

logger = logging.getLogger(__name__)

SETTLES = timedelta(days=7)  # after the last day: time for the last notes and reflections
FADES = timedelta(days=28)  # after the last day: later, nobody remembers which term is meant


def still_to_tell(mail: OutgoingMail, now: datetime) -> bool | str:
    """All whom it names: one that deletes their account, or is kept apart, is named no more."""
    mentor, named = Mentor.objects.filter(pk__in=[mail.about_id], state__in=LISTED_STATES).first(), mail.data["talks"]
    if mentor and told_of(mentor, now=now).filter(pk__in=named).count() == len(named):
        return True
    return "somebody it names is gone, or the mentor has stopped"


KIND = kinds.register(kinds.Kind("reminders.term", "term", 8, not_after=timedelta(days=3), still_holds=still_to_tell))


def write_term_letters(now: datetime) -> int:
    """To whoever has none for the term that is over; answers how many. Asked each night, and twice is once."""
    policy = Policy.current()
    zone = times.zone(policy.time_zone)
    term = term_over(calendar(), now, zone=zone)
    if term is None or not SETTLES <= now - _end(term, zone) < FADES:
        return 0
    return sum(_has_told(mentor, term, policy, now) for mentor in _untold(term, zone))


def tell(mentor: Mentor, term: AcademicPeriod, *, policy: Policy, now: datetime) -> bool:
    """Queue it; False where nothing is to be told."""
    found = given_back(mentor, now=now, **_during(term, times.zone(policy.time_zone)))
    if found.talks:
        queue(_letter(mentor, found, term, policy, now))
    return bool(found.talks)


def _untold(term: AcademicPeriod, zone: ZoneInfo) -> QuerySet[Mentor]:
    """Who talked with somebody in it, still volunteers, and has had no such letter."""
    held = Interview.objects.filter(mentor=OuterRef("pk"), state=State.COMPLETED, **_during(term, zone))
    told = OutgoingMail.objects.filter(kind=KIND.name, about_id=OuterRef("pk"), data__term=term.pk)
    listed = Mentor.objects.filter(Exists(held), ~Exists(told), state__in=LISTED_STATES, user__is_active=True)
    return listed.select_related("user").defer("search", "search_text").order_by("pk")


def _has_told(mentor: Mentor, term: AcademicPeriod, policy: Policy, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return tell(mentor, term, policy=policy, now=now)
    except Exception:  # one must not keep the others waiting; tried again tomorrow
        logger.exception("The letter of the term to %s could not be written", mentor.pk)
        return False


def _letter(mentor: Mentor, found: GivenBack, term: AcademicPeriod, policy: Policy, now: datetime) -> OutgoingMail:
    return compose(
        kind=KIND.name,
        key=f"{KIND.name}:{mentor.pk}:{term.pk}",
        to=mentor.user,
        template="reminders/term",
        context={
            "term": term.name,
            "found": found,
            "campus": policy.campus_name,
            "office": policy.office,
            "url": f"{settings.SITE_URL}{reverse('mentors:mentoring_home')}#given_back",
            **ways_out(mentor, now),
        },
        now=now,
        due=quiet_of(mentor.user, policy, own_hours([mentor.user_id])).later(now),
        about=mentor,
        from_name=policy.office,
        reply_to=policy.office_email,
        data={"term": term.pk, "talks": [str(talk.interview.pk) for talk in found.talks]},
    )


def _during(term: AcademicPeriod, zone: ZoneInfo) -> dict[str, Any]:
    """Of conversations: begun between its first day and its last."""
    return {"during__startswith__range": (times.local_midnight(term.starts_on, zone), _end(term, zone))}


def _end(term: AcademicPeriod, zone: ZoneInfo) -> datetime:
    return times.local_midnight(term.ends_on + timedelta(days=1), zone)
