"""Whether the mails in hand still hold: about many at once where a kind can say so, for asking costs more than sending.

An answer is good for a second. With a slow server, those that wait longer are asked about anew.
"""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from careernet.mail import kinds
from careernet.mail.models import OutgoingMail

GOOD_FOR = 1.0  # seconds


class Asked:
    """What was said about `mails`, those of a batch that are still to leave."""

    def __init__(self, mails: Sequence[OutgoingMail]) -> None:
        self.mails = mails
        self.answers: dict[int, bool | str] = {}
        self.good_until = 0.0

    def about(self, mail: OutgoingMail, *, now: datetime) -> bool | str:
        kind = kinds.get(mail.kind)
        if kind.still_hold is None:
            return kind.still_holds(mail, now)
        if mail.pk not in self.answers or monotonic() > self.good_until:
            alike = [each for each in self.mails if kinds.get(each.kind).still_hold is kind.still_hold]
            try:
                self.answers = dict(kind.still_hold(alike, now))
            except Exception:  # noqa: BLE001 - about one of them perhaps, which says so itself when its turn comes
                self.answers = {}
                return kind.still_holds(mail, now)
            self.good_until = monotonic() + GOOD_FOR
        return self.answers[mail.pk]
