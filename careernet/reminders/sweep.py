"""The sweep: look at every interview whose moment has come, do what the clock does, remind, and note the next moment.

`wake_at` says when to look again. Every action sets it to now, so nothing is planned that a change could leave behind.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Q

from careernet.accounts.models import User
from careernet.campus import pulse
from careernet.campus.models import Pulse
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.interviews.models import OPEN, Event, Interview, InterviewQuerySet, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.reflections.models import Reflection
from careernet.reminders import digest, emails
from careernet.reminders.cases import Campus, Case, load
from careernet.reminders.duty import Duty
from careernet.reminders.emails import Mail
from careernet.reminders.moments import NOT_ASKED_FOR
from careernet.reminders.policies import DEEDS
from careernet.reminders.quiet import Hours, Quiet, own_hours, quiet_of
from careernet.reminders.standing import Standing, load_standings, may_owe
from careernet.reminders.verdicts import LeaveOut, Wait, moments, verdict

logger = logging.getLogger(__name__)

BATCH = 200
TOUCHES = (Event.Verb.THANKED, Event.Verb.WROTE, Event.Verb.UPDATED)
TOUCHED_UNTIL = 21  # days: the next Monday, and the week in which that is still told
LOCKED_AT_ONCE = 20  # while their mails are written, nobody can answer these
AGAIN = timedelta(minutes=1)  # after a deed that somebody was faster with, or a case that failed
REMINDING = 7304  # the advisory lock of whoever queues reminders
NOT_SENT = (
    OutgoingMail.State.SKIPPED,
    OutgoingMail.State.CANCELLED,
    OutgoingMail.State.FOLDED,
    OutgoingMail.State.DEAD,
)


def sweep(now: datetime, limit: int = BATCH) -> int:
    """Deal with one batch of interviews whose moment has come; answers its size. A full batch means more may be due.

    Any number may run at once: deeds ask again under the interview's own locks, and one sweeper at a time reminds.
    """
    pulse.beat(Pulse.Part.SWEEP, now=now)
    campus = Campus.current()
    _do_deeds(campus, now, limit)
    done = 0
    for remind in (_remind_some, _remind_volunteers):
        while done < limit and (some := remind(campus, now, min(LOCKED_AT_ONCE, limit - done))):
            done += some
    return done


def wake_all(now: datetime) -> int:
    """Look again at everything that may owe something: every night, and when rules or calendar have changed."""
    campus = Campus.current()
    policy = campus.policy
    may_owe(campus, now).update(wake_at=now)
    unread = Q(reflection__state=Reflection.State.SUBMITTED)
    since = now - timedelta(days=max(policy.reflection_until, policy.touch_last_days + TOUCHED_UNTIL))
    touches = Event.objects.filter(interview=OuterRef("pk"), verb__in=TOUCHES, at__gte=since)
    touched = Q(during__endswith__gte=since) | Q(Exists(touches))
    named = Event.objects.filter(interview=OuterRef("pk"), data__has_key="colleague")
    referred = Q(Exists(named), state=State.DECLINED, state_since__gte=now - timedelta(days=policy.referral_until))
    owing = Q(state__in=OPEN) | unread | (Q(state=State.COMPLETED) & touched) | referred
    return Interview.objects.filter(owing).update(wake_at=now)


# --- Deeds --------------------------------------------------------------------------------------------------------
def _do_deeds(campus: Campus, now: datetime, limit: int) -> None:
    if not _is_due(now):
        return
    # When a deed is due, the interview's own row says; the facts about others are for reminders, and far dearer.
    for interview in Interview.objects.open().due(now).order_by("wake_at", "pk")[:limit]:
        case = Case(interview, campus)
        try:
            _do_deeds_of(case, now)
        except Exception:  # tried again in a minute, and keeps nobody else waiting
            logger.exception("What the clock owes interview %s could not be done", case.interview.pk)


def _do_deeds_of(case: Case, now: datetime) -> None:
    for deed in DEEDS:
        at = deed.at(case)
        if at and at <= now:
            try:
                deed.do(case.interview, now)
            except RuleBroken:
                logger.info("Interview %s moved on before the clock did", case.interview.pk)


# --- Reminders ----------------------------------------------------------------------------------------------------
@dataclass
class Diary:
    """The reminders a batch had so far: which were decided on, how many went to whom, and on which days.

    And the quiet hours that its people chose for themselves.
    """

    decided: set[str] = field(default_factory=set)
    sent: Counter[tuple[UUID | None, int | None]] = field(default_factory=Counter)  # by interview and person
    days: defaultdict[int, set[date]] = field(default_factory=lambda: defaultdict(set))  # of nudges, by person
    hours: Hours = field(default_factory=dict)


def _remind_some(campus: Campus, now: datetime, limit: int) -> int:
    """Queue what a few interviews owe and note when to look at them again, in one transaction."""
    if not _is_due(now):
        return 0
    with transaction.atomic():
        if not _is_the_only_one_reminding():
            return 0
        if not (cases := load(_claim(now, limit), campus)):
            return 0
        diary = _read_diary(cases, now)
        for case in cases:
            case.interview.wake_at = _look_at(case, diary, now)
        interviews = [case.interview for case in cases]
        Interview.objects.bulk_update(interviews, ["wake_at"])
        Reflection.objects.due(now).filter(interview__in=interviews).update(wake_at=None)
    return len(cases)


def _remind_volunteers(campus: Campus, now: datetime, limit: int) -> int:
    """The same for mentors as such."""
    with transaction.atomic():
        if not _is_the_only_one_reminding():
            return 0
        due = Mentor.objects.filter(wake_at__lte=now).order_by("wake_at", "pk")
        claimed = due.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit]
        if not (standings := load_standings(claimed, campus)):
            return 0
        diary = _read_diary(standings, now)
        for standing in standings:
            standing.mentor.wake_at = _look_at(standing, diary, now)
        Mentor.objects.bulk_update([standing.mentor for standing in standings], ["wake_at"])
    return len(standings)


def _is_due(now: datetime) -> bool:
    """Asked first: planning the one large query of a batch takes longer than all else of a sweep that finds nothing."""
    is_due = Interview.objects.due(now).exists() or Reflection.objects.due(now).exists()
    return is_due or Contact.objects.due(now).exists()


def _is_the_only_one_reminding() -> bool:
    """Two at once could each give one person the day's only reminder. The lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [REMINDING])
        [is_ours] = cursor.fetchone()
    return bool(is_ours)


def _claim(now: datetime, limit: int) -> InterviewQuerySet:
    """Those due, and those whose reflection changed. One that an action holds just now is woken by that action."""
    _wake_touched(now, limit)
    reflected = Reflection.objects.due(now).order_by("wake_at").values_list("interview_id", flat=True)[:limit]
    due = Interview.objects.filter(Q(wake_at__lte=now) | Q(pk__in=list(reflected)))
    return due.select_for_update(skip_locked=True, no_key=True, of=("self",)).order_by("wake_at", "pk")[:limit]


def _wake_touched(now: datetime, limit: int) -> None:
    """The talks with those of whom a student keeps something new."""
    due = list(Contact.objects.due(now).order_by("wake_at")[:limit])
    if not due:
        return
    talks = Q(contact__in=due)
    for contact in due:
        if contact.mentor_id:
            talks |= Q(student=contact.student_id, mentor=contact.mentor_id)
    Interview.objects.filter(talks, state=State.COMPLETED).update(wake_at=now)
    Contact.objects.filter(pk__in=[contact.pk for contact in due]).update(wake_at=None)


def _read_diary(cases: Sequence[Case | Standing], now: datetime) -> Diary:
    """Three queries for the whole batch."""
    people = {person.pk: person for case in cases for person in case.people}
    diary = Diary(hours=own_hours(people))
    reminders = OutgoingMail.objects.filter(kind__in=emails.MAILED | emails.TO_VOLUNTEERS)
    here = reminders.filter(about_id__in=[case.row.pk for case in cases])
    for key, state, interview_id, person_id in here.values_list("key", "state", "about_id", "to_user_id"):
        diary.decided.add(key)
        diary.sent[interview_id, person_id] += state not in NOT_SENT
    nudges = reminders.filter(kind__in=emails.NUDGES, to_user__in=people, due_at__gt=now - timedelta(days=2))
    for person_id, due_at in nudges.exclude(state__in=NOT_SENT).values_list("to_user_id", "due_at"):
        diary.days[person_id].add(_date(due_at, people[person_id]))
    return diary


def _look_at(case: Case | Standing, diary: Diary, now: datetime) -> datetime | None:
    """Queue what is owed by now; the moment to look again, or None."""
    mailed = emails.MAILED if isinstance(case, Case) else emails.TO_VOLUNTEERS
    try:
        coming = [_remind(duty, case, diary, now) for duty in mailed.values() if duty.is_owed(case)]
    except Exception:  # one row must not keep the others waiting
        logger.exception("%s %s could not be swept", case.row._meta.verbose_name, case.row.pk)
        return now + AGAIN
    if isinstance(case, Case):
        coming += [max(at, now + AGAIN) for deed in DEEDS if (at := deed.at(case))]
    return min((at for at in coming if at), default=None)


def _remind(duty: Duty, case: Case | Standing, diary: Diary, now: datetime) -> datetime | None:
    """Decide on the mails of one duty whose moment has come; when the next is to be decided on."""
    person = duty.person(case)
    if person is None:
        return None
    quiet = quiet_of(person, case.campus.policy, diary.hours)
    all_of_it = [Mail(duty, case, person, number, at) for number, at in enumerate(moments(duty, case, quiet))]
    undecided = [mail for mail in all_of_it if mail.key not in diary.decided]
    past = []
    for mail in undecided:
        if mail.at <= now and (reason := duty.left_out(case, mail.number)):
            if reason != NOT_ASKED_FOR:
                _leave_out(mail, reason, diary, now)
        elif mail.at <= now:
            past.append(mail)
    for mail in past[:-1]:
        _leave_out(mail, "a later one took its place", diary, now)
    coming = [mail.at for mail in undecided if mail.at > now]
    if past and (put_off := _decide(past[-1], quiet, diary, now)):
        coming.append(put_off)
    return min(coming, default=None)


def _decide(mail: Mail, quiet: Quiet, diary: Diary, now: datetime) -> datetime | None:
    duty, case, person = mail.duty, mail.case, mail.to
    sent, days = diary.sent[case.row.pk, person.pk], diary.days[person.pk]
    match verdict(duty, case, mail.at, quiet=quiet, sent=sent, days=days, now=now):
        case Wait(until):
            return until
        case LeaveOut(reason):
            _leave_out(mail, reason, diary, now)
        case _ if duty.preference == "digest":
            _write(digest.tell, mail, diary, now)
        case _ if _write(emails.remind, mail, diary, now):
            diary.sent[case.row.pk, person.pk] += 1
            if duty.preference == "nudge":
                diary.days[person.pk].add(_date(now, person))
    return None


def _write(words: Callable[..., None], mail: Mail, diary: Diary, now: datetime) -> bool:
    """Words that cannot be put together today cannot tomorrow: such a reminder is dead, and listed with the reason."""
    diary.decided.add(mail.key)
    try:
        words(mail, now=now)
    except DatabaseError:  # which says nothing about the words
        raise
    except Exception as error:
        logger.exception("%s could not be written", mail.key)
        emails.leave_out(mail, repr(error), now=now, state=OutgoingMail.State.DEAD)
        return False
    return True


def _leave_out(mail: Mail, reason: str, diary: Diary, now: datetime) -> None:
    emails.leave_out(mail, reason, now=now)
    diary.decided.add(mail.key)


def _date(moment: datetime, person: User) -> date:
    return times.local(moment, times.zone(person.time_zone)).date()
