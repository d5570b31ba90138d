"""What the two wrote to each other, as one of them reads it."""

from dataclasses import dataclass
from datetime import datetime

from careernet.accounts.models import User
from careernet.interviews.models import Block, Interview


@dataclass(frozen=True, slots=True)
class Said:
    is_own: bool
    name: str
    text: str
    at: datetime


def thread(interview: Interview, user: User, *, apart: Block | None) -> list[Said]:
    """Oldest first. Whoever asked to be kept `apart` reads nothing the other side has written since."""
    side = interview.side_of(user)
    other = interview.other_side(user)
    return [
        Said(is_own, (user if is_own else other).short_name, message.text, message.at)
        for message in interview.messages.exclude(text="").order_by("number")  # empty where its writer is gone
        if (is_own := message.role == side) or not (apart and message.at >= apart.since)
    ]
