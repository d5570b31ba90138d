"""Messages, and what is asked before the answer."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews.emails.kinds import LATE, QUESTION, TELLS, WRITES
from careernet.interviews.emails.links import answer_url, write_url
from careernet.interviews.emails.shared import mail, waited
from careernet.interviews.models import Event, Interview, Message
from careernet.mail.actions import fold, queue
from careernet.mail.models import OutgoingMail

GATHERED = timedelta(minutes=5)  # between two mails with messages


def wrote(message: Message, *, policy: Policy, now: datetime) -> None:
    """To the other side. What is written within minutes goes as one mail: the next one carries what has not left."""
    interview, to = message.interview, _reader(message)
    before = OutgoingMail.objects.about(interview).filter(kind=WRITES.name, to_user=to).order_by("-due_at").first()
    # Not before the request itself, nor right after another one.
    due = max(now, (interview.asked_at or now) + timedelta(seconds=policy.undo_seconds))
    if before:
        due = max(due, before.due_at if before.state == OutgoingMail.State.QUEUED else before.due_at + GATHERED)
    waiting = fold(interview, kind=WRITES.name, to=to)
    ids = [str(message.pk), *(pk for mail in waiting for pk in mail.data["messages"])]
    said = interview.messages.filter(pk__in=ids).order_by("number")
    decides = interview.turn == Event.Role.MENTOR and interview.is_mentor(to)
    proposed = interview.offered_times.order_by("starts_at").values_list("starts_at", flat=True)
    words: dict[str, Any] = {
        "said": said,
        "starts": [interview.during.lower] if interview.during else list(proposed),
        "decide_url": answer_url(interview, to, now) if decides else "",
        "answer_url": write_url(interview, to, now),
        "personal": True,
    }
    sent = mail("wrote", WRITES, interview, to, policy, now, due=due, **words)
    sent.data["messages"] = ids
    queue(sent)


def asked_first(message: Message, *, policy: Policy, now: datetime) -> None:
    interview, to = message.interview, _reader(message)
    by = waited(policy.offer_expires, policy, now)
    url = write_url(interview, to, now)
    words: dict[str, Any] = {"text": message.text, "answer_url": url, "by_mail": message.via == Message.Via.MAIL}
    queue(mail("asked_first", QUESTION, interview, to, policy, now, by, personal=True, **words))


def late(message: Message, *, policy: Policy, now: datetime) -> None:
    interview = message.interview
    queue(mail("late", LATE, interview, _reader(message), policy, now, personal=True, text=message.text))


def not_filed(interview: Interview, message_id: str, *, to: User, why: str, policy: Policy, now: datetime) -> None:
    """To whoever replied to a mail: the other side has not got it."""
    sent = mail("not_filed", TELLS, interview, to, policy, now, why=why)
    sent.key = f"interviews.not_filed:{interview.pk}:{sha256(message_id.encode()).hexdigest()[:32]}"
    queue(sent)


def _reader(message: Message) -> User:
    interview = message.interview
    return interview.asked_mentor.user if message.role == Event.Role.STUDENT else interview.student.user
