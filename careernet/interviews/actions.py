"""Every change of an interview: one function each, in the order of the path.

Each takes its locks in the order mentor, student, interview; asks again under the lock; and writes exactly one Event.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.core.rules import LOST_RACES, RuleBroken, sqlstate
from careernet.interviews import emails
from careernet.interviews.limits import already_open, is_under_18, obstacle
from careernet.interviews.models import (
    ASKED,
    HOLDS_TIME,
    OPEN,
    WITHOUT_TIME,
    Event,
    Interview,
    Notes,
    OfferedTime,
    Preparation,
    State,
    ThankYou,
)
from careernet.interviews.times import block, free_times, interviews_around, is_month_full
from careernet.mail.actions import drop
from careernet.mentors.models import Mentor
from careernet.students.models import Student

Verb, Role = Event.Verb, Event.Role
MOST_TIMES = 3
# What the rules of meeting go by, and the person whole: the rest of the row is long, and for the directory.
OF_THE_MENTOR = (
    *("user", "state", "paused_until", "length", "break_after", "hours_ahead", "days_out"),
    *("calls_a_month", "waiting_at_most"),
)


class TimeTaken(RuleBroken):
    """Somebody else has that time now; the page offers what is left."""


class IsOver(RuleBroken):
    """A form that the browser's Back found again carries a request that is over; its words may begin a new one."""


@dataclass(frozen=True)
class Ask:
    """What a student sends to a mentor: either one free `slot`, or up to three `proposed` starts (aware)."""

    mode: str
    hope_to_learn: str
    message: str
    is_first: bool = False
    slot: datetime | None = None
    proposed: tuple[datetime, ...] = ()


# --- Asking -------------------------------------------------------------------------------------------------------
def save_draft(interview_id: uuid.UUID, *, student: Student, mentor: Mentor, ask: Ask, now: datetime) -> Interview:
    """Keep what was written so far, under the id the form carries. No event: nothing happened between two people."""
    with transaction.atomic():
        mentor, student = _lock_people(mentor.pk, student.pk)
        draft = _own(interview_id, student, mentor)
        if draft.state != State.DRAFT:
            raise RuleBroken(already_open(mentor))
        _fill(draft, ask)
        draft.state_since = now
        draft.save()
        return draft


def send_request(
    interview_id: uuid.UUID,
    *,
    student: Student,
    mentor: Mentor,
    ask: Ask,
    now: datetime,
    policy: Policy | None = None,
) -> Interview:
    """Ask a mentor. A chosen slot is held from now on; proposed times are not.

    Sent twice under one id it answers with the first one. Raises `TimeTaken` where the slot is no longer free.
    """
    with _claiming():
        mentor, student = _lock_people(mentor.pk, student.pk)
        interview = _own(interview_id, student, mentor)
        if interview.pk == interview_id and interview.state == State.REQUESTED:
            return interview
        policy = policy or Policy.current()
        known = interviews_around(mentor, student, now=now)
        _check_may_ask(interview, known, policy, now)
        if ask.mode == MeetingMode.IN_PERSON and is_under_18(student, now):
            raise RuleBroken(_("Until you are 18, you meet by phone or video. Choose one of the two."))
        _fill(interview, ask)
        if not (ask.slot or ask.proposed):
            raise RuleBroken(_("Pick a free time, or propose at least one of your own."))
        if ask.slot:
            if ask.slot not in free_times(mentor, student, now=now, policy=policy, known=known):
                raise TimeTaken(_("That time was just taken. Your message is saved; pick another time."))
            interview.during, interview.mentor_block = block(mentor, ask.slot, interview.duration)
        interview.asked_at = now
        _record(interview, State.REQUESTED, Verb.REQUESTED, student.user, Role.STUDENT, now, **_told(ask))
        if not ask.slot:
            _replace_offer(interview, ask.proposed, OfferedTime.By.STUDENT, now)
        emails.requested(interview, ask.proposed, policy=policy, now=now)
    return interview


def unsend(interview: Interview, *, by: User, now: datetime) -> Interview:
    """Take a request back while its mail has not left; it becomes a draft again."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.DRAFT:
            return interview
        if interview.state != State.REQUESTED or not emails.recall_request(interview, now=now):
            raise RuleBroken(
                _("The message to %(name)s has already left. You can withdraw the request instead.")
                % {"name": interview.mentor.user.short_name}
            )
        interview.asked_at = interview.during = interview.mentor_block = None
        _record(interview, State.DRAFT, Verb.UNSENT, by, Role.STUDENT, now)
        interview.offered_times.all().delete()
    return interview


def follow_up(interview: Interview, *, by: User, text: str, now: datetime) -> Interview:
    """One brief, friendly reminder in the student's own words, from the seventh day on."""
    with transaction.atomic():
        interview = lock(interview)
        _require(interview, State.REQUESTED)
        policy = Policy.current()
        name = interview.mentor.user.short_name
        if interview.events.filter(verb=Verb.FOLLOWED_UP).exists():
            raise RuleBroken(_("You have followed up once. Give %(name)s the time to answer.") % {"name": name})
        opens_at = interview.state_since + timedelta(days=policy.follow_up_locked)
        if now < opens_at:
            day = times.day(opens_at, times.zone(interview.student.zone), now)
            raise RuleBroken(_("You can follow up from %(day)s on.") % {"day": day})
        _record(interview, State.REQUESTED, Verb.FOLLOWED_UP, by, Role.STUDENT, now)
        emails.follow_up(interview, text, _offered(interview), policy=policy, now=now)
    return interview


# --- Answering ----------------------------------------------------------------------------------------------------
def accept(interview: Interview, *, by: User, starts_at: datetime, where: str, now: datetime) -> Interview:
    """The mentor says yes to the held slot or to a proposed time; their own notice does not bind them."""
    with _claiming():
        interview = lock(interview)
        if interview.state == State.SCHEDULED and interview.starts_at == starts_at:
            return interview
        _require(interview, State.REQUESTED)
        if starts_at != interview.starts_at and not _is_offered(interview, starts_at):
            raise RuleBroken(_("That time is not one of those proposed. Offer it as another time instead."))
        _schedule(interview, starts_at, Verb.ACCEPTED, by, Role.MENTOR, now, where=where)
    return interview


def offer_times(interview: Interview, *, by: User, starts: Sequence[datetime], where: str, now: datetime) -> Interview:
    """The mentor offers up to three other times; none at all means "see my hours"."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.COUNTERED and _offered(interview) == sorted(starts):
            return interview
        _require(interview, State.REQUESTED)
        interview.during = interview.mentor_block = None
        interview.where = where
        _record(interview, State.COUNTERED, Verb.OFFERED, by, Role.MENTOR, now, times=_iso(starts))
        _replace_offer(interview, starts, OfferedTime.By.MENTOR, now)
        emails.other_times_offered(interview, starts, policy=Policy.current(), now=now)
    return interview


def choose_time(interview: Interview, *, by: User, starts_at: datetime, now: datetime) -> Interview:
    """The student takes one of the mentor's times; it is claimed here and now."""
    with _claiming():
        interview = lock(interview)
        if interview.state == State.SCHEDULED and interview.starts_at == starts_at:
            return interview
        _require(interview, State.COUNTERED)
        if starts_at not in times_to_choose(interview, policy=Policy.current(), now=now):
            raise TimeTaken(_("That time is no longer free. Choose another one."))
        _schedule(interview, starts_at, Verb.CHOSE, by, Role.STUDENT, now, where=interview.where)
    return interview


def times_to_choose(interview: Interview, *, policy: Policy, now: datetime) -> list[datetime]:
    """What a countered interview lets the student pick: the mentor's offer, or all their hours if they named none."""
    offered = [start for start in _offered(interview) if start > now]
    if offered or interview.offered_times.exists():
        return offered
    return free_times(interview.mentor, interview.student, now=now, policy=policy, ask_first=False, without=interview)


def propose_times(interview: Interview, *, by: User, starts: Sequence[datetime], now: datetime) -> Interview:
    """The student proposes other times than the mentor offered."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.REQUESTED and _offered(interview) == sorted(starts):
            return interview
        _require(interview, State.COUNTERED)
        if not starts:
            raise RuleBroken(_("Propose at least one time."))
        _record(interview, State.REQUESTED, Verb.PROPOSED, by, Role.STUDENT, now, times=_iso(starts))
        _replace_offer(interview, starts, OfferedTime.By.STUDENT, now)
        emails.other_times_proposed(interview, starts, policy=Policy.current(), now=now)
    return interview


def decline(
    interview: Interview,
    *,
    by: User,
    now: datetime,
    role: str = Role.MENTOR,
    reason: str = "",
    ask_again_on: date | None = None,
    colleague: str = "",
) -> Interview:
    """The mentor says no, kindly: perhaps later, perhaps somebody else. `role` is the office's for one who is gone."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.DECLINED:
            return interview
        _require(interview, *ASKED)
        interview.ask_again_on = ask_again_on
        _close(interview, State.DECLINED, Verb.DECLINED, by, role, now, reason=reason, colleague=colleague)
        emails.declined(interview, reason=reason, colleague=colleague, policy=Policy.current(), now=now)
    return interview


def withdraw(interview: Interview, *, by: User, now: datetime, role: str = Role.STUDENT) -> Interview:
    """The student takes an open request back; the mentor hears of it only if they had been told.

    `role` is the office's where the student is gone.
    """
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.WITHDRAWN:
            return interview
        _require(interview, State.DRAFT, *ASKED)
        was_told = interview.asked_at is not None and not emails.recall_request(interview, now=now)
        if not was_told:
            interview.asked_at = None  # the mentor never hears of it, on no page either
        _close(interview, State.WITHDRAWN, Verb.WITHDREW, by, role, now)
        if was_told:
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
        _record(interview, State.REQUESTED, Verb.LET_GO, None, Role.CLOCK, now, time=held.isoformat())
    return interview


def expire(interview: Interview, *, now: datetime) -> Interview:
    """Nobody answered in time. Whose silence it was is recorded, never shown as blame.

    Whoever moved it on since `interview` was read was faster than the clock.
    """
    with transaction.atomic():
        seen, interview = interview.version, lock(interview)
        if interview.state not in ASKED or interview.version != seen:
            return interview
        silent = Role.STUDENT if interview.state in WITHOUT_TIME else Role.MENTOR
        _close(interview, State.EXPIRED, Verb.EXPIRED, None, Role.CLOCK, now, silent=silent)
        emails.expired(interview, policy=Policy.current(), now=now)
    return interview


# --- Meeting ------------------------------------------------------------------------------------------------------
def cancel(interview: Interview, *, by: User, role: str, reason: str, now: datetime) -> Interview:
    """Either side or the office calls a booked call off before it begins; under 24 hours counts as late."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.CANCELLED:
            return interview
        _require(interview, State.SCHEDULED)
        if interview.has_begun(now):
            raise RuleBroken(_("This call has already begun. Say below whether it took place."))
        is_late = interview.during.lower - now < timedelta(hours=24)
        interview.calendar_sequence += 1
        _close(interview, State.CANCELLED, Verb.CANCELLED, by, role, now, reason=reason, late=is_late)
        emails.cancelled(interview, by=by, reason=reason, policy=Policy.current(), now=now)
    return interview


def complete(interview: Interview, *, by: User | None, now: datetime) -> Interview:
    """It took place: either side says so from the end on, or the clock two days later (`by` is None)."""
    with transaction.atomic():
        interview = lock(interview)
        if interview.state == State.COMPLETED:
            return interview
        _require(interview, State.SCHEDULED)
        if not interview.has_ended(now):
            raise RuleBroken(_("The call has not ended yet. Come back afterward."))
        role = Role.CLOCK if by is None else (Role.STUDENT if interview.is_student(by) else Role.MENTOR)
        _record(interview, State.COMPLETED, Verb.COMPLETED, by, role, now)
    return interview


def send_thank_you(interview: Interview, *, by: User, how: str, text: str, now: datetime) -> Interview:
    """Thank the mentor from here, or record that the student did it by their own means. Once per interview.

    The words of a card stay between the two: only a note mailed from here is kept.
    """
    with transaction.atomic():
        interview = lock(interview)
        if ThankYou.objects.filter(interview=interview).exists():
            return interview
        if interview.state == State.SCHEDULED and interview.has_ended(now):
            interview = complete(interview, by=by, now=now)
        _require(interview, State.COMPLETED)
        kept = text if how == ThankYou.How.MAIL else ""
        ThankYou.objects.create(interview=interview, how=how, text=kept, sent_at=now)
        _record(interview, State.COMPLETED, Verb.THANKED, by, Role.STUDENT, now, how=how)
        if how == ThankYou.How.MAIL:
            emails.thank_you(interview, text, policy=Policy.current(), now=now)
    return interview


def save_preparation(interview: Interview, *, found_out: str, goals: str, questions: str, now: datetime) -> None:
    """The student's own pages: no lock, no event, the last save stands."""
    Preparation.objects.update_or_create(
        interview=interview,
        defaults={"found_out": found_out, "goals": goals, "questions": questions, "saved_at": now},
    )


def save_notes(interview: Interview, *, text: str, now: datetime) -> None:
    Notes.objects.update_or_create(interview=interview, defaults={"text": text, "saved_at": now})


# --- Locks, in their one order --------------------------------------------------------------------------------------
@contextmanager
def _claiming() -> Iterator[None]:
    """A transaction that claims a time; the database's own "never" becomes a sentence."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, OperationalError) as error:
        if sqlstate(error) not in LOST_RACES:
            raise
        raise TimeTaken(_("That time was just taken. Your message is saved; pick another time.")) from error


def _lock_people(mentor_id: uuid.UUID, student_id: uuid.UUID) -> tuple[Mentor, Student]:
    # NO KEY: foreign-key checks of other transactions on these rows need not wait.
    mentors = Mentor.objects.select_for_update(no_key=True, of=("self",)).select_related("user").only(*OF_THE_MENTOR)
    mentor = mentors.get(pk=mentor_id)
    student = Student.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=student_id)
    return mentor, student


def lock(interview: Interview) -> Interview:
    """The interview as it is now, with its people, all locked."""
    mentor, student = _lock_people(interview.mentor_id, interview.student_id)
    locked = Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
    locked.mentor, locked.student = mentor, student
    return locked


def _own(interview_id: uuid.UUID, student: Student, mentor: Mentor) -> Interview:
    """The row this form carries, or the open one of this pair that another tab began, or a new one."""
    known = Interview.objects.select_for_update(no_key=True).filter(
        Q(pk=interview_id) | Q(student=student, mentor=mentor, state__in=OPEN)
    )
    rows = {row.pk: row for row in known}
    row = rows.get(interview_id) or next(iter(rows.values()), None)
    if row and (row.student_id, row.mentor_id) != (student.pk, mentor.pk):
        raise RuleBroken(_("This form belongs to something else. Open the mentor's page and start again."))
    if row and not row.is_open:
        raise IsOver(_("That request is over. Open the mentor's page and ask anew."))
    interview = row or Interview(id=interview_id)
    interview.mentor, interview.student = mentor, student
    return interview


# --- Asking again, under the lock -----------------------------------------------------------------------------------
def _require(interview: Interview, *states: str) -> None:
    if interview.state not in states:
        raise RuleBroken(
            _("This has changed in the meantime: it is now “%(state)s”.") % {"state": interview.get_state_display()}
        )


def _check_may_ask(interview: Interview, known: Sequence[Interview], policy: Policy, now: datetime) -> None:
    if interview.state != State.DRAFT:
        raise RuleBroken(already_open(interview.mentor))
    if found := obstacle(interview.mentor, interview.student, policy=policy, now=now, known=known):
        raise RuleBroken(found.sentence)


def _offered(interview: Interview) -> list[datetime]:
    return sorted(interview.offered_times.values_list("starts_at", flat=True))


def _is_offered(interview: Interview, starts_at: datetime) -> bool:
    return interview.offered_times.filter(starts_at=starts_at).exists()


# --- Setting, saving, recording -------------------------------------------------------------------------------------
def _fill(interview: Interview, ask: Ask) -> None:
    interview.mode = MeetingMode(ask.mode)
    interview.length = interview.mentor.length
    interview.hope_to_learn, interview.message, interview.is_first = ask.hope_to_learn, ask.message, ask.is_first


def _schedule(
    interview: Interview, starts_at: datetime, verb: str, by: User, role: str, now: datetime, *, where: str
) -> None:
    """Claim the time for both, under the locks already held, and tell both."""
    _check_free(interview, starts_at, role, now)
    interview.during, interview.mentor_block = block(interview.mentor, starts_at, interview.duration)
    interview.where = where
    interview.calendar_uid, interview.calendar_sequence = uuid.uuid4(), 0
    _record(interview, State.SCHEDULED, verb, by, role, now, time=starts_at.isoformat())
    interview.offered_times.all().delete()
    emails.booked(interview, policy=Policy.current(), now=now)


def _check_free(interview: Interview, starts_at: datetime, role: str, now: datetime) -> None:
    mentor, student = interview.mentor, interview.student
    if starts_at <= now:
        raise RuleBroken(_("That time is already past. Offer or choose another one."))
    if is_month_full(mentor, starts_at, without=interview):
        raise RuleBroken(
            _("That month is full: you take %(number)d calls a month. Offer a time in another one.")
            % {"number": mentor.calls_a_month}
            if role == Role.MENTOR
            else _("%(name)s has no free place left that month.") % {"name": mentor.user.short_name}
        )
    during, mentor_block = block(mentor, starts_at, interview.duration)
    held = Interview.objects.filter(state__in=HOLDS_TIME).exclude(pk=interview.pk)
    for person, taken in (
        (mentor, held.filter(mentor=mentor, mentor_block__overlap=mentor_block)),
        (student, held.filter(student=student, during__overlap=during)),
    ):
        if taken.exists():
            raise TimeTaken(
                _("%(name)s has another call at that time. Choose another one.") % {"name": person.user.short_name}
            )


def _close(interview: Interview, to: str, verb: str, by: User | None, role: str, now: datetime, **data: Any) -> None:
    """The end of an interview: nothing that was queued about it holds any longer."""
    _record(interview, to, verb, by, role, now, **data)
    drop(about=interview, now=now, reason=f"interview {to}")


def _record(interview: Interview, to: str, verb: str, by: User | None, role: str, now: datetime, **data: Any) -> None:
    """Save the interview in its new state and write the one Event that says so."""
    from_state = interview.state
    if to != from_state or verb == Verb.PROPOSED:
        interview.state, interview.state_since = to, now
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


def _replace_offer(interview: Interview, starts: Sequence[datetime], by: str, now: datetime) -> None:
    if len(set(starts)) > MOST_TIMES:
        raise RuleBroken(_("Offer at most three times."))
    if any(start <= now for start in starts):
        raise RuleBroken(_("One of those times is already past. Change it to a coming one."))
    interview.offered_times.all().delete()
    OfferedTime.objects.bulk_create(
        OfferedTime(interview=interview, by=by, starts_at=start) for start in sorted(set(starts))
    )


def _told(ask: Ask) -> dict[str, Any]:
    return {"time": ask.slot.isoformat()} if ask.slot else {"times": _iso(ask.proposed)}


def _iso(starts: Sequence[datetime]) -> list[str]:
    return [start.isoformat() for start in sorted(starts)]
