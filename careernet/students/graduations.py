"""A class that graduates on a day the office has set, and a graduate who comes back to study."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.actions import grant_role
from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.students import emails
from careernet.students.actions import lock
from careernet.students.models import Graduation, Student, StudentQuerySet

TOLD_BEFORE = timedelta(days=28)


def set_day(class_year: int, on: date, *, by: User, now: datetime) -> Graduation:
    """The class hears of it four weeks before, or at once where there is less time; another day is told again."""
    with transaction.atomic():
        policy = Policy.current()
        if on <= _today(policy, now):
            raise RuleBroken(_("Choose a day after today, so that the class hears of it."))
        Graduation.objects.get_or_create(class_year=class_year, defaults={"on": on})
        graduation = Graduation.objects.select_for_update().get(class_year=class_year)
        if graduation.done_at:
            raise RuleBroken(_("The class of %(year)d has graduated.") % {"year": class_year})
        graduation.on, graduation.set_by = on, by
        graduation.save(update_fields=["on", "set_by"])
        _record("set graduation", graduation, by, now)
        emails.class_graduates(class_of(class_year), on, told_from=on - TOLD_BEFORE, policy=policy, now=now)
    return graduation


def call_off(graduation: Graduation, *, by: User, now: datetime) -> None:
    """Nobody graduates by the clock, and what was not sent yet is not."""
    with transaction.atomic():
        graduation = Graduation.objects.select_for_update().get(pk=graduation.pk)
        if graduation.done_at:
            raise RuleBroken(_("The class of %(year)d has graduated.") % {"year": graduation.class_year})
        _record("called graduation off", graduation, by, now)
        graduation.delete()


def due(now: datetime) -> list[Graduation]:
    """Classes whose day has come on campus. Two queries."""
    waiting = Graduation.objects.filter(done_at=None, on__lte=_today(Policy.current(), now))
    return list(waiting.select_related("set_by").order_by("class_year"))


def close(graduation: Graduation, *, now: datetime) -> None:
    Graduation.objects.filter(pk=graduation.pk, done_at=None).update(done_at=now)


def class_of(class_year: int) -> StudentQuerySet:
    return Student.objects.here().filter(class_year=class_year).select_related("user").order_by("pk")


def coming(student: Student, now: datetime) -> date | None:
    """When this student's class graduates, from four weeks before. One query, and none for most of them."""
    if not student.class_year or abs(student.class_year - now.year) > 1:
        return None
    soon = Graduation.objects.filter(class_year=student.class_year, done_at=None, on__lte=(now + TOLD_BEFORE).date())
    return soon.values_list("on", flat=True).first()


def take_back_in(student: Student, *, class_year: int | None, by: User, now: datetime) -> Student:
    """A graduate studies here again: all that was theirs is, and they may ask mentors. A mentor stays one, too."""
    with transaction.atomic():
        student = lock(student)
        if student.left_at is None:
            return student
        student.left_at, student.class_year = None, class_year or student.class_year
        student.save(update_fields=["left_at", "class_year"])
        grant_role(student.user, Role.Kind.STUDENT, by=by, now=now)
        emails.student_again(student, policy=Policy.current(), now=now)
    return student


def _today(policy: Policy, now: datetime) -> date:
    return times.local(now, times.zone(policy.time_zone)).date()


def _record(verb: str, graduation: Graduation, by: User, now: datetime) -> None:
    data = {"class": graduation.class_year, "on": graduation.on.isoformat()}
    AuditEvent.objects.create(at=now, by=by, verb=verb, data=data)
