"""An advisor looks at a request before it goes out. The mentor never learns that anybody did."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.asking import Ask, may_go_on, pass_on, written
from careernet.interviews.actions.locks import TimeTaken, claiming, lock, lock_people
from careernet.interviews.actions.record import Role, Verb, record, require
from careernet.interviews.models import Interview, State
from careernet.interviews.spans import spans_of
from careernet.interviews.times import interviews_around
from careernet.mentors.meeting import books_at_once

READ = "read request"  # the verb of its AuditEvent


def note_reading(interview: Interview, *, by: User, now: datetime) -> None:
    """Record once that somebody has read these words, for whoever wrote them to see."""
    readings.note(READ, interview, by=by, writer=interview.student.user, now=now, version=interview.version)


def readings_of(interview: Interview) -> QuerySet[AuditEvent]:
    """Who has read these words and when, for whoever wrote them; the latest first."""
    return readings.of(READ, interview).filter(data__version=interview.version)


def approve(interview: Interview, *, by: User | None, now: datetime) -> Interview:
    """It goes on as if the student had sent it now: by an advisor or the office, or by the clock (`by` is None).

    Where it can't any more it is the student's draft again, with the look behind it and in words why.
    """
    with transaction.atomic():
        interview = lock(interview)
        interview.mentor, interview.student = lock_people(interview.asked_mentor.pk, interview.student_id)
        if by and _has_said(interview, by, Verb.REQUESTED, Verb.BOOKED, Verb.APPROVED):
            return interview
        require(interview, State.IN_REVIEW)
        policy, role = Policy.current(), _role(by)
        interview.looked_at, interview.wants_look = now, False
        try:
            with claiming():
                _go_on(interview, by, role, policy, now)
        except RuleBroken as no:
            interview = lock(interview)  # as it was before the attempt
            interview.looked_at, interview.wants_look = now, False
            reason = _("The time you chose is no longer free.") if isinstance(no, TimeTaken) else str(no)
            record(interview, State.DRAFT, Verb.APPROVED, by, role, now, reason=reason)
            emails.looked_but_not_sent(interview, by=by, reason=reason, policy=policy, now=now)
    return interview


def return_to_student(interview: Interview, *, by: User, comment: str, now: datetime) -> Interview:
    """Something should change first: the student's draft again, with the comment above it."""
    with transaction.atomic():
        interview = lock(interview)
        if _has_said(interview, by, Verb.RETURNED):
            return interview
        require(interview, State.IN_REVIEW)
        if not comment:
            raise RuleBroken(_("Write what should change."))
        record(interview, State.DRAFT, Verb.RETURNED, by, _role(by), now, comment=comment)
        emails.returned(interview, by=by, policy=Policy.current(), now=now)
    return interview


def _go_on(interview: Interview, by: User | None, role: str, policy: Policy, now: datetime) -> None:
    ask, mentor = _ask_of(interview, policy, now), interview.asked_mentor
    known = [row for row in interviews_around(mentor, interview.student, now=now) if row.pk != interview.pk]
    may_go_on(interview, ask, known, policy, now)
    interview.length = mentor.length
    pass_on(interview, ask, by=by, role=role, known=known, policy=policy, now=now)


def _ask_of(interview: Interview, policy: Policy, now: datetime) -> Ask:
    """What the student sent, without suggested times that have passed meanwhile."""
    ask = written(interview)
    coming = tuple(span for span in spans_of(ask.proposed) if span.start > now)
    if ask.proposed and not coming:
        raise RuleBroken(_("The times you suggested have passed."))
    books = ask.slot is not None and books_at_once(interview.asked_mentor, ask.mode, policy)
    return replace(ask, proposed=coming, books=books)


def _has_said(interview: Interview, by: User, *verbs: str) -> bool:
    """This very person, a moment ago."""
    last = interview.events.filter(number=interview.version, by=by, from_state=State.IN_REVIEW)
    return interview.state != State.IN_REVIEW and last.filter(verb__in=verbs).exists()


def _role(by: User | None) -> str:
    if by is None:
        return Role.CLOCK
    return Role.ADVISOR if by.has_role(Role.ADVISOR) else Role.OFFICER
