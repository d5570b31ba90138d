"""The message check of one student's words to one mentor. Computed whenever it is read, and kept nowhere.

What a mentor keeps from students stays out of it: naming it must not be confirmed by a tick.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from careernet.campus.models import Major
from careernet.guides import coach
from careernet.guides.coach.words import SAID_OF
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.visibility import as_students_see
from careernet.students.models import Student

MOST_MARKED = 120  # characters


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: the words it is about, none where it is about all of them, and what is to be said."""

    rule: str
    marked: list[str]
    why: StrOrPromise
    better: StrOrPromise


@dataclass(frozen=True, slots=True)
class Check:
    topics: list[tuple[StrOrPromise, bool]]
    remarks: list[Remark]

    @property
    def covered(self) -> int:
        return sum(is_said for _, is_said in self.topics)

    @property
    def asks_for_work(self) -> bool:
        return any(remark.rule == "job_ask" for remark in self.remarks)


def check(text: str, *, kind: str, student: Student, mentor: Mentor) -> Check:
    if not text.strip():
        return Check([(said, False) for said in SAID_OF.values()], [])
    review = coach.review(text, kind=kind, student=_student(student), mentor=_mentor(mentor))
    return Check(
        [(said, topic in review.covered) for topic, said in SAID_OF.items()],
        _remarks(text, review.findings),
    )


def _student(student: Student) -> coach.Person:
    majors = Major.objects.filter(student=student).values_list("name", flat=True)
    return coach.Person(
        name=student.user.display_name,
        preferred_name=student.user.short_name,
        majors=tuple(majors),
        class_year=student.class_year,
    )


def _mentor(mentor: Mentor) -> coach.Person:
    seen = as_students_see(mentor)
    path: Iterable[PathEntry] = seen.path.all()
    return coach.Person(
        name=seen.user.display_name,
        preferred_name=seen.user.short_name,
        title=seen.job_title,
        employer=seen.employer,
        field=str(seen.field or ""),
        city=seen.city,
        majors=tuple(major.name for major in seen.majors.all()),
        class_year=seen.class_year,
        keywords=(*seen.topics, seen.previous_employer, *(text for stop in path for text in (stop.title, stop.place))),
    )


def _remarks(text: str, findings: list[coach.Finding]) -> list[Remark]:
    """One a rule, in the order of the text, so that nothing is said twice."""
    remarks: dict[str, Remark] = {}
    for one in findings:
        remark = remarks.setdefault(one.rule, Remark(one.rule, [], one.why, one.better))
        marked = text[one.start : one.end]
        if marked != text:
            remark.marked.append(Truncator(marked).chars(MOST_MARKED))
    return list(remarks.values())


def stops(text: str, *, means_it: bool) -> str:
    """What keeps a text from being sent, in a sentence for its writer; empty where nothing does."""
    if gaps := coach.gaps(text):
        start, end = gaps[0]
        return _("Fill in “%(gap)s”, or take it out.") % {"gap": text[start:end]}
    if not means_it and coach.asks_for_work(text):
        return _("This asks for a job or an internship. Take that out, or tick below that you mean it.")
    return ""
