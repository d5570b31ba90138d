"""Whom no mail reaches, nobody is to wait for: mentors follow what the outbox learns about their addresses.

`mail` knows no mentors, so it is asked: every minute, and when the office corrects an address.
"""

from datetime import datetime

from django.db import transaction

from careernet.interviews import actions
from careernet.interviews.departures import of_mentor
from careernet.interviews.models import ASKED
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor


def follow_addresses(now: datetime) -> int:
    """A transaction for each mentor; answers how many changed. Broken off, the next round goes on."""
    lost, found = Mentor.objects.out_of_reach(), Mentor.objects.in_reach_again()
    changed = [lose(mentor, now=now) for mentor in lost.defer("search").order_by("pk")]
    changed += [mentoring.come_back(mentor, now=now) for mentor in found.defer("search").order_by("pk")]
    return len(changed)


def lose(mentor: Mentor, *, now: datetime) -> Mentor:
    """Students find them no more, and whoever waits for an answer hears that none can come. Booked calls stay."""
    with transaction.atomic():
        asked = of_mentor(mentor, now).waiting
        actions.lock_all([mentor.pk], [row.student_id for row in asked])
        mentor = mentoring.bounce(mentor, now=now)
        for interview in of_mentor(mentor, now).waiting:
            if interview.state in ASKED:
                actions.close_unreached(interview, now=now)
    return mentor
