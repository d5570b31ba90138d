"""What a duty and a deed are; which there are stands in `policies`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from careernet.accounts.models import User
from careernet.interviews.models import Interview, State
from careernet.reminders.cases import Case

Audience = Literal["student", "mentor", "advisor"]
Moment = Callable[[Any], datetime]  # of a `cases.Case`, or of a `standing.Standing`


def no_mail(case: Case) -> tuple[datetime, ...]:
    return ()


def always(case: Case) -> bool:
    return True


def never(case: Case) -> bool:
    return False


def each_counts(case: Case, number: int) -> str:
    return ""


def occasion(case: Case) -> str:
    """What a reminder is about: this booking at this time, or this stretch of waiting. A → B → A is three of them."""
    interview = case.interview
    if interview.state in (State.SCHEDULED, State.COMPLETED):
        return f"{interview.calendar_uid}.{interview.calendar_sequence}"
    return f"{case.since:%Y%m%dT%H%M%S.%f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """name: in keys, mail kinds and template names.
    step: of the eight, 1..8.
    opens_at, due_at, latest: when it is listed, by when it is best done, and until when it is listed.
    mails_at: when to remind. Of several that are past only the last goes, and none after `mail_latest` (or `latest`).
    preference: what switches its mails off. Those of a "digest" go together: one mail a day lists all that waits.
    occasion: what its mails are about, so that each goes once for it.
    left_out: why its mail of that number, from 0 on, is not called for; asked when its moment has come, and at sending.
    is_listed: whether the pages and letters show it, too.
    is_before_start: quiet hours move its mails earlier, because the conversation does not wait; others move later.
    if_begun_later: what becomes of a mail whose moment lay before this state began, such as a call booked late.
    """

    name: str
    of: Audience
    step: int
    owed_if: Callable[[Any], bool]
    opens_at: Moment
    due_at: Moment
    latest: Moment
    title: Callable[[Any], str]
    reason: Callable[[Any, datetime], str]
    action: Any
    url: Callable[[Any], str]
    mails_at: Callable[[Any], tuple[datetime, ...]] = no_mail
    mail_latest: Moment | None = None
    left_out: Callable[[Any, int], str] = each_counts
    is_listed: Callable[[Any], bool] = always
    preference: Literal["nudge", "meeting_day", "digest"] = "nudge"
    is_before_start: bool = False
    if_begun_later: Literal["send", "skip"] = "send"
    occasion: Callable[[Any], str] = occasion

    def is_owed(self, case: Any) -> bool:
        """Nothing is, between two people who are kept apart."""
        return not case.is_apart and self.owed_if(case)

    def is_open(self, case: Any, now: datetime) -> bool:
        return self.is_shown(case) and self.opens_at(case) <= now <= self.latest(case)

    def is_shown(self, case: Any) -> bool:
        return self.is_owed(case) and self.is_listed(case)

    def mailed_until(self, case: Any) -> datetime:
        return (self.mail_latest or self.latest)(case)

    def person(self, case: Any) -> User | None:
        """Whose duty it is; a student may have no advisor, and nobody reminds somebody who can't come in."""
        person: User | None = case.person(self.of)
        return person


@dataclass(frozen=True, slots=True)
class Deed:
    at: Callable[[Case], datetime | None]
    do: Callable[[Interview, datetime], object]
