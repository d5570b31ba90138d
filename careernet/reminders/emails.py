"""The reminders as mails: one kind and one pair of templates for each duty that is mailed."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import transaction

from careernet.accounts.models import User
from careernet.core import times
from careernet.interviews.addresses import heard_at
from careernet.interviews.emails import answer_url, report_url
from careernet.interviews.models import Interview
from careernet.interviews.places import words
from careernet.mail import kinds
from careernet.mail.actions import compose, queue, skip
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import ways_out, willing_url
from careernet.mentors.models import Mentor
from careernet.reminders.cases import Campus, Case, load
from careernet.reminders.duty import Duty, no_mail
from careernet.reminders.policies import DUTIES, OF_VOLUNTEERS
from careernet.reminders.standing import Standing, load_standings

MAILED = {f"reminders.{duty.name}": duty for duty in DUTIES if duty.mails_at is not no_mail}
TO_VOLUNTEERS = {f"reminders.{duty.name}": duty for duty in OF_VOLUNTEERS}
MEET = 5  # of the eight steps
NUDGES = frozenset(name for name, duty in (MAILED | TO_VOLUNTEERS).items() if duty.preference == "nudge")


def still_owed(mail: OutgoingMail, now: datetime) -> bool | str:
    return all_still_owed([mail], now)[mail.pk]


def all_still_owed(mails: Sequence[OutgoingMail], now: datetime) -> dict[int, bool | str]:
    """Ask the policies again: what was answered, moved, cancelled or done meanwhile needs no reminder."""
    campus = Campus.current()
    interviews = Interview.objects.filter(pk__in=_rows(mails, MAILED))
    mentors = Mentor.objects.filter(pk__in=_rows(mails, TO_VOLUNTEERS))
    cases: list[Case | Standing] = [*load(interviews, campus), *load_standings(mentors, campus)]
    found: dict[UUID | None, Case | Standing] = {case.row.pk: case for case in cases}
    return {mail.pk: _still_owed(mail, found.get(mail.about_id), now) for mail in mails}


def _rows(mails: Sequence[OutgoingMail], of: Container[str]) -> list[UUID]:
    return [mail.about_id for mail in mails if mail.kind in of and mail.about_id]


def _still_owed(mail: OutgoingMail, case: Case | Standing | None, now: datetime) -> bool | str:
    duty = (MAILED | TO_VOLUNTEERS)[mail.kind]
    if case is None or not duty.is_owed(case) or not duty.person(case) or now > duty.mailed_until(case):
        return "no longer owed"
    if duty.occasion(case) != mail.data["occasion"]:
        return "the time has changed"
    return duty.left_out(case, mail.data["number"]) or True


for name, duty in (MAILED | TO_VOLUNTEERS).items():
    kinds.register(kinds.Kind(name, duty.preference, 5, still_holds=still_owed, still_hold=all_still_owed))


@dataclass(frozen=True)
class Mail:
    """One of the mails of a duty, the `number`th from 0 on, that may go at that moment."""

    duty: Duty
    case: Case | Standing
    to: User
    number: int
    at: datetime

    @property
    def kind(self) -> str:
        return f"reminders.{self.duty.name}"

    @cached_property
    def key(self) -> str:
        """Names its occasion."""
        return f"{self.kind}:{self.case.row.pk}:{self.duty.occasion(self.case)}.{self.number}"


def remind(mail: Mail, *, now: datetime) -> None:
    if isinstance(mail.case, Standing):
        queue(_to_volunteer(mail, mail.case, now))
    else:
        queue(_of_interview(mail, mail.case, now))


def _to_volunteer(mail: Mail, case: Standing, now: datetime) -> OutgoingMail:
    duty, policy, zone = mail.duty, case.campus.policy, times.zone(case.mentor.zone)
    return compose(
        kind=mail.kind,
        key=mail.key,
        to=mail.to,
        template=f"reminders/{duty.name}",
        context={
            "mentor": case.mentor,
            "campus": policy.campus_name,
            "office": policy.office,
            "said_on": times.day_long(case.confirmed_at, zone, now),
            "back_on": times.day_long(case.rests_until, zone, now) if case.rests_until else "",
            "action": duty.action,
            "url": willing_url(case.mentor, now),
            **ways_out(case.mentor, now),
        },
        now=now,
        not_after=duty.mailed_until(case),
        about=case.mentor,
        from_name=policy.office,
        reply_to=policy.office_email,
        data={"occasion": duty.occasion(case), "number": mail.number},
    )


def _of_interview(mail: Mail, case: Case, now: datetime) -> OutgoingMail:
    duty, to = mail.duty, mail.to
    interview, policy = case.interview, case.campus.policy
    other = interview.other_side(to)
    # Until they meet, an answer is meant for the other one; what comes after, a student settles with us.
    reply_to = heard_at(interview, to) if duty.step < MEET else ""
    return compose(
        kind=mail.kind,
        key=mail.key,
        to=to,
        template=f"reminders/{duty.name}",
        context={
            "interview": interview,
            "case": case,
            "other": other,
            "campus": policy.campus_name,
            "office": policy.office,
            "when": _dual(case, to, now) if interview.during else None,
            "place": words(interview, to),
            "since": times.day(case.since, case.zone_of(to), now),
            "asked_on": times.day(case.asked_at, case.zone_of(to), now),
            "until": times.day(duty.latest(case), case.zone_of(to), now),
            "action": duty.action,
            "url": settings.SITE_URL + duty.url(case),
            "answer_url": answer_url(interview, to, now) if interview.awaits(to) and duty.of == "mentor" else "",
            "report_url": report_url(interview, to, now),
            "is_heard": bool(reply_to),
            **(ways_out(interview.asked_mentor, now) if interview.is_mentor(to) else {}),
        },
        now=now,
        not_after=duty.mailed_until(case),
        about=interview,
        thread=f"interview-{interview.pk}",
        from_name=policy.office,
        reply_to=reply_to or policy.office_email,
        data={"occasion": duty.occasion(case), "number": mail.number},
    )


@transaction.atomic
def leave_out(mail: Mail, reason: str, *, now: datetime, state: str = OutgoingMail.State.SKIPPED) -> None:
    """Record that this reminder will not go by itself, and why."""
    words = {"subject": mail.duty.title(mail.case), "reason": reason, "state": state}
    skip(kind=mail.kind, key=mail.key, to=mail.to, about=mail.case.row, now=now, **words)


def _dual(case: Case, to: User, now: datetime) -> times.Dual:
    return times.dual(case.starts_at, case.ends_at, case.zone_of(to), times.zone(case.interview.other_zone(to)), now)
