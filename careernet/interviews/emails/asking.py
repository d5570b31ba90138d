"""Asking: the request on its way to the mentor, and one follow-up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.emails.kinds import ASKS, REQUEST
from careernet.interviews.emails.shared import key, mail, waited
from careernet.interviews.models import Interview
from careernet.interviews.spans import Span, spans_of
from careernet.mail.actions import drop, queue, unqueue
from careernet.mail.models import OutgoingMail


def requested(interview: Interview, proposed: Sequence[datetime | Span], *, policy: Policy, now: datetime) -> None:
    """The request itself, with links that answer without signing in, and to the student that it is on its way.

    Both leave after the time to think better of it.
    """
    mentor, student = interview.asked_mentor.user, interview.student.user
    due = now + timedelta(seconds=policy.undo_seconds)
    by = _request_answer_by(interview, policy, now)
    starts = [interview.during.lower] if interview.during else proposed
    opens_on = times.day(now + timedelta(days=policy.follow_up_locked), times.zone(student.time_zone), now)
    request = mail("request", REQUEST, interview, mentor, policy, now, by, due=due, personal=True, starts=starts)
    request.data["answer_by"] = min([by, *(span.start for span in spans_of(starts)[-1:])]).isoformat()
    queue(
        request,
        mail("request_on_its_way", ASKS, interview, student, policy, now, due=due, follow_up_from=opens_on),
    )


def can_recall_request(interview: Interview) -> bool:
    """Nobody has read it yet."""
    return OutgoingMail.objects.queued().filter(key=key("request", interview, interview.asked_mentor.user)).exists()


def recall_request(interview: Interview, *, now: datetime) -> bool:
    """Take back a request nobody has read yet; False when it has left."""
    recalled = unqueue(key("request", interview, interview.asked_mentor.user), reason="taken back by the student")
    if recalled:
        drop(about=interview, now=now, reason="taken back by the student")
    return recalled


def follow_up(
    interview: Interview, text: str, proposed: Sequence[datetime | Span], *, policy: Policy, now: datetime
) -> None:
    starts = [interview.during.lower] if interview.during else proposed
    queue(
        mail(
            "follow_up",
            ASKS,
            interview,
            interview.asked_mentor.user,
            policy,
            now,
            personal=True,
            text=text,
            starts=starts,
        )
    )


def _request_answer_by(interview: Interview, policy: Policy, now: datetime) -> datetime:
    """Until when an answer still helps: before a held time is let go, and before the request closes."""
    closes = waited(policy.request_expires, policy, now)
    return (
        min(closes, interview.during.lower - timedelta(hours=policy.held_until_hours)) if interview.during else closes
    )
