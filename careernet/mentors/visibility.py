"""What a mentor keeps from students: whatever a student is to read of a mentor goes through `as_students_see` first.

`Mentor.hidden_fields` holds names of columns and relations. Name, field of work and how to meet are never among them.
"""

from collections.abc import Collection
from copy import copy

from careernet.mentors.models import Mentor

# What the profile offers to hide, and what goes with it.
HIDEABLE: dict[str, tuple[str, ...]] = {
    "portrait": ("portrait",),
    "pronouns": ("pronouns",),
    "job_title": ("job_title",),
    "employer": ("employer", "employer_size"),
    "work_setting": ("work_setting",),
    "in_role_since": ("in_role_since",),
    "path": ("path", "previous_employer"),
    "majors": ("majors",),
    "class_year": ("class_year",),
    "place": ("city", "region", "country"),
    "topics": ("topics",),
    "languages": ("languages",),
    "about": ("about",),
    "linkedin_url": ("linkedin_url",),
}
EMPTY = {"in_role_since": None, "class_year": None, "topics": (), "languages": ()}
OF_THE_PERSON = {"portrait": None, "pronouns": ""}  # columns of `User`
RELATIONS = ("path", "majors")


def hidden_fields(*, shown: Collection[str]) -> list[str]:
    """What to keep in the row where these of `HIDEABLE` are shown and the others are not."""
    return sorted(name for choice, names in HIDEABLE.items() if choice not in shown for name in names)


def as_students_see(mentor: Mentor) -> Mentor:
    """The mentor without what is hidden: a copy to be read, never saved. Where nothing is hidden, the mentor itself."""
    if not mentor.hidden_fields:
        return mentor
    seen = copy(mentor)
    seen.user = copy(mentor.user)
    # What a relation holds is looked up here first, and found to be nothing.
    fetched = dict(getattr(mentor, "_prefetched_objects_cache", {}))
    for name in mentor.hidden_fields:
        if name in OF_THE_PERSON:
            setattr(seen.user, name, OF_THE_PERSON[name])
        elif name in RELATIONS:
            fetched[name] = getattr(mentor, name).none()
        else:
            setattr(seen, name, EMPTY.get(name, ""))
    seen._prefetched_objects_cache = fetched  # type: ignore[attr-defined]
    return seen
