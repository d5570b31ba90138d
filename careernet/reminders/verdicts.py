"""What to do about one reminder whose moment has come. Pure, so that every rule can be tried without a database."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from careernet.core import times
from careernet.reminders.cases import Case
from careernet.reminders.duty import Duty
from careernet.reminders.quiet import Quiet
from careernet.reminders.standing import Standing


@dataclass(frozen=True, slots=True)
class Send:
    pass


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime


@dataclass(frozen=True, slots=True)
class LeaveOut:
    reason: str


Verdict = Send | Wait | LeaveOut


def moments(duty: Duty, case: Case | Standing, quiet: Quiet) -> list[datetime]:
    """When the mails of this duty go, out of the quiet hours of the one who gets them."""
    return [quiet.earlier(at) if duty.is_before_start else quiet.later(at) for at in duty.mails_at(case)]


def verdict(
    duty: Duty, case: Case | Standing, at: datetime, *, quiet: Quiet, sent: int, days: Container[date], now: datetime
) -> Verdict:
    """What becomes of the mail of `at`, which is not after `now`.

    sent: how many reminders this person has had in this interview.
    days: the dates, on their own calendar, on which they got one that is not about the day of a meeting.
    """
    latest = duty.mailed_until(case)
    policy = case.campus.policy
    if now > latest:
        return LeaveOut("its moment had passed")
    if at < case.since and duty.if_begun_later == "skip":
        return LeaveOut("booked after its moment; the confirmation said it all")
    most = policy.mentor_reminders if duty.of == "mentor" else policy.student_reminders
    if sent >= most and duty.preference != "digest":
        return LeaveOut("enough reminders in this interview")
    free = _free_from(duty, quiet, days, now)
    if free > latest:
        return LeaveOut("no free hour was left for it")
    return Wait(free) if free > now else Send()


def _free_from(duty: Duty, quiet: Quiet, days: Container[date], now: datetime) -> datetime:
    """The first moment from `now` on outside quiet hours, and for a nudge on a day without another one."""
    free = quiet.later(now)
    while duty.preference == "nudge" and (day := times.local(free, quiet.zone).date()) in days:
        free = quiet.morning(day + timedelta(days=1))
    return free
