"""What the clock does by itself when nobody answered."""

from datetime import timedelta

from careernet.interviews import actions
from careernet.interviews.models import ASKED, State
from careernet.reminders.duty import Deed
from careernet.reminders.moments import (
    completes_at,
    expires_at,
    goes_on_at,
)

DEEDS = (
    Deed(
        at=lambda case: goes_on_at(case) if case.state == State.IN_REVIEW else None,
        do=lambda interview, now: actions.approve(interview, by=None, now=now),
    ),
    Deed(
        at=lambda case: expires_at(case) if case.state in ASKED else None,
        do=lambda interview, now: actions.expire(interview, now=now),
    ),
    Deed(
        at=lambda case: (
            case.starts_at - timedelta(hours=case.campus.policy.held_until_hours)
            if case.state == State.REQUESTED and case.interview.during
            else None
        ),
        do=lambda interview, now: actions.let_go(interview, now=now),
    ),
    Deed(
        at=lambda case: completes_at(case) if case.state == State.SCHEDULED else None,
        do=lambda interview, now: actions.complete(interview, by=None, now=now),
    ),
)
