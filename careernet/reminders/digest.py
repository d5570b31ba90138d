"""One mail a day for what may wait for it: it lists everything of its kind that waits for this person.

The reminder whose moment comes first on a day brings it; that one and all others of the day are recorded as folded.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from careernet.accounts.models import User
from careernet.core import times
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail, Quieted
from careernet.reminders import agenda, emails
from careernet.reminders.cases import Campus, Case
from careernet.reminders.duty import Duty
from careernet.reminders.emails import Mail
from careernet.reminders.policies import DUTIES
from careernet.students.models import Cover


def still_waiting(mail: OutgoingMail, now: datetime) -> bool | str:
    """One of what it lists is enough: the others were never told."""
    of, told = mail.data["of"], set(mail.data["rows"])
    if mail.to_user is None or not mail.to_user.is_active:
        return "no longer owed"
    rows = {str(case.interview.pk) for _duty, case in waiting(mail.to_user, of, now)}
    return not told.isdisjoint(rows) or "no longer owed"


TEMPLATES = {"advisor": "reminders/digest", "student": "reminders/keep_in_touch"}
PAGES = {"advisor": "advising:queue", "student": "interviews:list"}
A_WEEK = timedelta(days=7)

KIND = kinds.register(kinds.Kind("reminders.digest", "digest", 8, still_holds=still_waiting))


@transaction.atomic  # a savepoint: one that fails must not take the others of its batch along
def tell(mail: Mail, *, now: datetime) -> None:
    """See to it that the day's digest has this, if it is to."""
    duty, person = mail.duty, _reader(mail.to, now)
    assert isinstance(mail.case, Case)
    is_quiet = Quieted.objects.filter(user=person, about_id=mail.case.row.pk).exists()
    if is_quiet or not _is_waiting(duty, mail.case, now):
        emails.leave_out(mail, "quiet, or no longer waiting", now=now)
        return
    day = times.local(now, times.zone(person.time_zone)).date()
    key = f"{KIND.name}:{duty.of}:{person.pk}:{day.isoformat()}"
    if not OutgoingMail.objects.filter(key=key).exists():
        found = list(waiting(person, duty.of, now))
        queue(_written(key, found, person, duty.of, mail.case.campus, now))
    emails.leave_out(mail, "told in the digest of the day", now=now, state=OutgoingMail.State.FOLDED)


def _reader(person: User, now: datetime) -> User:
    """Whoever reads while they are away, else themselves."""
    cover = Cover.objects.on(now).filter(advisor=person).select_related("reader").first()
    return cover.reader if cover and cover.reader.is_active else person


def waiting(person: User, of: str, now: datetime) -> Iterator[tuple[Duty, Case]]:
    """What this person owes of a digest's kind, the longest waiting first, but nothing that is quiet. Eight queries.

    With it what colleagues owe who are away and left it to this person.
    """
    quiet = set(Quieted.objects.filter(user=person).values_list("about_id", flat=True))
    covers = Cover.objects.given_to(person, now) if of == "advisor" else Cover.objects.none()
    away = [cover.advisor for cover in covers.select_related("advisor")]
    cases = [(one, case) for one in (person, *away) for case in agenda.cases_of(one)]
    for one, case in sorted(cases, key=lambda each: each[1].since):
        for duty in DUTIES:
            is_told = duty.preference == "digest" and duty.of == of and case.interview.pk not in quiet
            is_theirs = is_told and duty.is_owed(case) and duty.person(case) == one
            if is_theirs and not duty.left_out(case, 0) and _is_waiting(duty, case, now):
                yield duty, case


def _is_waiting(duty: Duty, case: Case, now: datetime) -> bool:
    """What the pages list, as long as they do; what they don't, in the week of its moment."""
    if duty.is_listed(case):
        return duty.is_open(case, now)
    return any(now - A_WEEK < at <= now for at in duty.mails_at(case))


def _written(
    key: str, found: list[tuple[Duty, Case]], person: User, of: str, campus: Campus, now: datetime
) -> OutgoingMail:
    policy = campus.policy
    return compose(
        kind=KIND.name,
        key=key,
        to=person,
        template=TEMPLATES[of],
        context={
            "heading": _heading(found),
            "lines": [_line(duty, case, now) for duty, case in found],
            "office": policy.office,
            "url": settings.SITE_URL + reverse(PAGES[of]),
        },
        now=now,
        from_name=policy.office,
        reply_to=policy.office_email,
        data={"of": of, "rows": sorted({str(case.interview.pk) for _duty, case in found})},
    )


def _heading(found: list[tuple[Duty, Case]]) -> str:
    """What it is about: it is the subject, too."""
    names = Counter(duty.name for duty, _case in found)
    looks, reviews, touches = names["look"], names["review"], names["keep_in_touch"]
    counted = [
        (looks, ngettext("%(n)d message to look at", "%(n)d messages to look at", looks)),
        (reviews, ngettext("%(n)d reflection to read", "%(n)d reflections to read", reviews)),
        (touches, ngettext("%(n)d person you talked with", "%(n)d people you talked with", touches)),
    ]
    return ", ".join(words % {"n": n} for n, words in counted if n)


def _line(duty: Duty, case: Case, now: datetime) -> dict[str, Any]:
    url = settings.SITE_URL + duty.url(case)
    return {"title": duty.title(case), "reason": duty.reason(case, now), "url": url}
