"""What advisors keep beside what students wrote: whom they suggest to them."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student

A_MONTH = timedelta(days=30)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self, now: datetime) -> "SuggestionQuerySet":
        """Neither put away nor asked since, and not older than 30 days."""
        asked = Interview.objects.filter(
            student=OuterRef("student"), mentor=OuterRef("mentor"), asked_at__gte=OuterRef("suggested_at")
        )
        return self.filter(~Exists(asked), dismissed_at=None, suggested_at__gt=now - A_MONTH)

    def shown_to(self, user: User, now: datetime) -> "SuggestionQuerySet":
        """The open ones of this student, without mentors they no longer find."""
        return self.open(now).filter(student__user=user, mentor__in=Mentor.objects.listed_for(user))


class Suggestion(models.Model):
    """A mentor an advisor names to a student, with a line why. Naming them again renews it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="suggestions")
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    line = models.CharField(_("why this person"), max_length=300)
    suggested_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "mentor"], name="suggested_once")]

    def __str__(self) -> str:
        return f"{self.student} – {self.mentor}"
