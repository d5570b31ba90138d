"""Where two people get together: one rule for every booking, and the words for each of the two."""

import re
import secrets

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import ROOM, MeetingMode, Policy
from careernet.interviews.models import Interview
from careernet.mentors.meeting import makes_room, usual_place
from careernet.mentors.models import Mentor

A_WORD = 10  # bytes: nobody guesses the room of somebody else's call


def of_booking(said: str, *, mentor: Mentor | None, mode: str, policy: Policy) -> str:
    """What the mentor said; else their usual place, or a room of the campus. Empty where none is known.

    Where no mentor of ours is asked, nobody but the two knows. Each booking has a room of its own: the one of a call
    that was given up is never used again.
    """
    if mentor is None or (said and not is_room(said, policy)):
        return said
    return usual_place(mentor, mode) or (_new_room(policy) if makes_room(mode, policy) else "")


def is_room(where: str, policy: Policy) -> bool:
    """A room that was made here."""
    if not policy.room_address:
        return False
    pattern = re.escape(policy.room_address).replace(re.escape(ROOM), f"[0-9a-f]{{{2 * A_WORD}}}")
    return re.fullmatch(pattern, where) is not None


def _new_room(policy: Policy) -> str:
    return policy.room_address.replace(ROOM, secrets.token_hex(A_WORD))


def words(interview: Interview, reader: User) -> str:
    """As in "Phone: you call Maya at 555 0100"."""
    name, where = interview.other_side(reader).short_name, interview.where
    if interview.mode == MeetingMode.PHONE and where:
        calls = _("Phone: you call %(name)s at %(where)s")
        is_called = _("Phone: %(name)s calls you at %(where)s")
        is_caller = interview.is_student(reader) != interview.mentor_calls
        return (calls if is_caller else is_called) % {"name": name, "where": where}
    way = interview.get_mode_display().capitalize()
    return f"{way}: {where}" if where else way
