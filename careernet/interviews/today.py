"""The hour before a call and the call itself, in words for one of the two sides. Pure, no queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext as _, ngettext

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode
from careernet.core import times
from careernet.interviews.actions import may_say_late
from careernet.interviews.actions.absence import missed_from
from careernet.interviews.models import Event, Interview

A_MINUTE = timedelta(minutes=1)
LAST_MINUTES = 5
WEB, NUMBER = re.compile(r"https?://\S+$"), re.compile(r"\+?[0-9 ().-]{7,20}$")


@dataclass(frozen=True, slots=True)
class Today:
    """`theirs`: at what time of day the other side said that they run late; `is_mine`: whether this side did.

    link: that joins or calls at a tap. not_here_in: seconds until one may say that the other isn't here, and a little.
    """

    countdown: str
    link: str
    is_mine: bool
    theirs: str
    may_say_late: bool
    not_here_in: int


def of(interview: Interview, events: Iterable[Event], user: User, now: datetime) -> Today:
    """Of an interview that has a time."""
    start, side, events = interview.during.lower, interview.side_of(user), list(events)
    late = {
        event.role: event.at
        for event in events
        if event.verb == Event.Verb.RUNNING_LATE and event.data["time"] == start.isoformat()
    }
    is_mine = late.pop(side, None) is not None
    zone = times.zone(user.time_zone)
    return Today(
        countdown=countdown(start, interview.during.upper, now),
        link=_link(interview, user),
        is_mine=is_mine,
        theirs="".join(times.time_of_day(at, zone) for at in late.values()),
        may_say_late=not is_mine and may_say_late(interview, now),
        not_here_in=max(1, ceil((missed_from(interview, events, user) - now).total_seconds()) + 1),
    )


def _link(interview: Interview, user: User) -> str:
    """Of a video call for both; of a number for the one who calls."""
    where = interview.where.strip()
    if interview.mode == MeetingMode.VIDEO:
        return where if WEB.match(where) else ""
    is_caller = interview.is_student(user) != interview.mentor_calls
    is_number = interview.mode == MeetingMode.PHONE and is_caller and NUMBER.match(where)
    return f"tel:{re.sub(r'[^+0-9]', '', where)}" if is_number else ""


def countdown(start: datetime, end: datetime, now: datetime) -> str:
    """As in "Starts in 12 minutes" and "Under way, 18 minutes left"."""
    if now >= end:
        return _("The time is over.")
    if now < start:
        minutes = ceil((start - now) / A_MINUTE)
        return ngettext("Starts in %(count)d minute", "Starts in %(count)d minutes", minutes) % {"count": minutes}
    minutes = ceil((end - now) / A_MINUTE)
    if minutes > LAST_MINUTES:
        return ngettext("Under way, %(count)d minute left", "Under way, %(count)d minutes left", minutes) % {
            "count": minutes
        }
    return ngettext(
        "%(count)d minute left: time for a last question and a thank-you",
        "%(count)d minutes left: time for a last question and a thank-you",
        minutes,
    ) % {"count": minutes}
