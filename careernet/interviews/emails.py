"""The words interviews send, one function an occasion. Each queues in the transaction of the change it tells of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from careernet.accounts.models import Role, User
from careernet.campus.calendar import add_open_days, add_working_days
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import times
from careernet.core.compiled import Compiled
from careernet.interviews import offers, places
from careernet.interviews.addresses import reply_address
from careernet.interviews.calendar import invitation
from careernet.interviews.capacity import people_like
from careernet.interviews.models import Absence, Event, Interview, Message, Report, State
from careernet.interviews.spans import Span, spans_of
from careernet.mail import kinds, links
from careernet.mail.actions import compose, drop, fold, queue, unqueue
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import ways_out
from careernet.mentors.visibility import as_students_see

ANSWER = "answer"  # the purpose of the links in a request
OTHERS = 3  # people a student hears of who got a no, or no answer
WRITE = "write"  # of those with a message
REPORT = "report"  # and of "Something went wrong" in the foot of every mail

GATHERED = timedelta(minutes=5)  # between two mails with messages


def still_as_told(mail: OutgoingMail, now: datetime) -> bool | str:
    """A mail that asks for something holds while nothing has happened since but talk."""
    since = Event.objects.filter(interview=mail.about_id, number__gt=mail.data["version"])
    return not since.exclude(verb__in=Event.ASIDES).exists() or "the interview has moved on"


def still_asked(mail: OutgoingMail, now: datetime) -> bool | str:
    asked = Interview.objects.filter(pk__in=[mail.about_id], state=State.REQUESTED, handed_back_at__isnull=False)
    return asked.exists() or "the question is answered, or no longer asked"


def still_in_touch(mail: OutgoingMail, now: datetime) -> bool | str:
    """Nothing that was written after one of the two had enough; the ordinary ending belongs to that very moment."""
    is_apart = Interview.objects.apart(before=mail.created_at).filter(pk__in=[mail.about_id]).exists()
    return "these two are kept apart" if is_apart else True


def report_is_open(mail: OutgoingMail, now: datetime) -> bool | str:
    return Report.objects.open().filter(pk__in=[mail.about_id]).exists() or "the report is closed"


ASKS = kinds.register(kinds.Kind("interviews.asks", "booking", 3, timedelta(days=7), still_as_told))
LOOKED = kinds.register(kinds.Kind("interviews.looked", "booking", 3, timedelta(days=7), still_as_told))
LOOKS = kinds.register(kinds.Kind("interviews.looks", "digest", 8, still_holds=still_as_told))
TELLS = kinds.register(kinds.Kind("interviews.tells", "booking", 3, still_holds=still_in_touch))
WRITES = kinds.register(kinds.Kind("interviews.writes", "booking", 3, still_holds=still_in_touch))
QUESTION = kinds.register(kinds.Kind("interviews.question", "booking", 3, timedelta(days=7), still_asked))
DOUBTS = kinds.register(kinds.Kind("interviews.doubts", "booking", 2, still_holds=still_as_told))
LATE = kinds.register(kinds.Kind("interviews.late", "booking", 1, timedelta(minutes=30), still_in_touch))
REPORTED = kinds.register(kinds.Kind("interviews.reported", "booking", 2, still_holds=report_is_open))


# --- Asking -------------------------------------------------------------------------------------------------------
def requested(interview: Interview, proposed: Sequence[datetime | Span], *, policy: Policy, now: datetime) -> None:
    """The request itself, with links that answer without signing in, and to the student that it is on its way.

    Both leave after the time to think better of it.
    """
    mentor, student = interview.asked_mentor.user, interview.student.user
    due = now + timedelta(seconds=policy.undo_seconds)
    by = _request_answer_by(interview, policy, now)
    starts = [interview.during.lower] if interview.during else proposed
    opens_on = times.day(now + timedelta(days=policy.follow_up_locked), times.zone(student.time_zone), now)
    queue(
        _mail("request", ASKS, interview, mentor, policy, now, by, due=due, personal=True, starts=starts),
        _mail("request_on_its_way", ASKS, interview, student, policy, now, due=due, follow_up_from=opens_on),
    )


def can_recall_request(interview: Interview) -> bool:
    """Nobody has read it yet."""
    return OutgoingMail.objects.queued().filter(key=_key("request", interview, interview.asked_mentor.user)).exists()


def recall_request(interview: Interview, *, now: datetime) -> bool:
    """Take back a request nobody has read yet; False when it has left."""
    recalled = unqueue(_key("request", interview, interview.asked_mentor.user), reason="taken back by the student")
    if recalled:
        drop(about=interview, now=now, reason="taken back by the student")
    return recalled


def follow_up(
    interview: Interview, text: str, proposed: Sequence[datetime | Span], *, policy: Policy, now: datetime
) -> None:
    starts = [interview.during.lower] if interview.during else proposed
    queue(
        _mail(
            "follow_up",
            ASKS,
            interview,
            interview.asked_mentor.user,
            policy,
            now,
            personal=True,
            text=text,
            starts=starts,
        )
    )


# --- A look first ---------------------------------------------------------------------------------------------------
def look_waits(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """To the office, once an advisor had their days; sooner where the student has none. Without a word of it."""
    days = policy.look_last_reminder if interview.student.advisor_id else policy.look_reminder
    due = add_working_days(now, days, AcademicPeriod.objects.all(), zone=times.zone(policy.time_zone))
    queue(
        compose(
            kind=LOOKS.name,
            key=f"interviews.look_waits:{interview.pk}:{interview.version}",
            to=policy.office_email,
            template="interviews/look_waits",
            context={"office": policy.office, "url": settings.SITE_URL + reverse("advising:messages")},
            now=now,
            due=due,
            about=interview,
            from_name=policy.office,
            reply_to=policy.office_email,
            data={"version": interview.version},
        )
    )


def returned(interview: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """The comment itself stays on the page."""
    queue(_mail("returned", LOOKED, interview, interview.student.user, policy, now, by=by))


def looked_but_not_sent(interview: Interview, *, by: User | None, reason: str, policy: Policy, now: datetime) -> None:
    to = interview.student.user
    queue(_mail("looked_but_not_sent", LOOKED, interview, to, policy, now, by=by, reason=reason))


# --- Answering ----------------------------------------------------------------------------------------------------
def booked(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """The confirmation to both, each with an invitation of their own."""
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now)
        queue(_mail("booked", TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics))


def booked_directly(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """The same where nobody was asked: the mentor reads here what the student wrote."""
    assert interview.during
    for name, person in (("booked", interview.student.user), ("booked_directly", interview.asked_mentor.user)):
        ics = invitation(interview, person, url=page_url(interview), now=now)
        queue(_mail(name, TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics))


def other_times_offered(interview: Interview, starts: Sequence[datetime], *, policy: Policy, now: datetime) -> None:
    by = _waited(policy.offer_expires, policy, now)
    queue(
        _mail(
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
    by = _waited(policy.accepted_expires, policy, now)
    queue(_mail("said_yes", ASKS, interview, interview.student.user, policy, now, by, personal=True))


def other_times_proposed(
    interview: Interview, starts: Sequence[datetime | Span], *, policy: Policy, now: datetime
) -> None:
    days = policy.accepted_expires if interview.state == State.ACCEPTED else policy.request_expires
    by = _waited(days, policy, now)
    queue(
        _mail(
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
    queue(_mail("declined", TELLS, interview, to, policy, now, alike=_alike(interview, now), **words))


def withdrawn(interview: Interview, *, is_by_office: bool, policy: Policy, now: datetime) -> None:
    queue(_mail("withdrawn", TELLS, interview, interview.asked_mentor.user, policy, now, is_by_office=is_by_office))


def expired(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """Each side hears it in words of its own; neither is blamed."""
    for person in interview.users:
        is_student = interview.is_student(person)
        name = "expired_student" if is_student else "expired_mentor"
        others = _alike(interview, now) if is_student else []
        queue(_mail(name, TELLS, interview, person, policy, now, alike=others))


def _alike(interview: Interview, now: datetime) -> list[tuple[str, str, str]]:
    """At most three others to ask: name, work, and where to read more."""
    if interview.mentor is None:
        return []
    found = people_like(interview.mentor, for_user=interview.student.user, now=now)[:OTHERS]
    people = [(each, settings.SITE_URL + reverse("mentors:detail", args=[each.pk])) for each in found]
    return [(each.display_name, as_students_see(each).headline, url) for each, url in people]


# --- Meeting ------------------------------------------------------------------------------------------------------
def cancelled(interview: Interview, *, by: User, reason: str, policy: Policy, now: datetime) -> None:
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now, cancelled=True)
        words = _by(interview, by, person) | {"reason": reason}
        queue(_mail("cancelled", TELLS, interview, person, policy, now, ics=ics, **words))


def moved(interview: Interview, booking: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """To both, from when to when; `booking` is the interview as it was."""
    assert interview.during
    for person in interview.users:
        ics = invitation(interview, person, url=page_url(interview), now=now)
        words = _by(interview, by, person) | {"was": _when(booking, person, now)}
        mail = _mail("moved", TELLS, interview, person, policy, now, not_after=interview.during.lower, ics=ics, **words)
        queue(mail)


def postponed(
    interview: Interview, booking: Interview, *, by: User, reason: str, policy: Policy, now: datetime
) -> None:
    """To both, with the end of the invitation; whoever of the two goes on from here is told until when."""
    until = _waited(policy.accepted_expires, policy, now)
    for person in interview.users:
        ics = invitation(booking, person, url=page_url(interview), now=now, cancelled=True)
        words = _by(interview, by, person) | {"was": _when(booking, person, now)}
        queue(_mail("postponed", TELLS, interview, person, policy, now, until, ics=ics, reason=reason, **words))


def _by(interview: Interview, by: User, reader: User) -> dict[str, Any]:
    """One of the two by name; whoever of the office did it is the office."""
    return {"by_reader": reader == by, "by": by.display_name if by in interview.users else _("the career office")}


def missed(interview: Interview, *, to: User, answer_by: datetime, policy: Policy, now: datetime) -> None:
    """Mildly, to the side that wasn't seen."""
    queue(_mail("missed", TELLS, interview, to, policy, now, answer_by))


def absence_answered(interview: Interview, *, by: User, answer: str, words: str, policy: Policy, now: datetime) -> None:
    to = interview.other_user(by)
    queue(_mail("absence_answered", TELLS, interview, to, policy, now, answer=answer, words=words))
    if answer == Absence.Answer.CAME:
        queue(_to_settle(interview, policy, now))


def _to_settle(interview: Interview, policy: Policy, now: datetime) -> OutgoingMail:
    """To the office, without a word of either."""
    url = settings.SITE_URL + reverse("admin:interviews_interview_change", args=[interview.pk])
    return compose(
        kind=TELLS.name,
        key=f"interviews.told_differently:{interview.pk}:{interview.version}",
        to=policy.office_email,
        template="interviews/told_differently",
        context={"interview": interview, "office": policy.office, "url": url},
        now=now,
        about=interview,
        from_name=policy.office,
        reply_to=policy.office_email,
    )


def thank_you(interview: Interview, text: str, *, policy: Policy, now: datetime) -> None:
    due = now + timedelta(seconds=policy.undo_seconds)
    queue(
        _mail(
            "thank_you", TELLS, interview, interview.asked_mentor.user, policy, now, due=due, personal=True, text=text
        )
    )


# --- Talking ------------------------------------------------------------------------------------------------------
def wrote(message: Message, *, policy: Policy, now: datetime) -> None:
    """To the other side. What is written within minutes goes as one mail: the next one carries what has not left."""
    interview, to = message.interview, _reader(message)
    before = OutgoingMail.objects.about(interview).filter(kind=WRITES.name, to_user=to).order_by("-due_at").first()
    # Not before the request itself, nor right after another one.
    due = max(now, (interview.asked_at or now) + timedelta(seconds=policy.undo_seconds))
    if before:
        due = max(due, before.due_at if before.state == OutgoingMail.State.QUEUED else before.due_at + GATHERED)
    waiting = fold(interview, kind=WRITES.name, to=to)
    ids = [str(message.pk), *(pk for mail in waiting for pk in mail.data["messages"])]
    said = interview.messages.filter(pk__in=ids).order_by("number")
    decides = interview.turn == Event.Role.MENTOR and interview.is_mentor(to)
    proposed = interview.offered_times.order_by("starts_at").values_list("starts_at", flat=True)
    words: dict[str, Any] = {
        "said": said,
        "starts": [interview.during.lower] if interview.during else list(proposed),
        "decide_url": answer_url(interview, to, now) if decides else "",
        "answer_url": write_url(interview, to, now),
        "personal": True,
    }
    mail = _mail("wrote", WRITES, interview, to, policy, now, due=due, **words)
    mail.data["messages"] = ids
    queue(mail)


def asked_first(message: Message, *, policy: Policy, now: datetime) -> None:
    interview, to = message.interview, _reader(message)
    by = _waited(policy.offer_expires, policy, now)
    url = write_url(interview, to, now)
    words: dict[str, Any] = {"text": message.text, "answer_url": url, "by_mail": message.via == Message.Via.MAIL}
    queue(_mail("asked_first", QUESTION, interview, to, policy, now, by, personal=True, **words))


def late(message: Message, *, policy: Policy, now: datetime) -> None:
    interview = message.interview
    queue(_mail("late", LATE, interview, _reader(message), policy, now, personal=True, text=message.text))


def not_filed(interview: Interview, message_id: str, *, to: User, why: str, policy: Policy, now: datetime) -> None:
    """To whoever replied to a mail: the other side has not got it."""
    mail = _mail("not_filed", TELLS, interview, to, policy, now, why=why)
    mail.key = f"interviews.not_filed:{interview.pk}:{sha256(message_id.encode()).hexdigest()[:32]}"
    queue(mail)


def declined_in_calendar(interview: Interview, *, by: User, policy: Policy, now: datetime) -> None:
    """To whoever's calendar said no: shall it be canceled? A student is told of a mentor's, not the other way round."""
    start = interview.during.lower if interview.during else None
    queue(_mail("declined_in_calendar", DOUBTS, interview, by, policy, now, not_after=start))
    if interview.is_mentor(by):
        student = interview.student.user
        queue(_mail("calendar_says_no", DOUBTS, interview, student, policy, now, not_after=start))


def _reader(message: Message) -> User:
    interview = message.interview
    return interview.asked_mentor.user if message.role == Event.Role.STUDENT else interview.student.user


# --- To the office --------------------------------------------------------------------------------------------------
def report_came_in(report: Report, *, policy: Policy, now: datetime) -> None:
    """To everybody of the office it is not about: at once, and again after a working day in which nobody closed it.

    Without a name or a word of it: mail travels through other people's machines.
    """
    late = add_working_days(now, 1, AcademicPeriod.objects.all(), zone=times.zone(policy.time_zone))
    readers = User.objects.filter(is_active=True, roles__kind=Role.Kind.OFFICER)
    found = readers.exclude(pk__in=(report.by_id, report.about_id)).order_by("pk")
    to: list[User | str] = list(found) or [policy.office_email]
    moments = {"reported": now, "report_waits": late}
    queue(*(_to_office(name, due, report, each, policy, now) for name, due in moments.items() for each in to))


def _to_office(name: str, due: datetime, report: Report, to: User | str, policy: Policy, now: datetime) -> OutgoingMail:
    return compose(
        kind=REPORTED.name,
        key=f"interviews.{name}:{report.pk}:{to.pk if isinstance(to, User) else 'office'}",
        to=to,
        template=f"interviews/{name}",
        context={
            "office": policy.office,
            "url": settings.SITE_URL + reverse("office:report", args=[report.pk]),
        },
        now=now,
        due=due,
        about=report,
        from_name=policy.office,
        reply_to=policy.office_email,
    )


# --- Shared -------------------------------------------------------------------------------------------------------
def report_url(interview: Interview, person: User, now: datetime) -> str:
    return f"{settings.SITE_URL}{report_path(interview, person, now)}"


def report_path(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can tell the office that something went wrong, without signing in."""
    token = links.sign(person.pk, REPORT, interview.pk, 0, now=now)
    return reverse("interviews:report_by_link", args=[token])


def page_url(interview: Interview) -> str:
    return f"{settings.SITE_URL}{reverse('interviews:detail', args=[interview.pk])}"


def answer_url(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can answer this version of the interview without signing in."""
    token = links.sign(person.pk, ANSWER, interview.pk, interview.version, now=now)
    return f"{settings.SITE_URL}{reverse('interviews:answer', args=[token])}"


def write_url(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can read and answer what was written, without signing in, whatever has happened."""
    token = links.sign(person.pk, WRITE, interview.pk, 0, now=now)
    return f"{settings.SITE_URL}{reverse('interviews:write_by_link', args=[token])}"


def _mail(
    name: str,
    kind: kinds.Kind,
    interview: Interview,
    to: User,
    policy: Policy,
    now: datetime,
    answer_by: datetime | None = None,
    *,
    personal: bool = False,
    starts: Sequence[datetime | Span] = (),
    due: datetime | None = None,
    not_after: datetime | None = None,
    ics: str = "",
    **words: Any,
) -> OutgoingMail:
    """templates/emails/interviews/<name> to one side, for `queue`; `personal` ones come in the other side's name."""
    other = interview.other_side(to)
    during = interview.during
    return compose(
        kind=kind.name,
        key=_key(name, interview, to),
        to=to,
        template=f"interviews/{name}",
        context={
            "interview": interview,
            "other": other,
            "office": policy.office,
            "policy": policy,
            "campus": policy.campus_name,
            "answer_by": times.day(answer_by, times.zone(to.time_zone), now) if answer_by else "",
            "times": offers.as_read(spans_of(starts), interview, to, now),
            "when": _dual(during.lower, interview, to, now) if during else None,
            "place": places.words(interview, to),
            "url": page_url(interview),
            "answer_url": answer_url(interview, to, now) if kind is ASKS else "",
            "report_url": report_url(interview, to, now),
            "is_heard": bool(reply_address(interview, to)),
            **(ways_out(interview.asked_mentor, now) if interview.is_mentor(to) else {}),
            **words,
        },
        now=now,
        due=due,
        not_after=not_after,
        about=interview,
        thread=f"interview-{interview.pk}",
        ics=ics,
        from_name=f"{other.display_name} via {policy.office}" if personal else policy.office,
        reply_to=reply_address(interview, to) or policy.office_email,
        data={"version": interview.version},
    )


def _request_answer_by(interview: Interview, policy: Policy, now: datetime) -> datetime:
    """Until when an answer still helps: before a held time is let go, and before the request closes."""
    closes = _waited(policy.request_expires, policy, now)
    return (
        min(closes, interview.during.lower - timedelta(hours=policy.held_until_hours)) if interview.during else closes
    )


def _waited(days: int, policy: Policy, now: datetime) -> datetime:
    """When it closes by itself; the days of a break do not count, as in `reminders.moments`."""
    return add_open_days(now, days, _periods(), zone=times.zone(policy.time_zone))


@Compiled
def _periods() -> QuerySet[AcademicPeriod]:
    return AcademicPeriod.objects.all()


def _when(interview: Interview, to: User, now: datetime) -> times.Dual:
    assert interview.during
    return _dual(interview.during.lower, interview, to, now)


def _key(name: str, interview: Interview, to: User) -> str:
    return f"interviews.{name}:{interview.pk}:{interview.version}:{to.pk}"


def _dual(start: datetime, interview: Interview, to: User, now: datetime) -> times.Dual:
    end = start + interview.duration
    return times.dual(start, end, times.zone(to.time_zone), times.zone(interview.other_zone(to)), now)
