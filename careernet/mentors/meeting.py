"""Where a mentor meets students, as far as nobody has to ask them about it any more."""

from collections.abc import Iterable

from careernet.campus.models import MeetingMode, Place, Policy
from careernet.mentors.models import Mentor

LOOKED_AT = ("booking", "modes", "video_link", "phone", "meeting_place")  # columns of a mentor


def usual_place(mentor: Mentor, mode: str) -> str:
    """The mentor's own link, number or place for such a call; empty where they have to be asked."""
    return {
        MeetingMode.VIDEO: mentor.video_link,
        MeetingMode.PHONE: mentor.phone,
        MeetingMode.IN_PERSON: mentor.meeting_place,
    }[MeetingMode(mode)]


def makes_room(mode: str, policy: Policy) -> bool:
    """The campus has rooms for such calls."""
    return mode == MeetingMode.VIDEO and bool(policy.room_address)


def books_at_once(mentor: Mentor, mode: str, policy: Policy) -> bool:
    """A free time chosen with this mentor is booked without asking: they want it so, and it is known where to meet."""
    is_known = bool(usual_place(mentor, mode)) or makes_room(mode, policy)
    return mentor.booking == Mentor.Booking.INSTANT and is_known


def is_booked_directly(mentor: Mentor, policy: Policy) -> bool:
    """In one of their ways to meet at least."""
    return any(books_at_once(mentor, mode, policy) for mode in mentor.modes)


def rules_for(mentors: Iterable[Mentor]) -> Policy:
    """What the functions above need for these: one query, and none where nobody of them is booked directly."""
    is_asked = any(mentor.booking == Mentor.Booking.INSTANT for mentor in mentors)
    return Policy.current() if is_asked else Policy()


def place_said(kind: str, name: str) -> str:
    """As in "On campus: Science Center, room 210"."""
    return f"{Place(kind).label}: {name}"


def place_parts(said: str) -> tuple[str, str]:
    """(kind, name) of what `place_said` has written; no kind where somebody else wrote it."""
    label, _colon, name = said.partition(": ")
    kind = next((place.value for place in Place if str(place.label) == label), "")
    return (kind, name) if kind else ("", said)
