"""What the pages say around a report: to the one who tells, and to the office that reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import AuditEvent, User
from careernet.campus.calendar import add_working_days
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.timeline import Line
from careernet.interviews.models import ASKED, Block, Event, Interview, Report, State, ThankYou
from careernet.interviews.safety import suggested_reason
from careernet.mail.models import OutgoingMail, OutgoingMailQuerySet

# The steps of the office, as they are kept on record.
VERBS = {
    "read report": gettext_lazy("read the report"),
    "opened words": gettext_lazy("opened what the two wrote to each other"),
    "kept apart": gettext_lazy("kept the two apart"),
    "let meet again": gettext_lazy("let the two meet again"),
    "retired mentor": gettext_lazy("retired the mentor"),
    "closed report": gettext_lazy("closed the report"),
}


# --- To the one who tells -----------------------------------------------------------------------------------------
def confidential_help(policy: Policy) -> str:
    """Who listens on this campus without having to pass it on, in the office's words or in ours."""
    return policy.confidential_help or _(
        "The counseling center, the chaplaincy and the ombuds office listen in confidence, whatever you decide to do. "
        "If you are in danger now, call 911 or campus security."
    )


def what_the_other_hears(interview: Interview, person: User, *, now: datetime) -> str:
    """What ends, and what the other side is told of it; never more than about any conversation that ends."""
    other, is_student = interview.other_side(person).short_name, interview.is_student(person)
    if interview.state == State.SCHEDULED and not interview.has_begun(now):
        return _call_is_off(other, is_student=is_student)
    if interview.state in ASKED and is_student:
        return _("The request closes. %(name)s hears that you took it back, nothing more.") % {"name": other}
    if interview.state in ASKED:
        return _("The request closes. %(name)s hears that you can't make time now, nothing more.") % {"name": other}
    return _("%(name)s hears nothing of it.") % {"name": other}


def _call_is_off(other: str, *, is_student: bool) -> str:
    words = {"name": other, "reason": suggested_reason()}
    if is_student:
        return _("Your call is canceled. %(name)s hears only that, in your name: “%(reason)s”") % words
    return _("Your call is canceled. %(name)s hears only that you canceled it.") % words


# --- To the office ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Words:
    """Something one of the two wrote to the other."""

    by: User
    what: str
    text: str


def late_from(policy: Policy, periods: Iterable[AcademicPeriod]) -> Callable[[Report], datetime]:
    """When a report has waited longer than was promised."""
    known, zone = list(periods), times.zone(policy.time_zone)
    return lambda report: add_working_days(report.told_at, 1, known, zone=zone)


def are_apart(report: Report) -> bool:
    return Block.objects.between(report.by, report.about).exists()


def others(report: Report) -> list[tuple[User, int, int]]:
    """For each of the two: how many other reports are about them, and how many they made."""
    elsewhere = Report.objects.exclude(pk=report.pk)
    counts = elsewhere.aggregate(
        **{
            f"{side}_{column}": Count("pk", filter=Q(**{column: person}))
            for side, person in (("about", report.about), ("by", report.by))
            for column in ("about", "by")
        }
    )
    return [
        (report.about, counts["about_about"], counts["about_by"]),
        (report.by, counts["by_about"], counts["by_by"]),
    ]


def history(interview: Interview) -> list[Line]:
    """What happened between the two, newest first, without a word they wrote."""
    names: dict[str, str] = {
        Event.Role.STUDENT: interview.student.user.display_name,
        Event.Role.MENTOR: interview.host.display_name,
        Event.Role.OFFICER: _("The career office"),
        Event.Role.CLOCK: _("By itself"),
    }
    return [
        _line("circle-dot", names[event.role], event.get_verb_display(), event.at)
        for event in interview.events.order_by("-number")
    ]


def steps(report: Report) -> list[Line]:
    """What the office has done about it, newest first."""
    recorded = AuditEvent.objects.filter(object_type="report", object_id=str(report.pk)).select_related("by")
    return [
        _line("flag", event.by, VERBS[event.verb], event.at, event.reason)
        for event in recorded.filter(verb__in=VERBS).order_by("-at", "-pk")
    ]


def _line(icon: str, who: object, what: object, at: datetime, text: str = "") -> Line:
    return Line(icon, "slate", _("%(who)s: %(what)s") % {"who": who, "what": what}, text, at)


def words_of(interview: Interview) -> list[Words]:
    """What the two wrote to each other in this interview; what the student kept to themselves is not among it."""
    student, mentor = interview.student.user, interview.asked_mentor.user
    found = [
        Words(student, _("What the student hopes to learn"), interview.hope_to_learn),
        Words(student, _("The request"), interview.message),
        Words(mentor, _("Where to meet"), interview.where),
    ]
    for event in interview.events.filter(role__in=(Event.Role.STUDENT, Event.Role.MENTOR)).order_by("number"):
        writer = student if event.role == Event.Role.STUDENT else mentor
        said = [event.data.get(name, "") for name in ("reason", "colleague", "colleague_note")]
        found.append(Words(writer, event.get_verb_display(), "\n".join(filter(None, said))))
    found += [Words(student, _("Follow-up"), mail.text) for mail in _follow_ups(interview)]
    for message in interview.messages.order_by("number"):
        found.append(Words(student if message.role == Event.Role.STUDENT else mentor, _("Message"), message.text))
    found += [Words(student, _("Thank-you"), note.text) for note in ThankYou.objects.filter(interview=interview)]
    return [words for words in found if words.text]


def _follow_ups(interview: Interview) -> OutgoingMailQuerySet:
    """A follow-up is kept as the mail it went out with."""
    return OutgoingMail.objects.about(interview).filter(key__startswith="interviews.follow_up:")
