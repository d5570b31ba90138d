"""A mentor in a few lines, as students see them in search results. Pure; wants `user` and `field`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from careernet.campus.models import MeetingMode, Policy, WorkSetting
from careernet.core import times
from careernet.mentors.meeting import is_booked_directly
from careernet.mentors.models import Mentor
from careernet.mentors.places import place
from careernet.mentors.visibility import as_students_see

WORKS_IN = {
    WorkSetting.GOVERNMENT: gettext_lazy("works in government"),
    WorkSetting.PRIVATE: gettext_lazy("works at a private company"),
    WorkSetting.NONPROFIT: gettext_lazy("works at a nonprofit"),
    WorkSetting.ACADEMIC: gettext_lazy("works in academia"),
    WorkSetting.OWN: gettext_lazy("runs their own business"),
}
MODE_ICONS = {MeetingMode.VIDEO: "video", MeetingMode.PHONE: "phone", MeetingMode.IN_PERSON: "users"}


@dataclass(frozen=True, slots=True)
class Card:
    """The arguments of the `person_card` tag."""

    name: str
    headline: str
    seed: object
    portrait: UUID | None
    why: str
    facts: tuple[tuple[str, str], ...]
    chip: tuple[str, str, str]
    url: str
    action: str


def card(
    mentor: Mentor,
    *,
    has_same_major: bool,
    is_in_field_of_interest: bool,
    can_be_asked: bool,
    next_open: datetime | None,
    zone: ZoneInfo,
    policy: Policy,
    now: datetime,
    is_missing: bool = False,
    answers_in: int | None = None,
) -> Card:
    """`is_missing`: no conversation of the student's was about such a work setting yet. `answers_in` days, usually."""
    seen = as_students_see(mentor)
    return Card(
        name=mentor.user.display_name,
        headline=mentor.headline,
        seed=mentor.pk,
        portrait=mentor.portrait_id,
        why=_why(seen, has_same_major and "majors" not in mentor.hidden_fields, is_in_field_of_interest, is_missing),
        facts=(*facts(seen), *_booking(mentor, next_open, policy), *_answers(answers_in)),
        chip=_chip(mentor, can_be_asked, next_open, zone, now),
        url=_address(mentor.pk),
        action=_action(mentor, next_open, policy) if can_be_asked else _("View profile"),
    )


@lru_cache(maxsize=2000)  # two dozen on a page, and the same for good
def _address(mentor_id: UUID) -> str:
    return reverse("mentors:detail", args=[mentor_id])


def next_open(mentor: Mentor, now: datetime) -> datetime | None:
    """The hint of somebody read with `next_open`: None without one, and once it is past."""
    hint = getattr(mentor, "next_open", None)
    return hint.starts_at if hint and hint.starts_at and hint.starts_at > now else None


def facts(mentor: Mentor) -> list[tuple[str, str]]:
    """(icon, text) pairs, only of what is known."""
    everything = [
        ("briefcase", mentor.field.name if mentor.field else ""),
        ("map-pin", place(mentor.city, mentor.region, mentor.country)),
        (mode_icon(mentor), how_to_meet(mentor)),
        ("graduation-cap", class_of(mentor)),
    ]
    return [(icon, text) for icon, text in everything if text]


def _booking(mentor: Mentor, next_open: datetime | None, policy: Policy) -> list[tuple[str, str]]:
    """How one gets a time, where it isn't by asking."""
    if mentor.booking == Mentor.Booking.WRITE:
        return [("pencil", _("You write, and get times proposed"))]
    if next_open and is_booked_directly(mentor, policy):
        return [("calendar-check", _("Can be booked directly"))]
    return []


def _action(mentor: Mentor, next_open: datetime | None, policy: Policy) -> str:
    if mentor.booking == Mentor.Booking.WRITE:
        return _("Write")
    if not next_open:
        return _("Ask")
    return _("Book a time") if is_booked_directly(mentor, policy) else _("View times")


def _answers(days: int | None) -> list[tuple[str, str]]:
    if days is None:
        return []
    said = ngettext("Usually answers within a day", "Usually answers within %(days)d days", days)
    return [("message-circle", said % {"days": days})]


def how_to_meet(mentor: Mentor) -> str:
    """As in "Video or phone, 30 minutes"."""
    names = [str(MeetingMode(mode).label) for mode in mentor.modes if mode in MeetingMode.values]
    if not names:
        return ""
    said = names[0] if len(names) == 1 else _("%(first)s or %(last)s") % {
        "first": ", ".join(names[:-1]), "last": names[-1]
    }  # fmt: skip
    return _("%(modes)s, %(number)d minutes") % {"modes": said[0].upper() + said[1:], "number": mentor.length}


def mode_icon(mentor: Mentor) -> str:
    return MODE_ICONS.get(MeetingMode(mentor.modes[0]), "video") if mentor.modes else "video"


def class_of(mentor: Mentor) -> str:
    return _("Class of %(year)d") % {"year": mentor.class_year} if mentor.class_year else ""


def joined(parts: Iterable[str]) -> str:
    """Short remarks in a row, the first with a capital letter."""
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _why(mentor: Mentor, has_same_major: bool, is_in_field_of_interest: bool, is_missing: bool) -> str:
    works_in = str(WORKS_IN.get(WorkSetting(mentor.work_setting), "")) if mentor.work_setting else ""
    return joined(
        [
            _("same major") if has_same_major else "",
            _("a field you're curious about") if is_in_field_of_interest else "",
            _("%(works_in)s, missing from your plan") % {"works_in": works_in} if works_in and is_missing else works_in,
        ]
    )


def _chip(
    mentor: Mentor, can_be_asked: bool, next_open: datetime | None, zone: ZoneInfo, now: datetime
) -> tuple[str, str, str]:
    if can_be_asked and next_open:
        return "pine", "calendar-check", _("Next time %(day)s") % {"day": times.day(next_open, zone, now)}
    if can_be_asked:
        return "pine", "circle-check", _("Can be asked now")
    if mentor.state == Mentor.State.PAUSED and mentor.paused_until:
        day = times.day(times.local_midnight(mentor.paused_until, zone), zone, now)
        return "slate", "circle-pause", _("Paused until %(day)s") % {"day": day}
    if mentor.state == Mentor.State.PAUSED:
        return "slate", "circle-pause", _("Taking a break")
    return "amber", "hourglass", _("No room right now")
