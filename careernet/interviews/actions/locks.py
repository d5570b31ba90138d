"""Locks, in their one order: mentor, student, interview."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.core.compiled import Compiled
from careernet.core.rules import LOST_RACES, RuleBroken, sqlstate
from careernet.interviews.looks import telling_slips
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student

# What the rules of meeting go by, and the person whole: the rest of the row is long, and for the directory.
OF_THE_MENTOR = (
    *("user", "state", "paused_until", "length", "break_after", "hours_ahead", "days_out"),
    *("calls_a_month", "waiting_at_most", "booking", "modes", "video_link", "phone", "meeting_place"),
)


class TimeTaken(RuleBroken):
    """Somebody else has that time now; the page offers what is left.

    known, left: what `interviews_around` and `free_times` have answered, where the action has asked them.
    """

    def __init__(self, sentence: str, left: Sequence[datetime] = (), known: Sequence[Interview] = ()) -> None:
        super().__init__(sentence)
        self.left, self.known = left, known


@contextmanager
def claiming() -> Iterator[None]:
    """A transaction that claims a time; the database's own "never" becomes a sentence."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, OperationalError) as error:
        if sqlstate(error) not in LOST_RACES:
            raise
        raise TimeTaken(_("That time was just taken. Your message is saved; pick another time.")) from error


def lock(interview: Interview) -> Interview:
    """The interview as it is now, with its people, all locked."""
    mentor = _lock_mentor(interview.mentor_id) if interview.mentor_id else None
    student = lock_student(interview.student_id)
    [locked] = _interview_to_lock(pk=interview.pk)
    locked.mentor, locked.student = mentor, student
    return locked


def lock_asked(interview: Interview) -> Interview:
    """The same of one that a mentor of ours was asked for; of another, `RuleBroken`."""
    interview = lock(interview)
    _is_ours = interview.asked_mentor
    return interview


def lock_outside(interview: Interview) -> Interview:
    """The same of one the student has arranged themselves."""
    interview = lock(interview)
    if interview.mentor:
        raise RuleBroken(_("%(name)s answers this one here.") % {"name": interview.mentor.short_name})
    return interview


def lock_people(mentor_id: uuid.UUID, student_id: uuid.UUID) -> tuple[Mentor, Student]:
    """Both, and whether their accounts are open now: what waited for a lock still shows them as they were before."""
    mentor, student = _lock_mentor(mentor_id), lock_student(student_id)
    shut = {user.pk for user in _shut_out(one=mentor.user_id, other=student.user_id)}
    mentor.user.is_active, student.user.is_active = mentor.user_id not in shut, student.user_id not in shut
    return mentor, student


def lock_all(mentors: Iterable[uuid.UUID], students: Iterable[uuid.UUID]) -> None:
    """Of many interviews, all people at once: one interview after the other would lock them crosswise."""
    list(Mentor.objects.filter(pk__in=mentors).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    list(Student.objects.filter(pk__in=students).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _lock_mentor(mentor_id: uuid.UUID) -> Mentor:
    [mentor] = _mentor_to_lock(pk=mentor_id)
    return mentor


def lock_student(student_id: uuid.UUID) -> Student:
    [student] = _student_to_lock(pk=student_id)
    return student


def check_is_here(student: Student) -> None:
    """Before anything begins, under the lock: they may have left while their own form was on its way."""
    if student.left_at:
        raise RuleBroken(_("You are no student here any more, so nothing new begins."))
    if not student.user.is_active:
        raise RuleBroken(_("Your account is closed, so nothing new begins."))


# NO KEY: foreign-key checks of other transactions on these rows need not wait.
@Compiled
def _mentor_to_lock(pk: Any) -> QuerySet[Mentor]:
    mentors = Mentor.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return mentors.only(*OF_THE_MENTOR).filter(pk=pk)


@Compiled
def _shut_out(one: Any, other: Any) -> QuerySet[User]:
    return User.objects.filter(Q(pk=one) | Q(pk=other), is_active=False).only("pk")


@Compiled
def _interview_to_lock(pk: Any) -> QuerySet[Interview]:
    return Interview.objects.select_for_update(no_key=True).filter(pk=pk)


@Compiled
def _student_to_lock(pk: Any) -> QuerySet[Student]:
    students = Student.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return telling_slips(students.filter(pk=pk))  # so that sending asks no further query about them
