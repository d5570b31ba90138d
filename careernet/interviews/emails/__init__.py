"""The words interviews send, one function an occasion. Each queues in the transaction of the change it tells of."""

from careernet.interviews.emails.answering import (
    booked,
    booked_directly,
    declined,
    expired,
    other_times_offered,
    other_times_proposed,
    said_yes,
    unreached,
    withdrawn,
)
from careernet.interviews.emails.asking import can_recall_request, follow_up, recall_request, requested
from careernet.interviews.emails.links import (
    ANSWER,
    REPORT,
    WRITE,
    answer_url,
    page_url,
    report_path,
    report_url,
    write_url,
)
from careernet.interviews.emails.looking import looked_but_not_sent, returned
from careernet.interviews.emails.meeting import (
    absence_answered,
    cancelled,
    declined_in_calendar,
    missed,
    moved,
    postponed,
    thank_you,
    unsend_thank_you,
)
from careernet.interviews.emails.office import look_waits, report_came_in
from careernet.interviews.emails.resumes import resume_asked, resume_released
from careernet.interviews.emails.talking import asked_first, late, not_filed, wrote
from careernet.interviews.emails.updating import gather_again, unsend_update, updated, updates

__all__ = (
    "ANSWER",
    "REPORT",
    "WRITE",
    "absence_answered",
    "answer_url",
    "asked_first",
    "booked",
    "booked_directly",
    "can_recall_request",
    "cancelled",
    "declined",
    "declined_in_calendar",
    "expired",
    "follow_up",
    "gather_again",
    "late",
    "look_waits",
    "looked_but_not_sent",
    "missed",
    "moved",
    "not_filed",
    "other_times_offered",
    "other_times_proposed",
    "page_url",
    "postponed",
    "recall_request",
    "report_came_in",
    "report_path",
    "report_url",
    "requested",
    "resume_asked",
    "resume_released",
    "returned",
    "said_yes",
    "thank_you",
    "unreached",
    "unsend_thank_you",
    "unsend_update",
    "updated",
    "updates",
    "withdrawn",
    "write_url",
    "wrote",
)
