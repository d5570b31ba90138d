"""The states of an interview, and what each means to the rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("with your advisor")
    REQUESTED = "requested", _("waiting for an answer")
    COUNTERED = "countered", _("new times offered")
    ACCEPTED = "accepted", _("yes, no time yet")
    SCHEDULED = "scheduled", _("booked")
    COMPLETED = "completed", _("took place")
    MISSED = "missed", _("didn't take place")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("no answer")
    CANCELLED = "cancelled", _("canceled")


# What each state means to the rules; the constraints, limits and `visible_to` derive from these sets.
OPEN = frozenset({State.DRAFT, State.IN_REVIEW, State.REQUESTED, State.COUNTERED, State.ACCEPTED, State.SCHEDULED})
ASKED = frozenset({State.REQUESTED, State.COUNTERED, State.ACCEPTED})  # somebody owes an answer
TALKING = ASKED | {State.SCHEDULED, State.COMPLETED}  # the two may write to each other, for a while after the call
NO_CALL_YET = ASKED | {State.DRAFT, State.IN_REVIEW}  # the student can take it back
HOLDS_TIME = frozenset({State.REQUESTED, State.SCHEDULED})  # when a time is chosen
WITHOUT_TIME = frozenset({State.COUNTERED, State.ACCEPTED})
COUNTS_TO_STUDENT = ASKED | {State.IN_REVIEW}
SAID_YES = WITHOUT_TIME | {State.SCHEDULED, State.COMPLETED, State.MISSED}  # the mentor, who now sees the whole student
COUNTS_TO_MONTH = SAID_YES
