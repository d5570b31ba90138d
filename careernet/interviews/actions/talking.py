"""The short conversation around an interview: a message, a question before the answer, "running late"."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import lock_asked
from careernet.interviews.actions.record import Role, Verb, record, require
from careernet.interviews.models import A_DAY, TALKING, Block, Interview, Message, State

LATE_FROM, LATE_UNTIL = timedelta(minutes=60), timedelta(minutes=30)
LONGEST_MONTH = timedelta(days=31)  # that an update waits for its letter


def write(message_id: uuid.UUID, interview: Interview, *, by: User, text: str, via: str, now: datetime) -> Message:
    """A few lines to the other side. A student's are the answer where the mentor has asked something first.

    Sent twice under one id it answers with the first one.
    """
    with transaction.atomic():
        interview = lock_asked(interview)
        if first := sent_before(message_id, interview, by):
            return first
        policy = Policy.current()
        _check_may_write(interview, by, policy, now)
        if interview.state == State.REQUESTED and interview.turn == Role.STUDENT and interview.is_student(by):
            interview.handed_back_at, interview.state_since = None, now  # the mentor's time to answer begins anew
        message = say(message_id, interview, Verb.WROTE, by, text, via, now)
        emails.wrote(message, policy=policy, now=now)
    return message


def ask_first(message_id: uuid.UUID, interview: Interview, *, by: User, text: str, via: str, now: datetime) -> Message:
    """The mentor wants to know something before they decide. It is the student's turn until they answer."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if first := sent_before(message_id, interview, by):
            return first
        require(interview, State.REQUESTED)
        if interview.turn == Role.STUDENT:
            name = {"name": interview.student.user.short_name}
            raise RuleBroken(_("You have asked %(name)s something already. Wait for the answer, or decide now.") % name)
        policy = Policy.current()
        _check_may_write(interview, by, policy, now)
        message = say(message_id, interview, Verb.ASKED_FIRST, by, text, via, now)
        emails.asked_first(message, policy=policy, now=now)
    return message


def running_late(interview: Interview, *, by: User, now: datetime) -> Interview:
    """One tap, once for each side and call: the other side hears of it at once."""
    with transaction.atomic():
        interview = lock_asked(interview)
        require(interview, State.SCHEDULED)
        role, start = interview.side_of(by), interview.during.lower.isoformat()
        if interview.events.filter(verb=Verb.RUNNING_LATE, role=role, data__time=start).exists():
            return interview
        if not may_say_late(interview, now):
            raise RuleBroken(_("This is for the hour before the call and the first half hour of it. Write a message."))
        check_not_apart(interview, by)
        words = _("I am running about 10 minutes late. Sorry, and see you soon.")
        message = say(uuid.uuid4(), interview, Verb.RUNNING_LATE, by, words, Message.Via.PAGE, now, time=start)
        emails.late(message, policy=Policy.current(), now=now)
    return interview


def may_write(interview: Interview, policy: Policy, now: datetime) -> bool:
    """While it is under way, and for some time after the call or after an update."""
    if interview.is_outside:
        return False  # nobody of ours is there to read it
    if interview.state == State.COMPLETED:
        since = now - timedelta(days=policy.messages_until)
        updates = interview.messages.exclude(update="").filter(at__gt=since - LONGEST_MONTH)
        return not interview.has_ended(since) or updates.exists()
    return interview.state in TALKING


def may_say_late(interview: Interview, now: datetime) -> bool:
    if interview.is_outside or interview.state != State.SCHEDULED or interview.has_ended(now):
        return False
    return interview.has_begun(now + LATE_FROM) and not interview.has_begun(now - LATE_UNTIL)


def sent_before(message_id: uuid.UUID, interview: Interview, by: User) -> Message | None:
    known = Message.objects.filter(pk=message_id).first()
    if known and (known.interview_id, known.by_id) != (interview.pk, by.pk):
        raise RuleBroken(_("This form belongs to something else. Open the conversation and start again."))
    return known


def _check_may_write(interview: Interview, by: User, policy: Policy, now: datetime) -> None:
    if not may_write(interview, policy, now):
        raise RuleBroken(_("Messages have closed with this conversation."))
    check_not_apart(interview, by)
    check_a_day(by, policy, now)


def check_a_day(by: User, policy: Policy, now: datetime) -> None:
    if Message.objects.filter(by=by, at__gt=now - A_DAY).count() >= policy.messages_a_day:
        most = {"number": policy.messages_a_day}
        raise RuleBroken(_("You have written %(number)d messages within a day. Go on tomorrow.") % most)


def check_not_apart(interview: Interview, by: User) -> None:
    """Only whoever asked to be kept apart is told. The other side's words look sent, as a thank-you does, and go
    nowhere: delivery holds them back, and the thread does not show them."""
    if Block.objects.filter(by=by, about=interview.other_user(by)).exists():
        name = {"name": interview.other_user(by).short_name}
        raise RuleBroken(_("You and %(name)s will not be connected again. The career office can undo that.") % name)


def say(
    message_id: uuid.UUID,
    interview: Interview,
    verb: str,
    by: User,
    text: str,
    via: str,
    now: datetime,
    *,
    time: str = "",
    update: str = "",
    letter_at: datetime | None = None,
) -> Message:
    """Its one Event carries the number and none of the words."""
    role = interview.side_of(by)
    record(interview, interview.state, verb, by, role, now, time=time)
    words: dict[str, Any] = {"by": by, "role": role, "text": text, "at": now, "via": via}
    words |= {"number": interview.version, "update": update, "letter_at": letter_at}
    return Message.objects.create(id=message_id, interview=interview, **words)
