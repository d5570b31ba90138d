"""What happened to an interview, and what the two wrote to each other."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.interviews.models.states import State


class Event(models.Model):
    """One change of an interview: exactly one row each, numbered; replaying them gives the state."""

    class Verb(models.TextChoices):
        LOGGED = "logged", _("logged it")
        REQUESTED = "requested", _("asked")
        BOOKED = "booked", _("booked directly")
        LOOK_ASKED = "look_asked", _("sent it to an advisor first")
        APPROVED = "approved", _("has looked; it could not go out")
        RETURNED = "returned", _("asked to change it")
        UNSENT = "unsent", _("took the request back before it left")
        ACCEPTED = "accepted", _("said yes")
        OFFERED = "offered", _("offered other times")
        CHOSE = "chose", _("chose a time")
        PROPOSED = "proposed", _("proposed other times")
        MOVED = "moved", _("moved the call")
        POSTPONED = "postponed", _("has to move the call")
        DECLINED = "declined", _("declined")
        WITHDREW = "withdrew", _("withdrew")
        LET_GO = "let_go", _("the held time was let go")
        EXPIRED = "expired", _("no answer in time")
        UNREACHED = "unreached", _("our mail did not arrive")
        CANCELLED = "cancelled", _("canceled")
        COMPLETED = "completed", _("took place")
        MISSED = "missed", _("said the other wasn't there")
        ANSWERED = "answered", _("answered that")
        SETTLED = "settled", _("settled what happened")
        EXCUSED = "excused", _("excused it")
        FOLLOWED_UP = "followed_up", _("followed up")
        THANKED = "thanked", _("said thank you")
        UNTHANKED = "unthanked", _("took the thank-you back before it left")
        WROTE = "wrote", _("wrote a message")
        ASKED_FIRST = "asked_first", _("asked something first")
        RESUME_ASKED = "resume_asked", _("asked for the resume")
        RELEASED = "released", _("showed the resume")
        TOOK_BACK = "took_back", _("took the resume back")
        RUNNING_LATE = "running_late", _("is running late")
        UPDATED = "updated", _("told how it went on")

    class Role(models.TextChoices):
        STUDENT = "student", _("student")
        MENTOR = "mentor", _("mentor")
        OFFICER = "officer", _("office staff")
        ADVISOR = "advisor", _("career advisor")
        CLOCK = "clock", _("the clock")

    OF_THE_RESUME = (Verb.RESUME_ASKED, Verb.RELEASED, Verb.TOOK_BACK)
    # What was only said: all that a mail asked for before stands as it was.
    ASIDES = (Verb.FOLLOWED_UP, Verb.WROTE, Verb.ASKED_FIRST, Verb.RUNNING_LATE, Verb.UPDATED, *OF_THE_RESUME)
    IN_THE_THREAD = (Verb.WROTE, Verb.UPDATED)  # which shows the words themselves

    interview = models.ForeignKey("interviews.Interview", on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=12, choices=Verb)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=8, choices=Role)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=10, choices=State)
    to_state = models.CharField(max_length=10, choices=State)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="events_are_numbered")]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_verb_display()}"


class Message(models.Model):
    """A few lines from one side to the other, read by these two alone. Each is told of by the Event of its number."""

    class Via(models.TextChoices):
        PAGE = "page", _("on the page")
        LINK = "link", _("by the link in a mail")
        MAIL = "mail", _("by mail")

    class Update(models.TextChoices):
        """What a student tells about long after the call; an ordinary message is none."""

        INTERNSHIP = "internship", _("an internship")
        JOB = "job", _("a job")
        ADVICE = "advice", _("advice I used")
        OTHER = "other", _("how I am doing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey("interviews.Interview", on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=8, choices=Event.Role)
    text = models.TextField(_("message"), max_length=1500)
    at = models.DateTimeField()
    via = models.CharField(max_length=4, choices=Via)
    update = models.CharField(max_length=10, choices=Update, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)  # when the mentor's monthly letter takes it along

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_message_an_event")]
        indexes = [
            models.Index(fields=["by", "at"], name="message_by_at"),
            models.Index(fields=["letter_at"], condition=models.Q(letter_at__isnull=False), name="update_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.interview_id}, {self.number}"
