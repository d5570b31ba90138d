"""Between the sweep that queues a reminder and the moment it leaves anything may happen: what is no longer so is not
sent, as the mail server tells, and the record says why.

Each change is one that takes mails back itself. Here they are queued once more, as they are for a deliverer that had
claimed them already: what holds them back is the question asked last of all.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.accounts.models import User
from careernet.interviews import actions, safety
from careernet.interviews.models import Interview, State
from careernet.mail import kinds, preferences
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.reminders.letters import write_letters
from careernet.reminders.sweep import sweep, wake_all
from tests.smtp import Inbox, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db

Lead = Callable[..., Interview]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)

# What is queued: the state its conversation is led to, how long after it was asked, and whose mail it is.
REMINDERS = {
    "answer": (State.REQUESTED, 7 * DAY, "mentor"),
    "prepare": (State.SCHEDULED, 2 * DAY, "student"),
    "evening_before": (State.SCHEDULED, 6 * DAY + 8 * HOUR, "student"),
    "after": (State.SCHEDULED, 7 * DAY + HOUR, "student"),
    "look": (State.IN_REVIEW, DAY, "advisor"),
    "keep_in_touch": (State.COMPLETED, 42 * DAY, "student"),
    "letter": (State.SCHEDULED, 7 * DAY - HOUR, "student"),
}
TABLE = """
nudge       cancelled    prepare        no longer owed
nudge       moved        prepare        the time has changed
nudge       answered     answer         no longer owed
nudge       reported     prepare        no longer owed
nudge       unsubscribed prepare        Switched off in the mail settings.
nudge       quieted      prepare        Quiet for this conversation.
nudge       deactivated  prepare        no longer owed
meeting_day cancelled    evening_before no longer owed
meeting_day moved        evening_before the time has changed
meeting_day answered     after          no longer owed
meeting_day reported     evening_before no longer owed
meeting_day quieted      evening_before Quiet for this conversation.
meeting_day deactivated  evening_before no longer owed
digest      withdrawn    look           no longer owed
digest      answered     look           no longer owed
digest      written      keep_in_touch  no longer owed
digest      reported     keep_in_touch  no longer owed
digest      unsubscribed keep_in_touch  Switched off in the mail settings.
digest      quieted      keep_in_touch  no longer owed
digest      deactivated  look           no longer owed
letter      unsubscribed letter         Switched off in the mail settings.
letter      deactivated  letter         This account is closed.
"""
ROWS = [line.split(maxsplit=3) for line in TABLE.strip().splitlines()]


def queued(name: str, lead: Callable[..., Interview]) -> tuple[OutgoingMail, Interview, datetime]:
    """The reminder, as the sweep or the morning of the letter queues it, and the moment at which it does."""
    state, after, side = REMINDERS[name]
    interview = lead(state)
    asked = interview.events.earliest("number").at
    people = {"student": interview.student.user, "mentor": interview.mentor.user, "advisor": interview.student.advisor}
    moment, reader = asked + after, people[side]
    if name == "letter":
        preferences.choose(preferences.Choice(level="weekly", letter_day=0), by=reader, now=asked + DAY)
        write_letters(moment)
    else:
        wake_all(moment)
        sweep(moment)
    mails = OutgoingMail.objects.filter(kind__startswith="reminders.", to_user=reader)
    return mails.filter(state="queued").latest("pk"), interview, moment


def delivered(mail: OutgoingMail, moment: datetime, inbox: Inbox) -> bool:
    while deliver_due(now=moment):
        pass
    mail.refresh_from_db()
    return mail.message_id in [message["Message-ID"] for message in inbox.messages]


@pytest.mark.parametrize(("of", "change", "name", "reason"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_what_is_no_longer_so_is_not_sent(
    of: str, change: str, name: str, reason: str, an_interview: Lead, inbox: Inbox
) -> None:
    mail, interview, moment = queued(name, an_interview)
    assert kinds.get(mail.kind).preference_class == of
    assert mail.to_user

    CHANGES[change](interview, mail.to_user, moment + MINUTE)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="queued", reason="")

    assert not delivered(mail, moment + 2 * MINUTE, inbox)
    assert (mail.state, mail.reason) == ("skipped", reason)


@pytest.mark.parametrize("name", REMINDERS)
def test_where_nothing_happened_it_is_sent(name: str, an_interview: Lead, inbox: Inbox) -> None:
    """So that nothing above holds because nothing is ever sent."""
    mail, _interview, moment = queued(name, an_interview)

    assert delivered(mail, moment + 2 * MINUTE, inbox)
    assert mail.state == "sent"


# --- What happens -------------------------------------------------------------------------------------------------
def cancel(interview: Interview, reader: User, now: datetime) -> None:
    actions.cancel(interview, by=interview.student.user, role="student", reason="I am ill.", now=now)


def move(interview: Interview, reader: User, now: datetime) -> None:
    mentor = interview.asked_mentor.user
    actions.move(interview, by=mentor, role="mentor", starts_at=interview.starts_at + 3 * DAY, now=now)


def withdraw(interview: Interview, reader: User, now: datetime) -> None:
    actions.withdraw(interview, by=interview.student.user, now=now)


def answer(interview: Interview, reader: User, now: datetime) -> None:
    if interview.state == State.IN_REVIEW:
        actions.return_to_student(interview, by=reader, comment="Shorter.", now=now)
    elif interview.state == State.REQUESTED:
        actions.say_yes(interview, by=reader, where="https://meet.example/m", now=now)
    else:
        actions.complete(interview, by=reader, now=now)


def write(interview: Interview, reader: User, now: datetime) -> None:
    actions.send_update(uuid.uuid4(), interview, by=reader, update="other", text="All is well.", now=now)


def report(interview: Interview, reader: User, now: datetime) -> None:
    safety.report(uuid.uuid4(), interview, by=interview.student.user, kind="rude", text="Rude.", now=now)


def unsubscribe(interview: Interview, reader: User, now: datetime) -> None:
    preferences.switch_off(by=reader, now=now)


def quieten(interview: Interview, reader: User, now: datetime) -> None:
    preferences.quieten(interview, by=reader, now=now)


def deactivate(interview: Interview, reader: User, now: datetime) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)


CHANGES: dict[str, Callable[[Interview, User, datetime], None]] = {
    "cancelled": cancel,
    "moved": move,
    "withdrawn": withdraw,
    "answered": answer,
    "written": write,
    "reported": report,
    "unsubscribed": unsubscribe,
    "quieted": quieten,
    "deactivated": deactivate,
}
