import re
from datetime import datetime
from typing import Any

from django.db.models import Q

from careernet.accounts.models import User
from careernet.accounts.privacy import addresses_of
from careernet.mail.account_changes import tell
from careernet.mail.actions import empty
from careernet.mail.models import DeliveryEvent, OutgoingMail, Preference, Quieted, ReceivedMail, Suppression

# Of what nobody asks us to erase, the words go by themselves: see `actions.blank_old`. Received mails are never kept.
KEPT = {
    "mail.receivedmail.reason": "a code or a sentence of ours; nowhere does it say who wrote",
    "mail.suppression.address": "so that no later file and no form of somebody else's brings them mail again",
    "mail.suppression.reason": "what their server said, or that they wished it",
}
GONE = "account deleted"
CHOSEN = ("level", "letter_day", "letter_at", "quiet_from", "quiet_until", "wants_last_call", "updates", "paused_until")


def export(user: User) -> dict[str, Any]:
    """Never what a mail says: its links are keys."""
    left = (OutgoingMail.State.SENT, OutgoingMail.State.DEAD)
    mails = OutgoingMail.objects.filter(to_user=user, state__in=left).exclude(subject="").order_by("due_at", "pk")
    return {
        "mails": list(mails.values("subject", "to", "state", "due_at", "sent_at")),
        "mail_settings": list(Preference.objects.filter(user=user).values(*CHOSEN)),
        "quiet_conversations": list(Quieted.objects.filter(user=user).order_by("pk").values("about_id", "since")),
        "do_not_mail": list(
            Suppression.objects.filter(address=user.email.lower()).values("address", "reason", "since")
        ),
    }


def erase(user: User, *, now: datetime) -> None:
    """What they got, and what others got that names them. One mail is still to come: that it is done."""
    Preference.objects.filter(user=user).delete()
    Quieted.objects.filter(user=user).delete()
    for address in addresses_of(user):  # servers that return a mail may name it
        ReceivedMail.objects.filter(reason__icontains=address).update(reason="")
    theirs = OutgoingMail.objects.filter(Q(to_user=user) | Q(to__in=addresses_of(user)))
    DeliveryEvent.objects.filter(mail__in=theirs).update(detail="")
    theirs.queued().update(state=OutgoingMail.State.CANCELLED, reason=GONE)
    theirs.filter(state=OutgoingMail.State.SENDING).update(not_after=now)
    empty(theirs)
    if user.full_name:
        name = rf"(^|\W){re.escape(user.full_name)}(\W|$)"  # whole: an “An” is in every mail there is
        empty(OutgoingMail.objects.filter(Q(subject__regex=name) | Q(text__regex=name)))
    tell(user, "erased", can_sign_in=False, now=now)
    empty(theirs)
