"""Keeping two people apart: what either side tells the office, and what nobody of us does again afterward.

A conversation that somebody has to leave ends by the verb they would have used anyway (`withdraw`, `decline`,
`cancel`). To the other side it is an ordinary ending because it is one: there is nothing to hide on any page, in any
mail or file. What sets it apart is a `Block`, and a `Report` that the office alone reads.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts import readings
from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, emails
from careernet.interviews.forgetting import forget_words
from careernet.interviews.models import ASKED, NO_CALL_YET, Block, Event, Interview, Report, State
from careernet.mail.actions import drop
from careernet.mentors.models import Mentor
from careernet.students.models import Student, WantToTalk

Role = Event.Role


# --- What either side does ----------------------------------------------------------------------------------------
def report(report_id: uuid.UUID, interview: Interview, *, by: User, kind: str, text: str, now: datetime) -> Report:
    """Tell the office that something went wrong; the two are kept apart from this moment on.

    Told twice under one id it answers with the first one.
    """
    with transaction.atomic():
        interview = actions.lock(interview)
        known = Report.objects.filter(pk=report_id).first()
        if known and (known.by_id, known.interview_id) != (by.pk, interview.pk):
            raise RuleBroken(_("This form belongs to something else. Open the conversation and start again."))
        if known:
            return known
        about = interview.other_user(by)
        told = Report.objects.create(
            id=report_id, interview=interview, by=by, about=about, kind=kind, text=text, told_at=now
        )
        _part(by, about, now)
        _record("reported", told, by, now)
        emails.report_came_in(told, policy=Policy.current(), now=now)
    return told


def keep_apart(interview: Interview, *, by: User, now: datetime) -> Block:
    """Never suggest or connect these two again, without telling anybody why. Only the office takes it back."""
    with transaction.atomic():
        interview = actions.lock(interview)
        about = interview.other_user(by)
        known = Block.objects.filter(by=by, about=about).first()
        if known:
            return known
        block = _part(by, about, now)
        AuditEvent.objects.create(
            at=now, by=by, verb="kept apart", object_type="interview", object_id=str(interview.pk)
        )
    return block


# --- What the office does -----------------------------------------------------------------------------------------
def open_words(report: Report, *, by: User, reason: str, now: datetime) -> None:
    """Record who reads what the two wrote to each other, and why.

    `about` is the one who told the office, who may see it. To the other side it would tell that there is a report.
    """
    _record("opened words", report, by, now, about=report.by, reason=reason)


def note_reading(report: Report, *, by: User, now: datetime) -> None:
    """Record once that this officer has read the report, for whoever told it to see."""
    readings.note("read report", report, by=by, writer=report.by, now=now)


def keep_pair_apart(report: Report, *, by: User, reason: str, now: datetime) -> None:
    """Once more, after the office had let the two meet again."""
    with transaction.atomic():
        actions.lock(report.interview)
        if not Block.objects.between(report.by, report.about).exists():
            _part(report.by, report.about, now)
            _record("kept apart", report, by, now, reason=reason)


def let_meet_again(report: Report, *, by: User, reason: str, now: datetime) -> None:
    """Take back that the two are kept apart, whoever of them asked for it. What has ended stays ended."""
    with transaction.atomic():
        actions.lock(report.interview)
        number, _rows = Block.objects.between(report.by, report.about).delete()
        if number:
            _record("let meet again", report, by, now, reason=reason)


def records_kept_from(officer: User) -> list[str]:
    """The ids under which the record tells of what others asked for because of this officer."""
    reports = Report.objects.filter(Q(about=officer) | Q(by=officer)).values_list("pk", flat=True)
    others = Block.objects.filter(about=officer).values("by")
    interviews = Interview.objects.of_person(officer).filter(Q(student__user__in=others) | Q(mentor__user__in=others))
    return [str(pk) for pk in (*reports, *interviews.values_list("pk", flat=True))]


def close_report(report: Report, *, by: User, outcome: str, now: datetime) -> Report:
    """The office is done with it; the outcome stays with the report."""
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if report.closed_at:
            return report
        report.closed_at, report.closed_by, report.outcome = now, by, outcome
        report.save(update_fields=["closed_at", "closed_by", "outcome"])
        drop(about=report, now=now, reason="the report is closed")
        for person in (report.by, report.about):
            if person.erased_at:  # what had to wait for the office
                forget_words(Interview.objects.filter(pk=report.interview_id), of=person)
        _record("closed report", report, by, now, reason=outcome[:300])
    return report


def note_step(report: Report, verb: str, *, by: User, reason: str, now: datetime) -> None:
    """Put on record with the report what the office did elsewhere."""
    _record(verb, report, by, now, reason=reason)


def end_all_of(person: User, *, by: User, now: datetime) -> int:
    """End what somebody has under way, in words that blame nobody; answers how much it was."""
    with transaction.atomic():
        people = list(under_way(person).values_list("mentor", "student"))
        # Their own rows in any case: a request that is on its way is found below, or finds their account closed.
        mentors, students = Mentor.objects.filter(user=person), Student.objects.filter(user=person)
        actions.lock_all(
            {*mentors.values_list("pk", flat=True), *(mentor for mentor, _student in people)},
            {*students.values_list("pk", flat=True), *(student for _mentor, student in people)},
        )
        ended = [row for row in under_way(person) if _end_for_office(row, person, by, now)]
    return len(ended)


def under_way(person: User) -> QuerySet[Interview]:
    """What somebody has open on either side. A draft is its writer's alone, and stays; so does all with people outside.

    So does a request of somebody else's that is not out yet: what stands in its way then, is asked before it goes.
    """
    rows = (
        Interview.objects.pool().open().exclude(state=State.DRAFT).exclude(state=State.IN_REVIEW, mentor__user=person)
    )
    return rows.of_person(person).with_people()


# --- Apart --------------------------------------------------------------------------------------------------------
def _part(by: User, about: User, now: datetime) -> Block:
    """What these two have open ends, and no mail of theirs leaves any more but the ordinary last one."""
    for interview in Interview.objects.between(by, about).with_people():
        if not _end(interview, by, now) and interview.state in (State.SCHEDULED, State.COMPLETED, State.MISSED):
            drop(about=interview, now=now, reason="these two are kept apart")
    emails.gather_again(by, about, now=now)
    WantToTalk.objects.filter(student__user__in=(by, about), mentor__user__in=(by, about)).delete()
    block, _is_new = Block.objects.get_or_create(by=by, about=about, defaults={"since": now})
    return block


def _end(interview: Interview, by: User, now: datetime) -> bool:
    """By the verb this side has at this point, and in the words it would have used; False where nothing is to end.

    A call that has begun is left to the clock, as any other one: ending it now would tell that something is the matter.
    """
    is_student = interview.is_student(by)
    if interview.state == State.SCHEDULED and not interview.has_begun(now):
        actions.cancel(
            interview, by=by, role=interview.side_of(by), reason=suggested_reason() if is_student else "", now=now
        )
    elif is_student and interview.state in NO_CALL_YET:
        actions.withdraw(interview, by=by, now=now)
    elif interview.state in ASKED:
        actions.decline(interview, by=by, now=now)
    else:
        return False
    return True


def suggested_reason() -> str:
    """The words a student is offered when they cancel, so that many an ordinary mail carries them."""
    return _("Something has come up that I can't move. I am sorry for the change.")


# --- Suspended ----------------------------------------------------------------------------------------------------
def _end_for_office(interview: Interview, person: User, by: User, now: datetime) -> bool:
    if interview.state == State.SCHEDULED:
        if interview.has_begun(now):
            return False  # the clock settles it, as it does every call
        reason = _("The career office had to call this one off. We are sorry for the change.")
        actions.cancel(interview, by=by, role=Role.OFFICER, reason=reason, now=now)
    elif interview.is_mentor(person):
        actions.decline(interview, by=by, role=Role.OFFICER, now=now)
    else:
        actions.withdraw(interview, by=by, role=Role.OFFICER, now=now)
    return True


def _record(verb: str, report: Report, by: User, now: datetime, *, about: User | None = None, reason: str = "") -> None:
    """Without whom it is about, unless that person may know: people can read what is recorded about them."""
    AuditEvent.objects.create(
        at=now, by=by, about=about, verb=verb, object_type="report", object_id=str(report.pk), reason=reason
    )
