"""Coming to a time, or to an end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.interviews.calendar import invitation
from careernet.interviews.capacity import people_like
from careernet.interviews.emails.kinds import ASKS, TELLS
from careernet.interviews.emails.links import page_url
from careernet.interviews.emails.shared import mail, waited
from careernet.interviews.models import Interview, State
from careernet.interviews.spans import Span
from careernet.mail.actions import queue
from careernet.mentors.visibility import as_students_see

OTHERS = 3  # people a student hears of who got a no, or no answer


def booked(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """The confirmation to both, each with an invitation of their own."""
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now)
        queue(mail("booked", TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics))


def booked_directly(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """The same where nobody was asked: the mentor reads here what the student wrote."""
    assert interview.during
    for name, person in (("booked", interview.student.user), ("booked_directly", interview.asked_mentor.user)):
        ics = invitation(interview, person, url=page_url(interview), now=now)
        queue(mail(name, TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics))


def other_times_offered(interview: Interview, starts: Sequence[datetime], *, policy: Policy, now: datetime) -> None:
    by = waited(policy.offer_expires, policy, now)
    queue(
        mail(
            "times_offered",
            ASKS,
            interview,
            interview.student.user,
            policy,
            now,
            by,
            personal=True,
            starts=starts,
        )
    )


def said_yes(interview: Interview, *, policy: Policy, now: datetime) -> None:
    by = waited(policy.accepted_expires, policy, now)
    queue(mail("said_yes", ASKS, interview, interview.student.user, policy, now, by, personal=True))


def other_times_proposed(
    interview: Interview, starts: Sequence[datetime | Span], *, policy: Policy, now: datetime
) -> None:
    days = policy.accepted_expires if interview.state == State.ACCEPTED else policy.request_expires
    by = waited(days, policy, now)
    queue(
        mail(
            "times_proposed",
            ASKS,
            interview,
            interview.asked_mentor.user,
            policy,
            now,
            by,
            personal=True,
            starts=starts,
        )
    )


def declined(
    interview: Interview, *, reason: str, colleague: str, colleague_note: str, policy: Policy, now: datetime
) -> None:
    to = interview.student.user
    words: dict[str, Any] = {"reason": reason, "colleague": colleague, "colleague_note": colleague_note}
    queue(mail("declined", TELLS, interview, to, policy, now, alike=_alike(interview, now), **words))


def withdrawn(interview: Interview, *, is_by_office: bool, policy: Policy, now: datetime) -> None:
    queue(mail("withdrawn", TELLS, interview, interview.asked_mentor.user, policy, now, is_by_office=is_by_office))


def expired(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """Each side hears it in words of its own; neither is blamed."""
    for person in interview.users:
        is_student = interview.is_student(person)
        name = "expired_student" if is_student else "expired_mentor"
        others = _alike(interview, now) if is_student else []
        queue(mail(name, TELLS, interview, person, policy, now, alike=others))


def unreached(interview: Interview, *, policy: Policy, now: datetime) -> None:
    to = interview.student.user
    queue(mail("unreached", TELLS, interview, to, policy, now, alike=_alike(interview, now)))


def _alike(interview: Interview, now: datetime) -> list[tuple[str, str, str]]:
    """At most three others to ask: name, work, and where to read more."""
    if interview.mentor is None:
        return []
    found = people_like(interview.mentor, for_user=interview.student.user, now=now)[:OTHERS]
    people = [(each, settings.SITE_URL + reverse("mentors:detail", args=[each.pk])) for each in found]
    return [(each.display_name, as_students_see(each).headline, url) for each, url in people]
