"""Somebody wasn't there: said by the other side, and fair to both before it counts for anything."""

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
from careernet.interviews.models import Absence, Interview, State
from careernet.mail.actions import drop

WAITED = timedelta(minutes=10)


def miss(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The other side isn't there. They hear of it mildly and have some working days to say what happened."""
    with transaction.atomic():
        interview = lock_asked(interview)
        if interview.state == State.MISSED:
            return interview
        require(interview, State.SCHEDULED)
        check_waited(interview, now)
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
        if interview.student.advisor_id != by.pk:
            raise RuleBroken(_("Only the student's own advisor can excuse this."))
        record(interview, interview.state, Verb.EXCUSED, by, Role.ADVISOR, now)
        # No mail: the student sees it on the page, and no mentor ever does.
    return interview


def check_waited(interview: Interview, now: datetime) -> None:
    if not interview.has_begun(now - WAITED):
        raise RuleBroken(_("Give them ten minutes; many a meeting before this one runs late."))


def take_back_absence(interview: Interview, by: User | None) -> None:
    """Only by whoever said it; under the lock of the caller."""
    absence = _absence(interview)
    if by is None or absence.is_of(by):
        raise RuleBroken(_("Say below what happened; only who said so can take it back."))
    absence.delete()


def _absence(interview: Interview) -> Absence:
    require(interview, State.MISSED)
    return Absence.objects.select_related("interview__student", "interview__mentor").get(interview=interview)
