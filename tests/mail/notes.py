"""Plain mails for the tests of the outbox, in the words of a template that exists anyway."""

from datetime import datetime
from typing import Any

from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail


def as_told(mail: OutgoingMail, now: datetime) -> bool | str:
    if mail.data.get("breaks"):
        raise LookupError("the question itself is broken")
    return mail.data.get("holds", True)


NOTE = kinds.register(kinds.Kind("tests.note", "nudge", 5, still_holds=as_told))


def queue_note(key: str, *, now: datetime, to: Any = "maya@example.edu", **more: Any) -> OutgoingMail:
    """A queued note; a key that was used before is an error."""
    mail = compose(
        **{"kind": NOTE.name, "key": key, "to": to, "template": "accounts/login_code", "context": {"code": key}}
        | {"now": now}
        | more
    )
    queue(mail)
    return OutgoingMail.objects.get(message_id=mail.message_id)


def states() -> dict[str, str]:
    """What became of every mail, by key."""
    return dict(OutgoingMail.objects.values_list("key", "state"))
