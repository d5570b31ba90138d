"""What the student took from a conversation, and what the advisor said to it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews.models import Block, Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student

ANSWERS = (
    "best_advice",
    "interest_why",
    "next_step",
    "learned",
    "surprised",
    "concerns",
    "strengths_and_values",
    "skills_needed",
    "still_unknown",
)


def _free(late_before: datetime) -> Q:
    """Nobody took it from the shared queue, or too long ago."""
    return Q(taken_at=None) | Q(taken_at__lte=late_before)


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, user: User, now: datetime) -> "ReflectionQuerySet":
        """The student's own, and to their advisor what was handed in; never a mentor's, never another student's."""
        return self.written_by(user) | self.readable_by_advisor(user, now)

    def written_by(self, user: User) -> "ReflectionQuerySet":
        return self.filter(interview__student__user=user)

    def readable_by_advisor(self, user: User, now: datetime) -> "ReflectionQuerySet":
        """Of the students they care for, of those whom all advisors share because they have none of their own, and
        what they took from the shared queue. Never on a talk with themselves."""
        whose = Q(interview__student__in=Student.objects.cared_for_by(user, now))
        if user.has_role("advisor"):
            whose |= Q(interview__student__advisor=None) | Q(taken_by=user)
        return self.filter(whose, submitted_at__isnull=False).exclude(interview__mentor__user=user)

    def for_office(self, officer: User) -> "ReflectionQuerySet":
        """Those whose words the staff may open with a reason: handed in, and no conversation of the officer's own."""
        others = self.exclude(interview__student__user=officer).exclude(interview__mentor__user=officer)
        return others.filter(submitted_at__isnull=False)

    def waiting_for(self, user: User, *, late_before: datetime, now: datetime) -> "ReflectionQuerySet":
        """This advisor's to answer: what they took, and what is their students' and no colleague's meanwhile."""
        own = Q(interview__student__in=Student.objects.cared_for_by(user, now)) & _free(late_before)
        return self.filter(own | Q(taken_by=user)).exclude(interview__mentor__user=user).to_review()

    def shared(self, user: User, *, late_before: datetime, now: datetime) -> "ReflectionQuerySet":
        """Any advisor's to take: of students without an advisor, and what has waited since before `late_before`.

        Without one's own, and without what this person has to answer anyway.
        """
        whose = Q(interview__student__advisor=None) | Q(submitted_at__lte=late_before)
        others = self.exclude(interview__student__in=Student.objects.cared_for_by(user, now))
        others = others.exclude(interview__student__user=user).exclude(interview__mentor__user=user)
        others = others.exclude(taken_by=user)
        return others.filter(whose, _free(late_before)).to_review()

    def to_review(self) -> "ReflectionQuerySet":
        """Handed in and not answered yet: who asked to meet first, who wants nothing back last, each oldest first."""
        wishes = [Reflection.Wish.MEET, Reflection.Wish.COMMENT, Reflection.Wish.NONE]
        urgency = Case(*(When(wish=wish, then=Value(place)) for place, wish in enumerate(wishes)))
        return self.filter(state=Reflection.State.SUBMITTED).order_by(urgency, "submitted_at", "pk")

    def due(self, now: datetime) -> "ReflectionQuerySet":
        return self.filter(wake_at__lte=now)

    def with_people(self) -> "ReflectionQuerySet":
        hosts = ("interview__mentor__user", "interview__mentor__field", "interview__contact__field")
        return self.select_related("interview__student__user", *hosts)

    def with_readers(self) -> "ReflectionQuerySet":
        """The same, with the advisors whose it is."""
        return self.with_people().select_related("interview__student__advisor", "taken_by")


class Reflection(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("please add")
        DONE = "done", _("looks good")

    class Degree(models.IntegerChoices):
        """How much, asked before the conversation and after it."""

        NOT = 1, _("Not at all")
        LITTLE = 2, _("A little")
        SOME = 3, _("Somewhat")
        MUCH = 4, _("Quite a bit")
        VERY = 5, _("Very much")

    class Fit(models.TextChoices):
        YES = "yes", _("For me")
        OPEN = "open", _("I can't tell yet")
        NO = "no", _("Not for me")

    class Wish(models.TextChoices):
        NONE = "none", _("Just for me to have written")
        COMMENT = "comment", _("Please comment")
        MEET = "meet", _("I'd like to meet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.OneToOneField(Interview, on_delete=models.PROTECT, related_name="reflection")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    wish = models.CharField(_("what I would like back"), max_length=8, choices=Wish, default=Wish.COMMENT)

    best_advice = models.TextField(_("the most helpful advice"), max_length=3000, blank=True)
    interest = models.PositiveSmallIntegerField(_("still interested?"), choices=Degree, null=True, blank=True)
    enjoyment = models.PositiveSmallIntegerField(
        _("could I see myself doing it?"), choices=Degree, null=True, blank=True
    )
    interest_before = models.PositiveSmallIntegerField(_("interest before"), choices=Degree, null=True, blank=True)
    enjoyment_before = models.PositiveSmallIntegerField(
        _("could see myself doing it, before"), choices=Degree, null=True, blank=True
    )
    kind_of_work = models.CharField(_("this kind of work"), max_length=4, choices=Fit, blank=True)
    kind_of_employer = models.CharField(_("this kind of employer"), max_length=4, choices=Fit, blank=True)
    interest_why = models.TextField(_("why"), max_length=3000, blank=True)
    next_step = models.TextField(_("my next step"), max_length=3000, blank=True)
    learned = models.TextField(_("what I learned of the field and the path"), max_length=3000, blank=True)
    surprised = models.TextField(_("what surprised or excited me"), max_length=3000, blank=True)
    concerns = models.TextField(_("what concerns me"), max_length=3000, blank=True)
    strengths_and_values = models.TextField(_("how it fits my strengths and values"), max_length=3000, blank=True)
    skills_needed = models.TextField(_("skills I would need"), max_length=3000, blank=True)
    still_unknown = models.TextField(_("what I still don't know"), max_length=3000, blank=True)

    version = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(default=clock.now)
    saved_on = models.UUIDField(null=True, editable=False)  # the open page that saved last
    saved_nth = models.PositiveIntegerField(default=0, editable=False)  # which of that page's saves it was
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Out of the shared queue, by an advisor who answers it; they may read it from then on.
    taken_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    wake_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="handed_in_has_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview}"

    @property
    def is_editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    def is_author(self, user: User) -> bool:
        return self.interview.student.user_id == user.pk


class ReflectionVersion(models.Model):
    """The answers as they were handed in: what an advisor read stays readable."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "number"], name="reflection_versions_numbered")]

    def __str__(self) -> str:
        return f"{self.reflection_id} v{self.number}"


class Review(models.Model):
    """An advisor's answer to one version of a reflection."""

    class Verdict(models.TextChoices):
        LOOKS_GOOD = "looks_good", _("Looks good")
        PLEASE_ADD = "please_add", _("Please add")

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="reviews")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = models.TextField(_("comment"), max_length=3000, blank=True)
    on_answers = models.JSONField(default=dict, blank=True)  # the name of the answer → the comment on it
    # For whoever advises this student next. The student learns that there is one, and may ask to see it.
    note = models.TextField(_("note for colleagues"), max_length=2000, blank=True)
    note_asked_at = models.DateTimeField(null=True, blank=True)
    note_shown_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "version"], name="one_review_per_version")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.reflection_id}"


class Phrase(models.Model):
    """A comment an advisor writes often: their own, or the office's for everybody."""

    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")  # None: the office's
    text = models.TextField(_("comment"), max_length=600)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class LineQuerySet(models.QuerySet["Line"]):
    def shared_with(self, mentor: Mentor) -> "LineQuerySet":
        """What students chose to show this mentor, but nothing between two who are kept apart."""
        student, host = (
            OuterRef("reflection__interview__student__user"),
            OuterRef("reflection__interview__mentor__user"),
        )
        apart = Block.objects.filter(Q(by=student, about=host) | Q(by=host, about=student))
        return self.filter(reflection__interview__mentor=mentor, shared_at__isnull=False).exclude(Exists(apart))

    def to_look_at(self) -> "LineQuerySet":
        """Offered for later students, and not decided on."""
        return self.filter(offered_at__isnull=False, approved_at=None, declined_at=None)

    def public(self) -> "LineQuerySet":
        """What later students read, by field, without a name."""
        return self.filter(approved_at__isnull=False)


class Line(models.Model):
    """A sentence of a reflection that its author does something with; each of the three by itself."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="lines")
    text = models.TextField(max_length=1000)
    shared_at = models.DateTimeField(null=True, blank=True)  # with the mentor
    offered_at = models.DateTimeField(null=True, blank=True)  # for later students, unnamed
    approved_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)  # as advice to use
    used_at = models.DateTimeField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(offered_at__isnull=False), name="only_offered_lines_are_public"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def open(self) -> "NextStepQuerySet":
        return self.filter(done_at=None)


class NextStep(models.Model):
    """Something the student means to do after a conversation, by a day."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(_("next step"), max_length=300)
    due_on = models.DateField(_("by"))
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = NextStepQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
