"""The interview: one row from first draft to keeping in touch, and what belongs to it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import Role, User
from careernet.campus.models import MeetingMode
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews.spans import Span
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.models import Student


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


# What each state means to the rules; the constraints, limits and `visible_to` below derive from these sets.
OPEN = frozenset({State.DRAFT, State.IN_REVIEW, State.REQUESTED, State.COUNTERED, State.ACCEPTED, State.SCHEDULED})
ASKED = frozenset({State.REQUESTED, State.COUNTERED, State.ACCEPTED})  # somebody owes an answer
NO_CALL_YET = ASKED | {State.DRAFT, State.IN_REVIEW}  # the student can take it back
HOLDS_TIME = frozenset({State.REQUESTED, State.SCHEDULED})  # when a time is chosen
WITHOUT_TIME = frozenset({State.COUNTERED, State.ACCEPTED})
COUNTS_TO_STUDENT = ASKED | {State.IN_REVIEW}
SAID_YES = WITHOUT_TIME | {State.SCHEDULED, State.COMPLETED, State.MISSED}  # the mentor, who now sees the whole student
COUNTS_TO_MONTH = SAID_YES
A_DAY = timedelta(hours=24)


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User) -> "InterviewQuerySet":
        """The student's own, and the mentor's once they were asked; nobody else's."""
        # Both people are looked up first, each by index; through joins, every interview there is would be read.
        student, mentor = Student.objects.filter(user=user)[:1], Mentor.objects.filter(user=user)[:1]
        return self.filter(Q(student=student) | Q(mentor=mentor, asked_at__isnull=False))

    def open(self) -> "InterviewQuerySet":
        return self.filter(state__in=OPEN)

    def for_look(self, user: User, *, late_before: datetime) -> "InterviewQuerySet":
        """Requests this person may look at before they go out, and those that were such, for who comes too late.

        An advisor's are those of their own students and, shared by all, of students without an advisor; the office
        has the shared ones, too, and what has waited since before `late_before`. Nobody looks at a part of their own.
        """
        whose, student_of_nobody = Q(student__advisor=user), Q(student__advisor=None)
        if user.has_role(Role.Kind.ADVISOR):
            whose |= student_of_nobody
        if user.has_role(Role.Kind.OFFICER):
            whose |= student_of_nobody | Q(state_since__lte=late_before) | ~Q(state=State.IN_REVIEW)
        asked = Event.objects.filter(interview=OuterRef("pk"), verb=Event.Verb.LOOK_ASKED)
        return self.filter(whose, Exists(asked)).exclude(student__user=user).exclude(mentor__user=user)

    def in_review(self) -> "InterviewQuerySet":
        """The longest waiting first."""
        return self.filter(state=State.IN_REVIEW).order_by("state_since", "pk")

    def of_student(self, student: Student) -> "InterviewQuerySet":
        return self.filter(student=student)

    def sent(self) -> "InterviewQuerySet":
        """Out of the student's hands: the mentor was asked, or an advisor looks first."""
        return self.pool().filter(Q(asked_at__isnull=False) | Q(state=State.IN_REVIEW))

    def pool(self) -> "InterviewQuerySet":
        """With a mentor of ours; the others are a student's own, with somebody outside."""
        return self.filter(mentor__isnull=False)

    def for_office(self, officer: User) -> "InterviewQuerySet":
        """Those the office may move and cancel for the two: none of the officer's own, and none arranged elsewhere."""
        return self.pool().exclude(student__user=officer).exclude(mentor__user=officer)

    def for_mentor(self, mentor: Mentor) -> "InterviewQuerySet":
        return self.filter(mentor=mentor, asked_at__isnull=False)

    def awaiting_mentor(self) -> "InterviewQuerySet":
        proposed = Q(state=State.ACCEPTED, handed_back_at__isnull=False)
        return self.pool().filter(Q(state=State.REQUESTED, handed_back_at=None) | proposed)

    def between(self, one: User, other: User) -> "InterviewQuerySet":
        """Whoever of the two was the student."""
        return self.filter(Q(student__user=one, mentor__user=other) | Q(student__user=other, mentor__user=one))

    def of_person(self, person: User) -> "InterviewQuerySet":
        """On either side, told to the mentor or not."""
        student, mentor = Student.objects.filter(user=person)[:1], Mentor.objects.filter(user=person)[:1]
        return self.filter(Q(student=student) | Q(mentor=mentor))

    def due(self, now: datetime) -> "InterviewQuerySet":
        return self.filter(wake_at__lte=now)

    def apart(self, before: datetime) -> "InterviewQuerySet":
        """Those whose two people were kept from each other already before that moment."""
        return self.filter(_kept_apart(Block.objects.filter(since__lt=before)))

    def telling_apart(self) -> "InterviewQuerySet":
        """Each with `is_apart`: whether its two people are never to be brought together again."""
        return self.annotate(is_apart=_kept_apart(Block.objects.all()))

    def slipped(self) -> "QuerySet[Any]":
        """Those the student missed, or canceled with less than a day to go; each with `is_excused`."""
        events = Event.objects.filter(interview=OuterRef("pk"))
        late = Exists(events.filter(verb=Event.Verb.CANCELLED, role=Event.Role.STUDENT, data__late=True))
        is_slip = Q(state=State.MISSED, absence__of=Event.Role.STUDENT) | (Q(state=State.CANCELLED) & late)
        return self.pool().filter(is_slip).annotate(is_excused=Exists(events.filter(verb=Event.Verb.EXCUSED)))

    def with_people(self) -> "InterviewQuerySet":
        return self.select_related("student__user", "mentor__user", "mentor__field", "contact__field")


def _kept_apart(blocks: "BlockQuerySet") -> Exists:
    """Whichever of an interview's two people asked for it."""
    one = Q(by=OuterRef("student__user"), about=OuterRef("mentor__user"))
    other = Q(by=OuterRef("mentor__user"), about=OuterRef("student__user"))
    return Exists(blocks.filter(one | other))


class Interview(models.Model):
    State = State

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="interviews")
    # With one of the two: a mentor of ours, or somebody outside, of whom the student alone tells how it goes.
    mentor = models.ForeignKey(Mentor, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField(_("in this state since"), default=clock.now)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)  # set once the mentor was told

    mode = models.CharField(_("how to meet"), max_length=10, choices=MeetingMode)
    length = models.PositiveSmallIntegerField(_("minutes"), default=30)
    hope_to_learn = models.TextField(_("what I hope to learn"), max_length=600, blank=True)
    message = models.TextField(_("message"), max_length=3000, blank=True)
    is_first = models.BooleanField(_("this is my first one"), default=False)
    wants_look = models.BooleanField(_("an advisor looks first"), default=False)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)  # these very words have had their look
    where = models.CharField(_("where, or how to call"), max_length=300, blank=True)
    # What the student shows the mentor for this call alone, should the mentor be the one who calls.
    student_phone = models.CharField(_("number of the student"), max_length=40, blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)  # the free time chosen before anybody was asked; not held

    # Half-open, UTC. `mentor_block` adds the mentor's break and is never rewritten when settings change.
    during = DateTimeRangeField(_("when"), null=True, blank=True)
    mentor_block = DateTimeRangeField(null=True, blank=True, editable=False)
    ask_again_on = models.DateField(_("may be asked again from"), null=True, blank=True)
    # Since when it is the turn of the other side than the one the state names.
    handed_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    version = models.PositiveIntegerField(default=0, editable=False)  # the number of its last Event
    calendar_uid = models.UUIDField(null=True, editable=False)  # one per booking
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    wake_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mentor__isnull=True, contact__isnull=False) | Q(mentor__isnull=False, contact__isnull=True),
                name="with_a_mentor_or_a_contact",
            ),
            models.UniqueConstraint(
                fields=["student", "mentor"], condition=Q(state__in=sorted(OPEN)), name="one_open_interview_per_pair"
            ),
            models.UniqueConstraint(
                fields=["student", "contact"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_interview_per_contact",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(during__isnull=False, calendar_uid__isnull=False),
                name="scheduled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(WITHOUT_TIME)) | Q(during__isnull=True), name="undecided_has_no_time"
            ),
            models.CheckConstraint(
                # Both said: an empty block contains nothing, which is not false but unknown, and would pass.
                condition=Q(during__isnull=True, mentor_block__isnull=True)
                | Q(during__isnull=False, mentor_block__isnull=False, mentor_block__contains=models.F("during")),
                name="block_covers_the_call",
            ),
            ExclusionConstraint(
                name="no_double_booked_mentor",
                expressions=[("mentor", RangeOperators.EQUAL), ("mentor_block", RangeOperators.OVERLAPS)],
                condition=Q(state__in=sorted(HOLDS_TIME)),
            ),
            ExclusionConstraint(
                name="no_double_booked_student",
                expressions=[("student", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(state__in=sorted(HOLDS_TIME)),
            ),
        ]
        indexes = [
            models.Index(fields=["mentor", "state"], name="interview_mentor_state"),
            models.Index(fields=["student", "state"], name="interview_student_state"),
            models.Index(fields=["mentor", "asked_at"], name="interview_mentor_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.student} – {self.host}"

    @property
    def host(self) -> Mentor | Contact:
        """Whom the student talks to."""
        host = self.mentor or self.contact
        assert host
        return host

    @property
    def mentor_calls(self) -> bool:
        """By phone it is the student who calls, unless the mentor chose to, and the student had given a number."""
        return self.mode == MeetingMode.PHONE and self.where == self.student_phone != ""

    @property
    def is_outside(self) -> bool:
        return self.mentor_id is None

    @property
    def asked_mentor(self) -> Mentor:
        """For what only mentors of ours have, such as hours and a mailbox that we write to."""
        if self.mentor is None:
            raise RuleBroken(gettext("You have arranged this one yourself. Say on its page how it goes on."))
        return self.mentor

    @property
    def users(self) -> list[User]:
        """Those of the two whom we may write to, the student first."""
        return [self.student.user, self.mentor.user] if self.mentor else [self.student.user]

    @property
    def starts_at(self) -> datetime | None:
        return self.during.lower if self.during else None

    @property
    def ends_at(self) -> datetime | None:
        return self.during.upper if self.during else None

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.length)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_asked(self) -> bool:
        return self.state in ASKED

    def is_student(self, user: User) -> bool:
        return self.student.user_id == user.pk

    def is_mentor(self, user: User) -> bool:
        return self.mentor is not None and self.mentor.user_id == user.pk

    def side_of(self, user: User) -> "Event.Role":
        return Event.Role.STUDENT if self.is_student(user) else Event.Role.MENTOR

    def other_side(self, user: User) -> User | Contact:
        if not self.is_student(user):
            return self.student.user
        return self.host.user if isinstance(self.host, Mentor) else self.host

    def other_user(self, user: User) -> User:
        """The other side where it has an account, as the two of an interview with a mentor of ours have."""
        return self.asked_mentor.user if self.is_student(user) else self.student.user

    def other_zone(self, user: User) -> str:
        """Where the other side's clock is. Nobody knows it of somebody outside: the student's stands for it."""
        other = self.other_side(user)
        return other.time_zone if isinstance(other, User) else user.time_zone

    @property
    def turn(self) -> str:
        """Whose answer is waited for: one of `Event.Role`, or nobody's."""
        if self.state not in ASKED:
            return ""
        sides = (Event.Role.MENTOR, Event.Role.STUDENT)
        is_mentors = (self.state == State.REQUESTED) != (self.handed_back_at is not None)
        return sides[0] if is_mentors else sides[1]

    def awaits(self, user: User) -> bool:
        """It is this person's turn to answer."""
        if self.turn == Event.Role.MENTOR:
            return self.is_mentor(user)
        return self.turn == Event.Role.STUDENT and self.is_student(user)

    def has_begun(self, now: datetime) -> bool:
        return self.during is not None and self.during.lower <= now

    def is_near(self, now: datetime) -> bool:
        """Less than 24 hours away: too late for a student to move it, and late to call it off."""
        return self.during is not None and self.during.lower - now < A_DAY

    def has_ended(self, now: datetime) -> bool:
        return self.during is not None and self.during.upper <= now


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
        CANCELLED = "cancelled", _("canceled")
        COMPLETED = "completed", _("took place")
        MISSED = "missed", _("said the other wasn't there")
        ANSWERED = "answered", _("answered that")
        SETTLED = "settled", _("settled what happened")
        EXCUSED = "excused", _("excused it")
        FOLLOWED_UP = "followed_up", _("followed up")
        THANKED = "thanked", _("said thank you")
        WROTE = "wrote", _("wrote a message")
        ASKED_FIRST = "asked_first", _("asked something first")
        RUNNING_LATE = "running_late", _("is running late")

    class Role(models.TextChoices):
        STUDENT = "student", _("student")
        MENTOR = "mentor", _("mentor")
        OFFICER = "officer", _("office staff")
        ADVISOR = "advisor", _("career advisor")
        CLOCK = "clock", _("the clock")

    # What was only said: all that a mail asked for before stands as it was.
    ASIDES = (Verb.FOLLOWED_UP, Verb.WROTE, Verb.ASKED_FIRST, Verb.RUNNING_LATE)

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="events")
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

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=8, choices=Event.Role)
    text = models.TextField(_("message"), max_length=1500)
    at = models.DateTimeField()
    via = models.CharField(max_length=4, choices=Via)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_message_an_event")]
        indexes = [models.Index(fields=["by", "at"], name="message_by_at")]

    def __str__(self) -> str:
        return f"{self.interview_id}, {self.number}"


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


class Preparation(models.Model):
    """What the student gathered before the call; the student's alone."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="preparation")
    found_out = models.TextField(_("what I found out"), max_length=4000, blank=True)
    goals = models.TextField(_("my goals"), max_length=1000, blank=True)
    questions = models.TextField(_("my questions"), max_length=4000, blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id}"


class Notes(models.Model):
    """What the student wrote down during and after the call; the student's alone."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, primary_key=True, related_name="notes")
    text = models.TextField(_("notes"), max_length=10000, blank=True)
    by_question = models.JSONField(default=dict, blank=True)  # the question as it was written → what was noted
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id}"


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


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, officer: User) -> "ReportQuerySet":
        """Nobody of the office reads a report about themselves, or settles their own."""
        return self.exclude(Q(about=officer) | Q(by=officer))

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at__isnull=True)


class Report(models.Model):
    """Something went wrong: what one side told the office about the other. Read by the office alone, with a record."""

    class Kind(models.TextChoices):
        RUDE = "rude", _("rude or demeaning")
        UNWANTED = "unwanted", _("unwanted advances")
        UNSAFE = "unsafe", _("I felt unsafe")
        NOT_THEMSELVES = "identity", _("not who they said they are")
        MISUSE = "misuse", _("selling, recruiting or something else it isn't for")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports_made", verbose_name=_("told by"))
    about = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports_about", verbose_name=_("about"))
    kind = models.CharField(_("what happened"), max_length=8, choices=Kind)
    text = models.TextField(_("in your own words"), max_length=3000, blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(_("what the office did"), max_length=500, blank=True)
    about_was = models.CharField(_("who that was"), max_length=450, blank=True, editable=False)  # the account is gone

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=models.F("about")), name="nobody_reports_themselves"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="closed_report_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.told_at:%Y-%m-%d}"


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: User, other: User) -> "BlockQuerySet":
        return self.filter(Q(by=one, about=other) | Q(by=other, about=one))


class Block(models.Model):
    """These two are never brought together again, whoever asked for it."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_made")
    about = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_about")
    since = models.DateTimeField(default=clock.now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(by=models.F("about")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} – {self.about_id}"
