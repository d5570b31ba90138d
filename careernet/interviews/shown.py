"""How an interview is told to one of its two sides: its group, phase, step, chip and history. Pure, no queries.

Wants the interview `with_people()` and `select_related(*WORDS)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.timeline import Line
from careernet.interviews.models import ASKED, SAID_YES, Event, Interview, State
from careernet.interviews.spans import Span, from_data
from careernet.network.models import Contact
from careernet.students.person import class_of

NOT_OUT = (State.DRAFT, State.IN_REVIEW)
OF_THANKS = (Event.Verb.THANKED, Event.Verb.UNTHANKED)
WENT_OUT = (Event.Verb.REQUESTED, Event.Verb.BOOKED)
LOOKERS = (Event.Role.ADVISOR, Event.Role.OFFICER, Event.Role.CLOCK)  # who lets a request go out besides its student
Phase = Literal["before", "today", "after"]
Group = Literal["needs", "upcoming", "waiting", "follow-up", "past"]
WORDS = (
    "preparation",
    "notes",
    "thank_you",
    "reflection",
    "resume_ask",
)  # what an interview may have besides its people
TODAY_FROM = timedelta(minutes=60)
GROUPS: dict[Group, Any] = {
    "needs": gettext_lazy("Needs you"),
    "upcoming": gettext_lazy("Upcoming"),
    "waiting": gettext_lazy("Waiting"),
    "follow-up": gettext_lazy("Follow up"),
    "past": gettext_lazy("Past"),
}


# --- Where it stands ----------------------------------------------------------------------------------------------
def group(interview: Interview, user: User, now: datetime) -> Group:
    """The list an interview belongs to, for this reader."""
    if interview.state == State.DRAFT or interview.awaits(user):
        return "needs"
    if interview.is_open and interview.state != State.SCHEDULED:
        return "waiting"
    if interview.state == State.SCHEDULED and not interview.has_ended(now):
        return "upcoming"
    if interview.state == State.SCHEDULED or (interview.is_student(user) and _owes_words(interview)):
        return "follow-up"
    return "past"


def phase(interview: Interview, now: datetime) -> Phase:
    if interview.state in (State.COMPLETED, State.MISSED):
        return "after"
    if interview.state == State.SCHEDULED and interview.has_ended(now):
        return "after"
    return "today" if interview.state == State.SCHEDULED and interview.has_begun(now + TODAY_FROM) else "before"


def step(interview: Interview, now: datetime) -> int:
    """Which of the eight steps of a conversation the student is at."""
    if interview.state == State.COMPLETED:
        return 6 if not is_thanked(interview) else 7 if not is_reflected(interview) else 8
    if interview.state == State.SCHEDULED:
        return 5 if interview.has_begun(now) else 4
    return 2 if interview.state in (State.DRAFT, State.IN_REVIEW, State.REQUESTED) else 3


def is_thanked(interview: Interview) -> bool:
    return hasattr(interview, "thank_you")


def is_reflected(interview: Interview) -> bool:
    """Handed in, and not back with a question."""
    reflection = getattr(interview, "reflection", None)
    return reflection is not None and not reflection.is_editable


def _owes_words(interview: Interview) -> bool:
    return interview.state == State.COMPLETED and not (is_thanked(interview) and is_reflected(interview))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, for one reader."""

    interview: Interview
    other: User | Contact
    about: str
    chip: tuple[str, str, str]
    is_mentor: bool


def row(interview: Interview, user: User, now: datetime) -> Row:
    is_mentor = interview.is_mentor(user)
    student = class_of(interview.student, has_yes=interview.state in SAID_YES) or _("Student")
    about = student if is_mentor else interview.host.headline
    return Row(interview, interview.other_side(user), about, chip(interview, user, now), is_mentor)


# --- In one chip --------------------------------------------------------------------------------------------------
def chip(interview: Interview, user: User, now: datetime) -> tuple[str, str, str]:
    """(tone, icon, text) for this reader."""
    name = {"name": interview.other_side(user).short_name}
    if interview.state == State.DRAFT:
        return "slate", "pencil", _("Draft")
    if interview.state == State.IN_REVIEW:
        return "amber", "eye", _("With your advisor") if interview.student.advisor_id else _("With an advisor")
    if interview.state in ASKED:
        if interview.state == State.ACCEPTED and interview.awaits(user):
            return "blue", "calendar-clock", _("Yes! Find a time") if interview.is_student(user) else _("Pick a time")
        if not interview.awaits(user):
            return "amber", "hourglass", _("Waiting for %(name)s") % name
        if interview.state == State.REQUESTED and interview.is_student(user):
            return "blue", "message-circle-question-mark", _("%(name)s asks you something") % name
        return "blue", "calendar-clock", _("New times offered") if interview.is_student(user) else _("Your answer")
    if interview.state == State.SCHEDULED and interview.during:
        return _booked_chip(interview.during.lower, times.zone(user.time_zone), now, has_ended=interview.has_ended(now))
    if interview.state == State.COMPLETED and interview.is_student(user) and not is_thanked(interview):
        return "violet", "mail", _("Thank-you due")
    if interview.state == State.COMPLETED and interview.is_student(user) and not is_reflected(interview):
        is_back = hasattr(interview, "reflection") and interview.reflection.submitted_at is not None
        return "violet", "notebook-pen", _("Please add") if is_back else _("Reflection due")
    icon = "circle-check" if interview.state == State.COMPLETED else "circle-x"
    return "slate", icon, interview.get_state_display().capitalize()


def _booked_chip(start: datetime, zone: ZoneInfo, now: datetime, *, has_ended: bool) -> tuple[str, str, str]:
    if has_ended:
        return "violet", "circle-question-mark", _("Did it take place?")
    clock = times.time_of_day(start, zone)
    if times.local(start, zone).date() == times.local(now, zone).date():
        return "sun", "clock", _("Today, %(time)s") % {"time": clock}
    return "pine", "calendar-check", f"{times.day(start, zone, now)}, {clock}"


# --- What happened ------------------------------------------------------------------------------------------------
def history(events: Iterable[Event], interview: Interview, user: User, now: datetime, *, policy: Policy) -> list[Line]:
    """Newest first, in words for this reader. A mentor learns of nothing before the request that reached them,
    and of thanks when they are out. Messages stand in the thread.
    """
    told = [event for event in events if event.verb not in Event.IN_THE_THREAD]
    if interview.is_mentor(user):
        unsent = max((event.number for event in told if event.to_state in NOT_OUT), default=0)
        told = [event for event in told if event.number > unsent and event.verb != Event.Verb.EXCUSED]
        taken_back = max((event.number for event in told if event.verb == Event.Verb.UNTHANKED), default=0)
        is_thanked_for_good = is_thanked(interview) and interview.thank_you.is_out(now, policy)
        told = [
            event
            for event in told
            if event.verb not in OF_THANKS or (is_thanked_for_good and event.number > taken_back)
        ]
    side = interview.side_of(user)
    name = interview.other_side(user).short_name
    return [
        Line(*_told(event, interview, side, name), _detail(event, user, now), event.at)
        for event in sorted(told, key=lambda event: -event.number)
    ]


def _told(event: Event, interview: Interview, side: str, name: str) -> tuple[str, str, str]:
    """Of somebody outside, the student tells what they did; who else let a request go out, only they learn."""
    if event.verb in WENT_OUT and event.role in LOOKERS and side == Event.Role.STUDENT:
        return "eye", "slate", _went_out(event) % {"name": name}
    if interview.is_outside and event.role == side and (told := _told_by_student(event, name)):
        return told
    return _title(event, mine=event.role == side, name=name)


def _told_by_student(event: Event, name: str) -> tuple[str, str, str] | None:
    verb, words = Event.Verb, {"name": name}
    return {
        verb.LOGGED: (
            "pencil",
            "slate",
            _("You added this interview: %(state)s") % {"state": event.get_to_state_display()},
        ),
        verb.REQUESTED: ("send", "slate", _("You wrote to %(name)s") % words),
        verb.ACCEPTED: ("calendar-check", "pine", _("%(name)s said yes") % words),
        verb.CHOSE: ("calendar-check", "pine", _("You agreed on a time")),
        verb.DECLINED: ("circle-x", "slate", _("%(name)s can't make time now") % words),
        verb.EXPIRED: ("circle-x", "slate", _("No answer came")),
        verb.MISSED: ("circle-question-mark", "slate", _("It didn't take place")),
    }.get(verb(event.verb))


def _title(event: Event, *, mine: bool, name: str) -> tuple[str, str, str]:
    """(icon, tone, words)."""
    verb = Event.Verb
    icon, tone, yours, theirs = {
        verb.REQUESTED: ("send", "slate", _("You asked %(name)s"), _("%(name)s asked you")),
        verb.BOOKED: ("calendar-check", "pine", _("You booked a call"), _("%(name)s booked a call with you")),
        verb.LOOK_ASKED: ("eye", "slate", _("You sent it to an advisor first"), ""),
        verb.APPROVED: ("eye", "slate", "", _("It could not go out yet")),
        verb.RETURNED: ("message-circle", "slate", "", _("An advisor suggests a change")),
        verb.UNSENT: ("undo-2", "slate", _("You took the request back before it left"), ""),
        verb.ACCEPTED: ("calendar-check", "pine", _("You said yes"), _("%(name)s said yes")),
        verb.OFFERED: ("calendar-clock", "blue", _("You offered other times"), _("%(name)s offered other times")),
        verb.CHOSE: ("calendar-check", "pine", _("You chose a time"), _("%(name)s chose a time")),
        verb.PROPOSED: ("calendar-clock", "blue", _("You proposed other times"), _("%(name)s proposed other times")),
        verb.MOVED: ("calendar-clock", "pine", _("You moved the call"), _("%(name)s moved the call")),
        verb.POSTPONED: ("calendar-clock", "amber", _("You have to move the call"), _("%(name)s has to move the call")),
        verb.DECLINED: ("circle-x", "slate", _("You said not now"), _("%(name)s can't make time now")),
        verb.WITHDREW: ("circle-x", "slate", _("You took the request back"), _("%(name)s took the request back")),
        verb.LET_GO: ("clock", "slate", "", _("The kept time was let go; the request goes on")),
        verb.EXPIRED: ("circle-x", "slate", "", _("The request closed; no time came together")),
        verb.UNREACHED: ("circle-x", "slate", "", _("The request closed; our mail did not arrive")),
        verb.CANCELLED: ("circle-x", "slate", _("You canceled"), _("%(name)s canceled")),
        verb.COMPLETED: ("circle-check", "pine", _("You said it took place"), _("%(name)s said it took place")),
        verb.MISSED: (
            *("circle-question-mark", "slate"),
            _("You said %(name)s wasn't there"),
            _("%(name)s was there and did not see you"),
        ),
        verb.ANSWERED: ("message-circle", "slate", _("You said what happened"), _("%(name)s said what happened")),
        verb.SETTLED: ("circle-check", "slate", "", _("%(name)s settled what happened")),
        verb.EXCUSED: ("circle-check", "slate", "", _("Your advisor excused it")),
        verb.FOLLOWED_UP: ("message-circle", "slate", _("You followed up"), _("%(name)s followed up")),
        verb.ASKED_FIRST: (
            *("message-circle-question-mark", "blue"),
            _("You asked %(name)s something first"),
            _("%(name)s asked you something first"),
        ),
        verb.RUNNING_LATE: ("clock-alert", "amber", _("You said you run late"), _("%(name)s said they run late")),
        verb.RESUME_ASKED: (
            *("file-text", "slate"),
            _("You asked for the resume"),
            _("%(name)s asked for your resume"),
        ),
        verb.RELEASED: ("file-text", "slate", _("You showed your resume"), _("%(name)s showed the resume")),
        verb.TOOK_BACK: ("undo-2", "slate", _("You took your resume back"), _("%(name)s took the resume back")),
        verb.UNTHANKED: ("undo-2", "slate", _("You took your thank-you back before it left"), ""),
        verb.THANKED: ("mail", "violet", _("You said thank you"), _("%(name)s said thank you")),
    }[Event.Verb(event.verb)]
    if event.role == Event.Role.OFFICER and event.verb in (verb.DECLINED, verb.WITHDREW):
        return icon, tone, _("The career office closed this request")
    if event.role == Event.Role.OFFICER and event.verb not in WENT_OUT:
        name = _("The career office")
    if event.role == Event.Role.CLOCK and event.verb == verb.COMPLETED:
        return icon, tone, _("It took place")
    return icon, tone, (yours if mine else theirs) % {"name": name}


def _went_out(event: Event) -> str:
    if event.role == Event.Role.CLOCK:
        return _("It went on to %(name)s by itself")
    return _("An advisor looked at it; it went on to %(name)s")


def _detail(event: Event, user: User, now: datetime) -> str:
    """The times it was about, in the reader's zone, and what was written with it."""
    zone = times.zone(user.time_zone)
    spans = [Span(datetime.fromisoformat(event.data["time"]))] if "time" in event.data else from_data(event.data)
    moments = [
        times.when(span.start, span.end, zone, now) if span.end else _moment(span.start, zone, now) for span in spans
    ]
    lines = [_("For %(times)s") % {"times": _(" or ").join(moments)}] if moments else []
    if was := event.data.get("was"):
        lines.append(_("Before: %(time)s") % {"time": _moment(datetime.fromisoformat(was), zone, now)})
    lines += [event.data[key] for key in ("reason", "comment") if event.data.get(key)]
    if colleague := event.data.get("colleague"):
        lines.append(_("Somebody else worth asking: %(name)s") % {"name": colleague})
    if note := event.data.get("colleague_note"):
        lines.append(note)
    return "\n".join(lines)


def _moment(start: datetime, zone: ZoneInfo, now: datetime) -> str:
    return f"{times.day(start, zone, now)}, {times.time_of_day(start, zone)}"


# --- Elsewhere ----------------------------------------------------------------------------------------------------
def calendar_links(interview: Interview, user: User, *, url: str) -> dict[str, str]:
    """Addresses that add a booked call to Google's and Microsoft's calendars by a click of its owner."""
    if interview.during is None:
        return {}
    begin, end = (f"{times.utc(moment):%Y%m%dT%H%M%SZ}" for moment in (interview.during.lower, interview.during.upper))
    title = _("Conversation: %(name)s") % {"name": interview.other_side(user).display_name}
    google = {"action": "TEMPLATE", "text": title, "dates": f"{begin}/{end}", "location": interview.where}
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": times.utc(interview.during.lower).isoformat(),
        "enddt": times.utc(interview.during.upper).isoformat(),
        "location": interview.where,
        "body": url,
    }
    return {
        "google": f"https://calendar.google.com/calendar/render?{urlencode(google | {'details': url})}",
        "outlook": f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
    }
