"""The weekly letter: for whoever wants one mail a week, what to do now and what the week brings."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.emails import answer_url, page_url
from careernet.interviews.models import Interview, State
from careernet.mail import kinds, preferences
from careernet.mail.actions import compose, queue
from careernet.mail.models import Preference, Quieted
from careernet.mentors.emails import ways_out
from careernet.reminders import agenda, digest
from careernet.reminders.agenda import Item
from careernet.reminders.cases import Case
from careernet.reminders.quiet import own_hours, quiet_of
from careernet.reminders.standing import Standing

logger = logging.getLogger(__name__)

BATCH = 20
A_WEEK = timedelta(days=7)
AGAIN = timedelta(hours=1)  # after one that could not be written

LETTER = kinds.register(kinds.Kind("reminders.letter", "letter", 8, not_after=timedelta(days=3)))


@dataclass(frozen=True, slots=True)
class Contents:
    """requests: those that wait for this mentor's answer. to_do, coming: everything else, now and within a week.
    meetings: what is booked within a week.
    """

    requests: list[Item]
    to_do: list[Item]
    meetings: list[Interview]
    coming: list[Item]

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.to_do or self.meetings or self.coming)


def write_letters(now: datetime, limit: int = BATCH) -> int:
    """Write to those whose morning has come, and note the next; answers how many. A full batch means more are due.

    Any number may run at once.
    """
    with transaction.atomic():
        due = Preference.objects.filter(letter_at__lte=now).order_by("letter_at", "pk").select_related("user")
        claimed = list(due.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit])
        for chosen in claimed:
            chosen.letter_at = _deal_with(chosen, now)
            chosen.save(update_fields=["letter_at"])
    return len(claimed)


def _deal_with(chosen: Preference, now: datetime) -> datetime | None:
    """The moment of the next letter."""
    try:
        with transaction.atomic():  # a savepoint: one that fails must not take the others along
            if chosen.user.is_active and not preferences.is_paused(chosen, now):
                write(chosen.user, now)
            return preferences.next_letter(chosen, after=now)
    except Exception:
        logger.exception("The letter to %s could not be written", chosen.user_id)
        return now + AGAIN


def write(person: User, now: datetime) -> None:
    """Queue the letter of this week, once, unless there is nothing to say."""
    policy = Policy.current()
    found = contents(person, policy, now)
    if found.is_empty:
        return
    zone = times.zone(person.time_zone)
    queue(
        compose(
            kind=LETTER.name,
            key=f"{LETTER.name}:{person.pk}:{preferences.week(now, zone)}",
            to=person,
            template="reminders/letter",
            context={
                "office": policy.office,
                "heading": _heading(found),
                "requests": [_request(item, person, now) for item in found.requests],
                "to_do": [_line(item) for item in found.to_do],
                "meetings": [_meeting(interview, person, now) for interview in found.meetings],
                "coming": [(times.day(item.due_at, zone, now), *_line(item)) for item in found.coming],
                **(ways_out(found.requests[0].row.asked_mentor, now) if found.requests else {}),
            },
            now=now,
            due=quiet_of(person, policy, own_hours([person.pk])).later(now),
            from_name=policy.office,
            reply_to=policy.office_email,
        )
    )


def contents(person: User, policy: Policy, now: datetime) -> Contents:
    quiet = set(Quieted.objects.filter(user=person).values_list("about_id", flat=True))
    cases = [case for case in agenda.cases_of(person) if case.interview.pk not in quiet]
    is_out = now - timedelta(seconds=policy.undo_seconds)  # before, the student may still think better of it
    rows: list[Case | Standing] = [*cases, *agenda.standings_of(person)]
    to_do = [item for item in agenda.open_items(rows, person, now) if not _is_request(item) or _is_out(item, is_out)]
    booked = {case.interview.pk: case for case in cases if case.state == State.SCHEDULED and not case.is_apart}
    coming = [item for item in agenda.coming_items(rows, person, now) if item.row.pk not in booked]
    return Contents(
        requests=[item for item in to_do if _is_request(item)],
        to_do=[item for item in to_do if not _is_request(item)] + _in_touch(person, now),
        meetings=_meetings(booked.values(), person, now),
        coming=[item for item in coming if item.due_at <= now + A_WEEK],
    )


def _in_touch(person: User, now: datetime) -> list[Item]:
    """With whom to keep in touch this week, which no page lists."""
    found = digest.waiting(person, "student", now)
    return [agenda.item(duty, case, now) for duty, case in found]


def _is_request(item: Item) -> bool:
    return item.policy == "answer"


def _is_out(item: Item, is_out: datetime) -> bool:
    return item.row.asked_at is not None and item.row.asked_at <= is_out


def _meetings(cases: Iterable[Case], person: User, now: datetime) -> list[Interview]:
    """This person's own, the next first: an advisor sees others', too."""
    soon = [case for case in cases if now < case.starts_at <= now + A_WEEK and person in case.interview.users]
    return [case.interview for case in sorted(soon, key=lambda case: case.starts_at)]


# --- In which words -----------------------------------------------------------------------------------------------
def _heading(found: Contents) -> str:
    """What it is about, most important first: it is the subject, too."""
    counted = [
        (len(found.requests), ngettext("%(n)d request to answer", "%(n)d requests to answer", len(found.requests))),
        (len(found.meetings), ngettext("%(n)d conversation", "%(n)d conversations", len(found.meetings))),
        (len(found.to_do), ngettext("%(n)d thing to do", "%(n)d things to do", len(found.to_do))),
    ]
    return ", ".join(words % {"n": n} for n, words in counted if n) or _("what is coming")


def _request(item: Item, person: User, now: datetime) -> dict[str, Any]:
    interview = item.row
    return {
        "other": interview.other_side(person),
        "reason": item.reason,
        "hope": interview.hope_to_learn,
        "when": _when(interview, person, now) if interview.during else None,
        "interview": interview,
        "answer_url": answer_url(interview, person, now),
    }


def _meeting(interview: Interview, person: User, now: datetime) -> dict[str, Any]:
    return {"other": interview.other_side(person), "when": _when(interview, person, now), "url": page_url(interview)}


def _line(item: Item) -> tuple[str, str, str]:
    return item.title, item.reason, settings.SITE_URL + item.url


def _when(interview: Interview, person: User, now: datetime) -> times.Dual:
    here, there = times.zone(person.time_zone), times.zone(interview.other_zone(person))
    return times.dual(interview.during.lower, interview.during.upper, here, there, now)
