"""Which times a student can be offered with a mentor: the only door, for showing and, under the lock, for claiming."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet

from careernet.campus.models import Policy
from careernet.core.compiled import Compiled
from careernet.core.times import zone
from careernet.interviews.models import COUNTS_TO_MONTH, HOLDS_TIME, OPEN, Interview
from careernet.interviews.spans import Span
from careernet.interviews.ways import ways_at_once
from careernet.mentors.meeting import is_booked_directly
from careernet.mentors.models import DatedHours, Mentor, WeeklyHours
from careernet.mentors.slots import Window, open_slots
from careernet.students.models import Student

STEP = timedelta(minutes=30)
A_MONTH = timedelta(days=32)
TWO_DAYS = timedelta(days=2)  # longer ago than any zone's last midnight
LOOKED_AT = (
    "mentor_id",
    "student_id",
    "state",
    "state_since",
    "asked_at",
    "during",
    "mentor_block",
    "ask_again_on",
    "handed_back_at",
    "looked_at",
    "version",
)
Hours = tuple[Sequence[Window], Mapping[date, Sequence[tuple[int, int]]]]  # weekly and dated


def free_times(
    mentor: Mentor,
    student: Student | None = None,
    *,
    now: datetime,
    policy: Policy,
    ask_first: bool = True,
    without: Interview | None = None,
    with_hours: Hours | None = None,
    known: Sequence[Interview] | None = None,
) -> list[datetime]:
    """Starts at which `student` can meet `mentor`, aware, in UTC, ascending.

    Leaves out what the mentor already has in the calendar, months that are full, what lies nearer than the mentor's
    notice or farther than they look ahead, and the student's own calls. Where the mentor is asked first
    (`ask_first`), times also leave them `policy.answer_days` to answer. `without` is the interview being moved,
    as long as it was agreed on whatever the mentor gives by now;
    `with_hours` are the mentor's, where the caller has read them, or some that they try out; `known` is what
    `interviews_around` has answered, where the caller needs it too.
    """
    weekly, exceptions = with_hours or hours(mentor)
    until = now + timedelta(days=mentor.days_out)
    ahead = timedelta(hours=mentor.hours_ahead)
    length = without.duration if without else timedelta(minutes=mentor.length)
    known = interviews_around(mentor, student, now=now) if known is None else known
    others = [interview for interview in known if interview != without]
    starts = open_slots(
        weekly,
        exceptions,
        [(i.mentor_block.lower, i.mentor_block.upper) for i in others if i.mentor_id == mentor.pk and _holds(i)],
        zone=zone(mentor.zone),
        length=length,
        step=max(STEP, length),
        now=now,
        notice=max(ahead, timedelta(days=policy.answer_days)) if ask_first else ahead,
        buffer_before=timedelta(),
        buffer_after=timedelta(minutes=mentor.break_after),
        start=now,
        end=until,
    )
    if full := full_months(mentor, [i for i in others if i.mentor_id == mentor.pk]):
        starts = [start for start in starts if month_of(start, mentor) not in full]
    own = [i.during for i in others if student and i.student_id == student.pk and _holds(i)]
    return [start for start in starts if not any(start < call.upper and call.lower < start + length for call in own)]


def times_to_ask(
    mentor: Mentor,
    student: Student | None = None,
    *,
    now: datetime,
    policy: Policy,
    **around: Any,
) -> list[datetime]:
    """The free times somebody is shown who asks or books: none of a mentor who would rather propose times."""
    if mentor.booking == Mentor.Booking.WRITE:
        return []
    at_once = bool(ways_at_once(mentor, student, policy, now)) if student else is_booked_directly(mentor, policy)
    return free_times(mentor, student, now=now, policy=policy, ask_first=not at_once, **around)


def times_to_take(
    mentor: Mentor, student: Student, *, now: datetime, policy: Policy, without: Interview
) -> list[datetime]:
    """The free times a student may take after a yes, or move a call to, without asking: none of such a mentor."""
    if mentor.booking == Mentor.Booking.WRITE:
        return []
    return free_times(mentor, student, now=now, policy=policy, ask_first=False, without=without)


def starts_to_accept(interview: Interview, spans: Sequence[Span], *, now: datetime) -> list[datetime]:
    """Of what was proposed, the starts the mentor can say yes to: those to come at which neither has a call.

    One query. Their notice does not bind the mentor.
    """
    length = interview.duration
    proposed = {
        start for span in spans for start in (span.starts(length, max(STEP, length)) if span.end else [span.start])
    }
    coming = {start for start in proposed if start > now}
    return sorted(coming - with_a_call(interview, coming))


def with_a_call(interview: Interview, starts: Collection[datetime]) -> set[datetime]:
    """Those at which the mentor or the student has another one. One query, where there are any starts."""
    if not starts:
        return set()
    mentor, student_id = interview.asked_mentor, interview.student_id
    _during, around = block(mentor, min(starts), max(starts) - min(starts) + interview.duration)
    theirs = Q(mentor=mentor, mentor_block__overlap=around) | Q(student=student_id, during__overlap=around)
    calls = list(Interview.objects.filter(theirs, state__in=HOLDS_TIME).exclude(pk=interview.pk).only(*LOOKED_AT))

    def clash(start: datetime) -> bool:
        during, mentor_block = block(mentor, start, interview.duration)
        return any(
            (call.mentor_id == mentor.pk and _overlap(call.mentor_block, mentor_block))
            or (call.student_id == student_id and _overlap(call.during, during))
            for call in calls
        )

    return {start for start in starts if clash(start)}


def _overlap(one: DateTimeTZRange, other: DateTimeTZRange) -> bool:
    return bool(one.lower < other.upper and other.lower < one.upper)


def hours(mentor: Mentor) -> Hours:
    """The mentor's weekly windows and dated exceptions, as `open_slots` takes them. Two queries."""
    return hours_of(_weekly(mentor=mentor.pk), _dated(mentor=mentor.pk))


@Compiled
def _weekly(mentor: Any) -> QuerySet[WeeklyHours]:
    return WeeklyHours.objects.filter(mentor=mentor)


@Compiled
def _dated(mentor: Any) -> QuerySet[DatedHours]:
    return DatedHours.objects.filter(mentor=mentor)


def hours_of(its_weekly: Iterable[WeeklyHours], its_dated: Iterable[DatedHours]) -> Hours:
    """The same of rows already read."""
    weekly = [Window(h.weekday, h.start, h.end, h.valid_from, h.valid_to) for h in its_weekly]
    exceptions: dict[date, list[tuple[int, int]]] = {}
    for row in its_dated:
        ranges = exceptions.setdefault(row.on, [])
        if row.start is not None and row.end is not None:
            ranges.append((row.start, row.end))
    return weekly, exceptions


def block(mentor: Mentor | None, start: datetime, length: timedelta) -> tuple[DateTimeTZRange, DateTimeTZRange]:
    """`during` and `mentor_block` of a call, half-open; the block adds the mentor's break, where there is a mentor."""
    end = start + length
    pause = timedelta(minutes=mentor.break_after) if mentor else timedelta()
    return (
        DateTimeTZRange(start, end, "[)"),
        DateTimeTZRange(start, end + pause, "[)"),
    )


def month_of(instant: datetime, mentor: Mentor) -> tuple[int, int]:
    """The year and month an instant falls in for the mentor."""
    local = instant.astimezone(zone(mentor.zone))
    return local.year, local.month


def full_months(mentor: Mentor, interviews: Iterable[Interview]) -> set[tuple[int, int]]:
    """The months in which these interviews use up what the mentor gives.

    A meeting counts in its own month; a yes whose time is still open counts in the month it was said.
    """
    counts = calls_by_month(mentor, interviews)
    return {month for month, number in counts.items() if number >= mentor.calls_a_month}


def calls_by_month(mentor: Mentor, interviews: Iterable[Interview]) -> Counter[tuple[int, int]]:
    return Counter(
        month_of(i.during.lower if i.during else i.state_since, mentor)
        for i in interviews
        if i.state in COUNTS_TO_MONTH
    )


def is_month_full(mentor: Mentor, at: datetime, *, without: Interview | None = None) -> bool:
    """No further call of this mentor fits into the month (in their zone) that holds `at`."""
    around = DateTimeTZRange(at - A_MONTH, at + A_MONTH)
    interviews = Interview.objects.filter(mentor=mentor, state__in=COUNTS_TO_MONTH).filter(
        Q(during__overlap=around) | Q(during=None)
    )
    if without:
        interviews = interviews.exclude(pk=without.pk)
    return month_of(at, mentor) in full_months(mentor, interviews.only("state", "during", "state_since"))


def interviews_around(mentor: Mentor, student: Student | None = None, *, now: datetime) -> list[Interview]:
    """All interviews of the two that any rule about asking and meeting looks at, the newest first, in one query."""
    months = DateTimeTZRange(now - A_MONTH, now + timedelta(days=mentor.days_out) + 2 * A_MONTH)
    if student is None:
        return _around_mentor(mentor=mentor.pk, months=months)
    return _around_both(mentor=mentor.pk, student=student.pk, months=months, lately=now - TWO_DAYS)


@Compiled
def _around_mentor(mentor: Any, months: Any) -> QuerySet[Interview]:
    matters = Q(state__in=OPEN) | Q(during__overlap=months)
    return Interview.objects.filter(matters, mentor=mentor).only(*LOOKED_AT).order_by("-state_since")


@Compiled
def _around_both(mentor: Any, student: Any, months: Any, lately: Any) -> QuerySet[Interview]:
    whose = Q(mentor=mentor) | Q(student=student)
    counts_today, of_the_two = Q(student=student, asked_at__gte=lately), Q(mentor=mentor, student=student)
    matters = Q(state__in=OPEN) | Q(during__overlap=months) | counts_today | of_the_two
    found = Interview.objects.filter(whose, matters).telling_apart()
    return found.only(*LOOKED_AT).order_by("-state_since")


def _holds(interview: Interview) -> bool:
    return interview.state in HOLDS_TIME and interview.during is not None
