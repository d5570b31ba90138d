"""The interview, and what belongs to it."""

from careernet.interviews.models.around import (
    Absence,
    Notes,
    OfferedTime,
    Preparation,
    Question,
    QuestionQuerySet,
    ResumeAsk,
    ThankYou,
)
from careernet.interviews.models.events import Event, Message
from careernet.interviews.models.interview import A_DAY, Interview, InterviewQuerySet
from careernet.interviews.models.safety import Block, BlockQuerySet, Report, ReportQuerySet
from careernet.interviews.models.states import (
    ASKED,
    COUNTS_TO_MONTH,
    COUNTS_TO_STUDENT,
    HOLDS_TIME,
    NO_CALL_YET,
    OPEN,
    SAID_YES,
    TALKING,
    WITHOUT_TIME,
    State,
)

__all__ = (
    "ASKED",
    "A_DAY",
    "COUNTS_TO_MONTH",
    "COUNTS_TO_STUDENT",
    "HOLDS_TIME",
    "NO_CALL_YET",
    "OPEN",
    "SAID_YES",
    "TALKING",
    "WITHOUT_TIME",
    "Absence",
    "Block",
    "BlockQuerySet",
    "Event",
    "Interview",
    "InterviewQuerySet",
    "Message",
    "Notes",
    "OfferedTime",
    "Preparation",
    "Question",
    "QuestionQuerySet",
    "Report",
    "ReportQuerySet",
    "ResumeAsk",
    "State",
    "ThankYou",
)
