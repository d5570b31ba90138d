"""What the actions share under their locks: asking again, saving, and the one Event of each change."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails, places
from careernet.interviews.actions.locks import TimeTaken
from careernet.interviews.models import HOLDS_TIME, Event, Interview, OfferedTime, State
from careernet.interviews.spans import Span, spans_of
from careernet.interviews.times import block, is_month_full
from careernet.mail.actions import drop
from careernet.network.actions import met, touched

Verb, Role = Event.Verb, Event.Role
MOST_TIMES = 3


def require(interview: Interview, *states: str) -> None:
    if interview.state not in states:
        raise RuleBroken(
            _("This has changed in the meantime: it is now “%(state)s”.") % {"state": interview.get_state_display()}
        )


def offered(interview: Interview) -> list[Span]:
    return spans_of(offer.span for offer in interview.offered_times.all())


def schedule(
    interview: Interview, starts_at: datetime, verb: str, by: User | None, role: str, now: datetime, *, where: str
) -> None:
    """Claim the time for both, under the locks already held, and tell both."""
    claim(interview, starts_at, verb, by, role, now, where=where)
    emails.booked(interview, policy=Policy.current(), now=now)


def claim(
    interview: Interview, starts_at: datetime, verb: str, by: User | None, role: str, now: datetime, *, where: str
) -> None:
    check_free(interview, starts_at, role, now)
    interview.during, interview.mentor_block = block(interview.mentor, starts_at, interview.duration)
    interview.where = places.of_booking(where, mentor=interview.mentor, mode=interview.mode, policy=Policy.current())
    interview.calendar_uid, interview.calendar_sequence = uuid.uuid4(), 0
    record(interview, State.SCHEDULED, verb, by, role, now, time=starts_at.isoformat())
    interview.offered_times.all().delete()


def check_free(interview: Interview, starts_at: datetime, role: str, now: datetime) -> None:
    if starts_at <= now:
        raise RuleBroken(_("That time is already past. Offer or choose another one."))
    student, mentor = interview.student, interview.mentor
    during, mentor_block = block(mentor, starts_at, interview.duration)
    held = Interview.objects.filter(state__in=HOLDS_TIME).exclude(pk=interview.pk)
    if mentor and held.filter(mentor=mentor, mentor_block__overlap=mentor_block).exists():
        raise _has_another_call(mentor.user)
    if held.filter(student=student, during__overlap=during).exists():
        if role == Role.STUDENT:
            raise TimeTaken(_("You have another call at that time. Choose another one."))
        raise _has_another_call(student.user)
    if mentor:
        check_month(interview, starts_at, role)


def _has_another_call(person: User) -> TimeTaken:
    return TimeTaken(_("%(name)s has another call at that time. Choose another one.") % {"name": person.short_name})


def check_month(interview: Interview, at: datetime, role: str) -> None:
    mentor = interview.asked_mentor
    if is_month_full(mentor, at, without=interview):
        raise RuleBroken(
            _("That month is full: you take %(number)d calls a month. Offer a time in another one.")
            % {"number": mentor.calls_a_month}
            if role == Role.MENTOR
            else _("%(name)s has no free place left that month.") % {"name": mentor.user.short_name}
        )


def close(interview: Interview, to: str, verb: str, by: User | None, role: str, now: datetime, **data: Any) -> None:
    """The end of an interview: nothing that was queued about it holds any longer."""
    record(interview, to, verb, by, role, now, **data)
    drop(about=interview, now=now, reason=f"interview {to}")


def record(interview: Interview, to: str, verb: str, by: User | None, role: str, now: datetime, **data: Any) -> None:
    """Save the interview in its new state and write the one Event that says so."""
    from_state = interview.state
    # A yes without a time is the student's to go on with, until they propose some; a request is the mentor's to
    # answer, until they ask something first.
    hands_back = (to, verb) in ((State.ACCEPTED, Verb.PROPOSED), (State.REQUESTED, Verb.ASKED_FIRST))
    if to != from_state or hands_back or verb == Verb.MOVED:
        interview.state, interview.state_since = to, now
        interview.handed_back_at = now if hands_back else None
    interview.version += 1
    interview.wake_at = now
    interview.save()
    Event.objects.create(
        interview=interview,
        number=interview.version,
        verb=verb,
        by=by,
        role=role,
        at=now,
        from_state=from_state,
        to_state=to,
        data={key: value for key, value in data.items() if value},
    )
    _note_touch(interview, from_state, verb, role, now)


def _note_touch(interview: Interview, from_state: str, verb: str, role: str, now: datetime) -> None:
    """Who has talked knows each other; keeping in touch counts from the last word."""
    student, host = interview.student, interview.host
    if interview.state == State.COMPLETED != from_state:
        met(student, host, at=interview.during.upper, now=now)
    elif verb == Verb.THANKED or (verb in Event.IN_THE_THREAD and role == Role.STUDENT):
        touched(student, host, at=now, now=now)


def replace_offer(interview: Interview, proposed: Sequence[datetime | Span], by: str, now: datetime) -> None:
    spans = spans_of(proposed)
    if len(spans) > MOST_TIMES:
        raise RuleBroken(_("Offer at most three times."))
    if any(span.start <= now for span in spans):
        raise RuleBroken(_("One of those times is already past. Change it to a coming one."))
    if any(span.end and span.end - span.start < interview.duration for span in spans):
        raise RuleBroken(_("One of those windows is shorter than the call. Make it longer."))
    keep_offer(interview, spans, by)


def keep_offer(interview: Interview, spans: Sequence[Span], by: str) -> None:
    interview.offered_times.all().delete()
    OfferedTime.objects.bulk_create(
        OfferedTime(interview=interview, by=by, starts_at=span.start, ends_at=span.end) for span in spans
    )
