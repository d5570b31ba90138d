"""This campus: the words it uses, its calendar, and every number the rules and reminders go by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from careernet.core.times import validate_zone


class WorkSetting(models.TextChoices):
    GOVERNMENT = "government", _("government")
    PRIVATE = "private", _("private company")
    NONPROFIT = "nonprofit", _("nonprofit")
    ACADEMIC = "academic", _("academia")
    OWN = "self-employed", _("own business")


class EmployerSize(models.TextChoices):
    TINY = "1-10", _("1–10 people")
    SMALL = "11-50", _("11–50 people")
    MEDIUM = "51-200", _("51–200 people")
    LARGE = "201-1000", _("201–1,000 people")
    HUGE = "1000+", _("more than 1,000 people")


class MeetingMode(models.TextChoices):
    VIDEO = "video", _("video")
    PHONE = "phone", _("phone")
    IN_PERSON = "in person", _("in person")


class Field(models.Model):
    """A field of work, in the office's words ("Health care")."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")

    def __str__(self) -> str:
        return self.name


class Major(models.Model):
    name = models.CharField(_("name"), max_length=150, unique=True)

    def __str__(self) -> str:
        return self.name


class CampusDomain(models.Model):
    """A mail domain of this campus: whoever can read mail there is a student."""

    domain = models.CharField(
        _("domain"), max_length=120, unique=True, help_text=_("For example: students.example.edu")
    )

    def __str__(self) -> str:
        return self.domain


class AcademicPeriod(models.Model):
    """A stretch of the academic calendar. Waiting clocks stand still in breaks and closures."""

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        BREAK = "break", _("break")
        CLOSURE = "closure", _("closure")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="period_ends_after_it_starts",
                violation_error_message=_("The last day must not come before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_on:%b %d, %Y})"


def _number(verbose_name: StrOrPromise, default: int) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(verbose_name, default=default, validators=[MaxValueValidator(365)])


class Policy(models.Model):
    """One row: the office's name and every number of the rules. Days are calendar days unless a name says otherwise."""

    campus_name = models.CharField(_("campus"), max_length=80, default="Northfield College")
    office_name = models.CharField(_("office"), max_length=80, default="Career Office")
    office_email = models.EmailField(_("office address"), default="careers@example.edu")
    advisor_booking_url = models.URLField(_("where students book an advisor"), blank=True)
    time_zone = models.CharField(
        _("campus time zone"), max_length=64, default="America/New_York", validators=[validate_zone]
    )

    open_requests = _number(_("open requests per student"), 5)
    requests_a_day = _number(_("new requests per student and day"), 3)
    days_after_decline = _number(_("days before asking a mentor again after a no"), 90)
    undo_seconds = _number(_("seconds in which a sent message can be taken back"), 30)
    answer_days = _number(_("least days a mentor has to answer before a held time"), 5)
    held_until_hours = _number(_("hours before a held time at which it is let go"), 2)

    follow_up_after = _number(_("days until a follow-up is suggested"), 14)
    follow_up_locked = _number(_("days in which no follow-up can be sent"), 7)
    request_reminder = _number(_("days until a mentor is reminded of a request"), 7)
    request_expires = _number(_("days a request waits for an answer"), 21)
    offer_expires = _number(_("days an offered time waits for the student"), 7)
    accepted_expires = _number(_("days a yes without a time waits for one"), 14)
    completes_after_hours = _number(_("hours after its end at which a call counts as held"), 48)
    thank_you_hours = _number(_("hours after the call at which the last thank-you reminder goes"), 20)
    reflection_hours = _number(_("hours after the call at which the reflection is due"), 48)
    quiet_from = models.PositiveSmallIntegerField(
        _("quiet hours begin (hour)"), default=21, validators=[MaxValueValidator(23)]
    )
    quiet_until = models.PositiveSmallIntegerField(
        _("quiet hours end (hour)"), default=7, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    student_reminders = _number(_("most reminders to a student per interview"), 7)
    mentor_reminders = _number(_("most reminders to a mentor per interview"), 4)

    class Meta:
        verbose_name = _("rules and dates")
        verbose_name_plural = _("rules and dates")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="only_one_policy")]

    def __str__(self) -> str:
        return str(_("Rules and dates"))

    @classmethod
    def current(cls) -> "Policy":
        """The one row; its defaults until the office has saved any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
