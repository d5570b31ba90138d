"""The kinds of mail. Each app registers its own in `emails.py`, which its AppConfig imports when Django is ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from careernet.mail.models import OutgoingMail

PreferenceClass = Literal["sign_in", "booking", "request", "meeting_day", "nudge", "digest", "letter", "term"]


def always(mail: OutgoingMail, now: datetime) -> bool:
    """For mails about something that happened and stays true, such as an answer that was given."""
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """What all mails of one name have in common.

    name: such as "interviews.requested"; stored in each mail.
    preference_class: what a person can switch off, see `mail.preferences`; "sign_in" and "booking" can't be. A
        "request" can be left for the weekly letter; its `data["answer_by"]` says until when an answer still helps.
    priority: 0 goes first (sign-in); 3 bookings, 5 reminders and 8 letters are a good scale.
    not_after: how long after its due moment the mail is still worth sending; None for ever.
    still_holds: asked right before sending, outside any transaction. True sends; False, or a short reason
        for the record ("the time was moved"), skips it for good.
    still_hold: says the same of many mails at once, by primary key, where the question is dear; see `mail.asking`.
    """

    name: str
    preference_class: PreferenceClass
    priority: int
    not_after: timedelta | None = None
    still_holds: Callable[[OutgoingMail, datetime], bool | str] = always
    still_hold: Callable[[Sequence[OutgoingMail], datetime], Mapping[int, bool | str]] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make the kind known; answers with it, so that `emails.py` can keep it as a constant. Twice is an error."""
    if kind.name in _kinds:
        raise ValueError(f"The mail kind {kind.name} is registered twice.")
    _kinds[kind.name] = kind
    return kind


def get(name: str) -> Kind:
    """The kind of that name; KeyError for one that no app registered."""
    return _kinds[name]


def of_class(preference_class: PreferenceClass) -> list[str]:
    """The names of all kinds of that class."""
    return [kind.name for kind in _kinds.values() if kind.preference_class == preference_class]


SIGN_IN = register(
    Kind(
        "sign_in",
        preference_class="sign_in",
        priority=0,
        not_after=timedelta(minutes=15),
    )
)
