"""Who has done what a class asks for: numbers of what took place and was handed in, never with whom or what."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, ngettext

from careernet.core import times
from careernet.courses.models import Course, Enrollment
from careernet.interviews.models import Interview, State

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a class asks for: `needed` of it up to the end of the day `by`, which is the moment `until`."""

    name: str  # "interviews" or "reflections"
    needed: int
    by: date
    until: datetime
    done: int = 0
    in_time: int = 0
    booked: int = 0

    @property
    def is_done(self) -> bool:
        return self.done >= self.needed

    @property
    def is_late(self) -> bool:
        return self.is_done and self.in_time < self.needed

    @property
    def left(self) -> int:
        return max(0, self.needed - self.done)

    @property
    def word(self) -> str:
        """All a teacher learns."""
        if not self.is_done:
            return _("Not done")
        return _("Done late") if self.is_late else _("Done")

    @property
    def asked(self) -> str:
        """ "3 interviews"."""
        if self.name == "interviews":
            words = ngettext("%(n)d interview", "%(n)d interviews", self.needed)
        else:
            words = ngettext("%(n)d reflection", "%(n)d reflections", self.needed)
        return words % {"n": self.needed}


@dataclass(frozen=True, slots=True)
class Progress:
    enrollment: Enrollment
    parts: tuple[Part, ...]

    @property
    def is_done(self) -> bool:
        return all(part.is_done for part in self.parts)

    def next_part(self, now: datetime) -> Part | None:
        """What is not done and can still be in time, the sooner first."""
        waiting = [part for part in self.parts if not part.is_done and part.until > now]
        return min(waiting, key=lambda part: part.until, default=None)


def parts_of(course: Course, zone: ZoneInfo) -> tuple[Part, ...]:
    """What the class asks for, of which nothing is done yet; days are days of the campus."""
    asked = (
        ("interviews", course.interviews, course.interviews_by),
        ("reflections", course.reflections, course.reflections_by),
    )
    return tuple(
        Part(name, needed, by, times.local_midnight(by + A_DAY, zone)) for name, needed, by in asked if needed and by
    )


def progress_of(enrollments: Collection[Enrollment], zone: ZoneInfo) -> list[Progress]:
    """One query for all of them, which come with their courses."""
    if not enrollments:
        return []
    talks: defaultdict[UUID, list[Talk]] = defaultdict(list)
    students = {enrollment.student_id for enrollment in enrollments}
    rows = Interview.objects.filter(student__in=students, state__in=(State.COMPLETED, State.SCHEDULED))
    for student_id, state, during, handed_in_at in rows.filter(during__isnull=False).values_list(
        "student_id", "state", "during", "reflection__submitted_at"
    ):
        assert during
        talks[student_id].append(Talk(state == State.COMPLETED, during.lower, handed_in_at))
    return [_counted(each, talks[each.student_id], zone) for each in enrollments]


@dataclass(frozen=True, slots=True)
class Talk:
    took_place: bool
    at: datetime
    handed_in_at: datetime | None


def _counted(enrollment: Enrollment, talks: list[Talk], zone: ZoneInfo) -> Progress:
    since = times.local_midnight(enrollment.course.begins_on, zone)
    parts = []
    for part in parts_of(enrollment.course, zone):
        of_interviews = part.name == "interviews"
        moments = [talk.at if of_interviews else talk.handed_in_at for talk in talks if talk.took_place]
        counted = [moment for moment in moments if moment and moment >= since]
        booked = [talk for talk in talks if not talk.took_place and since <= talk.at < part.until and of_interviews]
        parts.append(
            Part(
                part.name,
                part.needed,
                part.by,
                part.until,
                done=len(counted),
                in_time=sum(moment < part.until for moment in counted),
                booked=len(booked),
            )
        )
    return Progress(enrollment, tuple(parts))


def rows_for_teachers(course: Course, progress: Collection[Progress], zone: ZoneInfo) -> list[list[Any]]:
    """The head and a line for each student: a name, and done or not done."""
    head = [_("Student"), *(_("%(what)s by %(day)s") % {"what": p.asked, "day": p.by} for p in parts_of(course, zone))]
    return [head, *([str(each.enrollment.student), *(part.word for part in each.parts)] for each in progress)]
