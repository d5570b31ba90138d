"""What the office writes to students about their own leaving."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.core import times
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail
from careernet.students.models import Graduation, Student


def still_a_student(mail: OutgoingMail, now: datetime) -> bool | str:
    if mail.about_id and Student.objects.filter(pk=mail.about_id, left_at=None).exists():
        return True
    return "no student any more"


def still_graduates(mail: OutgoingMail, now: datetime) -> bool | str:
    """The class still does on that day, and the student is still of that class."""
    here = Student.objects.filter(pk=mail.about_id, left_at=None).first() if mail.about_id else None
    years = [here.class_year] if here and here.class_year else []
    if Graduation.objects.filter(class_year__in=years, on=mail.data["on"], done_at=None).exists():
        return True
    return "the class graduates on another day, or without them"


SUGGESTS = kinds.register(kinds.Kind("students.suggests", "digest", 8, still_holds=still_a_student))


GRADUATES = kinds.register(kinds.Kind("students.graduates", "booking", 5, still_holds=still_graduates))
TELLS = kinds.register(kinds.Kind("students.tells", "booking", 3))
TEN_O_CLOCK = 600  # minutes after midnight


def graduation(students: Iterable[Student], year: int, *, policy: Policy, now: datetime) -> None:
    """Once a person and year, however often the office asks."""
    key = "students.graduation:{}:" + str(year)
    queue(*(_mail(SUGGESTS, "graduation", key, student, policy, now=now) for student in students))


def class_graduates(students: Iterable[Student], on: date, *, told_from: date, policy: Policy, now: datetime) -> None:
    """Once a person and day; in the morning on campus."""
    due = max(now, times.to_utc(told_from, TEN_O_CLOCK, times.zone(policy.time_zone)))
    key = f"students.graduates:{{}}:{on}"
    told: dict[str, Any] = {"now": now, "due": due, "data": {"on": on.isoformat()}}
    queue(*(_mail(GRADUATES, "class_graduates", key, student, policy, on=on, **told) for student in students))


def student_again(student: Student, *, policy: Policy, now: datetime) -> None:
    queue(_mail(TELLS, "again", f"students.again:{{}}:{now:%Y%m%dT%H%M%S}", student, policy, now=now))


def _mail(
    kind: kinds.Kind, template: str, key: str, student: Student, policy: Policy, *, on: date | None = None, **rest: Any
) -> OutgoingMail:
    url = f"{settings.SITE_URL}{reverse('students:graduation')}"
    return compose(
        kind=kind.name,
        key=key.format(student.pk),
        to=student.user,
        template=f"students/{template}",
        context={"office": policy.office, "campus": policy.campus_name, "url": url, "on": on},
        about=student,
        from_name=policy.office,
        reply_to=policy.office_email,
        **rest,
    )
