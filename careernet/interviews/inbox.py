"""What people answer to our mails: filed in the thread, or asked about. `manage.py receive_mail` hands it in."""

import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, addresses, calendar, emails
from careernet.interviews.models import Interview, Message, State
from careernet.mail import delivery, incoming
from careernet.mail.incoming import CalendarAnswer, Incoming, Returned
from careernet.mail.models import OutgoingMail, ReceivedMail

MOST = 2 * 1024 * 1024  # bytes; attachments are not wanted, and nobody writes two megabytes
Outcome = ReceivedMail.Outcome
Verdict = tuple[ReceivedMail.Outcome, str]
# A number that somebody else put on a mail of theirs keeps nobody's own from being heard.
NOBODYS = {Outcome.STRANGER, Outcome.UNKNOWN}


@transaction.atomic
def receive(raw: bytes, *, now: datetime) -> ReceivedMail:
    """Deal with one mail, once: the same again answers with what became of it. Nothing a mail says is an error."""
    mail = incoming.read(raw)
    received, is_new = ReceivedMail.objects.get_or_create(message_id=mail.message_id, defaults={"at": now})
    if is_new or received.outcome in NOBODYS:
        received.outcome, received.reason = _deal_with(mail, now)
        received.save(update_fields=["outcome", "reason"])
    return received


def _deal_with(mail: Incoming, now: datetime) -> Verdict:
    if mail.returned:
        return _take_back(mail.returned, now)
    found = addresses.whose(mail.recipients)
    if found is None:
        return Outcome.UNKNOWN, ""
    interview, person = found
    if not _is_theirs(mail.sender, person):
        return Outcome.STRANGER, ""
    if mail.answer:
        return _pass_on(mail.answer, interview, person, now)
    if mail.is_automatic:
        return Outcome.AUTOMATIC, ""
    return _file(mail, interview, person, now)


def _take_back(returned: Returned, now: datetime) -> Verdict:
    """The server of its reader would not have it. For good, that is: a full mailbox may be empty tomorrow."""
    mail = OutgoingMail.objects.filter(message_id=returned.message_id).first()
    if mail is None:
        return Outcome.UNKNOWN, _("Returned, but not one of our mails.")
    if returned.is_final:
        delivery.came_back(mail, returned.status, now=now)
    return Outcome.RETURNED, returned.status[:300]


def _is_theirs(sender: str, person: User) -> bool:
    """Whoever the mail was for may have several addresses; nobody else's words are filed as theirs."""
    proven = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return person.is_active and (sender == person.email.lower() or proven.exists())


def _pass_on(answer: CalendarAnswer, interview: Interview, person: User, now: datetime) -> Verdict:
    """A calendar's "no" may be a slip or a rule of its owner's: the person is asked, and nothing has changed yet."""
    is_ours = interview.calendar_uid and answer.uid == calendar.uid(interview.calendar_uid)
    if not (is_ours and answer.declines and interview.state == State.SCHEDULED):
        return Outcome.AUTOMATIC, _("A calendar's answer that changes nothing.")
    emails.declined_in_calendar(interview, by=person, policy=Policy.current(), now=now)
    return Outcome.CALENDAR, ""


def _file(mail: Incoming, interview: Interview, person: User, now: datetime) -> Verdict:
    policy = Policy.current()
    try:
        if not mail.text:
            raise RuleBroken(_("We found no words above the mail you answered."))
        with transaction.atomic():
            _say(uuid.uuid5(uuid.NAMESPACE_URL, mail.message_id), interview, person, mail.text, now)
    except RuleBroken as broken:
        emails.not_filed(interview, mail.message_id, to=person, why=str(broken), policy=policy, now=now)
        return Outcome.REFUSED, str(broken)[:300]
    return Outcome.FILED, ""


def _say(message_id: uuid.UUID, interview: Interview, by: User, text: str, now: datetime) -> None:
    """A mentor who writes back instead of deciding has something to settle first, and the student has the next word."""
    decides = interview.state == State.REQUESTED and interview.is_mentor(by) and interview.awaits(by)
    say = actions.ask_first if decides else actions.write
    say(message_id, interview, by=by, text=text, via=Message.Via.MAIL, now=now)
