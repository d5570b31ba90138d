"""An advisor names people to a student; the student asks them, or puts the name away."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.advising import emails
from careernet.advising.models import Suggestion
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews.models import OPEN, Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student

AT_MOST = 3  # that stand at one time: more is a directory
IN_TOUCH = OPEN - {State.DRAFT}  # a draft is the student's alone


def suggest(student: Student, lines: Mapping[UUID, str], *, by: User, now: datetime) -> None:
    """`lines` says why, by mentor. The rows are the record; one mail tells of all that stand."""
    with transaction.atomic():
        student = Student.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=student.pk)
        name = {"name": student.user.short_name}
        if student.left_at or not Student.objects.cared_for_by(by, now).filter(pk=student.pk).exists():
            raise RuleBroken(_("%(name)s is no longer among your students.") % name)
        if Mentor.objects.listed_for(student.user).filter(pk__in=lines).count() < len(lines):
            raise RuleBroken(_("One of these people can’t be suggested any more. Look them up again."))
        if Interview.objects.of_student(student).filter(mentor__in=lines, state__in=IN_TOUCH).exists():
            raise RuleBroken(_("%(name)s is already in touch with one of these people.") % name)
        standing = Suggestion.objects.open(now).filter(student=student)
        if standing.exclude(mentor__in=lines).count() + len(lines) > AT_MOST:
            raise RuleBroken(_("%(name)s would have more than three suggestions to think about.") % name)
        for mentor_id, line in lines.items():
            said = {"by": by, "line": line, "suggested_at": now, "dismissed_at": None}
            Suggestion.objects.update_or_create(student=student, mentor_id=mentor_id, defaults=said)
        emails.suggested(student, by=by, policy=Policy.current(), now=now)


def dismiss(suggestion: Suggestion, *, now: datetime) -> None:
    """Put away by the student; a second click changes nothing."""
    Suggestion.objects.filter(pk=suggestion.pk, dismissed_at=None).update(dismissed_at=now)
