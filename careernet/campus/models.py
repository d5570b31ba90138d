"""This campus: the words it uses, its calendar, and every number the rules and reminders go by."""

from collections.abc import Container
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from careernet.core import times
from careernet.core.compiled import Compiled
from careernet.core.times import validate_zone

ROOM = "{room}"  # stands for the word of one booking in the address of a room


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


class Place(models.TextChoices):
    """Where two people may meet; the office allows no other places."""

    WORK = "work", _("At a workplace")
    CAMPUS = "campus", _("On campus")
    PUBLIC = "public", _("In a public place")


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


A_YEAR = timedelta(days=366)


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
            ),
            # What waits is counted on day by day: a year typed wrong would have it wait for a century.
            models.CheckConstraint(
                condition=models.Q(ends_on__lte=models.F("starts_on") + A_YEAR),
                name="period_of_a_year_at_most",
                violation_error_message=_(
                    "A term, a break or a closure lasts a year at most. Look at the years again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_on:%b %d, %Y})"


def _number(
    verbose_name: StrOrPromise, default: int, least: int = 1, most: int = 365
) -> "models.PositiveSmallIntegerField[int, int]":
    """A number of the rules and the bounds within which it protects people."""
    bounds = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(verbose_name, default=default, validators=bounds)


def validate_room_address(address: str) -> None:
    """Everything but the host may hold the word: rooms are all of one server, which the office trusts."""
    host = address.removeprefix("https://").partition("/")[0]
    try:
        URLValidator(schemes=["https"])(address.replace(ROOM, "room"))
    except ValidationError:
        host = ROOM
    if address.count(ROOM) != 1 or ROOM in host:
        raise ValidationError(_("Enter an address with {room} in it once, as in https://meet.example.edu/{room}."))


class Policy(models.Model):
    """One row: the office's name and every number of the rules. Days are calendar days unless a name says otherwise."""

    campus_name = models.CharField(_("campus"), max_length=80, default="Northfield College")
    office_name = models.CharField(_("office"), max_length=80, default="Career Office")
    office_email = models.EmailField(_("office address"), default="careers@example.edu")
    advisor_booking_url = models.URLField(_("where students book an advisor"), blank=True)
    time_zone = models.CharField(
        _("campus time zone"), max_length=64, default="America/New_York", validators=[validate_zone]
    )

    room_address = models.CharField(
        _("address of rooms for video calls"), max_length=200, blank=True, validators=[validate_room_address]
    )

    open_requests = _number(_("open requests per student"), 5, 1, 50)
    requests_a_day = _number(_("new requests per student and day"), 3, 1, 50)
    days_after_decline = _number(_("days before asking a mentor again after a no"), 90, 0)
    undo_seconds = _number(_("seconds in which a sent message can be taken back"), 30, 0, 600)
    answer_days = _number(_("least days a mentor has to answer before a held time"), 5, 1, 30)
    held_until_hours = _number(_("hours before a held time at which it is let go"), 2, 1, 48)

    request_reminder = _number(_("days until a mentor is reminded of a request"), 7, 1, 60)
    follow_up_locked = _number(_("days in which no follow-up can be sent"), 7, 0, 60)
    follow_up_after = _number(_("days until a follow-up is suggested"), 14, 1, 90)
    apart_days = _number(_("days between a follow-up and our own reminder"), 3, 0, 30)
    request_expires = _number(_("days a request waits for an answer"), 21, 3, 120)
    choose_reminder = _number(_("days until a student is reminded to choose a time or answer a question"), 2, 1, 60)
    choose_last_reminder = _number(_("days until the last such reminder"), 5, 1, 60)
    offer_expires = _number(_("days an offered time or a question waits for the student"), 7, 2, 60)
    accepted_expires = _number(_("days a yes without a time waits for one"), 14, 2, 90)

    undecided_days = _number(_("days until an advisor hears that a yes still has no time"), 10, 1, 90)

    first_requests_looked_at = _number(_("first requests of each student that an advisor reads first"), 0, 0, 20)
    absence_answer_days = _number(_("working days to say what happened before an absence counts"), 5, 1, 30)
    absences_before_look = _number(_("calls missed or canceled late in a term until requests need a look"), 2, 1, 20)
    look_reminder = _number(_("working days until an advisor is reminded of a message"), 1, 1, 20)
    look_last_reminder = _number(_("working days until the last such reminder, and until the office hears"), 2, 1, 20)
    look_goes_on = _number(_("working days until a message nobody looked at goes on by itself"), 4, 1, 30)

    prepare_days = _number(_("days before the call at which a student is asked to prepare"), 5, 1, 30)
    prepare_again_hours = _number(
        _("hours before the call at which that is asked again where something is missing"), 48
    )
    prepare_until_hours = _number(_("hours before the call from which nobody is asked to prepare any more"), 24, 1, 72)
    questions_to_have = _number(_("questions a student is asked to have ready"), 5, 1, 20)
    brief_hours = _number(_("hours before the call at which the mentor hears who comes"), 24, 2, 120)
    evening_hour = _number(_("hour of the reminder on the evening before"), 18, 12, 21)
    ready_minutes = _number(
        _("minutes before the call at which whoever asked for it is reminded once more"), 45, 15, 180
    )
    after_minutes = _number(_("minutes after the call at which we ask how it went"), 15, 0, 240)
    did_it_happen_hours = _number(_("hours after the call at which the mentor is asked"), 24, 1, 120)
    completes_after_hours = _number(_("hours after its end at which a call counts as held"), 48, 2, 240)
    thank_you_hours = _number(_("hours after the call at which the last thank-you reminder goes"), 20, 1, 120)
    thank_you_days = _number(_("days a thank-you stays on the list"), 5, 1, 30)
    reflection_hours = _number(_("hours after the call at which the reflection is due"), 48, 1, 336)
    reflection_overdue = _number(_("days after the call at which the advisor hears of a missing reflection"), 7, 1, 60)
    reflection_until = _number(_("days a missing reflection stays on the list"), 21, 2, 120)
    review_days = _number(_("working days until an advisor is reminded of a reflection"), 5, 1, 30)
    messages_a_day = _number(_("most messages a person writes in a day"), 20, 5, 200)
    messages_until = _number(_("days after the call in which the two can write to each other"), 30, 1, 365)

    quiet_from = _number(_("quiet hours begin (hour)"), 21, 17, 23)
    quiet_until = _number(_("quiet hours end (hour)"), 7, 1, 12)
    student_reminders = _number(_("most reminders to a student per interview"), 7, 0, 30)
    mentor_reminders = _number(_("most reminders to a mentor per interview"), 4, 0, 30)
    mail_words_days = _number(_("days the text of a sent mail is kept"), 90, 14, 730)

    referral_days = _number(_("days until a student is reminded of somebody a mentor named"), 3, 1, 30)
    referral_last_days = _number(_("days until the last such reminder"), 14, 1, 60)
    referral_until = _number(_("days such a name stays on the list"), 30, 2, 120)
    touch_first_days = _number(_("days since the last touch until a student is asked to keep in touch"), 30, 7, 180)
    touch_next_days = _number(_("days until that is asked again"), 90, 14, 365)
    touch_last_days = _number(_("days until that is asked for the last time"), 180, 30, 730)

    pause_ends_days = _number(_("days before a mentor’s pause ends at which they hear of it"), 3, 1, 30)
    willing_days = _number(_("days until a mentor is asked whether students may still ask them"), 365, 90, 1095)
    willing_until = _number(_("days in which that question is still sent"), 30, 1, 90)

    invitations_a_day = _number(_("invitations to alumni a day"), 100, 1, 5000)
    profiles_an_hour = _number(_("mentor profiles a student can open in an hour"), 120, 20, 1000)

    brand_light = models.CharField(_("brand color on light"), max_length=7, default="#0B5D51")
    brand_dark = models.CharField(_("brand color on dark"), max_length=7, default="#5FD0BB")
    welcome = models.TextField(_("words on the first page"), max_length=600, blank=True)
    code_of_conduct = models.TextField(_("code of conduct"), max_length=4000, blank=True)
    confidential_help = models.TextField(_("confidential help on campus"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("rules and dates")
        verbose_name_plural = _("rules and dates")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="only_one_policy")]

    def __str__(self) -> str:
        return str(_("Rules and dates"))

    @property
    def office(self) -> str:
        """As it signs its mails: "Northfield College Career Office"."""
        return f"{self.campus_name} {self.office_name}"

    @classmethod
    def current(cls) -> "Policy":
        """The one row; its defaults until the office has saved any."""
        return _THE_POLICY.first() or cls(pk=1)


_THE_POLICY = Compiled(lambda: Policy.objects.filter(pk=1))


class Resource(models.Model):
    """A place to look on for somebody curious about a field, or of a major; for everybody where neither is named."""

    class Kind(models.TextChoices):
        EVENTS = "events", _("events")
        NEWSLETTER = "newsletter", _("newsletter")
        ASSOCIATION = "association", _("professional association")
        LISTSERV = "listserv", _("mailing list")
        STUDENT_GROUP = "group", _("student group")
        READING = "reading", _("reading")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("web address"))
    note = models.CharField(_("what it is good for"), max_length=300, blank=True)
    fields = models.ManyToManyField(Field, blank=True, related_name="resources", verbose_name=_("fields of work"))
    majors = models.ManyToManyField(Major, blank=True, related_name="resources", verbose_name=_("majors"))

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        return RESOURCE_ICONS[self.Kind(self.kind)]


RESOURCE_ICONS = {
    Resource.Kind.EVENTS: "calendar",
    Resource.Kind.NEWSLETTER: "newspaper",
    Resource.Kind.ASSOCIATION: "landmark",
    Resource.Kind.LISTSERV: "mail",
    Resource.Kind.STUDENT_GROUP: "users",
    Resource.Kind.READING: "book-open",
}


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def running(self, now: datetime, zone: ZoneInfo) -> "AnnouncementQuerySet":
        """Those whose days include today on campus, the newest first."""
        today = times.local(now, zone).date()
        return self.filter(starts_on__lte=today, ends_on__gte=today).order_by("-starts_on", "-pk")


class Announcement(models.Model):
    """A few words of the office on top of the pages of some people, from one day to another of the campus."""

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("everybody, visitors too")
        STUDENT = "student", _("students")
        MENTOR = "mentor", _("mentors")
        ADVISOR = "advisor", _("career advisors")

    audience = models.CharField(_("for"), max_length=9, choices=Audience, default=Audience.STUDENT)
    text = models.CharField(_("text"), max_length=300)
    url = models.URLField(_("leads to"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_dismissible = models.BooleanField(_("readers can close it"), default=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="announcement_ends_after_it_starts",
                violation_error_message=_("The last day must not come before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_for(self, roles: Container[str]) -> bool:
        """Whether somebody with these roles sees it; the office, which wrote it, sees what everybody does."""
        return self.audience == self.Audience.EVERYBODY or self.audience in roles


class Dismissal(models.Model):
    """Somebody has closed an announcement."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="dismissals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "user"], name="dismissed_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id}"


class Pulse(models.Model):
    """When a part of the background work last gave a sign of life; one row each."""

    class Part(models.TextChoices):
        DELIVERY = "delivery", _("mail was last looked after")
        SWEEP = "sweep", _("reminders were last looked after")
        BROKER = "broker", _("a tick last came through the broker")

    part = models.CharField(max_length=10, choices=Part, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part}: {self.at:%Y-%m-%d %H:%M:%S}"
