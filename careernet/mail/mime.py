"""From a row of the outbox to the message on the wire."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from careernet.mail import kinds, links
from careernet.mail.models import OutgoingMail
from careernet.mail.preferences import ONE_CLICK

MOST = 1_000_000  # characters; our longest letters have a twentieth of that


def message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The whole message: text, HTML, and the invitation both as an alternative and as a file.

    Calendars act on the alternative, people on the file; the METHOD of both is the one in the body.
    Raises ValueError or ValidationError for what cannot be a message: no address, a line break in a header.
    """
    validate_email(mail.to)
    if len(mail.text) + len(mail.html) + len(mail.ics) > MOST:
        raise ValueError(f"It is longer than {MOST:,} characters.")
    office_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.from_name or office_name, address)),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers(mail),
    )
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    if mail.ics:
        made.attach_alternative(mail.ics, f"text/calendar; method={mail.ics_method}")
        made.attach("invite.ics", mail.ics.encode(), "application/ics")
    return made


def headers(mail: OutgoingMail) -> dict[str, str]:
    """Message-ID stays the same however often the mail is tried, so that a second copy is seen as one.

    What a person can switch off says so to their mail program, too (RFC 8058).
    """
    found = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.thread:
        # Nobody sent the root of a thread; mail programs group by it all the same.
        root = f"<{mail.thread}@{mail.message_id.rpartition('@')[2]}"
        found |= {"References": root, "In-Reply-To": root}
    if mail.to_user_id and kinds.get(mail.kind).preference_class in ONE_CLICK:
        url = links.off_url(mail.to_user_id, now=mail.due_at)
        found |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return found
