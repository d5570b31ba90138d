"""Making and changing a class, joining and leaving it, and who comes in as its teacher."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careernet.accounts.actions import grant_role, revoke_role
from careernet.accounts.models import AuditEvent, Role, User
from careernet.core.rules import RuleBroken
from careernet.courses import emails
from careernet.courses.codes import new_code
from careernet.courses.models import Course, Enrollment, Teacher, proven_addresses
from careernet.students.models import Student

ASKED = ("name", "term", "expected", "begins_on", "interviews", "interviews_by", "reflections", "reflections_by")


def make(course_id: UUID, *, asked: dict[str, Any], teachers: Collection[str], by: User, now: datetime) -> Course:
    """A new class, run by whoever makes it; a second click finds it there."""
    with transaction.atomic():
        course, is_new = Course.objects.get_or_create(
            pk=course_id, defaults={**asked, "advisor": by, "code": _free_code(), "created_at": now}
        )
        if not is_new:
            if course.advisor_id != by.pk:
                raise RuleBroken(_("This class is somebody else’s. Begin a new one."))
            return course
        _record("made a class", course, by, None, now)
        _set_teachers(course, teachers, by, now)
    return course


def change(course: Course, *, asked: dict[str, Any], teachers: Collection[str], by: User, now: datetime) -> None:
    """Name, dates and teachers. Everybody in it is looked at again: what is due may be due on another day."""
    with transaction.atomic():
        course = _lock(course)
        for name, value in asked.items():
            setattr(course, name, value)
        course.save(update_fields=list(asked))
        course.enrollments.update(wake_at=now)
        _record("changed a class", course, by, None, now)
        _set_teachers(course, teachers, by, now)


def remove(course: Course, *, by: User, now: datetime) -> None:
    """Only one that nobody has joined: the others stay on record."""
    with transaction.atomic():
        course = _lock(course)
        if course.enrollments.exists():
            raise RuleBroken(_("Students have joined this class. It stays, for what they did in it."))
        _set_teachers(course, [], by, now)
        _record("removed a class", course, by, None, now)
        course.delete()


def join(course: Course, *, student: Student, now: datetime) -> Enrollment:
    """A second click changes nothing."""
    with transaction.atomic():
        course = _lock(course)
        enrollment, is_new = Enrollment.objects.get_or_create(
            course=course, student=student, defaults={"joined_at": now, "wake_at": now}
        )
        if is_new:
            _record("joined a class", course, student.user, student.user, now)
    return enrollment


def leave(enrollment: Enrollment, *, by: User, now: datetime) -> None:
    """From then on nobody of the class sees how far they are."""
    with transaction.atomic():
        course = _lock(enrollment.course)
        if course.enrollments.filter(pk=enrollment.pk).delete()[0]:
            _record("left a class", course, by, by, now)


def admit_teacher(user: User, *, now: datetime) -> None:
    """Whoever has proven the address an advisor named sees that class from then on. Safe to call at every sign-in."""
    if user.has_role(Role.Kind.TEACHER):
        return
    if Teacher.objects.filter(email__in=proven_addresses(user)).exists():
        grant_role(user, Role.Kind.TEACHER, by=None, now=now)


def _lock(course: Course) -> Course:
    locked = Course.objects.select_for_update(no_key=True).filter(pk=course.pk).first()
    if locked is None:
        raise RuleBroken(_("This class is gone."))
    return locked


def _free_code() -> str:
    code = new_code()
    return _free_code() if Course.objects.filter(code=code).exists() else code


def _set_teachers(course: Course, addresses: Collection[str], by: User, now: datetime) -> None:
    """Who is new gets a mail; who taught nothing else has no role here any more."""
    before, after = set(course.teachers.values_list("email", flat=True)), set(addresses)
    course.teachers.filter(email__in=before - after).delete()
    new = Teacher.objects.bulk_create([Teacher(course=course, email=address) for address in sorted(after - before)])
    for teacher in new:
        owner = _owner(teacher.email)
        emails.teaching(teacher, owner, by=by, now=now)
        if owner:
            admit_teacher(owner, now=now)
    for address in before - after:
        if owner := _owner(address):
            _retire(owner, by, now)


def _retire(user: User, by: User, now: datetime) -> None:
    if not Teacher.objects.filter(email__in=proven_addresses(user)).exists():
        for role in user.roles.filter(kind=Role.Kind.TEACHER):
            revoke_role(role, by=by, now=now)


def _owner(address: str) -> User | None:
    """Who has proven it; nobody else sees anything by it."""
    proven = EmailAddress.objects.annotate(lower=Lower("email")).filter(lower=address, verified=True)
    found = proven.select_related("user").first()
    return found.user if found else None


def _record(verb: str, course: Course, by: User, about: User | None, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        by=by,
        about=about,
        verb=verb,
        object_type="course",
        object_id=str(course.pk),
        data={"name": course.name},
    )
