"""The student's first four steps. Each says one thing, can be skipped, and can be said again in the profile."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from careernet.accounts.models import User
from careernet.campus.models import Field, Major
from careernet.mail.preferences import follow_zone
from careernet.students.models import Student


def say_who(
    student: Student, *, preferred_name: str, pronouns: str, class_year: int | None, major: Major | None
) -> None:
    """How the student is called, and what they study; of several majors this is the first by name."""
    user = student.user
    with transaction.atomic():
        user.preferred_name, user.pronouns = preferred_name, pronouns
        user.save(update_fields=["preferred_name", "pronouns"])
        student.class_year = class_year
        student.save(update_fields=["class_year"])
        others = student.majors.order_by("name")[1:]
        student.majors.set([*others, *([major] if major else [])])


def say_interests(student: Student, *, interests: Iterable[Field], is_undecided: bool) -> None:
    """Fields, or "I don't know yet", or both: a hunch and a doubt go together."""
    with transaction.atomic():
        student.is_undecided = is_undecided
        student.save(update_fields=["is_undecided"])
        student.interests.set(interests)


def say_settings(student: Student, *, work_settings: list[str]) -> None:
    student.work_settings = work_settings
    student.save(update_fields=["work_settings"])


def say_zone(user: User, *, time_zone: str, now: datetime) -> None:
    with transaction.atomic():
        user.time_zone = time_zone
        user.save(update_fields=["time_zone"])
        follow_zone(user, now=now)


def settle_in(student: Student, *, now: datetime) -> None:
    """The end of the first steps, whatever was skipped; only the first end counts. They agree to the conduct by it."""
    Student.objects.filter(pk=student.pk, settled_in_at=None).update(settled_in_at=now)
    User.objects.filter(pk=student.user_id, agreed_at=None).update(agreed_at=now)
