"""Whether a student may ask a mentor now: one set of rules, for the pages that show it and the action that holds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.capacity import refusal
from careernet.interviews.models import COUNTS_TO_STUDENT, Interview, State
from careernet.interviews.times import interviews_around
from careernet.mentors.models import Mentor
from careernet.students.models import Student


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between a student and a request, in a sentence for the student.

    interviews: the open one with this mentor, or those that use up the student's limit.
    """

    reason: Literal["already", "paused", "unlisted", "waiting", "full", "limit", "today", "declined"]
    sentence: str
    interviews: tuple[Interview, ...] = ()


def obstacle(
    mentor: Mentor,
    student: Student | None,
    *,
    policy: Policy,
    now: datetime,
    known: Sequence[Interview] | None = None,
    counts_already: bool = False,
) -> Obstacle | None:
    """The firmest reason against a request, or None. Without a student, what holds for everybody.

    `known` is what `interviews_around` has answered, where the caller needs it too. Else one query, and in any case
    another where there are interviews to show. `counts_already`: the request was sent when there was room for it.
    """
    known = interviews_around(mentor, student, now=now) if known is None else known
    own = [interview for interview in known if student and interview.student_id == student.pk]
    return (
        _already_open(mentor, own)
        or _apart(mentor, own)
        or _away(mentor, now)
        or _no_room(mentor, known, now)
        or (student and not counts_already and _too_many(student, own, policy, now))
        or (student and _said_no(student, mentor, own, policy, now))
        or None
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of what a student may ask for is used up: requests open at one time, and requests sent today."""

    open: int
    most_open: int
    today: int
    most_today: int

    def __str__(self) -> str:
        numbers = {"open": self.open, "most": self.most_open, "today": self.today, "most_today": self.most_today}
        return _("%(open)d of %(most)d open requests · %(today)d of %(most_today)d sent today") % numbers


def standing(student: Student, known: Iterable[Interview], *, policy: Policy, now: datetime) -> Standing:
    """`known`: of the student's interviews at least those that are open and those asked for today."""
    midnight = _midnight(student, now)
    asked = [i for i in known if i.student_id == student.pk and not i.is_outside]
    # Closed on the day it was sent, by nobody: our mail did not arrive, and that costs no place.
    sent = [i.state_since if i.state == State.IN_REVIEW else i.asked_at for i in asked if i.state != State.EXPIRED]
    return Standing(
        open=sum(i.state in COUNTS_TO_STUDENT for i in asked),
        most_open=policy.open_requests,
        today=sum(at is not None and at >= midnight for at in sent),
        most_today=policy.requests_a_day,
    )


def already_open(mentor: Mentor) -> str:
    return _("You already have an open request with %(name)s.") % {"name": mentor.user.short_name}


def may_be_asked(mentor: Mentor, now: datetime) -> bool:
    """The mentor is here and not resting; whether there is room for one more is another question."""
    return _away(mentor, now) is None


def _with_people(interviews: list[Interview]) -> tuple[Interview, ...]:
    """The same with the names a page shows; looked up only where there is something to show."""
    return tuple(Interview.objects.filter(pk__in=[row.pk for row in interviews]).with_people().order_by("state_since"))


def _midnight(student: Student, now: datetime) -> datetime:
    zone = times.zone(student.zone)
    return times.local_midnight(times.local(now, zone).date(), zone)


# --- The mentor's side ----------------------------------------------------------------------------------------------
def _already_open(mentor: Mentor, own: list[Interview]) -> Obstacle | None:
    """A draft is no request yet."""
    for interview in own:
        if interview.mentor_id == mentor.pk and interview.is_open and interview.state != State.DRAFT:
            return Obstacle("already", already_open(mentor), _with_people([interview]))
    return None


def _apart(mentor: Mentor, own: list[Interview]) -> Obstacle | None:
    """Nobody is kept from somebody they never had to do with. The sentence is the one of a mentor who has left."""
    if any(interview.mentor_id == mentor.pk and getattr(interview, "is_apart", False) for interview in own):
        return _unlisted(mentor)
    return None


def _away(mentor: Mentor, now: datetime) -> Obstacle | None:
    name = mentor.user.short_name
    today = times.local(now, times.zone(mentor.zone)).date()
    if mentor.is_paused_on(today) and mentor.paused_until:
        day = date_format(mentor.paused_until, "F j, Y")
        sentence = _("%(name)s is taking a break until %(day)s and can be asked again from then on.")
        return Obstacle("paused", sentence % {"name": name, "day": day})
    if mentor.is_paused_on(today):
        return Obstacle("paused", _("%(name)s is taking a break from new requests.") % {"name": name})
    if not mentor.user.is_active or mentor.state not in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
        return _unlisted(mentor)
    return None


def _unlisted(mentor: Mentor) -> Obstacle:
    return Obstacle("unlisted", _("%(name)s isn't taking new requests right now.") % {"name": mentor.user.short_name})


def _no_room(mentor: Mentor, known: Sequence[Interview], now: datetime) -> Obstacle | None:
    name = {"name": mentor.user.short_name}
    match refusal(mentor, known, now=now):
        case "waiting":
            sentence = _("%(name)s has as many requests waiting as they can answer. Try again in a week.")
            return Obstacle("waiting", sentence % name)
        case "full":
            sentence = _("%(name)s has no free place left this month or next. Look again after the first.")
            return Obstacle("full", sentence % name)
    return None


# --- The student's side ---------------------------------------------------------------------------------------------
def _too_many(student: Student, own: list[Interview], policy: Policy, now: datetime) -> Obstacle | None:
    stands = standing(student, own, policy=policy, now=now)
    if stands.open >= stands.most_open:
        return _too_many_open(own, policy)
    return _too_many_today(policy) if stands.today >= stands.most_today else None


def _too_many_open(own: list[Interview], policy: Policy) -> Obstacle:
    counting = [i for i in own if i.state in COUNTS_TO_STUDENT and not i.is_outside]
    sentence = ngettext(
        "You have %(number)d open request, the most at one time. Wait for an answer or withdraw it.",
        "You have %(number)d open requests, the most at one time. Wait for an answer or withdraw one.",
        policy.open_requests,
    )
    return Obstacle("limit", sentence % {"number": policy.open_requests}, _with_people(counting))


def _too_many_today(policy: Policy) -> Obstacle:
    sentence = ngettext(
        "You have sent %(number)d request today, the most in one day. This one can go tomorrow.",
        "You have sent %(number)d requests today, the most in one day. This one can go tomorrow.",
        policy.requests_a_day,
    )
    return Obstacle("today", sentence % {"number": policy.requests_a_day})


def _said_no(student: Student, mentor: Mentor, own: list[Interview], policy: Policy, now: datetime) -> Obstacle | None:
    """A no counts for some months, unless the mentor said from when on to ask again."""
    last = next((i for i in own if i.mentor_id == mentor.pk and i.state == State.DECLINED), None)
    if last is None:
        return None
    zone = times.zone(student.zone)
    declined_on = times.local(last.state_since, zone).date()
    from_day = last.ask_again_on or declined_on + timedelta(days=policy.days_after_decline)
    if times.local(now, zone).date() >= from_day:
        return None
    sentence = _("%(name)s could not take your last request. You can ask again from %(day)s on.")
    day = times.day(times.local_midnight(from_day, zone), zone, now)
    return Obstacle("declined", sentence % {"name": mentor.user.short_name, "day": day})
