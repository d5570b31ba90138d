"""The outbox. A row here is the record of a mail owed to somebody; nothing else is."""

import re
from datetime import datetime
from email.utils import parseaddr
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careernet.core import clock

# A mail of which nothing can be read; that it was ours, to whichever domain, is known for as long as `to` is.
EMPTY = dict.fromkeys(("to", "subject", "text", "html", "ics", "from_name", "reply_to"), "")
WORDLESS = dict.fromkeys(("text", "html", "ics"), "")  # one of which is known what it was about
LAST_WORDS = "last_words"  # in `data`: it becomes such a one as soon as it has left


def new_message_id() -> str:
    return f"<{uuid4()}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def number_of(message_id: str) -> str:
    """What the mail's foot shows, and "Is this mail from us?" takes: the beginning of its Message-ID."""
    return message_id[1:14]


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        """What a deliverer may take: queued and due, or left lying by a deliverer whose lease ran out."""
        return self.filter(
            Q(state=OutgoingMail.State.QUEUED, next_attempt_at__lte=now)
            | Q(state=OutgoingMail.State.SENDING, lease_until__lte=now)
        )

    def queued(self) -> Self:
        return self.filter(state=OutgoingMail.State.QUEUED)

    def received_by(self, person: models.Model, *, now: datetime) -> Self:
        """What has left for this person, is about to or failed to; not what was taken back or left out."""
        left = Q(state__in=[OutgoingMail.State.SENT, OutgoingMail.State.DEAD])
        leaving = Q(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING], due_at__lte=now)
        return self.filter(left | leaving, to_user=person).exclude(subject="")

    def about(self, row: models.Model) -> Self:
        return self.filter(about_type=row._meta.label_lower, about_id=row.pk)


class OutgoingMail(models.Model):
    """One mail to one person. `key` names its occasion, so a second mail for the same occasion cannot exist."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("left out")
        FOLDED = "folded", _("replaced by a newer one")
        DEAD = "dead", _("could not be delivered")
        EXPIRED = "expired", _("too late to be useful")
        CANCELLED = "cancelled", _("taken back")

    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id, editable=False)
    # Mails of one thread share this id in References, so that one interview is one conversation in a mail program.
    thread = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=60)
    priority = models.PositiveSmallIntegerField()
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mails",
    )
    to = models.CharField(max_length=254)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    ics = models.TextField(blank=True)
    # The row this mail is about: an action that closes it takes back what is still queued about it.
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    # What the kind's `still_holds` compares with the present, such as the time or the version that was told.
    data = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        indexes = [
            models.Index(
                fields=["priority", "next_attempt_at"],
                condition=Q(state="queued"),
                name="mail_queued",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state="sending"),
                name="mail_sending",
            ),
            models.Index(fields=["due_at"], condition=Q(state="dead"), name="mail_dead"),
            models.Index(
                fields=["about_id"],
                condition=Q(about_id__isnull=False),
                name="mail_about",
            ),
            models.Index(fields=["to_user", "-created_at"], name="mail_to_user"),
            models.Index(
                fields=["to", "-sent_at"],
                condition=Q(state="sent"),
                name="mail_sent_to",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="mail_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="mail_leased_while_sending",
                condition=Q(state="sending", lease_until__isnull=False)
                | Q(~Q(state="sending"), lease_until__isnull=True),
            ),
            models.CheckConstraint(
                name="mail_sent_has_a_moment",
                condition=Q(state="sent", sent_at__isnull=False) | Q(~Q(state="sent"), sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mail_unsent_has_a_reason",
                condition=~Q(state__in=["skipped", "folded", "dead", "expired", "cancelled"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="mail_about_whole",
                condition=Q(about_type="", about_id__isnull=True) | Q(~Q(about_type=""), about_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"

    @property
    def ics_method(self) -> str:
        """ "REQUEST" or "CANCEL", as the invitation itself says; empty without one."""
        found = re.search(r"^METHOD:(\w+)", self.ics, re.MULTILINE)
        return found[1] if found else ""


LEAVING = (OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING)


class DeliveryEvent(models.Model):
    """What the mail server said, one row an attempt."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("taken by the mail server")
        DEFERRED = "deferred", _("not now, tried again later")
        REFUSED = "refused", _("refused by the recipient's server")
        BROKEN = "broken", _("not a mail that can be sent")
        UNREACHABLE = "unreachable", _("no mail server to talk to")

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    detail = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"


class ReceivedMail(models.Model):
    """A mail that came to us and what became of it; never what it said, which the thread keeps or nobody does."""

    class Outcome(models.TextChoices):
        FILED = "filed", _("in the conversation's messages")
        CALENDAR = "calendar", _("a calendar's answer, passed on as a question")
        RETURNED = "returned", _("one of our mails, returned")
        AUTOMATIC = "automatic", _("sent by a machine, left alone")
        STRANGER = "stranger", _("not from an address of the person it was sent to")
        UNKNOWN = "unknown", _("to no address of ours")
        REFUSED = "refused", _("not filed; the sender was told why")

    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("received mail")
        verbose_name_plural = _("received mail")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"


class Suppression(models.Model):
    """Do not mail: an address whose server refused it. Sign-in mails still go, because somebody just asked for one."""

    address = models.CharField(max_length=254, unique=True, help_text=_("in lower case"))
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("address not to mail")
        verbose_name_plural = _("addresses not to mail")

    def __str__(self) -> str:
        return self.address


class Circuit(models.Model):
    """The one row that remembers a mail server that is down, so that nobody knocks at it all the time."""

    failures = models.PositiveSmallIntegerField(default=0)
    open_until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_circuit", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"closed to mail until {self.open_until:%H:%M}"


class Preference(models.Model):
    """What somebody chose about their mails. Whoever never chose anything has no row and goes by the campus."""

    class Level(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        MOVES = "moves", _("only what moves my plans")
        WEEKLY = "weekly", _("one letter a week")

    class Updates(models.TextChoices):
        """How a mentor hears from students they have talked with."""

        AS_THEY_COME = "come", _("as they come")
        MONTHLY = "monthly", _("one letter a month")
        NEWS = "news", _("only news")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mail_preference"
    )
    level = models.CharField(max_length=10, choices=Level, default=Level.EVERYTHING)
    # The level that a link in a mail has switched off, for "Undo".
    level_before = models.CharField(max_length=10, choices=Level, blank=True)
    letter_day = models.PositiveSmallIntegerField(default=0)  # as date.weekday(): 0 is Monday
    # The next morning, on their own clock, that brings a letter; none without letters.
    letter_at = models.DateTimeField(null=True, blank=True)
    # Hours on their own clock in which no reminder comes; the campus's where there are none.
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    wants_last_call = models.BooleanField(default=False)  # a mail shortly before each conversation
    updates = models.CharField(max_length=7, choices=Updates, default=Updates.AS_THEY_COME)
    paused_until = models.DateField(null=True, blank=True)  # the first day with reminders again

    class Meta:
        indexes = [models.Index(fields=["letter_at"], condition=Q(letter_at__isnull=False), name="letter_due")]
        constraints = [
            models.CheckConstraint(
                name="letters_for_whoever_wants_them",
                condition=Q(level="weekly", letter_at__isnull=False) | Q(~Q(level="weekly"), letter_at__isnull=True),
            ),
            models.CheckConstraint(name="letter_on_a_weekday", condition=Q(letter_day__lte=6)),
            models.CheckConstraint(
                name="quiet_over_night",
                condition=(Q(quiet_from=None) | Q(quiet_from__range=(17, 23)))
                & (Q(quiet_until=None) | Q(quiet_until__range=(1, 12))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.level}"


class Quieted(models.Model):
    """Somebody wants no reminders about this one row, such as an interview."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about_id = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "about_id"], name="quieted_once")]

    def __str__(self) -> str:
        return f"{self.about_id} is quiet for {self.user_id}"
