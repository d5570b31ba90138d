"""In which ways a student and a mentor can meet. Pure."""

from datetime import datetime

from django.utils.translation import gettext as _

from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mentors.meeting import books_at_once
from careernet.mentors.models import Mentor
from careernet.students.models import Student


def ways_to_meet(mentor: Mentor, student: Student, now: datetime) -> list[str]:
    """The mentor's, the usual one first. Somebody under 18 meets nobody in person."""
    ways = list(mentor.modes) or list(MeetingMode.values)
    if not is_under_18(student, now):
        return ways
    return [way for way in ways if way != MeetingMode.IN_PERSON] or [MeetingMode.VIDEO, MeetingMode.PHONE]


def ways_at_once(mentor: Mentor, student: Student, policy: Policy, now: datetime) -> list[str]:
    """Those in which a free time is booked without asking the mentor."""
    return [way for way in ways_to_meet(mentor, student, now) if books_at_once(mentor, way, policy)]


def check_way(mode: str, student: Student, now: datetime) -> None:
    """Of a meeting that is to come."""
    if mode == MeetingMode.IN_PERSON and is_under_18(student, now):
        raise RuleBroken(_("Until you are 18, you meet by phone or video. Choose one of the two."))


def is_under_18(student: Student, now: datetime) -> bool:
    return student.is_under_18_on(times.local(now, times.zone(student.zone)).date())
