"""What belongs to one interview: times offered, an absence, and what the student writes around the call."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews.models.events import Event
from careernet.interviews.models.interview import Interview
from careernet.interviews.models.states import State
from careernet.interviews.spans import Span
from careernet.students.models import Student


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


class Autosaved(models.Model):
    """Kept while it is typed: `version` counts the saves, `saved_on` is the open page that made the last one, and
    `saved_nth` which of that page's it was."""

    version = models.PositiveIntegerField(default=0, editable=False)
    saved_on = models.UUIDField(null=True, editable=False)
    saved_nth = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True


class Preparation(Autosaved):
    """What the student gathered before the call; the student's alone."""

    class Ready(models.TextChoices):
        TECHNOLOGY = "technology", _("I tried the link, the camera and the microphone")
        QUIET = "quiet", _("I have a quiet place, with light from the front")
        ROUTE = "route", _("I know the way and how long it takes")
        CALLER = "caller", _("I know who calls whom, and at which number")
        RESUME = "resume", _("My resume is at hand, and I show it only if I am asked")

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="preparation")
    found_out = models.TextField(_("the employer and the field"), max_length=4000, blank=True)
    about_person = models.TextField(_("the person"), max_length=2000, blank=True)
    goals = models.TextField(_("my goals"), max_length=1000, blank=True)
    ready = ArrayField(models.CharField(max_length=10, choices=Ready), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.interview_id}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def on_list(self, student: Student, interview: Interview | None) -> "QuestionQuerySet":
        """As they are asked: what must be asked first, then the rest, each in the student's order."""
        return self.filter(student=student, interview=interview).order_by("-is_must", "position", "pk")


class Question(models.Model):
    """What a student means to ask in one call, and what they heard; without a call, in any. The student's alone."""

    MOST = 20  # on one list
    MUSTS = 3

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="questions")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, blank=True, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)
    is_must = models.BooleanField(_("must be asked"), default=False)
    asked = models.BooleanField(default=False)
    note = models.TextField(_("what I heard"), max_length=2000, blank=True)

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def place(self) -> tuple[bool, int, int]:
        """By which a list is in order, as in `on_list`."""
        return not self.is_must, self.position, self.pk


class Notes(Autosaved):
    """What the student wrote down during and after the call; the student's alone."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="notes")
    text = models.TextField(_("notes"), max_length=10000, blank=True)

    def __str__(self) -> str:
        return f"{self.interview_id}"


class ResumeAsk(models.Model):
    """A mentor asked for the resume. It is theirs to read from `released_at` on, until some days after the call."""

    OPEN_FOR = timedelta(days=30)

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="resume_ask")
    asked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.interview_id}"

    @property
    def until(self) -> datetime:
        end: datetime = self.interview.during.upper
        return end + self.OPEN_FOR

    def is_open(self, now: datetime) -> bool:
        is_on = self.interview.state in (State.SCHEDULED, State.COMPLETED)
        return is_on and self.released_at is not None and now < self.until


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

    def is_out(self, now: datetime, policy: Policy) -> bool:
        """It can't be taken back any more; before, the mentor knows nothing of it."""
        return self.sent_at + timedelta(seconds=policy.undo_seconds) <= now
