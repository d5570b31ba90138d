"""All that mentors read about one student: before they say yes, without what the student keeps until then. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from careernet.campus.models import WorkSetting
from careernet.students.models import Student

# Columns and relations of the student, and of their user. The name is never among them.
HIDEABLE = ("portrait", "pronouns", "class_year", "majors", "interests", "work_settings", "introduction")

ICONS = {"majors": "graduation-cap", "class_year": "calendar", "interests": "compass", "work_settings": "building-2"}


@dataclass(frozen=True, slots=True)
class Person:
    pk: int
    display_name: str
    portrait_id: UUID | None
    pronouns: str
    facts: list[tuple[str, str]]  # icon and text
    introduction: str


def person(student: Student, *, majors: Iterable[str], interests: Iterable[str], has_yes: bool) -> Person:
    """`majors` and `interests` by name; `has_yes`: the mentor has said yes to a conversation."""
    user, hidden = student.user, set() if has_yes else set(student.hidden_fields)
    seen = {
        "majors": ", ".join(majors),
        "class_year": class_of(student, has_yes=has_yes),
        "interests": _listed(_("Curious about %(list)s"), interests),
        "work_settings": _listed(_("Could see themselves in: %(list)s"), _settings(student)),
    }
    return Person(
        pk=user.pk,
        display_name=user.display_name,
        portrait_id=None if "portrait" in hidden else user.portrait_id,
        pronouns="" if "pronouns" in hidden else user.pronouns,
        facts=[(ICONS[name], text) for name, text in seen.items() if text and name not in hidden],
        introduction="" if "introduction" in hidden else student.introduction,
    )


def class_of(student: Student, *, has_yes: bool) -> str:
    if not student.class_year or ("class_year" in student.hidden_fields and not has_yes):
        return ""
    return _("Class of %(year)d") % {"year": student.class_year}


def hidden_fields(*, shown: Iterable[str]) -> list[str]:
    """What to keep in the row where these of `HIDEABLE` are shown and the others are not."""
    return sorted(set(HIDEABLE) - set(shown))


def _settings(student: Student) -> list[str]:
    return [str(WorkSetting(setting).label) for setting in student.work_settings]


def _listed(sentence: str, names: Iterable[str]) -> str:
    text = ", ".join(names)
    return sentence % {"list": text} if text else ""
