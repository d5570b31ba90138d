"""Asking: a draft, the request, and one follow-up."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.core.compiled import Compiled
from careernet.core.rules import RuleBroken
from careernet.interviews import emails, looks
from careernet.interviews.actions.locks import (
    TimeTaken,
    check_is_here,
    claiming,
    lock,
    lock_asked,
    lock_people,
    lock_student,
)
from careernet.interviews.actions.record import Role, Verb, claim, keep_offer, offered, record, replace_offer, require
from careernet.interviews.limits import already_open, obstacle
from careernet.interviews.models import HOLDS_TIME, OPEN, Interview, OfferedTime, State
from careernet.interviews.spans import Span, as_data, spans_of
from careernet.interviews.times import block, free_times, interviews_around
from careernet.interviews.ways import check_way, ways_to_meet
from careernet.mentors.meeting import books_at_once
from careernet.mentors.models import Mentor
from careernet.students.models import Student


class IsOver(RuleBroken):
    """A form that the browser's Back found again carries a request that is over; its words may begin a new one."""


@dataclass(frozen=True)
class Ask:
    """What a student sends to a mentor: either one free `slot`, or up to three `proposed` starts or windows (aware).

    `books`: the page said that the slot is booked at once, not asked for.
    """

    mode: str
    hope_to_learn: str
    message: str
    is_first: bool = False
    student_phone: str = ""
    slot: datetime | None = None
    proposed: tuple[datetime | Span, ...] = ()
    books: bool = False
    wants_look: bool = False


def save_draft(interview_id: uuid.UUID, *, student: Student, mentor: Mentor, ask: Ask, now: datetime) -> Interview:
    """Keep what was written so far, under the id the form carries. No event: nothing happened between two people.

    Locks the student alone: a draft asks nothing of the mentor yet.
    """
    with transaction.atomic():
        student = lock_student(student.pk)
        check_is_here(student)
        draft = _own(interview_id, student, mentor)
        if draft.state != State.DRAFT:
            raise RuleBroken(already_open(mentor))
        may_have_times = not draft._state.adding
        _fill(draft, ask)
        draft.state_since = now
        draft.save()
        if may_have_times or ask.proposed:
            keep_offer(draft, spans_of(ask.proposed), OfferedTime.By.STUDENT)
        return draft


def written(interview: Interview) -> Ask:
    """What a draft says, or a request that hasn't gone out yet; its time is held for nobody."""
    return Ask(
        mode=interview.mode,
        hope_to_learn=interview.hope_to_learn,
        message=interview.message,
        is_first=interview.is_first,
        student_phone=interview.student_phone,
        slot=interview.wished_at,
        proposed=tuple(offered(interview)),
        wants_look=interview.wants_look,
    )


def send_request(
    interview_id: uuid.UUID,
    *,
    student: Student,
    mentor: Mentor,
    ask: Ask,
    now: datetime,
    policy: Policy | None = None,
) -> Interview:
    """Ask a mentor, or book a free time of one who wants it so.

    Sent twice under one id it answers with the first one. Raises `TimeTaken` where the slot is no longer free.
    """
    policy = policy or Policy.current()
    _check_is_not_gone(mentor, student, ask, policy, now)
    with claiming():
        mentor, student = lock_people(mentor.pk, student.pk)
        interview = _own(interview_id, student, mentor)
        if interview.pk == interview_id and _is_sent(interview, ask):
            return interview
        check_is_here(student)
        known = interviews_around(mentor, student, now=now)
        _check_may_ask(interview, known, policy, now)
        _check_ask(interview, ask, policy, now)
        _fill(interview, ask)
        if why := _why_look(interview, policy, now):
            _wait_for_look(interview, ask, why, known, policy, now)
        else:
            pass_on(interview, ask, by=student.user, role=Role.STUDENT, known=known, policy=policy, now=now)
    return interview


def pass_on(
    interview: Interview,
    ask: Ask,
    *,
    by: User | None,
    role: str,
    known: Sequence[Interview],
    policy: Policy,
    now: datetime,
) -> None:
    """Where a request goes that nothing stands in the way of, under the locks: it is booked, or the mentor is asked.

    A chosen slot is held from now on; proposed times are not. `known` is what `interviews_around` has answered.
    """
    mentor, may_have_times = interview.asked_mentor, not interview._state.adding
    at_once = ask.slot is not None and books_at_once(mentor, ask.mode, policy)
    if ask.slot:
        # Days that a look took are not taken from the student: then the mentor's own notice is enough.
        has_waited = interview.state == State.IN_REVIEW
        _check_slot(mentor, interview.student, ask.slot, known, policy, now, at_once=at_once or has_waited)
    interview.asked_at, interview.wished_at = now, None
    if ask.slot and at_once:
        claim(interview, ask.slot, Verb.BOOKED, by, role, now, where="")
        emails.booked_directly(interview, policy=policy, now=now)
        return
    if ask.slot:
        interview.during, interview.mentor_block = block(mentor, ask.slot, interview.duration)
    record(interview, State.REQUESTED, Verb.REQUESTED, by, role, now, **_told(ask))
    if may_have_times or ask.proposed:
        replace_offer(interview, () if ask.slot else ask.proposed, OfferedTime.By.STUDENT, now)
    emails.requested(interview, ask.proposed, policy=policy, now=now)


def unsend(interview: Interview, *, by: User, now: datetime) -> Interview:
    """Take a request back while its mail has not left or an advisor looks at it; it becomes a draft again."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.DRAFT:
            return interview
        if interview.state == State.IN_REVIEW:
            record(interview, State.DRAFT, Verb.UNSENT, by, Role.STUDENT, now)
            return interview
        # Whoever has written to the other since would find their words gone.
        is_waiting = interview.state == State.REQUESTED and not interview.messages.exists()
        if not is_waiting or not emails.recall_request(interview, now=now):
            raise RuleBroken(
                _("The message to %(name)s has already left. You can withdraw the request instead.")
                % {"name": interview.asked_mentor.user.short_name}
            )
        interview.wished_at = interview.starts_at
        interview.asked_at = interview.during = interview.mentor_block = None
        record(interview, State.DRAFT, Verb.UNSENT, by, Role.STUDENT, now)
    return interview


def follow_up(interview: Interview, *, by: User, text: str, now: datetime) -> Interview:
    """One brief, friendly reminder in the student's own words, from the seventh day on."""
    with transaction.atomic():
        interview = lock(interview)
        require(interview, State.REQUESTED)
        policy = Policy.current()
        name = interview.host.short_name
        if interview.turn == Role.STUDENT:
            raise RuleBroken(_("%(name)s has asked you something. Answer that first.") % {"name": name})
        if interview.events.filter(verb=Verb.FOLLOWED_UP).exists():
            raise RuleBroken(_("You have followed up once. Give %(name)s the time to answer.") % {"name": name})
        opens_at = interview.state_since + timedelta(days=policy.follow_up_locked)
        if now < opens_at:
            day = times.day(opens_at, times.zone(interview.student.zone), now)
            raise RuleBroken(_("You can follow up from %(day)s on.") % {"day": day})
        record(interview, State.REQUESTED, Verb.FOLLOWED_UP, by, Role.STUDENT, now)
        if interview.mentor:  # to somebody outside, the student has written themselves
            emails.follow_up(interview, text, offered(interview), policy=policy, now=now)
    return interview


def _check_is_not_gone(mentor: Mentor, student: Student, ask: Ask, policy: Policy, now: datetime) -> None:
    """Whoever comes too late learns it without standing in line for the mentor. Proves nothing: no lock is held."""
    if ask.slot and _held_by_others(mentor=mentor.pk, student=student.pk, slot=ask.slot):
        known = interviews_around(mentor, student, now=now)
        at_once = books_at_once(mentor, ask.mode, policy)
        _check_slot(mentor, student, ask.slot, known, policy, now, at_once=at_once)


@Compiled
def _held_by_others(mentor: Any, student: Any, slot: Any) -> QuerySet[Interview]:
    held = Interview.objects.filter(mentor=mentor, mentor_block__contains=slot, state__in=HOLDS_TIME)
    return held.exclude(student=student).only("pk")


def _own(interview_id: uuid.UUID, student: Student, mentor: Mentor) -> Interview:
    """The row this form carries, or the open one of this pair that another tab began, or a new one."""
    rows = {row.pk: row for row in _own_or_open(pk=interview_id, student=student.pk, mentor=mentor.pk)}
    row = rows.get(interview_id) or next(iter(rows.values()), None)
    if row and (row.student_id, row.mentor_id) != (student.pk, mentor.pk):
        raise RuleBroken(_("This form belongs to something else. Open the mentor's page and start again."))
    if row and not row.is_open:
        raise IsOver(_("That request is over. Open the mentor's page and ask anew."))
    interview = row or Interview(id=interview_id)
    interview.mentor, interview.student = mentor, student
    return interview


@Compiled
def _own_or_open(pk: Any, student: Any, mentor: Any) -> QuerySet[Interview]:
    known = Q(pk=pk) | Q(student=student, mentor=mentor, state__in=OPEN)
    return Interview.objects.select_for_update(no_key=True).filter(known)


def _is_sent(interview: Interview, ask: Ask) -> bool:
    """By this very form, a moment ago."""
    if interview.state == State.SCHEDULED:
        return ask.slot is not None and interview.starts_at == ask.slot
    return interview.state in (State.IN_REVIEW, State.REQUESTED)


def may_go_on(interview: Interview, ask: Ask, known: Sequence[Interview], policy: Policy, now: datetime) -> None:
    """Asked again of a request that has waited for a look, and counted all the while."""
    mentor, student = interview.asked_mentor, interview.student
    if found := obstacle(mentor, student, policy=policy, now=now, known=known, counts_already=True):
        raise RuleBroken(found.sentence)
    _check_ask(interview, ask, policy, now)


def _check_may_ask(interview: Interview, known: Sequence[Interview], policy: Policy, now: datetime) -> None:
    if interview.state != State.DRAFT:
        raise RuleBroken(already_open(interview.asked_mentor))
    if found := obstacle(interview.asked_mentor, interview.student, policy=policy, now=now, known=known):
        raise RuleBroken(found.sentence)


def _check_ask(interview: Interview, ask: Ask, policy: Policy, now: datetime) -> None:
    mentor = interview.asked_mentor
    name = {"name": mentor.user.short_name}
    check_way(ask.mode, interview.student, now)
    if ask.mode not in ways_to_meet(mentor, interview.student, now):
        said = name | {"way": MeetingMode(ask.mode).label}
        raise RuleBroken(_("%(name)s doesn't offer “%(way)s” any more. Choose another way to meet.") % said)
    if not (ask.slot or ask.proposed or mentor.booking == Mentor.Booking.WRITE):
        raise RuleBroken(_("Pick a free time, or propose at least one of your own."))
    at_once = ask.slot is not None and books_at_once(mentor, ask.mode, policy)
    if at_once and not ask.books:
        raise RuleBroken(_("%(name)s isn't asked first any more: this books the call. Look it over once more.") % name)
    if ask.books and not at_once:
        raise RuleBroken(_("%(name)s is asked first now. Look it over once more, and send it as a request.") % name)


def _check_slot(
    mentor: Mentor,
    student: Student,
    slot: datetime,
    known: Sequence[Interview],
    policy: Policy,
    now: datetime,
    *,
    at_once: bool,
) -> None:
    left: list[datetime] = []
    if mentor.booking != Mentor.Booking.WRITE:
        left = free_times(mentor, student, now=now, policy=policy, ask_first=not at_once, known=known)
    if slot not in left:
        raise TimeTaken(_("That time was just taken. Your message is saved; pick another time."), left, known)


def _why_look(interview: Interview, policy: Policy, now: datetime) -> str:
    """What this request needs a look for before it goes out; nothing, once its words have had one."""
    if interview.looked_at:
        return ""
    needed = looks.look_needed(interview.student, policy=policy, now=now)
    return needed.why if needed else looks.Why.WISH if interview.wants_look else ""


def _wait_for_look(
    interview: Interview, ask: Ask, why: str, known: Sequence[Interview], policy: Policy, now: datetime
) -> None:
    """With an advisor: it counts as sent and holds no time; the mentor learns nothing of it."""
    if ask.slot:
        mentor, student = interview.asked_mentor, interview.student
        at_once = books_at_once(mentor, ask.mode, policy)
        _check_slot(mentor, student, ask.slot, known, policy, now, at_once=at_once)
    interview.wished_at = ask.slot
    by = interview.student.user
    record(interview, State.IN_REVIEW, Verb.LOOK_ASKED, by, Role.STUDENT, now, why=why, **_told(ask))
    replace_offer(interview, () if ask.slot else ask.proposed, OfferedTime.By.STUDENT, now)
    emails.look_waits(interview, policy=policy, now=now)


def _fill(interview: Interview, ask: Ask) -> None:
    if (interview.hope_to_learn, interview.message) != (ask.hope_to_learn, ask.message):
        interview.looked_at = None
    interview.wants_look = ask.wants_look
    interview.mode = MeetingMode(ask.mode)
    interview.length = interview.asked_mentor.length
    interview.hope_to_learn, interview.message, interview.is_first = ask.hope_to_learn, ask.message, ask.is_first
    interview.student_phone = ask.student_phone
    interview.wished_at = ask.slot


def _told(ask: Ask) -> dict[str, Any]:
    return {"time": ask.slot.isoformat()} if ask.slot else as_data(ask.proposed)
