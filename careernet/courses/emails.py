"""What a class sends: to a teacher, once, that the class can be seen. Reminders of its dates are the reminders'."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.courses.models import Teacher
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail


def still_teaches(mail: OutgoingMail, now: datetime) -> bool | str:
    return Teacher.objects.filter(pk=mail.data["teacher"]).exists() or "no longer a teacher of it"


TEACHES = kinds.register(kinds.Kind("courses.teaching", "booking", 3, still_holds=still_teaches))


def teaching(teacher: Teacher, owner: User | None, *, by: User, now: datetime) -> None:
    """`owner`: who has proven the address here, if anybody has."""
    course, address = teacher.course, teacher.email
    policy = Policy.current()
    queue(
        compose(
            kind=TEACHES.name,
            key=f"courses.teaching:{teacher.pk}",
            to=owner or address,
            template="courses/teaching",
            context={
                "course": course,
                "advisor": by,
                "address": address,
                "office": policy.office,
                "url": settings.SITE_URL + reverse("courses:detail", args=[course.pk]),
            },
            now=now,
            about=course,
            from_name=f"{by.display_name} via {policy.office}",
            reply_to=policy.office_email,
            data={"teacher": teacher.pk},
        )
    )
