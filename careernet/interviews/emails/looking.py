"""What the student hears once somebody has looked first."""

from datetime import datetime

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews.emails.kinds import LOOKED
from careernet.interviews.emails.shared import mail
from careernet.interviews.models import Interview
from careernet.mail.actions import queue


def returned(interview: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """The comment itself stays on the page."""
    queue(mail("returned", LOOKED, interview, interview.student.user, policy, now, by=by))


def looked_but_not_sent(interview: Interview, *, by: User | None, reason: str, policy: Policy, now: datetime) -> None:
    to = interview.student.user
    queue(mail("looked_but_not_sent", LOOKED, interview, to, policy, now, by=by, reason=reason))
