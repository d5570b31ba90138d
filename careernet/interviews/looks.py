"""When an advisor looks at a student's request before it goes out, and what of this term counts toward that.

Derived from rows: calls the student missed or canceled late. Only the student and their advisors ever learn of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.calendar import add_working_days, is_closed_on, next_term_among, term_among, working_days_ago
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.compiled import Compiled
from careernet.interviews.models import Absence, Interview, State
from careernet.students.models import Student, StudentQuerySet


class Why(StrEnum):
    """What a request waits for a look for; kept in its Event."""

    WISH = "wish"
    FIRST = "first"
    ABSENCES = "absences"


class Weight(StrEnum):
    """What a slip weighs by now."""

    COUNTS = "counts"
    NOT_YET = "not yet"
    CONTESTED = "contested"
    EXCUSED = "excused"
    CLOSED = "closed"
    FORGIVEN = "forgiven"


WEIGHTS = {
    Weight.COUNTS: gettext_lazy("counts"),
    Weight.NOT_YET: gettext_lazy("there is time to say what happened"),
    Weight.CONTESTED: gettext_lazy("told differently; the office settles it"),
    Weight.EXCUSED: gettext_lazy("excused"),
    Weight.CLOSED: gettext_lazy("the campus was closed that day"),
    Weight.FORGIVEN: gettext_lazy("lifted; counts no more"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One call a student missed or canceled late. `counts_from` is when it begins to count if nothing is said."""

    interview: Interview
    weight: Weight
    counts_from: datetime

    @property
    def words(self) -> str:
        return str(WEIGHTS[self.weight])

    @property
    def is_excusable(self) -> bool:
        return self.weight in (Weight.COUNTS, Weight.NOT_YET)


@dataclass(frozen=True, slots=True)
class Look:
    """Why a student's next request needs a look first, in sentences for the student."""

    why: Why
    sentence: str


# --- While it waits ------------------------------------------------------------------------------------------------
def goes_on_at(interview: Interview, *, policy: Policy, periods: Sequence[AcademicPeriod] | None = None) -> datetime:
    """When a request nobody looked at goes out by itself. `periods` are all there are, where the caller has them."""
    periods = tuple(AcademicPeriod.objects.all()) if periods is None else periods
    zone = times.zone(policy.time_zone)
    return add_working_days(interview.state_since, policy.look_goes_on, periods, zone=zone)


def late_before(*, policy: Policy, now: datetime, periods: Iterable[AcademicPeriod] | None = None) -> datetime:
    """What has waited since then has waited too long: all advisors and the office look at it, too. One query without
    `periods`."""
    known = AcademicPeriod.objects.all() if periods is None else periods
    return working_days_ago(now, policy.look_last_reminder, known, zone=times.zone(policy.time_zone))


# --- What happened this term ---------------------------------------------------------------------------------------
def telling_slips(students: StudentQuerySet) -> QuerySet[Any]:
    """Each with `may_have_slipped`: of whom no call was ever missed or canceled, `look_needed` asks no further query.

    Which of them count is not asked here: PostgreSQL plans that for two milliseconds, at each request sent.
    """
    ended = Interview.objects.pool().filter(state__in=(State.MISSED, State.CANCELLED), student=OuterRef("pk"))
    return students.annotate(may_have_slipped=Exists(ended))


def slips_of(student: Student, *, policy: Policy, now: datetime) -> list[Slip]:
    """What the student missed or canceled late in this term, newest first. Two queries."""
    return _weighed(_slipped(student=student.pk), student, tuple(AcademicPeriod.objects.all()), policy, now)


@Compiled
def _slipped(student: Any) -> QuerySet[Interview]:
    rows = Interview.objects.filter(student=student).with_people().select_related("absence")
    return rows.order_by("-state_since").slipped()


def _weighed(
    rows: Sequence[Interview], student: Student, periods: Sequence[AcademicPeriod], policy: Policy, now: datetime
) -> list[Slip]:
    _name, since = term_among(periods, now, zone=times.zone(policy.time_zone))
    return [_weigh(row, student, periods, policy, now) for row in rows if row.state_since >= since]


def _weigh(row: Interview, student: Student, periods: Sequence[AcademicPeriod], policy: Policy, now: datetime) -> Slip:
    """A late cancellation has as long to be excused as an absence has to be answered."""
    zone, absence = times.zone(policy.time_zone), row.absence if row.state == State.MISSED else None
    counts_from = (
        absence.answer_by
        if absence
        else add_working_days(row.state_since, policy.absence_answer_days, periods, zone=zone)
    )
    agreed = absence is not None and absence.answer == Absence.Answer.SORRY
    if getattr(row, "is_excused", False):
        weight = Weight.EXCUSED
    elif student.forgiven_at and row.state_since <= student.forgiven_at:
        weight = Weight.FORGIVEN
    elif absence and absence.answer == Absence.Answer.CAME:
        weight = Weight.CONTESTED
    elif row.starts_at and is_closed_on(times.local(row.starts_at, zone).date(), periods):
        weight = Weight.CLOSED
    else:
        weight = Weight.COUNTS if agreed or counts_from <= now else Weight.NOT_YET
    return Slip(row, weight, counts_from)


# --- What follows --------------------------------------------------------------------------------------------------
def look_needed(student: Student, *, policy: Policy, now: datetime) -> Look | None:
    """Why the rules ask for a look at this student's next request, or None. One query, as long as little happened."""
    if _is_among_the_first(student, policy):
        return Look(Why.FIRST, _("Here an advisor reads the first requests of every student before they go out."))
    rows = _slipped(student=student.pk) if getattr(student, "may_have_slipped", True) else []
    if len(rows) < policy.absences_before_look:
        return None
    periods = tuple(AcademicPeriod.objects.all())
    slips = _weighed(rows, student, periods, policy, now)
    return Look(Why.ABSENCES, _sentence(periods, policy, now)) if are_enough(slips, policy) else None


def are_enough(slips: Iterable[Slip], policy: Policy) -> bool:
    return sum(slip.weight == Weight.COUNTS for slip in slips) >= policy.absences_before_look


def _is_among_the_first(student: Student, policy: Policy) -> bool:
    number = policy.first_requests_looked_at
    return number > 0 and Interview.objects.of_student(student).sent().count() < number


def _sentence(periods: Sequence[AcademicPeriod], policy: Policy, now: datetime) -> str:
    zone = times.zone(policy.time_zone)
    begins_on = next_term_among(periods, now, zone=zone)
    ends = (
        _("It ends on %(day)s, when the next term begins, or as soon as an advisor lifts it.")
        % {"day": times.day(times.local_midnight(begins_on, zone), zone, now)}
        if begins_on
        else _("It ends with the next term, or as soon as an advisor lifts it.")
    )
    because = _("Your requests need a look first, because calls of this term were missed or canceled late.")
    return f"{because} {ends}"
