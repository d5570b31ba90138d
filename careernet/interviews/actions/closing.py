"""A request that comes to nothing, and a held time nobody answered for."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import lock, lock_asked
from careernet.interviews.actions.record import Role, Verb, close, record, require
from careernet.interviews.models import ASKED, NO_CALL_YET, Interview, State
from careernet.mentors import actions as mentoring


def decline(
    interview: Interview,
    *,
    by: User,
    now: datetime,
    role: str = Role.MENTOR,
    reason: str = "",
    ask_again_on: date | None = None,
    colleague: str = "",
    colleague_note: str = "",
    pause_until: date | None = None,
    calls_a_month: int | None = None,
) -> Interview:
    """The mentor says no, kindly: perhaps later, perhaps somebody else. `role` is the office's for one who is gone.

    In the same step they may rest until a day, or give fewer calls a month; a no that fails changes neither.
    """
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.DECLINED:
            return interview
        require(interview, *ASKED)
        if pause_until:
            mentoring.pause(interview.asked_mentor, by=by, until=pause_until, now=now)
        if calls_a_month:
            mentoring.give_fewer(interview.asked_mentor, calls_a_month=calls_a_month)
        interview.ask_again_on = ask_again_on
        words = {"reason": reason, "colleague": colleague, "colleague_note": colleague_note}
        close(interview, State.DECLINED, Verb.DECLINED, by, role, now, **words)
        emails.declined(interview, **words, policy=Policy.current(), now=now)
    return interview


def decline_all(interviews: Iterable[Interview], *, by: User, reason: str, now: datetime) -> list[Interview]:
    """The mentor says a kind no to several, each by itself: whatever has moved on meanwhile stays as it is.

    Answers with those that are declined now.
    """
    declined = []
    for interview in interviews:
        with suppress(RuleBroken):
            declined.append(decline(interview, by=by, reason=reason, now=now))
    return declined


def withdraw(interview: Interview, *, by: User, now: datetime, role: str = Role.STUDENT) -> Interview:
    """The student takes an open request back; the mentor hears of it only if they had been told.

    `role` is the office's where the student is gone.
    """
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.WITHDRAWN:
            return interview
        require(interview, *NO_CALL_YET)
        hears_of_it = interview.mentor is not None and interview.asked_at is not None
        if hears_of_it and emails.recall_request(interview, now=now):
            hears_of_it, interview.asked_at = False, None  # on no page either
        close(interview, State.WITHDRAWN, Verb.WITHDREW, by, role, now)
        if hears_of_it:
            emails.withdrawn(interview, is_by_office=role == Role.OFFICER, policy=Policy.current(), now=now)
    return interview


def let_go(interview: Interview, *, now: datetime) -> Interview:
    """Shortly before a held time nobody answered for, free it; the request lives on without one."""
    with transaction.atomic():
        interview = lock(interview)
        until = timedelta(hours=Policy.current().held_until_hours)
        if interview.state != State.REQUESTED or not interview.starts_at or now < interview.starts_at - until:
            return interview
        held = interview.starts_at
        interview.during = interview.mentor_block = None
        record(interview, State.REQUESTED, Verb.LET_GO, None, Role.CLOCK, now, time=held.isoformat())
    return interview


def expire(interview: Interview, *, now: datetime) -> Interview:
    """Nobody answered in time. Whose silence it was is recorded, never shown as blame.

    Whoever moved it on since `interview` was read was faster than the clock.
    """
    with transaction.atomic():
        seen, interview = interview.version, lock(interview)
        if interview.state not in ASKED or interview.version != seen:
            return interview
        close(interview, State.EXPIRED, Verb.EXPIRED, None, Role.CLOCK, now, silent=interview.turn)
        emails.expired(interview, policy=Policy.current(), now=now)
    return interview


def close_unreached(interview: Interview, *, now: datetime) -> Interview:
    """No mail reaches the mentor, which is nobody's fault: the student hears it and can ask somebody else."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state not in ASKED:
            return interview
        close(interview, State.EXPIRED, Verb.UNREACHED, None, Role.CLOCK, now)
        emails.unreached(interview, policy=Policy.current(), now=now)
    return interview
