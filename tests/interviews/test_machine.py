"""Whatever people do, in whatever order and however the clock and the settings move: what must never be, never is.

Hypothesis drives the real actions. A refusal is an answer; everything else must hold after every step.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety
from careernet.interviews.models import COUNTS_TO_STUDENT, HOLDS_TIME, OPEN, Absence, Event, Interview, State
from careernet.interviews.spans import Span
from careernet.interviews.times import calls_by_month, times_to_ask
from careernet.mail.models import OutgoingMail
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.races import THOROUGH

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)  # two weeks before the clocks change
NEW_YORK = times.zone("America/New_York")
MENTORS, STUDENTS = 2, 3
WHERE = "https://meet.example/maya"
STEPS = {
    "draft": {"in_review", "requested", "scheduled", "withdrawn"},
    "in_review": {"draft", "requested", "scheduled", "withdrawn"},
    "requested": {"requested", "draft", "countered", "accepted", "scheduled", "declined", "withdrawn", "expired"},
    "countered": {"countered", "requested", "scheduled", "declined", "withdrawn", "expired"},
    "accepted": {"accepted", "countered", "scheduled", "declined", "withdrawn", "expired"},
    "scheduled": {"scheduled", "accepted", "cancelled", "completed", "missed"},
    "completed": {"completed", "missed"},
    "missed": {"missed", "completed"},
}
# With somebody outside, the student says what happened, in whatever order it did.
OUTSIDE = {"draft": {"accepted", "completed"}, "requested": {"completed"}, "accepted": {"completed"}}
minutes = st.integers(min_value=-4, max_value=21 * 48).map(lambda halves: timedelta(minutes=30 * halves))
some = st.integers(min_value=0, max_value=50)


class Life(RuleBasedStateMachine):
    """Two mentors, three students, somebody each of them knows, the office, one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.bookings: dict[uuid.UUID, tuple[int, Any]] = {}  # by UID: its sequence and time

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def people(self) -> None:
        self.now = MONDAY
        self.mentors = [factories.weekdays(factories.MentorFactory(calls_a_month=2)) for _ in range(MENTORS)]
        self.students = [factories.StudentFactory() for _ in range(STUDENTS)]
        self.officer = factories.person(Role.Kind.OFFICER)
        kind = {"kind": Contact.Kind.PROFESSOR, "email": "nobody@outside.example"}
        self.contacts = [Contact.objects.create(student=each, name="Dr. Lee", **kind) for each in self.students]
        self.advisor = factories.person(Role.Kind.ADVISOR)
        Policy.objects.create(pk=1, requests_a_day=5, open_requests=2)

    # --- What people do -------------------------------------------------------------------------------------------
    @rule(mentor=some, student=some, slot=st.none() | some, ahead=minutes, look=st.booleans())
    def send(self, mentor: int, student: int, slot: int | None, ahead: timedelta, look: bool) -> None:
        who: dict[str, Any] = {"mentor": self._mentor(mentor), "student": self.students[student % STUDENTS]}
        free = times_to_ask(who["mentor"], who["student"], now=self.now, policy=Policy.current())
        books = who["mentor"].booking == Mentor.Booking.INSTANT
        wish: dict[str, Any] = {"proposed": (Span(self.now + ahead, self.now + ahead + timedelta(hours=2)),)}
        if slot is not None and free:
            wish = {"slot": free[slot % len(free)], "books": books}
        if self._try(lambda: actions.send_request(uuid.uuid4(), ask=ask(wants_look=look, **wish), now=self.now, **who)):
            self._limits_hold(who["student"], who["mentor"])
            assert "video" in who["mentor"].modes

    @rule(mentor=some, student=some)
    def write_draft(self, mentor: int, student: int) -> None:
        who: dict[str, Any] = {"mentor": self._mentor(mentor), "student": self.students[student % STUDENTS]}
        self._try(lambda: actions.save_draft(uuid.uuid4(), ask=ask(), now=self.now, **who))

    @rule(student=some, state=st.sampled_from(["draft", "requested", "accepted", "scheduled"]), ahead=minutes)
    def arrange(self, student: int, state: str, ahead: timedelta) -> None:
        who, contact = self.students[student % STUDENTS], self.contacts[student % STUDENTS]
        meeting = actions.Meeting("video", starts_at=self.now + ahead)
        around: dict[str, Any] = {"student": who, "contact": contact, "state": state, "now": self.now}
        self._try(lambda: actions.log(uuid.uuid4(), meeting=meeting, **around))

    @rule(which=some, verb=st.sampled_from(["sent", "yes", "time", "no", "nothing", "was not"]), ahead=minutes)
    def hear(self, which: int, verb: str, ahead: timedelta) -> None:
        if not (row := self._some(which)):
            return
        by: dict[str, Any] = {"by": row.student.user, "now": self.now}
        meeting = actions.Meeting("phone", starts_at=self.now + ahead)
        doing: dict[str, Callable[[], object]] = {
            "sent": lambda: actions.sent_message(row, text="Dear Dr. Lee", **by),
            "yes": lambda: actions.heard_yes(row, **by),
            "time": lambda: actions.heard_time(row, meeting=meeting, **by),
            "no": lambda: actions.heard_no(row, **by),
            "nothing": lambda: actions.heard_nothing(row, **by),
            "was not": lambda: actions.did_not_take_place(row, **by),
        }
        self._try(doing[verb])

    @rule(
        which=some,
        verb=st.sampled_from(
            ["unsend", "withdraw", "approve", "return", "follow_up", "decline", "rest", "say_yes", "thank", "unthank"]
        ),
    )
    def answer(self, which: int, verb: str) -> None:
        if not (row := self._some(which)):
            return
        student, mentor = {"by": row.student.user, "now": self.now}, {"by": _mentors(row), "now": self.now}
        until = self.now.date() + timedelta(days=9)
        doing: dict[str, Callable[[], object]] = {
            "approve": lambda: actions.approve(row, by=self.advisor, now=self.now),
            "return": lambda: actions.return_to_student(row, by=self.advisor, comment="Say why.", now=self.now),
            "unsend": lambda: actions.unsend(row, **student),
            "withdraw": lambda: actions.withdraw(row, **student),
            "follow_up": lambda: actions.follow_up(row, text="Still keen.", **student),
            "decline": lambda: actions.decline(row, ask_again_on=self.now.date(), **mentor),
            "rest": lambda: actions.decline(row, pause_until=until, calls_a_month=1, **mentor),
            "say_yes": lambda: actions.say_yes(row, where=WHERE, **mentor),
            "thank": lambda: actions.send_thank_you(row, how="own", text="", **student),
            "unthank": lambda: actions.take_back_thank_you(row, **student),
        }
        self._try(doing[verb])

    @rule(which=some, verb=st.sampled_from(["accept", "offer", "choose", "propose"]), at=some, ahead=minutes)
    def find_a_time(self, which: int, verb: str, at: int, ahead: timedelta) -> None:
        if not (row := self._some(which)) or row.is_outside:
            return
        student, mentor = {"by": row.student.user, "now": self.now}, {"by": _mentors(row), "now": self.now}
        known = [row.starts_at] if row.starts_at else list(row.offered_times.values_list("starts_at", flat=True))
        to_choose = actions.times_to_choose(row, policy=Policy.current(), now=self.now)
        proposed = known[at % len(known)] if known else self.now + ahead
        chosen = to_choose[at % len(to_choose)] if to_choose else self.now + ahead
        starts = [self.now + ahead + timedelta(days=day) for day in range(at % 4)]
        windows = [Span(start, start + timedelta(hours=2)) for start in starts]
        doing: dict[str, Callable[[], object]] = {
            "accept": lambda: actions.accept(row, starts_at=proposed, where=WHERE, **mentor),
            "offer": lambda: actions.offer_times(row, starts=starts, where=WHERE, **mentor),
            "choose": lambda: actions.choose_time(row, starts_at=chosen, **student),
            "propose": lambda: actions.propose_times(row, starts=windows if at % 2 else starts, **student),
        }
        self._try(doing[verb])

    @rule(which=some, verb=st.sampled_from(["write", "ask_first", "late"]), is_student=st.booleans())
    def talk(self, which: int, verb: str, is_student: bool) -> None:
        if not (row := self._some(which)):
            return
        by: dict[str, Any] = {"by": row.student.user if is_student else _mentors(row), "now": self.now}
        doing: dict[str, Callable[[], object]] = {
            "write": lambda: actions.write(uuid.uuid4(), row, text="Hello.", via="page", **by),
            "ask_first": lambda: actions.ask_first(
                uuid.uuid4(), row, by=_mentors(row), text="Why?", via="page", now=self.now
            ),
            "late": lambda: actions.running_late(row, **by),
        }
        self._try(doing[verb])

    @rule(
        which=some,
        verb=st.sampled_from(["move", "postpone", "cancel"]),
        role=st.sampled_from(["student", "mentor", "officer"]),
        ahead=minutes,
    )
    def change(self, which: int, verb: str, role: str, ahead: timedelta) -> None:
        if not (row := self._some(which)):
            return
        role = "student" if row.is_outside else role
        user = {"student": row.student.user, "mentor": _mentors(row), "officer": self.officer}[role]
        by: dict[str, Any] = {"by": user, "role": role, "now": self.now}
        doing: dict[str, Callable[[], object]] = {
            "move": lambda: actions.move(row, starts_at=self.now + ahead, **by),
            "postpone": lambda: actions.postpone(row, reason="", **by),
            "cancel": lambda: actions.cancel(row, reason="I am ill.", **by),
        }
        self._try(doing[verb])

    @rule(
        which=some,
        verb=st.sampled_from(["complete", "miss", "sorry", "came", "talked", "did not", "excuse", "report"]),
        side=st.booleans(),
    )
    def afterward(self, which: int, verb: str, side: bool) -> None:
        if not (row := self._some(which)):
            return
        by: dict[str, Any] = {"by": row.student.user if side else _mentors(row), "now": self.now}
        report: dict[str, Any] = {"kind": "rude", "text": "", **by}
        doing: dict[str, Callable[[], object]] = {
            "complete": lambda: actions.complete(row, **by),
            "miss": lambda: actions.miss(row, **by),
            "sorry": lambda: actions.answer_absence(row, answer="sorry", words="", **by),
            "came": lambda: actions.answer_absence(row, answer="came", words="", **by),
            "talked": lambda: actions.settle(row, took_place=True, by=self.officer, now=self.now),
            "did not": lambda: actions.settle(row, took_place=False, by=self.officer, now=self.now),
            "excuse": lambda: actions.excuse(row, **by),
            "report": lambda: safety.report(uuid.uuid4(), row, **report),
        }
        self._try(doing[verb])

    # --- What happens by itself -----------------------------------------------------------------------------------
    @rule(hours=st.sampled_from([1, 5, 30, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        """And the mails leave, and the clock does what it does."""
        self.now += timedelta(hours=hours)
        OutgoingMail.objects.queued().filter(due_at__lte=self.now).update(
            state=OutgoingMail.State.SENT, sent_at=self.now
        )
        for row in Interview.objects.open().with_people():
            self._try(lambda row=row: actions.let_go(row, now=self.now))
            if row.state == State.IN_REVIEW and self.now - row.state_since > timedelta(days=4):
                self._try(lambda row=row: actions.approve(row, by=None, now=self.now))
            if row.is_asked and self.now - row.state_since > timedelta(days=21):
                self._try(lambda row=row: actions.expire(row, now=self.now))
            if row.state == State.SCHEDULED and row.has_ended(self.now - timedelta(hours=48)):
                self._try(lambda row=row: actions.complete(row, by=None, now=self.now))

    @rule(
        mentor=some,
        calls=st.integers(1, 3),
        pause=st.sampled_from([0, 10, 60]),
        length=st.sampled_from([15, 20, 30]),
        booking=st.sampled_from(Mentor.Booking.values),
        modes=st.sampled_from([["video", "phone"], ["video"], ["phone"]]),
    )
    def settings_change(self, mentor: int, calls: int, pause: int, length: int, booking: str, modes: list[str]) -> None:
        changed: dict[str, object] = {
            "calls_a_month": calls,
            "break_after": pause,
            "length": length,
            "booking": booking,
            "modes": modes,
        }
        changed["video_link"] = WHERE
        Mentor.objects.filter(pk=self._mentor(mentor).pk).update(**changed)

    @rule(mentor=some, until=st.none() | st.integers(1, 20))
    def a_break_begins_or_ends(self, mentor: int, until: int | None) -> None:
        who, by = self._mentor(mentor), self._mentor(mentor).user
        if until is None:
            mentoring.resume(who, by=by, now=self.now)
        else:
            mentoring.pause(who, by=by, until=self.now.date() + timedelta(days=until), now=self.now)

    @rule(open_requests=st.integers(1, 4), a_day=st.integers(1, 5), answer=st.integers(1, 9), held=st.integers(1, 48))
    def rules_change(self, open_requests: int, a_day: int, answer: int, held: int) -> None:
        numbers = {"open_requests": open_requests, "requests_a_day": a_day, "answer_days": answer}
        Policy.objects.update(held_until_hours=held, **numbers)

    # --- What must never be ---------------------------------------------------------------------------------------
    @invariant()
    def nobody_is_in_two_calls(self) -> None:
        held = list(Interview.objects.filter(state__in=HOLDS_TIME, during__isnull=False))
        for one, other in combinations(held, 2):
            is_same = one.mentor_id is not None and one.mentor_id == other.mentor_id
            assert not is_same or not _overlap(one.mentor_block, other.mentor_block)
            assert one.student_id != other.student_id or not _overlap(one.during, other.during)

    @invariant()
    def the_events_tell_where_each_stands(self) -> None:
        for row in Interview.objects.prefetch_related("events"):
            events, state = sorted(row.events.all(), key=lambda event: event.number), State.DRAFT.value
            assert [event.number for event in events] == list(range(1, row.version + 1))
            for event in events:
                assert event.from_state == state
                assert event.to_state in STEPS[state] | (OUTSIDE.get(state, set()) if row.is_outside else set())
                state = event.to_state
            assert row.state == state
            assert row.is_outside or (row.state == State.MISSED) == Absence.objects.filter(pk=row.pk).exists()

    @invariant()
    def what_is_closed_owes_nothing_but_its_last_word(self) -> None:
        """But for what the two write to each other after the call."""
        events = Event.objects.exclude(interview__state__in=OPEN).exclude(verb__in=Event.ASIDES).order_by("number")
        closed = dict(events.values_list("interview", "number"))
        for mail in OutgoingMail.objects.queued().filter(about_id__in=closed):
            is_talk = mail.kind == "interviews.writes" and Interview.objects.get(pk=mail.about_id).state == "completed"
            assert is_talk or mail.data.get("version", closed[mail.about_id]) >= closed[mail.about_id]

    @invariant()
    def nobody_outside_is_written_to(self) -> None:
        assert not OutgoingMail.objects.filter(to__endswith="outside.example").exists()

    @invariant()
    def an_invitation_that_changes_counts_up(self) -> None:
        for row in Interview.objects.exclude(calendar_uid=None):
            stands = row.calendar_sequence, (row.during, row.state == State.CANCELLED)
            before = self.bookings.get(row.calendar_uid, stands)
            assert stands == before or stands[0] > before[0]
            self.bookings[row.calendar_uid] = stands

    def _limits_hold(self, student: Student, mentor: Mentor) -> None:
        """Whatever the rules are at this moment, a request that has just gone out is within them."""
        policy, asked = Policy.current(), Interview.objects.of_student(student).filter(mentor__isnull=False)
        midnight = times.local_midnight(times.local(self.now, NEW_YORK).date(), NEW_YORK)
        assert asked.filter(state__in=COUNTS_TO_STUDENT).count() <= policy.open_requests
        assert asked.filter(asked_at__gte=midnight).count() <= policy.requests_a_day
        assert Interview.objects.for_mentor(mentor).awaiting_mentor().count() <= mentor.waiting_at_most
        assert not mentor.is_paused_on(times.local(self.now, times.zone(mentor.zone)).date())

    # --- Shared ---------------------------------------------------------------------------------------------------
    def _mentor(self, number: int) -> Mentor:
        return Mentor.objects.select_related("user").get(pk=self.mentors[number % MENTORS].pk)

    def _some(self, number: int) -> Interview | None:
        rows = list(Interview.objects.with_people().order_by("created_at", "pk"))
        return rows[number % len(rows)] if rows else None

    def _try(self, act: Callable[[], object]) -> bool:
        """A yes fits into the month; a no writes nothing."""
        before, months = _everything(), self._months()
        try:
            act()
        except RuleBroken:
            assert _everything() == before
            return False
        for mentor in Mentor.objects.all():
            for month, number in self._months()[mentor.pk].items():
                assert number <= max(mentor.calls_a_month, months[mentor.pk][month])
        return True

    def _months(self) -> dict[uuid.UUID, Counter[tuple[int, int]]]:
        mentors = Mentor.objects.select_related("user")
        return {mentor.pk: calls_by_month(mentor, mentor.interviews.all()) for mentor in mentors}


def _mentors(row: Interview) -> User:
    """Whoever would press the mentor's buttons; beside somebody outside nobody but the student is there."""
    return row.mentor.user if row.mentor else row.student.user


def _overlap(one: Any, other: Any) -> bool:
    return bool(one.lower < other.upper and other.lower < one.upper)


def _everything() -> tuple[object, ...]:
    rows = Interview.objects.values_list("pk", "state", "version", "during", "calendar_sequence")
    return set(rows), Event.objects.count(), OutgoingMail.objects.queued().count()


def run(examples: int, steps: int) -> None:
    of = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Life, settings=of)  # type: ignore[no-untyped-call]


def test_nothing_that_must_never_be_comes_about() -> None:
    run(examples=5, steps=15)


@pytest.mark.slow
def test_nothing_that_must_never_be_comes_about_in_many_lives() -> None:
    run(examples=500 if THOROUGH else 40, steps=12)
