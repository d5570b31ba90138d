"""What the office writes to students about their own leaving."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail
from careernet.students.models import Student


def still_a_student(mail: OutgoingMail, now: datetime) -> bool | str:
    if mail.about_id and Student.objects.filter(pk=mail.about_id, left_at=None).exists():
        return True
    return "no student any more"


SUGGESTS = kinds.register(kinds.Kind("students.suggests", "digest", 8, still_holds=still_a_student))


def graduation(students: Iterable[Student], year: int, *, policy: Policy, now: datetime) -> None:
    """Once a person and year, however often the office asks."""
    office = f"{policy.campus_name} {policy.office_name}"
    url = f"{settings.SITE_URL}{reverse('students:graduation')}"
    queue(
        *(
            compose(
                kind=SUGGESTS.name,
                key=f"students.graduation:{student.pk}:{year}",
                to=student.user,
                template="students/graduation",
                context={"office": office, "campus": policy.campus_name, "url": url},
                now=now,
                about=student,
                from_name=office,
                reply_to=policy.office_email,
            )
            for student in students
        )
    )
