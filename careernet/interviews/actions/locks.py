"""Locks, in their one order: mentor, student, interview."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from careernet.core.rules import LOST_RACES, RuleBroken, sqlstate
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student

# What the rules of meeting go by, and the person whole: the rest of the row is long, and for the directory.
OF_THE_MENTOR = (
    *("user", "state", "paused_until", "length", "break_after", "hours_ahead", "days_out"),
    *("calls_a_month", "waiting_at_most", "booking", "video_link", "phone", "meeting_place"),
)


class TimeTaken(RuleBroken):
    """Somebody else has that time now; the page offers what is left."""


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
    mentor, student = lock_people(interview.mentor_id, interview.student_id)
    locked = Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
    locked.mentor, locked.student = mentor, student
    return locked


def lock_people(mentor_id: uuid.UUID, student_id: uuid.UUID) -> tuple[Mentor, Student]:
    # NO KEY: foreign-key checks of other transactions on these rows need not wait.
    mentors = Mentor.objects.select_for_update(no_key=True, of=("self",)).select_related("user").only(*OF_THE_MENTOR)
    mentor = mentors.get(pk=mentor_id)
    student = Student.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=student_id)
    return mentor, student
