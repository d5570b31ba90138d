"""Students, and the roster that says who is one."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import Field, Major
from careernet.core import clock


class RosterEntry(models.Model):
    """A line of the registrar's list. Whoever proves the address is a student, whatever its domain."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("roster")

    def __str__(self) -> str:
        return self.email


class StudentQuerySet(models.QuerySet["Student"]):
    def of_advisor(self, user: User) -> "StudentQuerySet":
        return self.filter(advisor=user)


class Student(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="student")
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)
    majors = models.ManyToManyField(Major, blank=True, verbose_name=_("majors"))
    interests = models.ManyToManyField(Field, blank=True, verbose_name=_("fields I'm curious about"))
    introduction = models.TextField(_("30-second introduction"), max_length=600, blank=True)
    advisor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="advised_students")
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = StudentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def zone(self) -> str:
        return self.user.time_zone
