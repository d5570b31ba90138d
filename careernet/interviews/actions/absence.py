"""Somebody wasn't there: said by the other side, and fair to both before it counts for anything."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.calendar import add_working_days
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import lock, lock_asked
from careernet.interviews.actions.record import Role, Verb, record, require
from careernet.interviews.models import Absence, Event, Interview, State
from careernet.mail.actions import drop
from careernet.students.models import Student

WAITED, LATE_BY = timedelta(minutes=10), timedelta(minutes=10)  # the latter is what "running late" says
TOLD_WITHIN = timedelta(days=7)  # of the end, where the other side or the clock has said that it took place


def miss(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The other side isn't there, or wasn't, even if it was said meanwhile that it took place.

    They hear of it mildly and have some working days to say what happened.
    """
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.MISSED:
            return interview
        require(interview, State.SCHEDULED, State.COMPLETED)
        events = list(interview.events.all())
        check_waited(interview, events, by, now)
        if stands := why_it_stands(interview, events, by, now):
            raise RuleBroken(stands)
        policy = Policy.current()
        role = interview.side_of(by)
        absent = Role.MENTOR if role == Role.STUDENT else Role.STUDENT
        answer_by = add_working_days(
            now, policy.absence_answer_days, AcademicPeriod.objects.all(), zone=times.zone(policy.time_zone)
        )
        Absence.objects.create(interview=interview, of=absent, said_at=now, answer_by=answer_by)
        record(interview, State.MISSED, Verb.MISSED, by, role, now, absent=absent)
        drop(about=interview, now=now, reason="one of the two wasn't there")
        emails.missed(interview, to=interview.other_user(by), answer_by=answer_by, policy=policy, now=now)
    return interview


def answer_absence(interview: Interview, *, by: User, answer: str, words: str, now: datetime) -> Interview:
    """The side that was missed says what happened; where the two tell it differently, the office settles it."""
    with transaction.atomic():
        interview = lock_asked(interview)
        absence = _absence(interview)
        if absence.answer:
            return interview
        if not absence.is_of(by) or not absence.awaits_answer(now):
            raise RuleBroken(_("The time to answer is over. Write to the career office if it should be put right."))
        absence.answer = answer
        absence.save(update_fields=["answer"])
        role = interview.side_of(by)
        record(interview, State.MISSED, Verb.ANSWERED, by, role, now, answer=answer, reason=words)
        emails.absence_answered(interview, by=by, answer=answer, words=words, policy=Policy.current(), now=now)
    return interview


def settle(interview: Interview, *, by: User, took_place: bool, now: datetime) -> Interview:
    """The office decides between two who tell it differently."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if took_place and interview.state == State.COMPLETED:
            return interview
        absence = _absence(interview)
        if interview.is_student(by) or interview.is_mentor(by):
            raise RuleBroken(_("You are one of the two. Somebody else of the office settles this."))
        if absence.answer != Absence.Answer.CAME:
            raise RuleBroken(_("There is nothing to settle: nobody has told it differently."))
        if took_place:
            absence.delete()
        else:
            Absence.objects.filter(pk=absence.pk).update(answer=Absence.Answer.SORRY)
        to = State.COMPLETED if took_place else State.MISSED
        record(interview, to, Verb.SETTLED, by, Role.OFFICER, now)
    return interview


def excuse(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The student's advisor knows what came up: a call missed or canceled late counts for nothing."""
    with transaction.atomic():
        interview = lock(interview)
        slip = Interview.objects.slipped().filter(pk=interview.pk).first()
        if slip is None:
            raise RuleBroken(_("There is nothing to excuse: the student neither missed this nor canceled it late."))
        if slip.is_excused:
            return interview
        if not Student.objects.cared_for_by(by, now).filter(pk=interview.student_id).exists():
            raise RuleBroken(_("Only the student's own advisor can excuse this."))
        record(interview, interview.state, Verb.EXCUSED, by, Role.ADVISOR, now)
        # No mail: the student sees it on the page, and no mentor ever does.
    return interview


def missed_from(interview: Interview, events: Iterable[Event], user: User) -> datetime:
    """From when on this side may say that the other isn't there: some minutes after the start of the call, or after
    the time for which the other has announced themselves."""
    start, own = interview.during.lower, interview.side_of(user)
    announced = [
        max(start, event.at) + LATE_BY
        for event in events
        if event.verb == Verb.RUNNING_LATE and event.role != own and event.data["time"] == start.isoformat()
    ]
    expected: datetime = max(announced, default=start)
    return expected + WAITED


def check_waited(interview: Interview, events: Iterable[Event], by: User, now: datetime) -> None:
    """`events`: at least those in which somebody said that they run late."""
    opens_at = missed_from(interview, events, by)
    if now >= opens_at:
        return
    if opens_at == interview.during.lower + WAITED:
        raise RuleBroken(_("Give them ten minutes; many a meeting before this one runs late."))
    said = {"name": interview.other_side(by).short_name}
    said["time"] = times.time_of_day(opens_at, times.zone(by.time_zone))
    raise RuleBroken(_("%(name)s said that they run late. Give them until %(time)s.") % said)


def why_it_stands(interview: Interview, events: Iterable[Event], user: User, now: datetime) -> str:
    """Why this side can't say any more that a call did not take place: it was their own word, or the office's, or it is
    long ago. Empty where they can.
    """
    if interview.state != State.COMPLETED:
        return ""
    own, said = interview.side_of(user), (Verb.COMPLETED, Verb.THANKED)
    if any(event.verb == Verb.SETTLED or (event.verb in said and event.role == own) for event in events):
        return _("It was said already that this took place. Write to the career office if that is wrong.")
    if now >= interview.during.upper + TOLD_WITHIN:
        return _("That is more than a week ago. Write to the career office if it should be put right.")
    return ""


def take_back_absence(interview: Interview, by: User | None) -> None:
    """Only by whoever said it; under the lock of the caller."""
    absence = _absence(interview)
    if by is None or absence.is_of(by):
        raise RuleBroken(_("Say below what happened; only who said so can take it back."))
    absence.delete()


def _absence(interview: Interview) -> Absence:
    require(interview, State.MISSED)
    return Absence.objects.select_related("interview__student", "interview__mentor").get(interview=interview)
