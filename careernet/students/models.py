"""Students, and the roster that says who is one."""

import uuid
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import Field, Major, WorkSetting
from careernet.core import clock

MOST_WORDS = 8  # of a name somebody looks for


class RosterEntry(models.Model):
    """A line of the registrar's list. Whoever proves the address is a student, whatever its domain."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)
    majors = models.ManyToManyField(Major, blank=True, verbose_name=_("majors"))
    advisor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    adult_from = models.DateField(_("turns 18 on"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("roster")
        indexes = [models.Index(Lower("email"), name="roster_by_address")]

    def __str__(self) -> str:
        return self.email


class RosterUpload(models.Model):
    """A list somebody of the office brought, checked and not yet taken in; afterwards only its numbers stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    rows = models.JSONField(default=list)  # what `roster.Row` holds, of the lines that make sense
    refused = models.JSONField(default=list)  # [line of the file, reason]
    counts = models.JSONField(default=dict)  # what it would change, and after it was taken in: what it changed
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name}, {self.uploaded_at:%Y-%m-%d}"


class CoverQuerySet(models.QuerySet["Cover"]):
    def on(self, now: datetime) -> "CoverQuerySet":
        return self.filter(during__contains=now)

    def given_to(self, reader: User, now: datetime) -> "CoverQuerySet":
        """Whom this person reads for today."""
        return self.on(now).filter(reader=reader)

    def for_student(self, student: "Student", now: datetime) -> "Cover | None":
        """Who reads while this student's advisor is away. One query, none without an advisor."""
        if student.advisor_id is None:
            return None
        return self.on(now).filter(advisor=student.advisor_id).select_related("reader").first()


class Cover(models.Model):
    """An advisor is away, and a colleague does meanwhile all that they could; the present or the next time."""

    advisor = models.OneToOneField(User, on_delete=models.CASCADE, related_name="cover")
    reader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="covers")
    during = DateTimeRangeField()  # whole days of the advisor's clock

    objects = CoverQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reader} for {self.advisor}"

    @property
    def starts_at(self) -> datetime:
        start: datetime = self.during.lower
        return start

    @property
    def last_moment(self) -> datetime:
        """On the last day."""
        end: datetime = self.during.upper
        return end - timedelta(seconds=1)


class StudentQuerySet(models.QuerySet["Student"]):
    def here(self) -> "StudentQuerySet":
        """Without those who have left."""
        return self.filter(left_at=None)

    def of_advisor(self, user: User) -> "StudentQuerySet":
        return self.filter(advisor=user)

    def cared_for_by(self, user: User, now: datetime) -> "StudentQuerySet":
        """Their own, and those of colleagues who are away and left theirs to them."""
        away = Cover.objects.given_to(user, now).values("advisor")
        return self.filter(Q(advisor=user) | Q(advisor__in=away))

    def called(self, text: str) -> "StudentQuerySet":
        """Whose name or address holds each word of the text, of which the first few count."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            found = found.filter(Q(user__full_name__icontains=word) | Q(user__email__icontains=word))
        return found

    def with_names(self) -> "StudentQuerySet":
        """Adds `major_names` and `interest_names`, in the order of the alphabet."""
        majors, interests = Major.objects.filter(student=OuterRef("pk")), Field.objects.filter(student=OuterRef("pk"))
        return self.annotate(
            major_names=ArraySubquery(majors.order_by("name").values("name")),
            interest_names=ArraySubquery(interests.order_by("name").values("name")),
        )


class Student(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="student")
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)
    majors = models.ManyToManyField(Major, blank=True, verbose_name=_("majors"))
    interests = models.ManyToManyField(Field, blank=True, verbose_name=_("fields I'm curious about"))
    is_undecided = models.BooleanField(_("I don't know yet"), default=False)
    work_settings = ArrayField(
        models.CharField(max_length=16, choices=WorkSetting), default=list, blank=True, verbose_name=_("work settings")
    )
    introduction = models.TextField(_("30-second introduction"), max_length=600, blank=True)
    # What mentors are not shown before they have said yes, by the name of the field.
    hidden_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    # Until this day the student is under 18 and meets by phone or video only.
    adult_from = models.DateField(_("turns 18 on"), null=True, blank=True)
    advisor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="advised_students")
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    settled_in_at = models.DateTimeField(null=True, blank=True, editable=False)  # went through the first steps
    # Calls missed or canceled late before this moment count for nothing.
    forgiven_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)  # graduated, or gone

    objects = StudentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def zone(self) -> str:
        return self.user.time_zone

    def is_under_18_on(self, day: date) -> bool:
        return self.adult_from is not None and day < self.adult_from


class AboutMe(models.Model):
    """A page for oneself, all of it optional: how to say who one is in half a minute, and what one brings along."""

    SENTENCES = ("who_i_am", "looking_into", "to_learn")
    NOTES = ("values", "enjoys", "way_of_working", "skills")

    student = models.OneToOneField(Student, on_delete=models.CASCADE, related_name="about")
    who_i_am = models.TextField(_("who I am"), max_length=200, blank=True)
    looking_into = models.TextField(_("what I’m looking into"), max_length=200, blank=True)
    to_learn = models.TextField(_("what I’d like to learn"), max_length=200, blank=True)
    values = models.TextField(_("what matters to me"), max_length=600, blank=True)
    enjoys = models.TextField(_("what I like doing"), max_length=600, blank=True)
    way_of_working = models.TextField(_("how I like to work"), max_length=600, blank=True)
    skills = models.TextField(_("what I’m good at"), max_length=600, blank=True)
    saved_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.student)

    @property
    def introduction(self) -> str:
        return " ".join(words for name in self.SENTENCES if (words := getattr(self, name).strip()))


class Resume(models.Model):
    """A student's own PDF, one at a time. Shown to a mentor who asks for it, if the student lets it go."""

    student = models.OneToOneField(Student, on_delete=models.CASCADE, primary_key=True, related_name="resume")
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.student_id}"


class Graduation(models.Model):
    """The day from which a class is no longer here: set by the office, told beforehand, done by the clock."""

    class_year = models.PositiveSmallIntegerField(_("class year"), unique=True)
    on = models.DateField(_("graduates on"))
    set_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.class_year}: {self.on}"


class WantToTalk(models.Model):
    """A mentor a student means to ask one day, with a line why: it becomes the "why you" of the message."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="wanted")
    mentor = models.ForeignKey("mentors.Mentor", on_delete=models.CASCADE, related_name="wanted_by")
    why = models.CharField(_("why this person"), max_length=300, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "mentor"], name="wanted_once")]

    def __str__(self) -> str:
        return f"{self.student} – {self.mentor}"


class PlanGoal(models.Model):
    """A field of the student's plan: how many people to meet there, at how many kinds of employers."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="goals")
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField(
        _("people"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    settings = models.PositiveSmallIntegerField(
        _("work settings"), default=2, validators=[MinValueValidator(1), MaxValueValidator(len(WorkSetting))]
    )
    is_dropped = models.BooleanField(default=False)  # although it is among the interests

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "field"], name="one_goal_a_field")]

    def __str__(self) -> str:
        return f"{self.student} – {self.field}"
