"""Campuses made of a seed: groups of very different size, some of one or two people."""

from datetime import date, datetime
from random import Random

from django.db import connection

from careernet.campus.models import AcademicPeriod, Field, Major, Policy, WorkSetting
from careernet.demo import history
from careernet.interviews.models import Event, Interview, ThankYou
from careernet.mentors.models import Mentor
from careernet.reflections.models import Reflection, ReflectionVersion, Review
from careernet.students.models import Student
from tests.factories import MentorFactory, StudentFactory, UserFactory

FIELDS = ("Health care", "Law", "Museums")
MAJORS = ("Biology", "Physics", "Classics")
YEARS = (2026, 2027, 2028, 2029)
COUNTED = (Interview, Event, ThankYou, Reflection, ReflectionVersion, Review, Mentor, Student)
SMALL, LARGE = 0.05, 1.0  # how likely a group is beside the others
TERMS = (("Fall", date(2025, 8, 20), date(2025, 12, 20)), ("Spring", date(2026, 1, 10), date(2026, 5, 20)))


def build(seed: int, now: datetime, *, students: int = 60, mentors: int = 25) -> None:
    random = Random(seed)
    Policy.current()
    AcademicPeriod.objects.bulk_create(
        AcademicPeriod(kind="term", name=name, starts_on=first, ends_on=last) for name, first, last in TERMS
    )
    fields = [Field.objects.create(name=name, slug=name.lower().replace(" ", "-")) for name in FIELDS]
    majors = [Major.objects.create(name=name) for name in MAJORS]
    advisor = UserFactory()
    asked = [_mentor(random, fields) for _ in range(mentors)]
    asking = [_student(random, majors, advisor) for _ in range(students)]
    history.write(random, asked, asking[: -students // 6], now)
    with connection.cursor() as cursor:  # as PostgreSQL does by itself, in time
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in COUNTED)}")


def _mentor(random: Random, fields: list[Field]) -> Mentor:
    field = random.choices(fields, [LARGE, LARGE / 3, SMALL])[0]
    setting = random.choices(WorkSetting.values, [LARGE, LARGE, SMALL, SMALL, SMALL])[0]
    mentor: Mentor = MentorFactory(field=field, work_setting=setting)
    return mentor


def _student(random: Random, majors: list[Major], advisor: object) -> Student:
    year = random.choices(YEARS, [SMALL, LARGE, LARGE, SMALL])[0]
    student: Student = StudentFactory(class_year=year, advisor=advisor)
    student.majors.set(random.sample(majors[:2], random.choice([1, 1, 2])) if random.random() > SMALL else majors[2:])
    return student
