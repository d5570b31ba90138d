"""Where a call takes place when nobody is asked about it any more."""

from careernet.campus.models import MeetingMode
from careernet.mentors.models import Mentor


def usual_place(mentor: Mentor, mode: str) -> str:
    """The mentor's own link, number or place for such a call; empty where they have to be asked."""
    return {
        MeetingMode.VIDEO: mentor.video_link,
        MeetingMode.PHONE: mentor.phone,
        MeetingMode.IN_PERSON: mentor.meeting_place,
    }[MeetingMode(mode)]


def books_at_once(mentor: Mentor, mode: str) -> bool:
    """A free time chosen with this mentor is booked without asking: they want it so, and it is known where to meet."""
    return mentor.booking == Mentor.Booking.INSTANT and bool(usual_place(mentor, mode))
