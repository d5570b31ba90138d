"""A resume is asked for, and shown."""

from datetime import datetime

from careernet.campus.models import Policy
from careernet.interviews.emails.kinds import RESUME, TELLS
from careernet.interviews.emails.shared import mail
from careernet.interviews.models import Interview
from careernet.mail.actions import queue


def resume_asked(interview: Interview, *, until: datetime, policy: Policy, now: datetime) -> None:
    to = interview.student.user
    queue(mail("resume_asked", TELLS, interview, to, policy, now, until, not_after=until))


def resume_released(interview: Interview, *, until: datetime, policy: Policy, now: datetime) -> None:
    to = interview.asked_mentor.user
    queue(mail("resume_released", RESUME, interview, to, policy, now, until, not_after=until))
