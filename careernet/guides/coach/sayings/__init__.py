"""What the message check looks for, as data: one line a way of saying it, in the letters of `text.fold`.

How a line is read is in `reading`; each of the others holds the lines of a rule or of a few that belong together.
"""

from careernet.guides.coach.sayings.learning import ABOUT_MEETING, HOPE_TO_LEARN, OPEN_QUESTION, WHETHER
from careernet.guides.coach.sayings.private import OWN_SALARY, RESUME_ATTACHED
from careernet.guides.coach.sayings.reading import Saying
from careernet.guides.coach.sayings.topics import (
    HOW_FOUND,
    LENGTH_ASKED,
    MEDIUM,
    SELF_INTRODUCTION,
    TALKS,
    THANKS,
    TIMES,
)
from careernet.guides.coach.sayings.vague import ASKS, BARE_TALKS, CLICHES, EMPTY_WISHES, SPECIFIC
from careernet.guides.coach.sayings.work import JOB_ASK

__all__ = [
    "ABOUT_MEETING",
    "ASKS",
    "BARE_TALKS",
    "CLICHES",
    "EMPTY_WISHES",
    "HOPE_TO_LEARN",
    "HOW_FOUND",
    "JOB_ASK",
    "LENGTH_ASKED",
    "MEDIUM",
    "OPEN_QUESTION",
    "OWN_SALARY",
    "RESUME_ATTACHED",
    "SELF_INTRODUCTION",
    "SPECIFIC",
    "TALKS",
    "THANKS",
    "TIMES",
    "WHETHER",
    "Saying",
]
