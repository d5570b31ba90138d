"""Mails claimed long after they were due (the server or we were down) must not arrive as a flood."""

from datetime import datetime, timedelta

from careernet.mail.models import OutgoingMail

LATE = timedelta(hours=1)
HOUR = timedelta(hours=1)
PER_HOUR = 3


def has_newer(mail: OutgoingMail, *, now: datetime) -> bool:
    """Whether a later mail says the same about the same row to the same person, and is due or went already."""
    if mail.about_id is None:
        return False
    alive = [OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING, OutgoingMail.State.SENT]
    same = OutgoingMail.objects.filter(about_type=mail.about_type, about_id=mail.about_id, kind=mail.kind, to=mail.to)
    return same.filter(state__in=alive, due_at__gt=mail.due_at, due_at__lte=now).exists()


def crowded_until(mail: OutgoingMail, *, now: datetime) -> datetime | None:
    """When this address may get its next late mail, if the last hour brought it enough already."""
    lately = OutgoingMail.objects.filter(to=mail.to, state=OutgoingMail.State.SENT, sent_at__gt=now - HOUR)
    nth = lately.order_by("-sent_at").values_list("sent_at", flat=True)[PER_HOUR - 1 : PER_HOUR].first()
    return nth + HOUR if nth else None
