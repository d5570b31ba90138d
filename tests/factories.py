"""Boring valid rows. A state of an interview is reached by calling actions: see `an_interview` in personas."""

from datetime import datetime

import factory

from careernet.accounts.models import Role, User
from careernet.campus.models import Field, MeetingMode, WorkSetting
from careernet.core import clock
from careernet.mentors.models import Mentor, WeeklyHours
from careernet.mentors.search import search_text
from careernet.students.models import Student

NINE, NOON, FIVE = 9 * 60, 12 * 60, 17 * 60


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.edu")
    full_name = factory.Sequence(lambda n: f"Robin Person{n}")
    time_zone = "America/New_York"


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("slug",)

    name = "Health care"
    slug = "health-care"


class StudentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Student
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory, full_name="Jordan Parker")
    class_year = 2028
    settled_in_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def role(self, create: bool, extracted: object, **kwargs: object) -> None:
        grant(self.user, Role.Kind.STUDENT)


class MentorFactory(factory.django.DjangoModelFactory):
    """Active, in San Francisco, with no hours yet: like most imported alumni."""

    class Meta:
        model = Mentor
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory, full_name="Maya Chen", time_zone="America/Los_Angeles")
    state = Mentor.State.ACTIVE
    job_title = "Battery chemist"
    employer = "Arcadia Labs"
    field = factory.SubFactory(FieldFactory)
    work_setting = WorkSetting.PRIVATE
    class_year = 2014
    city = "San Francisco"
    modes = [MeetingMode.VIDEO, MeetingMode.PHONE]
    calls_a_month = 2
    sort_name = "chen maya"

    @factory.post_generation
    def role(self, create: bool, extracted: object, **kwargs: object) -> None:
        grant(self.user, Role.Kind.MENTOR)
        indexed(self)


def indexed(mentor: Mentor, *majors: str) -> Mentor:
    """Found by what students see of them now, as the actions see to it."""
    mentor.search_text = search_text(mentor, majors or [major.name for major in mentor.majors.all()])
    mentor.save(update_fields=["search_text"])
    return mentor


def grant(user: User, kind: str) -> User:
    Role.objects.get_or_create(user=user, kind=kind)
    user.__dict__.pop("role_kinds", None)
    return user


def weekdays(mentor: Mentor, start: int = NINE, end: int = NOON) -> Mentor:
    """Hours from Monday to Friday, in the mentor's zone."""
    WeeklyHours.objects.bulk_create(WeeklyHours(mentor=mentor, weekday=d, start=start, end=end) for d in range(5))
    return mentor


def instant(mentor: Mentor) -> Mentor:
    """One whose hours are booked without asking, by video."""
    mentor.booking, mentor.video_link = Mentor.Booking.INSTANT, "https://meet.example/maya"
    mentor.save(update_fields=["booking", "video_link"])
    return mentor


def person(kind: str, now: datetime | None = None, **fields: object) -> User:
    """A user with one role and nothing else."""
    return grant(UserFactory(**fields), kind)
