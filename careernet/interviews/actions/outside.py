"""Interviews with somebody outside the pool: the student says how it goes, and nobody else ever hears from us.

Moving, calling off, having talked and saying thank you are the same actions as with a mentor of ours.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode
from careernet.core.rules import RuleBroken
from careernet.interviews.actions.absence import check_waited
from careernet.interviews.actions.locks import check_is_here, claiming, lock_outside, lock_student
from careernet.interviews.actions.record import Role, Verb, close, record, require, schedule
from careernet.interviews.models import Interview, State
from careernet.interviews.times import block
from careernet.interviews.ways import check_way
from careernet.mail.actions import drop
from careernet.network.models import Contact
from careernet.students.models import Student

ANSWERABLE = (State.REQUESTED, State.ACCEPTED)


@dataclass(frozen=True)
class Meeting:
    """What the two agreed on. A call that would be over (`starts_at`, aware) is one they have had."""

    mode: str
    length: int = 30  # minutes
    where: str = ""
    starts_at: datetime | None = None


def log(
    interview_id: uuid.UUID, *, student: Student, contact: Contact, state: str, meeting: Meeting, now: datetime
) -> Interview:
    """Keep an interview the student arranges, at the point where it is; a new contact is kept with it.

    Sent twice under one id it answers with the first one. A draft has no event: nothing has happened yet.
    """
    with claiming():
        student = lock_student(student.pk)
        known = Interview.objects.filter(pk=interview_id).first()
        if known and known.student_id == student.pk:
            return known
        check_is_here(student)
        if known or contact.student_id != student.pk:
            raise RuleBroken(_("This form belongs to something else. Open your interviews and start again."))
        if Interview.objects.open().filter(contact=contact.pk).exists():
            raise RuleBroken(_("You have an open interview with %(name)s already.") % {"name": contact.name})
        if contact._state.adding:
            contact.save()
        interview = Interview(id=interview_id, student=student, contact=contact, state_since=now, created_at=now)
        _fill(interview, meeting, now)
        if state == State.DRAFT:
            interview.save()
            return interview
        interview.asked_at = now
        if state == State.SCHEDULED:
            _meet(interview, meeting, Verb.LOGGED, student.user, now)
        else:
            record(interview, state, Verb.LOGGED, student.user, Role.STUDENT, now)
    return interview


# --- Before they have written -------------------------------------------------------------------------------------
def save_message(interview: Interview, *, text: str, now: datetime) -> Interview:
    """Keep the words for a person we never write to; no event, the last save stands."""
    with transaction.atomic():
        interview = lock_outside(interview)
        require(interview, State.DRAFT)
        interview.message, interview.state_since = text, now
        interview.save(update_fields=["message", "state_since"])
    return interview


def sent_message(interview: Interview, *, by: User, text: str, now: datetime) -> Interview:
    """The student wrote to them, by their own means."""
    with transaction.atomic():
        interview = lock_outside(interview)
        if interview.state == State.REQUESTED:
            return interview
        require(interview, State.DRAFT)
        interview.message, interview.asked_at = text, now
        record(interview, State.REQUESTED, Verb.REQUESTED, by, Role.STUDENT, now)
    return interview


# --- What they answered -------------------------------------------------------------------------------------------
def heard_yes(interview: Interview, *, by: User, now: datetime) -> Interview:
    """A yes whose time is still open."""
    with transaction.atomic():
        interview = lock_outside(interview)
        if interview.state == State.ACCEPTED:
            return interview
        require(interview, State.DRAFT, State.REQUESTED)
        interview.asked_at = interview.asked_at or now
        record(interview, State.ACCEPTED, Verb.ACCEPTED, by, Role.STUDENT, now)
    return interview


def heard_time(interview: Interview, *, by: User, meeting: Meeting, now: datetime) -> Interview:
    """The two agreed on a time, which is the student's from now on; or they have talked already."""
    with claiming():
        interview = lock_outside(interview)
        if interview.state in (State.SCHEDULED, State.COMPLETED) and interview.starts_at == meeting.starts_at:
            return interview
        require(interview, State.DRAFT, *ANSWERABLE)
        interview.asked_at = interview.asked_at or now
        _fill(interview, meeting, now)
        _meet(interview, meeting, Verb.CHOSE, by, now)
    return interview


def heard_no(interview: Interview, *, by: User, now: datetime) -> Interview:
    with transaction.atomic():
        interview = lock_outside(interview)
        if interview.state == State.DECLINED:
            return interview
        require(interview, *ANSWERABLE)
        close(interview, State.DECLINED, Verb.DECLINED, by, Role.STUDENT, now)
    return interview


def heard_nothing(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The student waits no longer; later on, the clock says so by itself."""
    with transaction.atomic():
        interview = lock_outside(interview)
        if interview.state == State.EXPIRED:
            return interview
        require(interview, *ANSWERABLE)
        close(interview, State.EXPIRED, Verb.EXPIRED, by, Role.STUDENT, now)
    return interview


# --- Afterward ----------------------------------------------------------------------------------------------------
def did_not_take_place(interview: Interview, *, by: User, now: datetime) -> Interview:
    """Whoever it was because of: nobody is asked, and it counts for nothing."""
    with transaction.atomic():
        interview = lock_outside(interview)
        if interview.state == State.MISSED:
            return interview
        require(interview, State.SCHEDULED)
        check_waited(interview, (), by, now)
        record(interview, State.MISSED, Verb.MISSED, by, Role.STUDENT, now)
        drop(about=interview, now=now, reason="it didn't take place")
    return interview


# --- Shared -------------------------------------------------------------------------------------------------------
def _fill(interview: Interview, meeting: Meeting, now: datetime) -> None:
    if meeting.starts_at is None or meeting.starts_at > now:
        check_way(meeting.mode, interview.student, now)
    interview.mode, interview.length, interview.where = MeetingMode(meeting.mode), meeting.length, meeting.where


def _meet(interview: Interview, meeting: Meeting, verb: str, by: User, now: datetime) -> None:
    starts_at = meeting.starts_at
    if starts_at is None:
        raise RuleBroken(_("Say when you meet."))
    if starts_at + interview.duration > now:
        schedule(interview, starts_at, verb, by, Role.STUDENT, now, where=meeting.where)
        return
    interview.during, interview.mentor_block = block(None, starts_at, interview.duration)
    record(interview, State.COMPLETED, verb, by, Role.STUDENT, now, time=starts_at.isoformat())
