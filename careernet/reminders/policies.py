"""Who owes what, and when: the one table behind the reminders, the home pages and the advisor's list.

A duty is something one person owes in one interview; it is listed from `opens_at` to `latest`, and mails remind of it.
A deed is what the clock does by itself when nobody answered. Neither asks the database: see `cases.Case`.

Where several duties are open in one interview, the first in the table is the one to do now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode
from careernet.core import times
from careernet.core.times import to_utc
from careernet.interviews import actions, looks
from careernet.interviews.models import ASKED, Event, Interview, State
from careernet.reflections.models import Reflection
from careernet.reminders.cases import Case

Audience = Literal["student", "mentor", "advisor"]
Moment = Callable[[Case], datetime]

DRAFT_DUE, DRAFT_UNTIL = timedelta(days=7), timedelta(days=90)
ADDITIONS_UNTIL = timedelta(days=120)


def no_mail(case: Case) -> tuple[datetime, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """name: in keys, mail kinds and template names.
    step: of the eight, 1..8.
    opens_at, due_at, latest: when it is listed, by when it is best done, and until when it is listed.
    mails_at: when to remind. Of several that are past only the last goes, and none after `mail_latest` (or `latest`).
    is_before_start: quiet hours move its mails earlier, because the conversation does not wait; others move later.
    if_begun_later: what becomes of a mail whose moment lay before this state began, such as a call booked late.
    """

    name: str
    of: Audience
    step: int
    owed_if: Callable[[Case], bool]
    opens_at: Moment
    due_at: Moment
    latest: Moment
    title: Callable[[Case], str]
    reason: Callable[[Case, datetime], str]
    action: Any
    url: Callable[[Case], str]
    mails_at: Callable[[Case], tuple[datetime, ...]] = no_mail
    mail_latest: Moment | None = None
    preference: Literal["nudge", "meeting_day", "digest"] = "nudge"
    is_before_start: bool = False
    if_begun_later: Literal["send", "skip"] = "send"

    def is_owed(self, case: Case) -> bool:
        """Nothing is, between two people who are kept apart."""
        return not case.is_apart and self.owed_if(case)

    def is_open(self, case: Case, now: datetime) -> bool:
        return self.is_owed(case) and self.opens_at(case) <= now <= self.latest(case)

    def mailed_until(self, case: Case) -> datetime:
        return (self.mail_latest or self.latest)(case)

    def person(self, case: Case) -> User | None:
        """Whose duty it is; a student may have no advisor, and nobody reminds somebody who can't come in."""
        student, mentor = case.interview.student, case.interview.mentor
        person: User | None = mentor.user if mentor else None
        if self.of != "mentor":
            person = student.user if self.of == "student" else student.advisor
        return person if person and person.is_active else None


@dataclass(frozen=True, slots=True)
class Deed:
    at: Callable[[Case], datetime | None]
    do: Callable[[Interview, datetime], object]


def occasion(case: Case) -> str:
    """What a reminder is about: this booking at this time, or this stretch of waiting. A → B → A is three of them."""
    interview = case.interview
    if interview.state in (State.SCHEDULED, State.COMPLETED):
        return f"{interview.calendar_uid}.{interview.calendar_sequence}"
    return f"{case.since:%Y%m%dT%H%M%S.%f}"


# --- When ---------------------------------------------------------------------------------------------------------
def expires_at(case: Case) -> datetime:
    """When a request, an offer, a question or a yes without a time closes by itself."""
    policy = case.campus.policy
    if case.state == State.REQUESTED and case.interview.turn == Event.Role.STUDENT:
        return case.waited(policy.offer_expires)
    waits = {
        State.REQUESTED: policy.request_expires,
        State.COUNTERED: policy.offer_expires,
        State.ACCEPTED: policy.accepted_expires,
    }
    return case.waited(waits[State(case.state)])


def _answer_reminder(case: Case) -> datetime:
    """After the waiting days or half-way to a held time, whichever is earlier; apart from the student's own words."""
    due = case.waited(case.campus.policy.request_reminder)
    if case.interview.during:
        due = min(due, case.since + (case.starts_at - case.since) / 2)
    apart = timedelta(days=case.campus.policy.apart_days)
    return max(due, case.followed_up_at + apart) if case.followed_up_at else due


def _follow_up_from(case: Case) -> datetime:
    return case.waited(max(case.campus.policy.follow_up_after, case.campus.policy.follow_up_locked))


def _choose_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return case.waited(policy.choose_reminder), case.waited(policy.choose_last_reminder)


def goes_on_at(case: Case) -> datetime:
    """When a request nobody looked at goes out by itself."""
    return looks.goes_on_at(case.interview, policy=case.campus.policy, periods=case.campus.periods)


def _look_reminders(case: Case) -> tuple[datetime, ...]:
    policy = case.campus.policy
    return case.worked(policy.look_reminder), case.worked(policy.look_last_reminder)


def _evening_before(case: Case) -> datetime:
    zone = case.zone_of(case.interview.student.user)
    day_before = times.local(case.starts_at, zone).date() - timedelta(days=1)
    return to_utc(day_before, case.campus.policy.evening_hour * 60, zone)


def _an_hour_before(case: Case) -> datetime:
    return case.starts_at - timedelta(hours=1)


def _asks_how_it_went_at(case: Case) -> datetime:
    return case.after_end(minutes=case.campus.policy.after_minutes)


def _asks_the_mentor_at(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.did_it_happen_hours)


def _completes_at(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.completes_after_hours)


def _last_thanks(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.thank_you_hours)


def _thanks_until(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.thank_you_days)


def _reflection_due(case: Case) -> datetime:
    return case.after_end(hours=case.campus.policy.reflection_hours)


def _reflection_overdue(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.reflection_overdue)


def _reflection_until(case: Case) -> datetime:
    return case.after_end(days=case.campus.policy.reflection_until)


# --- Whether ------------------------------------------------------------------------------------------------------
def _is(*states: str) -> Callable[[Case], bool]:
    return lambda case: case.state in states


def _is_turn(state: str, of: str) -> Callable[[Case], bool]:
    return lambda case: case.state == state and case.interview.turn == of


def _may_follow_up(case: Case) -> bool:
    return case.interview.turn == Event.Role.MENTOR and case.state == State.REQUESTED and case.followed_up_at is None


def _is_unprepared(case: Case) -> bool:
    ready = case.preparation and case.preparation.goals and case.preparation.questions
    return case.state == State.SCHEDULED and not ready


def _is_unthanked(case: Case) -> bool:
    return case.state in (State.SCHEDULED, State.COMPLETED) and case.thank_you is None


def _is_unreflected(case: Case) -> bool:
    handed_in = case.reflection and case.reflection.submitted_at
    return case.state == State.COMPLETED and not handed_in


def _is_returned(case: Case) -> bool:
    return case.reflection is not None and case.reflection.state == Reflection.State.RETURNED


# --- In which words -----------------------------------------------------------------------------------------------
def _mentor(case: Case) -> dict[str, str]:
    host = case.interview.host
    return {"name": host.display_name, "short": host.short_name}


def _student(case: Case) -> dict[str, str]:
    user = case.interview.student.user
    return {"name": user.display_name, "short": user.short_name}


def _day(case: Case, moment: datetime, now: datetime, of: Audience = "student") -> str:
    return times.day(moment, _zone(case, of), now)


def _when(case: Case, now: datetime, of: Audience = "student") -> str:
    return times.when(case.starts_at, case.ends_at, _zone(case, of), now)


def _zone(case: Case, of: Audience) -> ZoneInfo:
    student = case.interview.student
    if of == "mentor":
        return case.zone_of(case.interview.asked_mentor.user)
    return case.zone_of(student.advisor if of == "advisor" and student.advisor else student.user)


def _evening_title(case: Case) -> str:
    titles = {
        MeetingMode.VIDEO: _("Try your camera and the link for %(name)s"),
        MeetingMode.PHONE: _("Check who calls: your call with %(name)s"),
        MeetingMode.IN_PERSON: _("Plan your way to %(name)s"),
    }
    return titles[MeetingMode(case.interview.mode)] % _mentor(case)


def _reflection_title(case: Case) -> str:
    title = _("Finish your reflection on %(name)s") if case.reflection else _("Reflect on your talk with %(name)s")
    return title % _mentor(case)


def _unfinished(case: Case, now: datetime) -> str:
    if case.interview.looked_at:
        return _("An advisor has read it, and it looks good. Choose a time and send it.")
    if case.is_returned:
        return _("An advisor has read it and suggests a change before it goes out.")
    return _("You last wrote on %(day)s. Nothing has been sent yet.") % {"day": _day(case, case.since, now)}


# --- Where --------------------------------------------------------------------------------------------------------
def _page(case: Case) -> str:
    return reverse("interviews:detail", args=[case.interview.pk])


def _composer(case: Case) -> str:
    if case.interview.is_outside:
        return _page(case)
    return reverse("interviews:ask", args=[case.interview.mentor_id])


def _reflection_page(case: Case) -> str:
    return reverse("reflections:write", args=[case.interview.pk])


def _message_page(case: Case) -> str:
    return reverse("advising:message", args=[case.interview.pk])


def _student_page(case: Case) -> str:
    return reverse("advising:student", args=[case.interview.student_id])


# --- The table ----------------------------------------------------------------------------------------------------
DUTIES = (
    Duty(
        name="finish_request",
        of="student",
        step=2,
        owed_if=_is(State.DRAFT),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.since + DRAFT_DUE,
        latest=lambda case: case.since + DRAFT_UNTIL,
        title=lambda case: _("Finish your request to %(name)s") % _mentor(case),
        reason=_unfinished,
        action=gettext_lazy("Continue"),
        url=_composer,
    ),
    Duty(
        name="follow_up",
        of="student",
        step=2,
        owed_if=_may_follow_up,
        opens_at=_follow_up_from,
        due_at=_follow_up_from,
        latest=expires_at,
        mails_at=lambda case: (_follow_up_from(case),),
        title=lambda case: _("Follow up with %(name)s") % _mentor(case),
        reason=lambda case, now: (
            _("You asked on %(day)s. One short, friendly note is fine now.") % {"day": _day(case, case.asked_at, now)}
        ),
        action=gettext_lazy("Write follow-up"),
        url=_page,
    ),
    Duty(
        name="answer_question",
        of="student",
        step=2,
        owed_if=_is_turn(State.REQUESTED, Event.Role.STUDENT),
        opens_at=lambda case: case.since,
        due_at=expires_at,
        latest=expires_at,
        mails_at=_choose_reminders,
        title=lambda case: _("Answer the question %(name)s asks") % _mentor(case),
        reason=lambda case, now: (
            _("%(short)s wants to know it before saying yes or no, and waits until %(day)s.")
            % (_mentor(case) | {"day": _day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Answer"),
        url=_page,
    ),
    Duty(
        name="choose_time",
        of="student",
        step=3,
        owed_if=_is(State.COUNTERED),
        opens_at=lambda case: case.since,
        due_at=expires_at,
        latest=expires_at,
        mails_at=_choose_reminders,
        title=lambda case: _("Choose a time with %(name)s") % _mentor(case),
        reason=lambda case, now: (
            _("%(short)s said yes to other times. They wait for you until %(day)s.")
            % (_mentor(case) | {"day": _day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Choose a time"),
        url=_page,
    ),
    Duty(
        name="fix_time",
        of="student",
        step=3,
        owed_if=_is_turn(State.ACCEPTED, Event.Role.STUDENT),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.waited(case.campus.policy.choose_reminder),
        latest=expires_at,
        mails_at=_choose_reminders,
        title=lambda case: _("Find a time with %(name)s") % _mentor(case),
        reason=lambda case, now: (
            _("%(short)s said yes and leaves the time open until %(day)s.")
            % (_mentor(case) | {"day": _day(case, expires_at(case), now)})
        ),
        action=gettext_lazy("Find a time"),
        url=_page,
    ),
    Duty(
        name="evening_before",
        of="student",
        step=4,
        owed_if=_is(State.SCHEDULED),
        opens_at=_evening_before,
        due_at=lambda case: case.starts_at,
        latest=lambda case: case.starts_at,
        mails_at=lambda case: (_evening_before(case),),
        mail_latest=_an_hour_before,
        preference="meeting_day",
        is_before_start=True,
        if_begun_later="skip",
        title=_evening_title,
        reason=lambda case, now: _("%(when)s. Be ready 15 minutes early.") % {"when": _when(case, now)},
        action=gettext_lazy("Open your notes"),
        url=_page,
    ),
    Duty(
        name="prepare",
        of="student",
        step=4,
        owed_if=_is_unprepared,
        opens_at=lambda case: case.since,
        due_at=lambda case: case.starts_at,
        latest=lambda case: case.starts_at,
        title=lambda case: _("Prepare for your talk with %(name)s") % _mentor(case),
        reason=lambda case, now: _("%(when)s. Write down your goals and your questions.") % {"when": _when(case, now)},
        action=gettext_lazy("Prepare"),
        url=_page,
    ),
    Duty(
        name="after",
        of="student",
        step=5,
        owed_if=_is(State.SCHEDULED),
        opens_at=lambda case: case.ends_at,
        due_at=lambda case: case.ends_at,
        latest=_completes_at,
        mails_at=lambda case: (_asks_how_it_went_at(case),),
        mail_latest=lambda case: case.after_end(hours=20),
        preference="meeting_day",
        title=lambda case: _("Say how it went with %(name)s") % _mentor(case),
        reason=lambda case, now: (
            _("%(when)s. Did it take place? Then note what you heard while it is fresh.") % {"when": _when(case, now)}
        ),
        action=gettext_lazy("Say what happened"),
        url=_page,
    ),
    Duty(
        name="thank_you",
        of="student",
        step=6,
        owed_if=_is_unthanked,
        opens_at=lambda case: case.ends_at,
        due_at=lambda case: case.after_end(hours=24),
        latest=_thanks_until,
        mails_at=lambda case: (_last_thanks(case),),
        title=lambda case: _("Thank %(name)s") % _mentor(case),
        reason=lambda case, now: (
            _("You talked on %(day)s. A note within 24 hours lands best.") % {"day": _day(case, case.starts_at, now)}
        ),
        action=gettext_lazy("Write note"),
        url=_page,
    ),
    Duty(
        name="reflection",
        of="student",
        step=7,
        owed_if=_is_unreflected,
        opens_at=lambda case: case.ends_at,
        due_at=_reflection_due,
        latest=_reflection_until,
        mails_at=lambda case: (_reflection_due(case),),
        title=_reflection_title,
        reason=lambda case, now: (
            _("You talked on %(day)s. Five minutes: the best advice, your interest, your next step.")
            % {"day": _day(case, case.starts_at, now)}
        ),
        action=gettext_lazy("Write reflection"),
        url=_reflection_page,
    ),
    Duty(
        name="add_to_reflection",
        of="student",
        step=7,
        owed_if=_is_returned,
        opens_at=lambda case: case.ends_at,
        due_at=_reflection_due,
        latest=lambda case: case.ends_at + ADDITIONS_UNTIL,
        title=lambda case: _("Add to your reflection on %(name)s") % _mentor(case),
        reason=lambda case, now: _("Your advisor has read it and asks for a little more."),
        action=gettext_lazy("Read and add"),
        url=_reflection_page,
    ),
    Duty(
        name="answer",
        of="mentor",
        step=2,
        owed_if=_is_turn(State.REQUESTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=_answer_reminder,
        latest=expires_at,
        mails_at=lambda case: (_answer_reminder(case),),
        title=lambda case: _("Answer %(name)s") % _student(case),
        reason=lambda case, now: (
            _("Asked on %(day)s. A yes, another time or a no: each is welcome.")
            % {"day": _day(case, case.asked_at, now, "mentor")}
        ),
        action=gettext_lazy("Answer"),
        url=_page,
    ),
    Duty(
        name="pick_time",
        of="mentor",
        step=3,
        owed_if=_is_turn(State.ACCEPTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.waited(case.campus.policy.choose_reminder),
        latest=expires_at,
        mails_at=_choose_reminders,
        title=lambda case: _("Pick a time with %(name)s") % _student(case),
        reason=lambda case, now: (
            _("You said yes; times were suggested on %(day)s.") % {"day": _day(case, case.since, now, "mentor")}
        ),
        action=gettext_lazy("Pick a time"),
        url=_page,
    ),
    Duty(
        name="did_it_happen",
        of="mentor",
        step=5,
        owed_if=_is(State.SCHEDULED),
        opens_at=lambda case: case.ends_at,
        due_at=_asks_the_mentor_at,
        latest=_completes_at,
        mails_at=lambda case: (_asks_the_mentor_at(case),),
        title=lambda case: _("Say whether you talked with %(name)s") % _student(case),
        reason=lambda case, now: _("%(when)s. One tap is enough.") % {"when": _when(case, now, "mentor")},
        action=gettext_lazy("Say what happened"),
        url=_page,
    ),
    Duty(
        name="look",
        of="advisor",
        step=2,
        owed_if=_is(State.IN_REVIEW),
        opens_at=lambda case: case.since,
        due_at=goes_on_at,
        latest=goes_on_at,
        mails_at=_look_reminders,
        preference="digest",
        title=lambda case: _("Look at a message of %(name)s") % _student(case),
        reason=lambda case, now: (
            _("To %(name)s; goes on by itself on %(day)s.")
            % (_mentor(case) | {"day": _day(case, goes_on_at(case), now, "advisor")})
        ),
        action=gettext_lazy("Read it"),
        url=_message_page,
    ),
    Duty(
        name="reflection_overdue",
        of="advisor",
        step=7,
        owed_if=_is_unreflected,
        opens_at=_reflection_overdue,
        due_at=_reflection_overdue,
        latest=_reflection_until,
        title=lambda case: _("Ask %(name)s about a reflection") % _student(case),
        reason=lambda case, now: (
            _("The talk with %(name)s was on %(day)s; nothing is handed in yet.")
            % (_mentor(case) | {"day": _day(case, case.starts_at, now)})
        ),
        action=gettext_lazy("Open student"),
        url=_student_page,
    ),
)

DEEDS = (
    Deed(
        at=lambda case: goes_on_at(case) if case.state == State.IN_REVIEW else None,
        do=lambda interview, now: actions.approve(interview, by=None, now=now),
    ),
    Deed(
        at=lambda case: expires_at(case) if case.state in ASKED else None,
        do=lambda interview, now: actions.expire(interview, now=now),
    ),
    Deed(
        at=lambda case: (
            case.starts_at - timedelta(hours=case.campus.policy.held_until_hours)
            if case.state == State.REQUESTED and case.interview.during
            else None
        ),
        do=lambda interview, now: actions.let_go(interview, now=now),
    ),
    Deed(
        at=lambda case: _completes_at(case) if case.state == State.SCHEDULED else None,
        do=lambda interview, now: actions.complete(interview, by=None, now=now),
    ),
)
