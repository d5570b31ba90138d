"""Word from a student, weeks or years after the call: what became of it."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails, updates
from careernet.interviews.actions.locks import check_is_here, lock_asked
from careernet.interviews.actions.record import Verb, require
from careernet.interviews.actions.talking import check_a_day, check_not_apart, say, sent_before
from careernet.interviews.models import Interview, Message, State
from careernet.mentors.models import Mentor
from careernet.network.actions import draft_again, sent_from_here

BATCH = 20


def send_update(
    message_id: uuid.UUID, interview: Interview, *, by: User, update: str, text: str, now: datetime
) -> Message:
    """The student tells the mentor how it went on, in the way that mentor likes to hear. `update`: a `Message.Update`.

    The two can write to each other again for some time. Sent twice under one id it answers with the first one; the
    draft of that id among what the student keeps of them is out with it.
    """
    with transaction.atomic():
        interview = lock_asked(interview)
        if first := sent_before(message_id, interview, by):
            return first
        policy, mentor = Policy.current(), interview.asked_mentor.user
        require(interview, State.COMPLETED)
        check_is_here(interview.student)
        check_not_apart(interview, by)
        check_a_day(by, policy, now)
        if not mentor.is_active:
            raise RuleBroken(_("%(name)s is no longer here.") % {"name": mentor.short_name})
        if not updates.is_wanted(update, mentor):
            raise RuleBroken(updates.wish(mentor))
        waits, via = updates.letter_at(mentor, now), Message.Via.PAGE
        message = say(message_id, interview, Verb.UPDATED, by, text, via, now, update=update, letter_at=waits)
        sent_from_here(message_id, text=text, now=now)
        if message.letter_at is None:
            emails.updated(message, policy=policy, now=now)
    return message


def take_back_update(message_id: uuid.UUID, *, by: User, now: datetime) -> None:
    """Before it leaves, nobody learns that there was one, and its words are a draft again; twice is once."""
    with transaction.atomic():
        own = Message.objects.filter(pk=message_id, by=by).exclude(update="")
        about = own.select_related("interview").first()
        if about is None:
            return
        interview = lock_asked(about.interview)
        message = own.select_for_update(of=("self",)).first()  # as it is now: the month's letter may have taken it
        if message is None:
            return
        message.interview = interview
        is_late = message.at <= now - timedelta(seconds=Policy.current().undo_seconds)
        if is_late or not (message.letter_at or emails.unsend_update(message)):
            raise RuleBroken(_("It has left already."))
        message.delete()
        draft_again(message_id)
        interview.wake_at = now
        interview.save(update_fields=["wake_at"])


def tell_updates(now: datetime, limit: int = BATCH) -> int:
    """Write the monthly letters whose morning has come; answers how many. A full batch means more are due.

    Any number may run at once.
    """
    due = Mentor.objects.filter(interviews__messages__letter_at__lte=now).distinct().select_related("user")
    mentors = list(due.order_by("pk")[:limit])
    for mentor in mentors:
        _tell(mentor, now)
    return len(mentors)


@transaction.atomic
def _tell(mentor: Mentor, now: datetime) -> None:
    waiting = Message.objects.filter(interview__mentor=mentor, letter_at__lte=now)
    claimed = list(waiting.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    Message.objects.filter(pk__in=claimed).update(letter_at=None)
    apart = Interview.objects.apart(before=now).filter(mentor=mentor)
    said = Message.objects.filter(pk__in=claimed).exclude(text="").exclude(interview__in=apart)
    if mentor.user.is_active and said:
        emails.updates(mentor, said.order_by("at"), policy=Policy.current(), now=now)
