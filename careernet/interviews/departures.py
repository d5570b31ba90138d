"""What becomes of conversations when one of the two leaves: shown beforehand, then done in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Major
from careernet.interviews import actions
from careernet.interviews.models import NO_CALL_YET, Event, Interview, InterviewQuerySet, State
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor
from careernet.students import actions as studying, graduations
from careernet.students.models import Student

Role = Event.Role


@dataclass(frozen=True)
class OpenEnds:
    """What somebody who leaves has under way: requests nobody has settled, and calls of ours still to come."""

    waiting: list[Interview]
    booked: list[Interview]


@dataclass(frozen=True)
class NewMentor:
    """What a graduate says of themselves; `facts` are columns of Mentor by name."""

    facts: Mapping[str, Any]
    majors: Sequence[Major]


def open_ends(interviews: InterviewQuerySet, now: datetime) -> OpenEnds:
    """Of these interviews, in the one order in which their people are locked. One query."""
    rows = list(interviews.open().with_people().order_by("mentor", "student"))
    return OpenEnds(
        waiting=[row for row in rows if row.state in NO_CALL_YET],
        # A call a student arranged themselves with somebody outside is nobody else's to call off.
        booked=[row for row in rows if row.state == State.SCHEDULED and row.mentor and not row.has_begun(now)],
    )


# --- A mentor -----------------------------------------------------------------------------------------------------
def of_mentor(mentor: Mentor, now: datetime) -> OpenEnds:
    return open_ends(Interview.objects.for_mentor(mentor), now)


def stop_volunteering(mentor: Mentor, *, by: User, keeps_calls: bool, now: datetime) -> Mentor:
    """Waiting requests are declined kindly, booked calls kept or called off, and no student finds them any more.

    By the mentor, or by the office for them: then the words are the office's own.
    """
    is_own = by == mentor.user
    role, reason = (Role.MENTOR, _stepping_back()) if is_own else (Role.OFFICER, "")
    with transaction.atomic():
        ends = of_mentor(mentor, now)
        actions.lock_all([mentor.pk], [row.student_id for row in (*ends.waiting, *ends.booked)])
        ends = of_mentor(mentor, now)
        for interview in ends.waiting:
            actions.decline(interview, by=by, role=role, reason=reason, now=now)
        for interview in () if keeps_calls else ends.booked:
            actions.cancel(interview, by=by, role=role, reason=reason, now=now)
        return mentoring.retire(mentor, by=by, now=now)


def _stepping_back() -> str:
    return _("I am stepping back from mentoring here. It has nothing to do with you or with what you asked.")


# --- A student ----------------------------------------------------------------------------------------------------
def of_student(student: Student, now: datetime) -> OpenEnds:
    return open_ends(Interview.objects.of_student(student), now)


def graduate(student: Student, *, by: User, address: str, becomes: NewMentor | None = None, now: datetime) -> Student:
    """What waits is withdrawn, booked calls stay, what they wrote stays theirs to read; they may become a mentor."""
    with transaction.atomic():
        student = _end_studies(student, by=by, keeps_calls=True, now=now)
        studying.write_to(student.user, address)
        if becomes:
            mentoring.begin_as_graduate(student.user, facts=becomes.facts, majors=becomes.majors, now=now)
    return student


def graduate_classes(now: datetime) -> int:
    """Those whose day has come, a transaction each; answers how many. Broken off, the next round goes on."""
    number = 0
    for graduation in graduations.due(now):
        for student in graduations.class_of(graduation.class_year):
            with transaction.atomic():
                _end_studies(student, by=graduation.set_by or student.user, keeps_calls=True, now=now)
                for address in studying.private_addresses(student.user)[:1]:
                    studying.write_to(student.user, address)
            number += 1
        graduations.close(graduation, now=now)
    return number


def leave(student: Student, *, by: User, now: datetime) -> Student:
    """Somebody is no student here any more: nothing waits on them, and nobody waits for a call."""
    with transaction.atomic():
        return _end_studies(student, by=by, keeps_calls=False, now=now)


def _end_studies(student: Student, *, by: User, keeps_calls: bool, now: datetime) -> Student:
    ends = of_student(student, now)
    actions.lock_all([row.mentor_id for row in (*ends.waiting, *ends.booked) if row.mentor_id], [student.pk])
    ends = of_student(student, now)
    role = Role.STUDENT if by == student.user else Role.OFFICER
    for interview in ends.waiting:
        actions.withdraw(interview, by=by, role=role, now=now)
    for interview in () if keeps_calls else ends.booked:
        reason = _("I am no longer a student here. Thank you for the time you would have given.")
        actions.cancel(interview, by=by, role=role, reason=reason if role == Role.STUDENT else "", now=now)
    return studying.end_studies(student, by=by, now=now)


# --- Somebody for good --------------------------------------------------------------------------------------------
def of_person(person: User, now: datetime) -> OpenEnds:
    """On whichever side; of a mentor's only what has reached them."""
    mine = Q(student__user=person) | Q(mentor__user=person, asked_at__isnull=False)
    return open_ends(Interview.objects.filter(mine), now)


def depart(person: User, *, now: datetime) -> None:
    """Their account ends: whoever waits for them hears it kindly, and no call of theirs takes place any more."""
    with transaction.atomic():
        ends = of_person(person, now)
        students, mentors = Student.objects.filter(user=person), Mentor.objects.filter(user=person)
        under_way = (*ends.waiting, *ends.booked)
        actions.lock_all(
            {*mentors.values_list("pk", flat=True), *(row.mentor_id for row in under_way if row.mentor_id)},
            {*students.values_list("pk", flat=True), *(row.student_id for row in under_way)},
        )
        for mentor in mentors.select_related("user").defer("search"):
            stop_volunteering(mentor, by=person, keeps_calls=False, now=now)
        for student in students.select_related("user"):
            leave(student, by=person, now=now)
