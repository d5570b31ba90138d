"""Thanks for a call, or for a name that came with a no; and the moment in which they can be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import emails
from careernet.interviews.actions.locks import lock
from careernet.interviews.actions.meeting import complete
from careernet.interviews.actions.record import Role, Verb, record, require
from careernet.interviews.models import Interview, State, ThankYou
from careernet.network.models import Contact


def send_thank_you(interview: Interview, *, by: User, how: str, text: str, now: datetime) -> Interview:
    """Thank the mentor from here, or record that the student did it by their own means. Once per interview.

    The words of a card stay between the two: only a note mailed from here is kept.
    """
    with transaction.atomic():
        interview = lock(interview)
        if ThankYou.objects.filter(interview=interview).exists():
            return interview
        if interview.state == State.SCHEDULED and interview.has_ended(now):
            interview = complete(interview, by=by, now=now)
        if not gave_a_name(interview):
            require(interview, State.COMPLETED)
        kept = text if how == ThankYou.How.MAIL else ""
        ThankYou.objects.create(interview=interview, how=how, text=kept, sent_at=now)
        record(interview, interview.state, Verb.THANKED, by, Role.STUDENT, now, how=how)
        if how == ThankYou.How.MAIL:
            emails.thank_you(interview, text, policy=Policy.current(), now=now)
    return interview


def gave_a_name(interview: Interview) -> bool:
    """A no that named somebody else, here or in the student's own words."""
    if interview.state != State.DECLINED:
        return False
    named = interview.events.filter(verb=Verb.DECLINED, data__has_key="colleague")
    return named.exists() or Contact.objects.filter(referred_in=interview.pk).exists()


def may_take_back_thanks(interview: Interview, *, policy: Policy, now: datetime) -> bool:
    thanks: ThankYou | None = getattr(interview, "thank_you", None)
    return thanks is not None and not thanks.is_out(now, policy)


def take_back_thank_you(interview: Interview, *, by: User, now: datetime) -> Interview:
    """In its first moments, before the mail leaves: nothing was said. Twice is once."""
    with transaction.atomic():
        interview = lock(interview)
        if not ThankYou.objects.filter(interview=interview).exists():
            return interview
        thanks: ThankYou = interview.thank_you
        is_late = not may_take_back_thanks(interview, policy=Policy.current(), now=now)
        if is_late or (thanks.how == ThankYou.How.MAIL and not emails.unsend_thank_you(interview)):
            raise RuleBroken(_("Your thanks have left already."))
        thanks.delete()
        record(interview, interview.state, Verb.UNTHANKED, by, Role.STUDENT, now)
    return interview
