"""What each side of an interview can do at this moment: the forms of its page, by verb."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.actions import gave_a_name, may_write
from careernet.interviews.actions.absence import missed_from, why_it_stands
from careernet.interviews.actions.record import offered
from careernet.interviews.forms.answering import AcceptForm, DeclineForm, OfferForm, SayYesForm
from careernet.interviews.forms.choosing import ChooseForm, FollowUpForm, ProposeForm
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.forms.meeting import AbsenceForm, NotesForm, PreparationForm, ThankYouForm
from careernet.interviews.forms.moving import CancelForm
from careernet.interviews.forms.outside import AgreedForm, MessageForm, NoForm
from careernet.interviews.forms.resumes import ResumeForm
from careernet.interviews.forms.talking import TalkForm
from careernet.interviews.letters import first_message
from careernet.interviews.models import ASKED, WITHOUT_TIME, Absence, Event, Interview, Question, State
from careernet.interviews.shown import is_thanked
from careernet.interviews.times import starts_to_accept


def of_student(interview: Interview, events: Iterable[Event], *, policy: Policy, now: datetime) -> list[VerbForm]:
    forms: list[VerbForm] = []
    if interview.state == State.REQUESTED and may_follow_up(interview, events, policy=policy, now=now):
        forms.append(FollowUpForm(initial={"text": _suggested_follow_up(interview, now)}))
    if interview.state in WITHOUT_TIME:
        forms.append(ChooseForm(interview=interview, now=now, policy=policy))
        forms.append(ProposeForm(interview=interview, now=now))
    if interview.state == State.SCHEDULED and not interview.has_begun(now):
        forms.append(CancelForm(needs_reason=True, other_name=interview.host.short_name))
    if hasattr(interview, "resume_ask"):
        forms.append(ResumeForm())
    return forms + _around_the_call(interview, now)


def of_outside(interview: Interview, events: Iterable[Event], *, policy: Policy, now: datetime) -> list[VerbForm]:
    """With somebody outside, the student says how it goes; see `actions.outside`."""
    forms: list[VerbForm] = []
    if interview.state == State.DRAFT:
        text = interview.message or first_message(interview, policy.campus_name)
        forms.append(MessageForm(initial={"text": text}))
    if interview.state == State.REQUESTED and may_follow_up(interview, events, policy=policy, now=now):
        forms.append(FollowUpForm(initial={"text": _suggested_follow_up(interview, now)}))
    if interview.state in (State.DRAFT, State.REQUESTED, State.ACCEPTED):
        forms += [AgreedForm(interview=interview, now=now), NoForm()]
    if interview.state == State.SCHEDULED and not interview.has_begun(now):
        forms.append(CancelForm(needs_reason=False, other_name=interview.host.short_name))
    return forms + _around_the_call(interview, now)


def _around_the_call(interview: Interview, now: datetime) -> list[VerbForm]:
    forms: list[VerbForm] = []
    if interview.state in ASKED | {State.SCHEDULED, State.COMPLETED}:
        forms.append(PreparationForm(interview=interview))
    if interview.state in (State.SCHEDULED, State.COMPLETED):
        forms.append(NotesForm(interview=interview))
    if may_thank(interview, now):
        forms.append(ThankYouForm())
    return forms


def questions_of(interview: Interview) -> list[Question] | None:
    """In their order; None while there is no time, when their own page alone shows them."""
    if interview.state not in (State.SCHEDULED, State.COMPLETED):
        return None
    return sorted(interview.questions.all(), key=lambda question: question.place)


def of_mentor(interview: Interview, *, policy: Policy, now: datetime, shows_usual: bool = True) -> list[VerbForm]:
    """`shows_usual`: whether the mentor's own link or number may be on the page, see `WhereForm`."""
    forms: list[VerbForm] = []
    may_accept = interview.state == State.REQUESTED or interview.turn == Event.Role.MENTOR
    if may_accept and (starts := acceptable_starts(interview, now)):
        forms.append(AcceptForm(interview=interview, shows_usual=shows_usual, policy=policy, starts=starts, now=now))
    if interview.state in (State.REQUESTED, State.ACCEPTED):
        forms.append(OfferForm(interview=interview, shows_usual=shows_usual, policy=policy, now=now))
    if interview.state == State.REQUESTED:
        forms.append(SayYesForm(interview=interview, shows_usual=shows_usual, policy=policy))
    if interview.state in ASKED:
        forms.append(DeclineForm(mentor=interview.asked_mentor, now=now))
    if interview.state == State.SCHEDULED and not interview.has_begun(now):
        forms.append(CancelForm(needs_reason=False, other_name=interview.student.user.short_name))
    return forms


def of_either(interview: Interview, absence: Absence | None, user: User, now: datetime) -> list[VerbForm]:
    if absence and absence.is_of(user) and absence.awaits_answer(now):
        return [AbsenceForm(other_name=interview.other_side(user).short_name)]
    return []


def of_talk(interview: Interview, *, policy: Policy, now: datetime) -> list[VerbForm]:
    return [TalkForm(initial={"id": uuid4()})] if may_write(interview, policy, now) else []


def may_say_missed(interview: Interview, events: Iterable[Event], user: User, now: datetime) -> bool:
    may_be = interview.state == State.SCHEDULED or (interview.state == State.COMPLETED and not interview.is_outside)
    has_waited = may_be and now >= missed_from(interview, events, user)
    return has_waited and not why_it_stands(interview, events, user, now)


def acceptable_starts(interview: Interview, now: datetime) -> list[datetime]:
    """The held time, which nobody else can have, or those of the proposed ones that are free, ascending."""
    if interview.during:
        return [interview.during.lower] if interview.during.lower > now else []
    return starts_to_accept(interview, offered(interview), now=now)


def may_thank(interview: Interview, now: datetime) -> bool:
    has_met = (
        interview.state == State.COMPLETED
        or gave_a_name(interview)
        or (interview.state == State.SCHEDULED and interview.has_ended(now))
    )
    return has_met and not is_thanked(interview)


def may_follow_up(interview: Interview, events: Iterable[Event], *, policy: Policy, now: datetime) -> bool:
    is_mentors_turn = interview.turn == Event.Role.MENTOR
    return is_mentors_turn and now >= follow_up_opens_at(interview, policy) and not has_followed_up(events)


def has_followed_up(events: Iterable[Event]) -> bool:
    return any(event.verb == Event.Verb.FOLLOWED_UP for event in events)


def follow_up_opens_at(interview: Interview, policy: Policy) -> datetime:
    return interview.state_since + timedelta(days=policy.follow_up_locked)


def _suggested_follow_up(interview: Interview, now: datetime) -> str:
    zone = times.zone(interview.student.zone)
    return _(
        "Hello %(mentor)s,\n\n"
        "I wrote to you on %(day)s and know how full weeks get. If %(minutes)d minutes fit into a coming one, "
        "I would still love to hear about your work, at any time that suits you. If not, that is fine too.\n\n"
        "Thank you,\n%(student)s"
    ) % {
        "mentor": interview.host.short_name,
        "day": times.day(interview.asked_at or interview.state_since, zone, now),
        "minutes": interview.length,
        "student": interview.student.user.display_name,
    }
