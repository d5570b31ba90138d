from datetime import datetime
from typing import Any

from careernet.accounts.models import User
from careernet.accounts.privacy import addresses_of, facts
from careernet.courses.models import Course, Enrollment, Teacher

KEPT = {
    "courses.course.name": "what the class is called; it is the campus's, not a person's",
    "courses.course.term": "the same",
}


def export(user: User) -> dict[str, Any]:
    own = Enrollment.objects.of(user).select_related("course").order_by("joined_at")
    taught = Teacher.objects.filter(email__in=addresses_of(user)).select_related("course").order_by("pk")
    run = Course.objects.filter(advisor=user).order_by("created_at")
    return {
        "classes_joined": [{"class": each.course.name} | facts(each, "joined_at") for each in own],
        "classes_taught": [{"class": each.course.name, "email": each.email} for each in taught],
        "classes_run": [facts(each, "name", "term", "created_at") for each in run],
    }


def erase(user: User, *, now: datetime) -> None:
    """What they ran is the office's from now on."""
    Enrollment.objects.of(user).delete()
    Teacher.objects.filter(email__in=addresses_of(user)).delete()
    Course.objects.filter(advisor=user).update(advisor=None)
