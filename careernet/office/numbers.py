"""The office's numbers, each with the admin list it leads to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from careernet.accounts.models import User
from careernet.campus.calendar import term_of
from careernet.campus.models import Policy
from careernet.interviews import looks
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student

A_DAY = timedelta(days=1)
BUSIEST = 20  # one of so many


@dataclass(frozen=True)
class Number:
    label: Any
    count: int
    url: str = ""


@dataclass(frozen=True)
class Load:
    """How requests spread over the mentors who were asked: the share the few asked most got, and an even share."""

    asked: int
    few: int
    percent: int
    evenly: int


@dataclass(frozen=True)
class Term:
    """What was asked for in it: conversations by state, and how they spread."""

    name: str
    conversations: list[Number]
    load: Load | None


@dataclass(frozen=True)
class MailHealth:
    queued: int
    oldest_due_at: datetime | None  # of those whose time has come
    last_day: list[Number]


def looks_waiting(officer: User, *, now: datetime) -> int:
    """Messages that the office may look at: of students without an advisor, or waiting too long. Three queries."""
    late_before = looks.late_before(policy=Policy.current(), now=now)
    return Interview.objects.for_look(officer, late_before=late_before, now=now).in_review().count()


def people() -> list[Number]:
    """Students, then mentors by state. Two queries."""
    by_state = dict(Mentor.objects.values_list("state").annotate(Count("pk")))
    mentors = [
        Number(_of(state, number), number, _list_of(state))
        for state in Mentor.State
        for number in [by_state.get(state.value, 0)]
    ]
    students = Student.objects.count()
    return [Number(ngettext("student", "students", students), students, _admin_list("students_student")), *mentors]


def _list_of(state: Mentor.State) -> str:
    if state == Mentor.State.APPLIED:
        return reverse("office:volunteers")
    if state == Mentor.State.BOUNCED:
        return reverse("office:addresses")
    return _admin_list("mentors_mentor", state__exact=state.value)


def _of(state: Mentor.State, number: int) -> str:
    """The words after a number of mentors in this state."""
    return {
        Mentor.State.INVITED: _("invited, not answered yet"),
        Mentor.State.APPLIED: ngettext("volunteer to approve", "volunteers to approve", number),
        Mentor.State.ACTIVE: ngettext("active mentor", "active mentors", number),
        Mentor.State.PAUSED: ngettext("mentor on a pause", "mentors on a pause", number),
        Mentor.State.BOUNCED: ngettext("mentor whom no mail reaches", "mentors whom no mail reaches", number),
        Mentor.State.RETIRED: ngettext("former mentor", "former mentors", number),
    }[state]


def this_term(*, now: datetime) -> Term:
    """Drafts are nobody's business. Three queries."""
    name, since = term_of(now)
    asked = Interview.objects.pool().filter(asked_at__gte=since).order_by()
    by_state: Counter[str] = Counter()
    by_mentor: Counter[UUID] = Counter()
    for state, mentor_id, number in asked.values_list("state", "mentor").annotate(Count("pk")):
        by_state[state] += number
        by_mentor[mentor_id] += number
    conversations = [
        Number(state.label, by_state[state.value], _admin_list("interviews_interview", state__exact=state.value))
        for state in State
        if by_state[state.value]
    ]
    return Term(name, conversations, _load(by_mentor))


def _load(requests: Counter[UUID]) -> Load | None:
    """None while the twentieth of the mentors asked is nobody."""
    few = len(requests) // BUSIEST
    if not few:
        return None
    theirs = sum(number for _mentor, number in requests.most_common(few))
    return Load(len(requests), few, _percent(theirs, requests.total()), _percent(few, len(requests)))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def mail_health(*, now: datetime) -> MailHealth:
    """What waits, how late the latest is, and what became of the last day's mails. One query."""
    closed = [OutgoingMail.State.SENT, OutgoingMail.State.SKIPPED, OutgoingMail.State.DEAD]
    last_day = Q(due_at__gte=now - A_DAY)
    counts: Mapping[str, Any] = OutgoingMail.objects.aggregate(
        queued=Count("pk", filter=Q(state=OutgoingMail.State.QUEUED)),
        oldest=Min("due_at", filter=Q(state=OutgoingMail.State.QUEUED, due_at__lte=now)),
        **{state.value: Count("pk", filter=Q(state=state) & last_day) for state in closed},
    )
    return MailHealth(
        queued=counts["queued"],
        oldest_due_at=counts["oldest"],
        last_day=[
            Number(state.label, counts[state.value], _admin_list("mail_outgoingmail", state__exact=state.value))
            for state in closed
        ],
    )


def _admin_list(model: str, **filters: str) -> str:
    query = f"?{urlencode(filters)}" if filters else ""
    return reverse(f"admin:{model}_changelist") + query
