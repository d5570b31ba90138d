"""Mentors: who they are, what they can talk about, and the hours they give."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import CombinedSearchVector, SearchConfig, SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce, Left, Lower
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import User
from careernet.campus.models import EmployerSize, Field, Major, MeetingMode, WorkSetting
from careernet.core import clock
from careernet.mail.models import Suppression

MINUTES_A_DAY = 24 * 60


def _line(number: int) -> Func:
    return Func(F("search_text"), Value("\n"), Value(number), function="split_part", output_field=models.TextField())


def _vector(number: int, weight: str = "") -> SearchVector:
    return SearchVector(_line(number), config="simple", weight=weight or None)


FACETS = Func(_line(6), Value("\t"), function="string_to_array", output_field=ArrayField(models.TextField()))
SIMPLE = SearchConfig("simple")
SEARCH = _vector(1, "A") + _vector(2, "B") + _vector(3, "C") + _vector(4, "D")
SEARCH = CombinedSearchVector(SEARCH, "||", Func(_vector(5), function="strip"), SIMPLE)
# The facets as they are written, so that one index serves words and filters together.
SEARCH = CombinedSearchVector(
    SEARCH, "||", Func(FACETS, function="array_to_tsvector", output_field=SearchVectorField()), SIMPLE
)
SINCE = Coalesce("volunteered_on", Value(date.min), output_field=models.DateField())
LISTED_STATES = ["active", "paused"]
LISTED = Q(state__in=LISTED_STATES, user__is_active=True)


def _whom_no_mail_reaches() -> models.QuerySet[User]:
    return User.objects.alias(address=Lower("email")).filter(address__in=Suppression.objects.values("address"))


class MentorQuerySet(models.QuerySet["Mentor"]):
    def listed(self) -> "MentorQuerySet":
        """Those a student may find, whether or not they can be asked today."""
        # Few have been shut out; a join would look up everybody else, too.
        return self.filter(state__in=LISTED_STATES).exclude(user__in=User.objects.filter(is_active=False))

    def listed_for(self, user: User) -> "MentorQuerySet":
        """Those this person may find: whatever lists, searches, counts or suggests mentors to somebody begins here."""
        return self.listed().not_apart_from(user)

    def not_apart_from(self, user: User) -> "MentorQuerySet":
        """Without those this person is never to meet again, whichever of the two asked for it."""
        blocked, blocked_by = User.objects.filter(blocks_about__by=user), User.objects.filter(blocks_made__about=user)
        return self.exclude(Q(user__in=blocked) | Q(user__in=blocked_by))

    def to_invite(self) -> "MentorQuerySet":
        """Imported, and never written to; without addresses that refused our mail or are not to be mailed."""
        refused = Suppression.objects.filter(address=Lower(OuterRef("user__email")))
        return self.filter(state="invited", invited_at=None, user__is_active=True).exclude(Exists(refused))

    def out_of_reach(self) -> "MentorQuerySet":
        """Listed, though no mail arrives at their address."""
        return self.filter(state__in=LISTED_STATES, user__in=_whom_no_mail_reaches())

    def in_reach_again(self) -> "MentorQuerySet":
        """Not listed because of an address that no longer stands in the way, or is no longer theirs."""
        return self.filter(state="bounced").exclude(user__in=_whom_no_mail_reaches())

    def visible_to(self, user: User) -> "MentorQuerySet":
        """Students see listed mentors, a mentor sees themselves, advisors and staff see all; nobody else any."""
        if user.has_role("advisor") or user.has_role("officer"):
            return self
        mine = Q(user=user)
        return self.filter(mine | LISTED).not_apart_from(user) if user.has_role("student") else self.filter(mine)


class Mentor(models.Model):
    """A volunteer: an alum, a parent, an employer or one of the faculty."""

    class Kind(models.TextChoices):
        ALUM = "alum", _("alum")
        PARENT = "parent", _("parent")
        EMPLOYER = "employer", _("employer")
        FACULTY = "faculty", _("faculty")

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("applied")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        BOUNCED = "bounced", _("mail comes back")
        RETIRED = "retired", _("retired")

    class Booking(models.TextChoices):
        ASK = "ask", _("is asked first")
        INSTANT = "instant", _("can be booked directly")
        WRITE = "write", _("proposes times")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mentor")
    external_id = models.CharField(_("alumni number"), max_length=40, null=True, blank=True, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ALUM)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED, db_index=True)
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    stands_since = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)
    wake_at = models.DateTimeField(null=True, blank=True, default=clock.now, editable=False)  # for the sweep

    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    field = models.ForeignKey(
        Field, null=True, blank=True, on_delete=models.PROTECT, related_name="mentors", verbose_name=_("field of work")
    )
    work_setting = models.CharField(_("work setting"), max_length=16, choices=WorkSetting, blank=True)
    employer_size = models.CharField(_("size of the employer"), max_length=10, choices=EmployerSize, blank=True)
    in_role_since = models.PositiveSmallIntegerField(_("in this role since"), null=True, blank=True)
    previous_employer = models.CharField(_("previous employer"), max_length=150, blank=True)
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)
    majors = models.ManyToManyField(Major, blank=True, related_name="mentors", verbose_name=_("majors"))
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("state or region"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters: US"))
    about = models.TextField(_("in your own words"), max_length=1000, blank=True)
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("can talk about"))
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("languages"))
    linkedin_url = models.URLField(_("LinkedIn"), blank=True)
    # What the mentor keeps from students, by the name of the field; the office sees it all.
    hidden_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    volunteered_on = models.DateField(_("volunteered on"), null=True, blank=True)
    application = models.TextField(_("why they volunteer"), max_length=1000, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    modes = ArrayField(
        models.CharField(max_length=10, choices=MeetingMode), default=list, verbose_name=_("how to meet")
    )
    video_link = models.URLField(_("your video link"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    meeting_place = models.CharField(_("where you meet"), max_length=280, blank=True)
    booking = models.CharField(_("how students get a time"), max_length=7, choices=Booking, default=Booking.ASK)
    length = models.PositiveSmallIntegerField(
        _("length of a call in minutes"), default=30, choices=[(15, "15"), (20, "20"), (30, "30")]
    )
    break_after = models.PositiveSmallIntegerField(
        _("break between calls in minutes"), default=10, validators=[MaxValueValidator(120)]
    )
    hours_ahead = models.PositiveSmallIntegerField(
        _("how far ahead in hours"), default=48, validators=[MaxValueValidator(24 * 30)]
    )
    days_out = models.PositiveSmallIntegerField(
        _("how far out in days"), default=45, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    calls_a_month = models.PositiveSmallIntegerField(
        _("most calls a month"), default=2, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    waiting_at_most = models.PositiveSmallIntegerField(
        _("most requests waiting"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    # What the person changed themselves: an import leaves these fields alone for good.
    edited_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    sort_name = models.CharField(max_length=160, editable=False, db_index=True)
    # What students can find the mentor by, as `search.search_text` writes it; the rest is made of it here.
    search_text = models.TextField(editable=False, blank=True)
    search = models.GeneratedField(expression=SEARCH, output_field=SearchVectorField(), db_persist=True)
    facets = models.GeneratedField(expression=FACETS, output_field=ArrayField(models.TextField()), db_persist=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = MentorQuerySet.as_manager()

    class Meta:
        indexes = [
            # With a share of all people, as `filters.SHARE` names it, where looking at all of them would take long.
            GinIndex(F("search"), Left(Cast("id", models.TextField()), 1), name="mentor_found_by"),
            models.Index(SINCE.desc(), F("id").desc(), name="mentor_newest"),
            # For who has no room, and whose pause is over.
            models.Index(fields=["waiting_at_most", "id"], name="mentor_waiting_at_most"),
            models.Index(fields=["calls_a_month", "id"], name="mentor_calls_a_month"),
            models.Index(fields=["wake_at"], name="mentor_wake_at", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["paused_until"], name="mentor_paused_until", condition=Q(state="paused")),
        ]

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def zone(self) -> str:
        return self.user.time_zone

    # How students are shown the mentor in a line or two, wherever that is.
    @property
    def display_name(self) -> str:
        return self.user.display_name

    @property
    def short_name(self) -> str:
        return self.user.short_name

    @property
    def portrait_id(self) -> uuid.UUID | None:
        return None if "portrait" in self.hidden_fields else self.user.portrait_id

    @property
    def headline(self) -> str:
        """As in "Battery chemist at Arcadia Labs", without what is hidden."""
        title = "" if "job_title" in self.hidden_fields else self.job_title
        employer = "" if "employer" in self.hidden_fields else self.employer
        if title and employer:
            return gettext("%(title)s at %(employer)s") % {"title": title, "employer": employer}
        return title or employer

    @property
    def next_step(self) -> str:
        """What is left of the first steps: "details", "how", "when", or nothing."""
        if self.confirmed_at is None:
            return "details"
        if "length" not in self.edited_fields:
            return "how"
        return "" if "time_zone" in self.edited_fields else "when"

    def is_paused_on(self, day: date) -> bool:
        return self.state == self.State.PAUSED and (self.paused_until is None or day < self.paused_until)


class PathEntry(models.Model):
    """One stop on the way from study to today's work, in years."""

    class Kind(models.TextChoices):
        STUDY = "study", _("study")
        WORK = "work", _("work")
        OTHER = "other", _("something else")

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="path")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.WORK)
    title = models.CharField(_("what"), max_length=150)
    place = models.CharField(_("where"), max_length=150, blank=True)
    from_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("career path")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_year__isnull=True) | Q(to_year__isnull=True) | Q(from_year__lte=F("to_year")),
                name="path_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return self.title


class WeeklyHours(models.Model):
    """One window a week, in the mentor's wall-clock time: minutes after local midnight, `end` up to 1440."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), validators=[MaxValueValidator(6)])
    start = models.PositiveSmallIntegerField(_("from"))
    end = models.PositiveSmallIntegerField(_("to"))
    valid_from = models.DateField(_("from date"), null=True, blank=True)
    valid_to = models.DateField(_("to date"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("weekly hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, start__lt=F("end"), end__lte=MINUTES_A_DAY), name="hours_within_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.start // 60}:{self.start % 60:02}–{self.end // 60}:{self.end % 60:02}"


class DatedHours(models.Model):
    """Hours of one date, replacing the weekly ones; a row without `start` and `end` closes the day."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="dated_hours")
    on = models.DateField(_("date"))
    start = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    end = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name_plural = _("hours of a date")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end"), end__lte=MINUTES_A_DAY),
                name="dated_hours_within_a_day",
            ),
            models.UniqueConstraint(
                fields=["mentor", "on", "start"], nulls_distinct=False, name="one_window_per_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class NextOpen(models.Model):
    """A hint for search and sorting, never for booking: the next free time when somebody last looked."""

    mentor = models.OneToOneField(Mentor, on_delete=models.CASCADE, primary_key=True, related_name="next_open")
    starts_at = models.DateTimeField(null=True, db_index=True)
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mentor}: {self.starts_at or '–'}"


class Lexeme(models.Model):
    """A word by which a listed mentor can be found, and how many can: what a misspelled one may have meant."""

    word = models.CharField(primary_key=True, max_length=200)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexeme_like")]

    def __str__(self) -> str:
        return self.word


class AlumniUpload(models.Model):
    """A list of alumni the office brought. Its rows go once they are taken in; what was refused is kept a week more."""

    class State(models.TextChoices):
        MATCHING = "matching", _("columns not matched yet")
        CHECKED = "checked", _("checked")
        WAITING = "waiting", _("being taken in")
        DONE = "done", _("taken in")
        FAILED = "failed", _("not taken in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.MATCHING)
    data = models.BinaryField()  # the file as it came
    columns = models.JSONField(default=dict)  # our column -> the place of the file's
    have_agreed = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, blank=True)  # for those of whom the file says none; the modes alike
    modes = ArrayField(models.CharField(max_length=10, choices=MeetingMode), default=list)
    checked_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # what it would do, and after it was taken in: what it did
    refused = models.JSONField(default=list)  # [row, reason]
    refused_file = models.BinaryField(default=bytes)  # the same rows, to be mended
    kindly = models.JSONField(default=list)  # [heading, written, read, how often, first row]
    asked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)  # rows, while it is being taken in
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name}, {self.uploaded_at:%Y-%m-%d}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
