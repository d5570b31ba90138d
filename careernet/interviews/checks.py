"""The message check of one student's words to one other person.

What a mentor keeps from students stays out of it: naming it must not be confirmed by a tick.
"""

from collections.abc import Callable, Iterable

from careernet.campus.models import Major
from careernet.guides import checked, coach
from careernet.guides.checked import Check
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.visibility import as_students_see
from careernet.network.models import Contact
from careernet.students.models import Student


def check(text: str, *, kind: str, student: Student, host: Mentor | Contact) -> Check:
    """Of an empty message, where nothing of the two can be found, nothing of them is asked for."""
    if not text.strip():
        nobody = coach.Person(name="")
        return checked.check(text, kind=kind, student=nobody, mentor=nobody)
    return checked.check(text, kind=kind, student=student_person(student), mentor=host_person(host))


def reads(interview: Interview, kind: str) -> Callable[[str], Check]:
    """For a `CheckedForm`: asks the database only once there are words to be read."""
    return lambda text: check(text, kind=kind, student=interview.student, host=interview.host)


def student_person(student: Student) -> coach.Person:
    known = getattr(student, "major_names", None)  # of one read `with_names`
    majors = Major.objects.filter(student=student).values_list("name", flat=True) if known is None else known
    return coach.Person(
        name=student.user.display_name,
        preferred_name=student.user.short_name,
        majors=tuple(majors),
        class_year=student.class_year,
    )


def host_person(host: Mentor | Contact) -> coach.Person:
    return _contact(host) if isinstance(host, Contact) else _mentor(host)


def _contact(contact: Contact) -> coach.Person:
    return coach.Person(
        name=contact.name,
        title=contact.title,
        employer=contact.employer,
        field=str(contact.field or ""),
        city=contact.city,
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
