"""The student's home. What is to do comes from the agenda; this file only lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from careernet.accounts.access import MemberRequest, role_required
from careernet.accounts.models import Role, User
from careernet.advising.models import Suggestion
from careernet.advising.suggesting import dismiss
from careernet.campus import reading
from careernet.campus.models import Field, Major, Policy, Resource
from careernet.core import clock, times
from careernet.courses.models import Enrollment
from careernet.courses.progress import Progress, progress_of
from careernet.interviews import shown
from careernet.interviews.limits import standing
from careernet.interviews.models import Event, Interview, State
from careernet.reminders import agenda
from careernet.reminders.agenda import Item
from careernet.reminders.cases import Case
from careernet.students import graduations
from careernet.students.models import Student

student_only = role_required(Role.Kind.STUDENT)

SHOWN = 4  # cards in a group; the list of interviews has them all
COMING = 3
RESOURCES = 3
UNANSWERED = 2  # requests nobody answered, after which an advisor may help


@student_only
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    now, person = clock.now(), request.user
    cases = [case for case in agenda.cases_of(person) if case.interview.is_student(person)]
    items = agenda.open_items(cases, person, now)
    meeting = agenda.next_meeting(cases, now)
    policy = cases[0].campus.policy if cases else Policy.current()
    student = cases[0].interview.student if cases else get_object_or_404(Student, user=person)
    context = {
        "now": now,
        "summary": _summary(items, meeting, request.user.time_zone, now),
        "items": items,
        "coming": agenda.coming_items(cases, person, now)[:COMING],
        "meeting": meeting,
        "meeting_zone": meeting.other_zone(person) if meeting else "",
        "meeting_step": 5 if meeting and meeting.has_begun(now) else 4,
        "groups": _groups(cases, items, now),
        "policy": policy,
        "needs_advisor": sum(case.state == State.EXPIRED for case in cases) >= UNANSWERED,
        "standing": standing(student, [case.interview for case in cases], policy=policy, now=now) if cases else "",
        "is_new": not cases and student.settled_in_at is None,
        "resources": _resources(person),
        "suggestions": Suggestion.objects.shown_to(person, now)
        .select_related("mentor__user", "by")
        .order_by("-suggested_at", "pk"),
        "classes": _classes(person, policy),
        "graduates_on": graduations.coming(student, now),
    }
    return render(request, "students/home.html", context)


@student_only
@require_POST
def not_now(request: MemberRequest, suggestion_id: UUID) -> HttpResponse:
    """Somebody an advisor suggested goes from the home."""
    now = clock.now()
    suggestion = get_object_or_404(Suggestion, student__user=request.user, pk=suggestion_id)
    dismiss(suggestion, now=now)
    messages.success(request, _("Put away. They stay in the directory."))
    return redirect("students:home")


def _resources(person: User) -> QuerySet[Resource]:
    """Where to look next, for this student's own interests and majors. One query."""
    fields, majors = Field.objects.filter(student__user=person), Major.objects.filter(student__user=person)
    return reading.of_interest(fields, majors, most=RESOURCES)


def _classes(person: User, policy: Policy) -> list[Progress]:
    """Those that still ask for something. One query, and a second for whoever is in one."""
    own = Enrollment.objects.of(person).select_related("course").order_by("joined_at")
    return [each for each in progress_of(own, times.zone(policy.time_zone)) if not each.is_done]


# --- Laying out the home ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Card:
    interview: Interview
    tone: str
    icon: str
    text: Any


@dataclass(frozen=True, slots=True)
class Group:
    title: Any
    cards: list[Card]
    number: int


def _summary(items: list[Item], meeting: Interview | None, zone: str, now: datetime) -> str:
    """What matters now, in a sentence or two."""
    number = len(items)
    sentences = [
        ngettext("%(number)d thing needs you.", "%(number)d things need you.", number) % {"number": number}
        if items
        else _("Nothing needs you right now.")
    ]
    if meeting and meeting.during:
        when = times.when(meeting.during.lower, meeting.during.upper, times.zone(zone), now)
        sentences.append(_("Your next conversation is %(when)s.") % {"when": when})
    return " ".join(sentences)


def _groups(cases: Iterable[Case], items: Iterable[Item], now: datetime) -> list[Group]:
    """The interviews by what they wait for; groups without any are left out."""
    open_by_row = {item.row.pk: item for item in items}
    cards: dict[Any, list[Card]] = {}
    for case in cases:
        title, card = _place(case, open_by_row.get(case.interview.pk), now)
        cards.setdefault(title, []).append(card)
    return [Group(title, cards[title][:SHOWN], len(cards[title])) for title in TITLES if title in cards]


TITLES = WAITING, YOURS, BOOKED, FOLLOW_UP, CLOSED = (
    gettext_lazy("Waiting for a reply"),
    gettext_lazy("Your turn"),
    gettext_lazy("Booked"),
    gettext_lazy("Follow up"),
    gettext_lazy("Closed"),
)
FOLLOW_UPS = {
    "after": ("violet", "message-circle-question-mark", gettext_lazy("How did it go?")),
    "thank_you": ("violet", "mail", gettext_lazy("Thank-you due")),
    "thank_for_name": ("violet", "mail", gettext_lazy("Thank-you due")),
    "reflection": ("violet", "notebook-pen", gettext_lazy("Reflection due")),
    "next_step": ("violet", "footprints", gettext_lazy("Next step due")),
    "add_to_reflection": ("violet", "notebook-pen", gettext_lazy("Please add")),
}


def _place(case: Case, item: Item | None, now: datetime) -> tuple[Any, Card]:
    """The group an interview belongs to, and its card: tone, icon and words of the chip."""
    interview = case.interview
    zone = case.zone_of(interview.student.user)
    if item and item.policy in FOLLOW_UPS:
        return FOLLOW_UP, Card(interview, *FOLLOW_UPS[item.policy])
    if case.state == State.DRAFT:
        return YOURS, Card(interview, "slate", "pencil", _("Not sent yet"))
    if interview.turn == Event.Role.STUDENT:
        return YOURS, Card(interview, *shown.chip(interview, interview.student.user, now))
    if case.state == State.SCHEDULED:
        is_today = times.local(case.starts_at, zone).date() == times.local(now, zone).date()
        when = f"{times.day(case.starts_at, zone, now)}, {times.time_of_day(case.starts_at, zone)}"
        tone, icon = ("sun", "clock") if is_today else ("pine", "calendar-check")
        return BOOKED, Card(interview, tone, icon, when)
    if case.state == State.IN_REVIEW:
        words = (
            _("With your advisor since %(day)s") if interview.student.advisor_id else _("With an advisor since %(day)s")
        )
        return WAITING, Card(interview, "amber", "eye", words % {"day": times.day(case.since, zone, now)})
    if interview.is_asked:
        return WAITING, Card(
            interview, "amber", "hourglass", _("Asked %(day)s") % {"day": times.day(case.since, zone, now)}
        )
    if case.state == State.COMPLETED:
        return CLOSED, Card(interview, "slate", "circle-check", _("Done"))
    return CLOSED, Card(interview, "slate", "circle-x", capfirst(interview.get_state_display()))
