"""Around a booked call: off, moved, missed, and thank you."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.calendar import invitation
from careernet.interviews.emails import office
from careernet.interviews.emails.kinds import DOUBTS, TELLS
from careernet.interviews.emails.links import page_url
from careernet.interviews.emails.shared import dual, mail, waited
from careernet.interviews.models import Absence, Interview
from careernet.mail.actions import queue
from careernet.mail.models import OutgoingMail


def cancelled(interview: Interview, *, by: User, reason: str, policy: Policy, now: datetime) -> None:
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now, cancelled=True)
        words = _by(interview, by, person) | {"reason": reason}
        queue(mail("cancelled", TELLS, interview, person, policy, now, ics=ics, **words))


def moved(interview: Interview, booking: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """To both, from when to when; `booking` is the interview as it was."""
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now)
        words = _by(interview, by, person) | {"was": _when(booking, person, now)}
        sent = mail("moved", TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics, **words)
        queue(sent)


def postponed(
    interview: Interview, booking: Interview, *, by: User, reason: str, policy: Policy, now: datetime
) -> None:
    """To both, with the end of the invitation; whoever of the two goes on from here is told until when."""
    until = waited(policy.accepted_expires, policy, now)
    for person in interview.users:
        ics = invitation(booking, person, url=page_url(interview), now=now, cancelled=True)
        words = _by(interview, by, person) | {"was": _when(booking, person, now)}
        queue(mail("postponed", TELLS, interview, person, policy, now, until, ics=ics, reason=reason, **words))


def missed(interview: Interview, *, to: User, answer_by: datetime, policy: Policy, now: datetime) -> None:
    """Mildly, to the side that wasn't seen."""
    queue(mail("missed", TELLS, interview, to, policy, now, answer_by))


def absence_answered(interview: Interview, *, by: User, answer: str, words: str, policy: Policy, now: datetime) -> None:
    to = interview.other_user(by)
    queue(mail("absence_answered", TELLS, interview, to, policy, now, answer=answer, words=words))
    if answer == Absence.Answer.CAME:
        office.told_differently(interview, policy=policy, now=now)


def declined_in_calendar(interview: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """To whoever's calendar said no: shall it be canceled? A student is told of a mentor's, not the other way round."""
    start = interview.during.lower if interview.during else None
    queue(mail("declined_in_calendar", DOUBTS, interview, by, policy, now, not_after=start))
    if interview.is_mentor(by):
        student = interview.student.user
        queue(mail("calendar_says_no", DOUBTS, interview, student, policy, now, not_after=start))


def thank_you(interview: Interview, text: str, *, policy: Policy, now: datetime) -> None:
    due = now + timedelta(seconds=policy.undo_seconds)
    queue(
        mail("thank_you", TELLS, interview, interview.asked_mentor.user, policy, now, due=due, personal=True, text=text)
    )


def unsend_thank_you(interview: Interview) -> bool:
    """Whether its mail had not left yet."""
    waiting = OutgoingMail.objects.about(interview).queued().filter(key__startswith="interviews.thank_you:")
    return bool(waiting.update(state=OutgoingMail.State.CANCELLED, reason="taken back"))


def _when(interview: Interview, to: User, now: datetime) -> times.Dual:
    assert interview.during
    return dual(interview.during.lower, interview, to, now)


def _by(interview: Interview, by: User, reader: User) -> dict[str, Any]:
    """One of the two by name; whoever of the office did it is the office."""
    return {"by_reader": reader == by, "by": by.display_name if by in interview.users else _("the career office")}
