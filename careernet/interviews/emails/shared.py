"""What all mails between the two have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.campus.calendar import add_open_days, calendar
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews import offers, places
from careernet.interviews.addresses import heard_at
from careernet.interviews.emails.kinds import ASKS, REQUEST
from careernet.interviews.emails.links import answer_url, page_url, report_url
from careernet.interviews.models import Interview
from careernet.interviews.spans import Span, spans_of
from careernet.mail import kinds
from careernet.mail.actions import compose
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import ways_out


def mail(
    name: str,
    kind: kinds.Kind,
    interview: Interview,
    to: User,
    policy: Policy,
    now: datetime,
    answer_by: datetime | None = None,
    *,
    personal: bool = False,
    starts: Sequence[datetime | Span] = (),
    due: datetime | None = None,
    not_after: datetime | None = None,
    ics: str = "",
    **words: Any,
) -> OutgoingMail:
    """templates/emails/interviews/<name> to one side, for `queue`; `personal` ones come in the other side's name."""
    other = interview.other_side(to)
    during = interview.during
    reply_to = heard_at(interview, to)
    return compose(
        kind=kind.name,
        key=key(name, interview, to),
        to=to,
        template=f"interviews/{name}",
        context={
            "interview": interview,
            "other": other,
            "office": policy.office,
            "policy": policy,
            "campus": policy.campus_name,
            "answer_by": times.day(answer_by, times.zone(to.time_zone), now) if answer_by else "",
            "times": offers.as_read(spans_of(starts), interview, to, now),
            "when": dual(during.lower, interview, to, now) if during else None,
            "place": places.words(interview, to),
            "url": page_url(interview),
            "answer_url": answer_url(interview, to, now) if kind in (ASKS, REQUEST) else "",
            "report_url": report_url(interview, to, now),
            "is_heard": bool(reply_to),
            **(ways_out(interview.asked_mentor, now) if interview.is_mentor(to) else {}),
            **words,
        },
        now=now,
        due=due,
        not_after=not_after,
        about=interview,
        thread=f"interview-{interview.pk}",
        ics=ics,
        from_name=f"{other.display_name} via {policy.office}" if personal else policy.office,
        reply_to=reply_to or policy.office_email,
        data={"version": interview.version},
    )


def waited(days: int, policy: Policy, now: datetime) -> datetime:
    """When it closes by itself; the days of a break do not count, as in `reminders.moments`."""
    return add_open_days(now, days, calendar(), zone=times.zone(policy.time_zone))


def key(name: str, interview: Interview, to: User) -> str:
    return f"interviews.{name}:{interview.pk}:{interview.version}:{to.pk}"


def dual(start: datetime, interview: Interview, to: User, now: datetime) -> times.Dual:
    end = start + interview.duration
    return times.dual(start, end, times.zone(to.time_zone), times.zone(interview.other_zone(to)), now)
