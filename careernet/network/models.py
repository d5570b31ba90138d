"""The people a student knows: mentors they have met here, and others outside the pool."""

import uuid
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import Field, Policy, WorkSetting
from careernet.core import clock, times
from careernet.mentors.models import Mentor
from careernet.students.models import Student

A_WEEK = timedelta(days=7)


def steps_of(rhythm: str, policy: Policy) -> tuple[int, ...]:
    """After how many days without a word the student is asked to write; later, only news is worth one."""
    first, second, last = policy.touch_first_days, policy.touch_next_days, policy.touch_last_days
    return {
        Contact.Rhythm.STEPS: (first, second, last),
        Contact.Rhythm.MONTH: (first, 2 * first, 3 * first),
        Contact.Rhythm.QUARTER: (second, 2 * second),
        Contact.Rhythm.HALF: (last,),
        Contact.Rhythm.NEWS: (),
    }[Contact.Rhythm(rhythm)]


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> "ContactQuerySet":
        """The student's own, and nobody else's: an advisor knows a name from a conversation, never an address."""
        return self.filter(student__user=user)

    def kept(self) -> "ContactQuerySet":
        return self.filter(archived_at=None)

    def outside(self) -> "ContactQuerySet":
        return self.filter(mentor=None)

    def due(self, now: datetime) -> "ContactQuerySet":
        """Whose reminders have to be looked at again."""
        return self.filter(wake_at__lte=now)

    def with_people(self) -> "ContactQuerySet":
        return self.select_related("field", "mentor__user", "mentor__field")


class Contact(models.Model):
    """A mentor the student has met, or somebody without an account here, to whom we never write.

    What is kept of either is for the student alone. Of a mentor the name is not kept: it is theirs to change.
    """

    class Kind(models.TextChoices):
        RELATIVE = "relative", _("relative or family friend")
        PROFESSOR = "professor", _("professor or teacher")
        EMPLOYER = "employer", _("former employer or coworker")
        EVENT = "event", _("met at an event")
        FOUND = "found", _("I found them myself")
        NAMED = "named", _("somebody named them to me")
        MENTOR = "mentor", _("mentor here")
        OTHER = "other", _("something else")

    class Rhythm(models.TextChoices):
        STEPS = "steps", _("after one month, three and six; then only with news")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every three months")
        HALF = "half", _("twice a year")
        NEWS = "news", _("only when there is news")

    class Asked(models.TextChoices):
        NOT_ASKED = "", _("I haven’t asked")
        YES = "yes", _("yes")
        NO = "no", _("no")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="contacts")
    mentor = models.ForeignKey(Mentor, null=True, blank=True, on_delete=models.CASCADE, related_name="known_by")
    name = models.CharField(_("name"), max_length=150, blank=True)  # empty of a mentor
    kind = models.CharField(_("how you know each other"), max_length=9, choices=Kind)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    field = models.ForeignKey(Field, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("field of work"))
    work_setting = models.CharField(_("work setting"), max_length=16, choices=WorkSetting, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    link = models.URLField(_("profile or website"), blank=True)
    how_met = models.CharField(_("how we met"), max_length=200, blank=True)
    introducer = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="introduced",
        verbose_name=_("introduced by"),
    )
    introduced_by = models.CharField(_("who introduced you"), max_length=150, blank=True)
    referred_in = models.UUIDField(null=True, blank=True, editable=False)  # the interview in which they were named
    may_use_name = models.CharField(_("may I use your name?"), max_length=3, choices=Asked, blank=True)
    notes = models.TextField(_("notes"), max_length=3000, blank=True)
    rhythm = models.CharField(_("keep in touch"), max_length=7, choices=Rhythm, default=Rhythm.STEPS)
    next_on = models.DateField(_("next time"), null=True, blank=True)
    next_about = models.CharField(_("what about"), max_length=200, blank=True)
    last_touch_at = models.DateTimeField(null=True, blank=True, editable=False)  # a call, a note, a message, an update
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    wake_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "mentor"], name="mentor_known_once"),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) & ~Q(name="") | Q(mentor__isnull=False, name=""),
                name="contact_has_one_name",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    # Told in the same words as a mentor, wherever it may be either.
    @property
    def display_name(self) -> str:
        return self.mentor.display_name if self.mentor else self.name

    @property
    def short_name(self) -> str:
        """The whole: of "Aunt Rosa" and "Dr. Lee" the first word would be the wrong one."""
        return self.mentor.short_name if self.mentor else self.name

    @property
    def portrait_id(self) -> UUID | None:
        return self.mentor.portrait_id if self.mentor else None

    @property
    def headline(self) -> str:
        if self.mentor:
            return self.mentor.headline
        if self.title and self.employer:
            return gettext("%(title)s at %(employer)s") % {"title": self.title, "employer": self.employer}
        return self.title or self.employer

    @property
    def work(self) -> Field | None:
        """The field of work, of a mentor the one they show."""
        return self.mentor.field if self.mentor else self.field

    def due_on(self, policy: Policy, now: datetime) -> date | None:
        """When to let them hear next; None where only news is a reason."""
        if self.next_on:
            return self.next_on
        steps, zone = steps_of(self.rhythm, policy), times.zone(self.student.zone)
        if not self.last_touch_at or not steps or self.last_touch_at + timedelta(days=steps[-1]) + A_WEEK < now:
            return None
        return times.local(self.last_touch_at + timedelta(days=steps[0]), zone).date()


class Touch(models.Model):
    """A sign of life between the two that is no interview: a conversation, or an update; a draft until it has `at`."""

    class Kind(models.TextChoices):
        CALL = "call", _("by phone or video")
        MET = "met", _("in person")
        WROTE = "wrote", _("in writing")
        INTERNSHIP = "internship", _("an internship")
        JOB = "job", _("a job")
        ADVICE = "advice", _("advice I used")
        OTHER = "other", _("how I am doing")
        OFFER = "offer", _("something for them")

    CONVERSATIONS = (Kind.CALL, Kind.MET, Kind.WROTE)
    NEWS = (Kind.INTERNSHIP, Kind.JOB, Kind.ADVICE, Kind.OTHER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="touches")
    kind = models.CharField(_("how"), max_length=10, choices=Kind)
    text = models.TextField(_("what about"), max_length=3000, blank=True)
    at = models.DateTimeField(_("when"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name_plural = "touches"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.contact_id}"
