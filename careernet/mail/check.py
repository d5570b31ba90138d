""" "Is this mail from us?": what can be told to anybody, from what they pasted. Never what a mail says or to whom."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings

from careernet.mail.models import OutgoingMail

# The beginning of our Message-IDs, which stands in the foot of each mail; the whole of it is fine, too.
NUMBER = re.compile(r"(?<![0-9a-f-])([0-9a-f]{8}-[0-9a-f]{4})(?![0-9a-f])", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Finding(StrEnum):
    OURS = "ours"
    UNKNOWN_NUMBER = "unknown number"
    OUR_SENDER = "our sender"
    OTHER_SENDER = "other sender"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sent_at` and `domain` (of the recipient's address) only for a mail of ours."""

    finding: Finding
    sent_at: datetime | None = None
    domain: str = ""


def check(pasted: str) -> Verdict:
    """One query at most."""
    if number := NUMBER.search(pasted):
        return _by_number(number[1].lower())
    if senders := ADDRESS.findall(pasted):
        is_ours = our_address() in {sender.lower() for sender in senders}
        return Verdict(Finding.OUR_SENDER if is_ours else Finding.OTHER_SENDER)
    return Verdict(Finding.NOTHING)


def our_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()


def _by_number(number: str) -> Verdict:
    mails = OutgoingMail.objects.filter(message_id__startswith=f"<{number}-", sent_at__isnull=False)
    found = mails.values_list("sent_at", "to").first()
    if found is None:
        return Verdict(Finding.UNKNOWN_NUMBER)
    sent_at, to = found
    return Verdict(Finding.OURS, sent_at, to.rpartition("@")[2])
