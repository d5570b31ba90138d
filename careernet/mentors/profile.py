"""All that a mentor says of themselves, as the profile page takes it in one go; saved or only looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careernet.campus.models import Major
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.visibility import hidden_fields

MOST_STOPS = 10


@dataclass(frozen=True, slots=True)
class Profile:
    names: Mapping[str, str]  # columns of User
    facts: Mapping[str, Any]  # columns of Mentor
    majors: Sequence[Major]
    path: Sequence[PathEntry]  # not saved yet
    shown: Sequence[str]  # of `visibility.HIDEABLE`


def as_if_saved(mentor: Mentor, profile: Profile) -> Mentor:
    """The mentor as this would make them, to be looked at; write on a copy of your own, since it is written on."""
    for name, value in profile.names.items():
        setattr(mentor.user, name, value)
    for name, value in profile.facts.items():
        setattr(mentor, name, value)
    mentor.hidden_fields = hidden_fields(shown=profile.shown)
    mentor.edited_fields = [*mentor.edited_fields, "topics"]
    mentor._prefetched_objects_cache = {"majors": profile.majors, "path": profile.path}  # type: ignore[attr-defined]
    return mentor
