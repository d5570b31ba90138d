"""All that a student says of themselves, as the profile page takes it in one go; saved or only looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careernet.campus.models import Field, Major
from careernet.students.models import Student
from careernet.students.person import hidden_fields


@dataclass(frozen=True, slots=True)
class Profile:
    names: Mapping[str, str]  # columns of User
    facts: Mapping[str, Any]  # columns of Student
    majors: Sequence[Major]
    interests: Sequence[Field]
    shown: Sequence[str]  # of `person.HIDEABLE`


def put(profile: Profile, student: Student) -> None:
    """Write what has a column onto the student and their user, without saving."""
    for name, value in profile.names.items():
        setattr(student.user, name, value)
    for name, value in profile.facts.items():
        setattr(student, name, value)
    student.hidden_fields = hidden_fields(shown=profile.shown)
