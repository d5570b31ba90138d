"""How evenly requests spread: a term of students who look for somebody and ask one of the first cards they see."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from careernet.campus.models import Field, Major
from careernet.core import clock
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import Interview
from careernet.mentors import finding
from careernet.mentors.filters import MentorFilter
from careernet.mentors.finding import Wishes
from careernet.mentors.models import Mentor
from tests.bench import crowd

STUDENTS, MONTHS, CARDS, TOP = 500, 2, 3, 0.05
TYPED = ("", "", "nurse", "lawyer", "teacher", "data science", "marketing", "finance", "government work", "engineer")
Asked = QuerySet[Interview]


def shares() -> dict[str, float]:
    """By the rule of order: the share of all requests that goes to the most asked mentors."""
    return {
        "as careernet orders": _share(lambda asked: asked, lambda wishes: wishes),
        "without “asked least this month first”": _share(
            lambda asked: asked.filter(asked_at__year=1900), lambda wishes: wishes
        ),
        "without that and the ring of equals": _share(
            lambda asked: asked.filter(asked_at__year=1900), lambda wishes: replace(wishes, first=UUID(int=0))
        ),
    }


def _share(counted: Callable[[Asked], Asked], begun: Callable[[Wishes], Wishes]) -> float:
    """Each of the students asks once a month, for two months."""
    random, now, students = Random(1), clock.now(), crowd.students(STUDENTS)
    majors, fields = (
        list(Major.objects.values_list("name", flat=True)),
        list(Field.objects.values_list("slug", flat=True)),
    )
    tastes = {student: ([random.choice(majors)], random.sample(fields, 2)) for student in students}
    for month in range(MONTHS):
        at = now + timedelta(days=31 * month)
        can = can_be_asked(now=at)
        for student in random.sample(students, len(students)):
            its_majors, interests = tastes[student]
            wishes = begun(Wishes.of(student.pk, at, majors=its_majors, interests=interests))
            filters = MentorFilter(
                {"q": random.choice(TYPED)}, Mentor.objects.listed(), can_be_asked=can, audience="all"
            )
            asked = counted(Interview.objects.filter(asked_at__gte=at))
            found = finding.page(filters, "fit", wishes, asked, now=at).found
            _ask(student, random.choice(found[:CARDS]).id, at)
    numbers = Counter(Interview.objects.values_list("mentor", flat=True))
    Interview.objects.all().delete()
    most = numbers.most_common(round(Mentor.objects.listed().count() * TOP))
    return sum(number for _mentor, number in most) / numbers.total()


def _ask(student: object, mentor_id: UUID, at: datetime) -> None:
    """As a request that was declined at once, so that nobody ever runs full: only the order spreads the load."""
    Interview.objects.create(student=student, mentor_id=mentor_id, state="declined", asked_at=at, mode="video")
