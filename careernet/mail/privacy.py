from typing import Any

from careernet.accounts.models import User
from careernet.mail.models import OutgoingMail, Suppression


def export(user: User) -> dict[str, Any]:
    """Never what a mail says: its links are keys."""
    left = (OutgoingMail.State.SENT, OutgoingMail.State.DEAD)
    mails = OutgoingMail.objects.filter(to_user=user, state__in=left).exclude(subject="").order_by("due_at", "pk")
    return {
        "mails": list(mails.values("subject", "to", "state", "due_at", "sent_at")),
        "do_not_mail": list(
            Suppression.objects.filter(address=user.email.lower()).values("address", "reason", "since")
        ),
    }
