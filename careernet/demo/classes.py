"""A class with 24 students, of whom some are done; its chances are its own, so that the rest of the campus stays."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from careernet.accounts.models import User
from careernet.core import times
from careernet.courses.actions import join, make
from careernet.courses.models import Course
from careernet.demo.cast import ADVISOR, STUDENT
from careernet.students.models import Student

CAMPUS = times.zone("America/New_York")
STUDENTS, CODE = 24, "CHEM47"


def play(seed: int, students: list[Student], now: datetime) -> None:
    """Jordan is in it. What was done since the term began two months ago counts."""
    random, today = Random(f"classes {seed}"), times.local(now, CAMPUS).date()
    rosa = User.objects.get(email=ADVISOR)
    jordan = next(student for student in students if student.user.email == STUDENT)
    asked = {
        "name": "Chemistry 210: Careers in the lab and beyond",
        "term": f"This term, {today:%Y}",
        "expected": STUDENTS,
    }
    asked |= {"begins_on": today - timedelta(days=70)}
    asked |= {"interviews": 3, "interviews_by": today + timedelta(days=24)}
    asked |= {"reflections": 2, "reflections_by": today + timedelta(days=31)}
    course = make(
        UUID(int=random.getrandbits(128), version=4),
        asked=asked,
        teachers=["prof.lindqvist@larkspur.example.edu"],
        by=rosa,
        now=now - timedelta(days=60),
    )
    Course.objects.filter(pk=course.pk).update(code=CODE)  # the same each time, to be tried
    others = [student for student in students if student is not jordan]
    for student in [jordan, *random.sample(others, min(STUDENTS - 1, len(others)))]:
        join(course, student=student, now=now - timedelta(days=random.randint(40, 59)))
