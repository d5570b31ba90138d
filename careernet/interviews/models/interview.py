"""The interview: one row from first draft to keeping in touch."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import Role, User
from careernet.campus.models import MeetingMode
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews.models.events import Event
from careernet.interviews.models.safety import Block, BlockQuerySet
from careernet.interviews.models.states import ASKED, COUNTS_TO_MONTH, HOLDS_TIME, OPEN, WITHOUT_TIME, State
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.models import Student

AWAITS_MENTOR = Q(state=State.REQUESTED, handed_back_at=None) | Q(state=State.ACCEPTED, handed_back_at__isnull=False)
A_DAY = timedelta(hours=24)


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User) -> "InterviewQuerySet":
        """The student's own, and the mentor's once they were asked; nobody else's."""
        # Both people are looked up first, each by index; through joins, every interview there is would be read.
        student, mentor = Student.objects.filter(user=user)[:1], Mentor.objects.filter(user=user)[:1]
        return self.filter(Q(student=student) | Q(mentor=mentor, asked_at__isnull=False))

    def open(self) -> "InterviewQuerySet":
        return self.filter(state__in=OPEN)

    def for_look(self, user: User, *, late_before: datetime, now: datetime) -> "InterviewQuerySet":
        """Requests this person may look at before they go out, and those that were such, for who comes too late.

        An advisor's are those of the students they care for. Shared by all advisors and the office are those of
        students without an advisor, and what has waited since before `late_before`. Nobody looks at a part of theirs.
        """
        whose = Q(student__in=Student.objects.cared_for_by(user, now))
        if user.has_role(Role.Kind.ADVISOR) or user.has_role(Role.Kind.OFFICER):
            whose |= Q(student__advisor=None) | Q(state=State.IN_REVIEW, state_since__lte=late_before)
        if user.has_role(Role.Kind.OFFICER):
            whose |= ~Q(state=State.IN_REVIEW)
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
        return self.pool().filter(AWAITS_MENTOR)

    def between(self, one: User, other: User) -> "InterviewQuerySet":
        """Whoever of the two was the student."""
        return self.filter(Q(student__user=one, mentor__user=other) | Q(student__user=other, mentor__user=one))

    def of_person(self, person: User) -> "InterviewQuerySet":
        """On either side, told to the mentor or not."""
        student, mentor = Student.objects.filter(user=person)[:1], Mentor.objects.filter(user=person)[:1]
        return self.filter(Q(student=student) | Q(mentor=mentor))

    def asked_this_month(self, now: datetime) -> "InterviewQuerySet":
        return self.filter(asked_at__gte=now.replace(day=1, hour=0, minute=0, second=0, microsecond=0))

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


def _kept_apart(blocks: BlockQuerySet) -> Exists:
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
            # Who has no room is asked of all mentors at once.
            models.Index(fields=["mentor"], name="interview_awaiting_mentor", condition=AWAITS_MENTOR),
            GistIndex(fields=["during"], name="interview_counted", condition=Q(state__in=sorted(COUNTS_TO_MONTH))),
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

    def side_of(self, user: User) -> Event.Role:
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
