"""The list of all mails. A new one? Say here when it is sent, and make one; a test finds any that is missing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careernet.advising.emails import REMINDS, SUGGESTS
from careernet.courses.emails import TEACHES
from careernet.interviews.emails.kinds import (
    ASKS,
    DOUBTS,
    LATE,
    LOOKED,
    LOOKS,
    QUESTION,
    REPORTED,
    REQUEST,
    RESUME,
    TELLS,
    UPDATE,
    UPDATES,
    WRITES,
)
from careernet.interviews.models import State
from careernet.mail.account_changes import TELLS as CHANGE
from careernet.mail.kinds import SIGN_IN, Kind, get
from careernet.mentors import emails as mentors
from careernet.office.samples import Sample, making
from careernet.office.samples.making import Make, account, how, reminder
from careernet.office.samples.stage import Stage
from careernet.reflections.emails import REVIEWED
from careernet.reminders.digest import KIND as DIGEST
from careernet.reminders.letters import LETTER
from careernet.reminders.terms import KIND as TERM
from careernet.students import emails as students

STUDENT, MENTOR, BOTH = _("the student"), _("the mentor"), _("both")
ADVISOR, OFFICE, THEM = _("the advisor"), _("the office"), _("whoever it is about")
CODE = "482-913"
RESET, SIGN_UP = (f"{settings.SITE_URL}/account/{page}/" for page in ("password/reset", "signup"))


def _is(name: str, said: Any, to: Any, kind: Kind, make: Make, key: str = "") -> Sample:
    return Sample(name=name, said=said, to=to, kind=kind, make=make, key=key)


def _sign_in(name: str, said: Any, **context: str) -> Sample:
    return _is(f"accounts.{name}", said, THEM, SIGN_IN, account(name, **context), key="sign_in:")


def _reminder(name: str, said: Any, to: Any, state: str, days: int = 7, **more: Callable[[Stage], Any]) -> Sample:
    return _is(f"reminders.{name}", said, to, get(f"reminders.{name}"), reminder(name, state, days, **more))


def _now(stage: Stage) -> datetime:
    return stage.now


ACCOUNT = [
    _sign_in("login_code", _("Somebody signs in with a code."), code=CODE),
    _sign_in("email_confirmation_signup", _("Somebody joins."), code=CODE),
    _sign_in("email_confirmation", _("A further address is to open an account."), code=CODE),
    _sign_in("account_already_exists", _("Somebody joins with an address that has an account.")),
    _sign_in("unknown_account", _("Somebody signs in with an address that has none."), signup_url=SIGN_UP),
    _sign_in("password_reset_key", _("Somebody forgot a password."), password_reset_url=RESET),
    _is(
        "accounts.change",
        _("How the account opens has changed, or it was closed."),
        THEM,
        CHANGE,
        making.every_change,
        "accounts.",
    ),
]
ASKING = [
    _is("interviews.request", _("A student asks."), MENTOR, REQUEST, making.requested),
    _is("interviews.request_on_its_way", _("The same moment."), STUDENT, ASKS, making.requested),
    _is(
        "interviews.follow_up",
        _("The student writes once more, after a week at the earliest."),
        MENTOR,
        ASKS,
        making.followed_up,
    ),
    _is(
        "interviews.asked_first", _("The mentor asks something before deciding."), STUDENT, QUESTION, making.asked_first
    ),
    _is("interviews.times_offered", _("The mentor offers other times."), STUDENT, ASKS, making.other_times_offered),
    _is("interviews.times_proposed", _("The student proposes other times."), MENTOR, ASKS, making.other_times_proposed),
    _is("interviews.said_yes", _("The mentor says yes and leaves the time open."), STUDENT, ASKS, making.said_yes),
    _is("interviews.declined", _("The mentor, or the office for them, says no."), STUDENT, TELLS, making.declined),
    _is("interviews.withdrawn", _("The student takes it back, or the office does."), MENTOR, TELLS, making.withdrawn),
    _is("interviews.expired_student", _("Nobody answered in time."), STUDENT, TELLS, making.expired_student),
    _is("interviews.unreached", _("No mail reaches the mentor any more."), STUDENT, TELLS, making.unreached),
    _is("interviews.expired_mentor", _("The same moment."), MENTOR, TELLS, making.expired_mentor),
]
LOOKING = [
    _is(
        "interviews.look_waits",
        _("A message waits for a look, and no advisor has had it."),
        OFFICE,
        LOOKS,
        making.look_waits,
    ),
    _is("interviews.returned", _("An advisor suggests a change."), STUDENT, LOOKED, making.returned),
    _is(
        "interviews.looked_but_not_sent",
        _("An advisor says yes, but it can’t go out any more."),
        STUDENT,
        LOOKED,
        making.looked_but_not_sent,
    ),
]
CALL = [
    _is("interviews.booked", _("A time is agreed."), BOTH, TELLS, making.booked),
    _is(
        "interviews.booked_directly",
        _("A student books a free hour of a mentor who allows it."),
        MENTOR,
        TELLS,
        making.booked_directly,
    ),
    _is("interviews.moved", _("The call gets another time."), BOTH, TELLS, making.moved),
    _is("interviews.postponed", _("It has to move, and there is no new time yet."), BOTH, TELLS, making.postponed),
    _is("interviews.cancelled", _("It is called off."), BOTH, TELLS, making.cancelled),
    _is("interviews.late", _("One of the two says that they are running late."), BOTH, LATE, making.late),
    _is(
        "interviews.declined_in_calendar",
        _("Somebody’s calendar declines the invitation."),
        BOTH,
        DOUBTS,
        making.calendar_declined,
    ),
    _is("interviews.calendar_says_no", _("A mentor’s calendar does."), STUDENT, DOUBTS, making.calendar_declined),
    _is("interviews.missed", _("One of the two says that the other wasn’t there."), BOTH, TELLS, making.missed),
    _is("interviews.absence_answered", _("The other one answers that."), BOTH, TELLS, making.absence_answered),
    _is(
        "interviews.told_differently",
        _("The two tell differently whether they met."),
        OFFICE,
        TELLS,
        making.absence_answered,
    ),
    _is("interviews.resume_asked", _("A mentor asks for the resume."), STUDENT, TELLS, making.resume_asked),
    _is("interviews.resume_released", _("The student shows it."), MENTOR, RESUME, making.resume_released),
    _is("interviews.thank_you", _("The student sends a thank-you."), MENTOR, TELLS, making.thanked),
    _is(
        "courses.teaching",
        _("An advisor names somebody as a teacher of a class."),
        _("the teacher"),
        TEACHES,
        making.named_as_teacher,
    ),
    _is("advising.suggested", _("An advisor suggests people to talk to."), STUDENT, SUGGESTS, making.suggested),
    _is(
        "advising.reminder",
        _("An advisor reminds those whose reflection is overdue."),
        STUDENT,
        REMINDS,
        making.reminded,
    ),
    _is("reflections.reviewed", _("An advisor has read a reflection."), STUDENT, REVIEWED, making.reviewed),
]
WORDS = [
    _is(
        "interviews.wrote",
        _("One of the two writes a message; several within minutes are one mail."),
        BOTH,
        WRITES,
        making.wrote,
    ),
    _is("interviews.update", _("A student tells later how it went on."), MENTOR, UPDATE, making.updated),
    _is(
        "interviews.updates",
        _("On the first of a month, to mentors who chose that."),
        MENTOR,
        UPDATES,
        making.updates,
    ),
    _is("interviews.not_filed", _("A reply by mail could not be taken in."), THEM, TELLS, making.not_filed),
    _is(
        "interviews.reported",
        _("Somebody tells the office that something went wrong."),
        OFFICE,
        REPORTED,
        making.reported,
    ),
    _is(
        "interviews.report_waits", _("A working day later, if nobody has closed it."), OFFICE, REPORTED, making.reported
    ),
]
REMINDERS = [
    _reminder("answer", _("A request waits, after days the rules set."), MENTOR, State.REQUESTED),
    _reminder("follow_up", _("No answer yet: one more note is fine now."), STUDENT, State.REQUESTED),
    _reminder("answer_question", _("A mentor’s question waits."), STUDENT, State.REQUESTED, handed_back_at=_now),
    _reminder("choose_time", _("Times the mentor offered wait."), STUDENT, State.COUNTERED),
    _reminder("fix_time", _("A yes without a time waits."), STUDENT, State.ACCEPTED),
    _reminder("pick_time", _("Times the student suggested wait."), MENTOR, State.ACCEPTED, handed_back_at=_now),
    _reminder("prepare", _("Days before the call, and once more if something is missing."), STUDENT, State.SCHEDULED),
    _reminder("brief", _("A day before the call."), MENTOR, State.SCHEDULED, 1),
    _reminder("evening_before", _("The evening before the call."), STUDENT, State.SCHEDULED, 1),
    _reminder("last_call", _("Right before it, to those who asked for that."), STUDENT, State.SCHEDULED, 0),
    _reminder("after", _("Right after the call."), STUDENT, State.SCHEDULED, 0),
    _reminder("did_it_happen", _("A day after it, if nobody has said what happened."), MENTOR, State.SCHEDULED, -1),
    _reminder("thank_you", _("In the last hours in which a thank-you lands best."), STUDENT, State.COMPLETED, -1),
    _reminder("reflection", _("Two days after the call, if nothing is handed in."), STUDENT, State.COMPLETED, -2),
    _is("reminders.pause_ends", _("Days before a pause ends."), MENTOR, get("reminders.pause_ends"), making.pause_ends),
    _is("reminders.still_willing", _("Once a year."), MENTOR, get("reminders.still_willing"), making.still_willing),
    _is(
        "reminders.referral",
        _("A mentor named somebody with their no."),
        STUDENT,
        get("reminders.referral"),
        making.referral,
    ),
    _is(
        "reminders.keep_in_touch",
        _("Weeks after a call, one mail for all of them."),
        STUDENT,
        DIGEST,
        making.keep_in_touch,
        "reminders.digest:student:",
    ),
    _is(
        "reminders.digest",
        _("Once a day, while messages or reflections wait."),
        ADVISOR,
        DIGEST,
        making.digest,
        "reminders.digest:advisor:",
    ),
    _is("reminders.letter", _("Once a week, to those who chose it."), THEM, LETTER, making.letter),
    _is("reminders.term", _("A week after a term in which they met somebody."), MENTOR, TERM, making.term),
]
COMING = [
    _is(
        "mentors.invitation", _("The office invites alumni, once each."), _("an alum"), mentors.INVITES, making.invited
    ),
    _is(
        "mentors.applied",
        _("Somebody volunteers."),
        MENTOR,
        mentors.TELLS,
        lambda stage: mentors.received(stage.mentor, **how(stage)),
    ),
    _is(
        "mentors.approved",
        _("The office says yes to them."),
        MENTOR,
        mentors.TELLS,
        lambda stage: mentors.approved(stage.mentor, **how(stage)),
    ),
    _is(
        "mentors.imported",
        _("A list of alumni is taken in, or could not be."),
        OFFICE,
        mentors.TELLS,
        making.imported,
    ),
    _is("mentors.not_now", _("The office says not now."), THEM, mentors.TELLS, making.not_now),
    _is(
        "students.graduation",
        _("The office suggests to those who leave what to do."),
        STUDENT,
        students.SUGGESTS,
        lambda stage: students.graduation([stage.student], stage.now.year, **how(stage)),
    ),
    _is(
        "students.class_graduates",
        _("The office has said when a class graduates."),
        STUDENT,
        students.GRADUATES,
        making.graduates,
        "students.graduates:",
    ),
    _is(
        "students.again",
        _("The office has somebody back as a student."),
        STUDENT,
        students.TELLS,
        lambda stage: students.student_again(stage.student, **how(stage)),
    ),
]

GROUPS: list[tuple[Any, list[Sample]]] = [
    (_("Asking"), ASKING),
    (_("A look first"), LOOKING),
    (_("Around the call"), CALL),
    (_("Words, and when something goes wrong"), WORDS),
    (_("Reminders"), REMINDERS),
    (_("Coming and leaving"), COMING),
    (_("Signing in and the account"), ACCOUNT),
]
SAMPLES = {sample.name: sample for _group, samples in GROUPS for sample in samples}
