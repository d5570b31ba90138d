"""Classes (in Python, courses) whose students meet people as a part of the work: who is in, and what is due when."""

import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import Role, User
from careernet.core import clock
from careernet.students.models import Student

MOST = 20  # of anything that can be due
CODE_LENGTH = 6


class CourseQuerySet(models.QuerySet["Course"]):
    def run_by(self, user: User) -> "CourseQuerySet":
        """Whose dates this person may change: one's own as an advisor, all as the office."""
        if user.has_role(Role.Kind.OFFICER):
            return self
        return self.filter(advisor=user) if user.has_role(Role.Kind.ADVISOR) else self.none()

    def taught_by(self, user: User) -> "CourseQuerySet":
        """By an address this person has proven to own."""
        if not user.has_role(Role.Kind.TEACHER):
            return self.none()
        return self.filter(pk__in=Teacher.objects.filter(email__in=proven_addresses(user)).values("course"))

    def visible_to(self, user: User) -> "CourseQuerySet":
        """Those of which this person sees who is done. Students find theirs through their own `Enrollment`s."""
        return self.filter(Q(pk__in=self.run_by(user).values("pk")) | Q(pk__in=self.taught_by(user).values("pk")))

    def with_numbers(self) -> "CourseQuerySet":
        return self.annotate(joined=Count("enrollments"))

    def with_teachers(self) -> "CourseQuerySet":
        """Adds `addresses`, in the order of the alphabet."""
        theirs = Teacher.objects.filter(course=OuterRef("pk")).order_by("email")
        return self.annotate(addresses=ArraySubquery(theirs.values("email")))


class Course(models.Model):
    """So many interviews, so many reflections, each by a day; what took place from `begins_on` on counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name of the class"), max_length=120)
    term = models.CharField(_("term"), max_length=60)
    advisor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="courses_run")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, editable=False)
    expected = models.PositiveSmallIntegerField(_("how many students you expect"))
    begins_on = models.DateField(_("counts from"))
    interviews = models.PositiveSmallIntegerField(_("interviews"), default=0)
    interviews_by = models.DateField(_("interviews by"), null=True, blank=True)
    reflections = models.PositiveSmallIntegerField(_("reflections"), default=0)
    reflections_by = models.DateField(_("reflections by"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(interviews__gt=0) | Q(reflections__gt=0), name="course_asks_something"),
            models.CheckConstraint(
                condition=Q(interviews=0) | Q(interviews_by__isnull=False), name="course_interviews_have_a_day"
            ),
            models.CheckConstraint(
                condition=Q(reflections=0) | Q(reflections_by__isnull=False), name="course_reflections_have_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_run_by(self, user: User) -> bool:
        """As `run_by` says it."""
        is_theirs = self.advisor_id == user.pk and user.has_role(Role.Kind.ADVISOR)
        return is_theirs or user.has_role(Role.Kind.OFFICER)


class Teacher(models.Model):
    """Who sees who is done, known by an address: they may not have come in yet."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="teachers")
    email = models.EmailField(_("e-mail address"))  # in lower case

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "email"], name="teacher_once_a_course")]

    def __str__(self) -> str:
        return self.email


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def of(self, user: User) -> "EnrollmentQuerySet":
        return self.filter(student__user=user)

    def here(self) -> "EnrollmentQuerySet":
        """Of students who have not left the campus."""
        return self.filter(student__left_at=None)

    def due(self, now: datetime) -> "EnrollmentQuerySet":
        return self.filter(wake_at__lte=now)


class Enrollment(models.Model):
    """A student in a class; gone when they leave it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrollments")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="enrollments")
    joined_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True, db_index=True)  # when the reminders look at it again

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "student"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.course} – {self.student}"


def proven_addresses(user: User) -> models.QuerySet[EmailAddress, str]:
    proven = EmailAddress.objects.filter(user=user, verified=True)
    lowered: models.QuerySet[EmailAddress, str] = proven.annotate(lower=Lower("email")).values_list("lower", flat=True)
    return lowered
