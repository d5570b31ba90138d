"""What belongs to one interview: times offered, an absence, and what the student writes around the call."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.interviews.models.events import Event
from careernet.interviews.models.interview import Interview
from careernet.interviews.spans import Span


class OfferedTime(models.Model):
    """A start somebody proposes, or with an end all of a window: any start in it from which the call fits.

    Not held for anybody; the latest offer replaces the one before.
    """

    class By(models.TextChoices):
        STUDENT = "student", _("student")
        MENTOR = "mentor", _("mentor")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="offered_times")
    by = models.CharField(max_length=7, choices=By)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "starts_at"], name="each_time_offered_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="window_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC"

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)


class Absence(models.Model):
    """One side says that the other wasn't there. It counts for nothing before that side could answer: see `looks`."""

    class Answer(models.TextChoices):
        SORRY = "sorry", _("something came up")
        CAME = "came", _("I was there")

    SIDES = ((Event.Role.STUDENT, _("student")), (Event.Role.MENTOR, _("mentor")))

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="absence")
    of = models.CharField(_("who was missed"), max_length=7, choices=SIDES)
    said_at = models.DateTimeField()
    answer_by = models.DateTimeField(_("answer until"))
    answer = models.CharField(max_length=5, choices=Answer, blank=True)

    def __str__(self) -> str:
        return f"{self.interview_id}"

    def is_of(self, user: User) -> bool:
        is_students = self.of == Event.Role.STUDENT
        return self.interview.is_student(user) if is_students else self.interview.is_mentor(user)

    def awaits_answer(self, now: datetime) -> bool:
        return not self.answer and now < self.answer_by


class Preparation(models.Model):
    """What the student gathered before the call; the student's alone."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="preparation")
    found_out = models.TextField(_("what I found out"), max_length=4000, blank=True)
    goals = models.TextField(_("my goals"), max_length=1000, blank=True)
    questions = models.TextField(_("my questions"), max_length=4000, blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id}"


class Notes(models.Model):
    """What the student wrote down during and after the call; the student's alone."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="notes")
    text = models.TextField(_("notes"), max_length=10000, blank=True)
    by_question = models.JSONField(default=dict, blank=True)  # the question as it was written → what was noted
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id}"


class ThankYou(models.Model):
    """The thank-you note: mailed from here, or sent by the student's own hand and only recorded."""

    class How(models.TextChoices):
        MAIL = "mail", _("by mail from here")
        OWN = "own", _("I sent it myself")

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="thank_you")
    how = models.CharField(max_length=4, choices=How)
    text = models.TextField(_("note"), max_length=3000, blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id}"
