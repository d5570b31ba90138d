"""Sending what is due. Any number of deliverers may run at once, and each may be killed at any moment.

A deliverer takes a batch under a lease, sends it outside any transaction and records each mail as soon as the server
has taken it. What a killed one leaves behind goes again when the lease runs out, under the same Message-ID.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from careernet.campus import pulse
from careernet.campus.models import Pulse
from careernet.core.compiled import Compiled
from careernet.mail import backlog, circuit, kinds, mime, preferences
from careernet.mail.models import EMPTY, LAST_WORDS, DeliveryEvent, OutgoingMail, OutgoingMailQuerySet, Suppression

logger = logging.getLogger(__name__)

State, Outcome, Part = OutgoingMail.State, DeliveryEvent.Outcome, Pulse.Part

BATCH = 50
LEASE = timedelta(minutes=10)
# A slow server must not keep a batch longer than its lease: what is left after this goes back.
PATIENCE = timedelta(minutes=5)
# The waits between attempts; two days in all.
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240, 480, 720, 1200)]
ATTEMPTS = len(BACKOFF) + 1
# A server that hangs up over so many mails in a row is in trouble itself; after so long, the mail is to blame.
SUSPICIOUS, GOOD_FAITH = 2, timedelta(days=2)
A_MINUTE = timedelta(minutes=1)


class ServerDown(Exception):
    """There is no server to talk to; no fault of the mail in hand."""


class Dropped(Exception):
    """The server hung up over this mail, and greets us again."""


def deliver_due(*, now: datetime, limit: int = BATCH) -> int:
    """Deal with one batch of due mails; answers its size, and 0 while the mail server is in trouble.

    A full batch means that more may be due.
    """
    pulse.beat(Part.DELIVERY, now=now)
    if circuit.is_open(now=now):
        return 0
    batch = claim(now=now, limit=limit)
    unsent, dropped = list(batch), list[tuple[OutgoingMail, str]]()
    connection, began = get_connection(), monotonic()
    try:
        while unsent and len(dropped) < SUSPICIOUS and monotonic() - began < PATIENCE.total_seconds():
            try:
                if deliver(unsent[0], connection, now=now):
                    _put_off(dropped, now=now)
            except Dropped as drop:
                dropped.append((unsent[0], str(drop)))
            del unsent[0]
    except ServerDown as down:
        _without_blame([(unsent.pop(0), str(down)), *dropped], until=circuit.trip(now=now), now=now)
        return 0
    finally:
        give_back(unsent)
        with suppress(OSError):
            connection.close()
    if len(dropped) == SUSPICIOUS:
        _without_blame(dropped, until=now + A_MINUTE, now=now)
        return 0
    _put_off(dropped, now=now)
    if batch:
        circuit.mend()
    return len(batch)


def _put_off(dropped: list[tuple[OutgoingMail, str]], *, now: datetime) -> None:
    """Others were taken, so it was about these mails."""
    for mail, why in dropped:
        put_off(mail, why, now=now)
    dropped.clear()


def _without_blame(unlucky: list[tuple[OutgoingMail, str]], *, until: datetime, now: datetime) -> None:
    """It costs these no attempt. They queue behind the others now, in case they are what the server chokes on."""
    for mail, why in unlucky:
        DeliveryEvent.objects.create(mail=mail, at=now, outcome=Outcome.UNREACHABLE, detail=why[:300])
    give_back([mail for mail, _why in unlucky], next_attempt_at=until)


@transaction.atomic
def claim(*, now: datetime, limit: int) -> list[OutgoingMail]:
    """Take due mails that nobody else is taking. The attempt counts from here: a mail that kills us ends, too."""
    mails = list(
        OutgoingMail.objects.due(now)
        .select_for_update(skip_locked=True)
        .order_by("priority", "next_attempt_at")[:limit]
    )
    lease = now + LEASE
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
        state=State.SENDING, lease_until=lease, attempts=F("attempts") + 1
    )
    for mail in mails:
        mail.state, mail.lease_until, mail.attempts = State.SENDING, lease, mail.attempts + 1
    return mails


def deliver(mail: OutgoingMail, connection: BaseEmailBackend, *, now: datetime) -> bool:
    """Send one mail, unless it is no longer wanted; True if it was taken. What is raised leaves it as claimed."""
    try:
        verdict = unwanted(mail, now=now)
    except Exception as error:  # one mail's broken question must not keep the others waiting
        logger.exception("Mail %s: whether it still holds is not known", mail.key)
        put_off(mail, repr(error), now=now)
        return False
    if verdict:
        state, reason = verdict
        settle(mail, state, reason=reason, now=now)
    elif is_late(mail, now=now) and (until := backlog.crowded_until(mail, now=now)):
        give_back([mail], next_attempt_at=until)
    else:
        return send(mail, connection, now=now)
    return False


def unwanted(mail: OutgoingMail, *, now: datetime) -> tuple[OutgoingMail.State, str] | None:
    """The state and reason in which a mail ends that should not be sent after all."""
    if mail.not_after is not None and mail.not_after < now:
        return State.EXPIRED, _("Its time had passed.")
    if mail.attempts > ATTEMPTS:
        return State.DEAD, _("Not delivered after two days of trying.")
    is_wanted = kinds.get(mail.kind).preference_class == "sign_in"  # about the way in, or its end
    if not is_wanted and _suppression(address=mail.to.lower()):
        return State.SKIPPED, _("This address has refused our mail.")
    holds = kinds.get(mail.kind).still_holds(mail, now)
    if holds is not True:
        return State.SKIPPED, holds or _("No longer true when its time came.")
    if why := preferences.refusal(mail, now):
        return State.SKIPPED, why
    if is_late(mail, now=now) and backlog.has_newer(mail, now=now):
        return State.FOLDED, _("A newer mail on the same matter took its place.")
    return None


@Compiled
def _suppression(address: Any) -> QuerySet[Suppression]:
    return Suppression.objects.filter(address=address)


def send(mail: OutgoingMail, connection: BaseEmailBackend, *, now: datetime) -> bool:
    try:
        connection.open()
        taken = connection.send_messages([mime.message(mail)])
    except smtplib.SMTPRecipientsRefused as refusal:
        [(code, answer)] = refusal.recipients.values()
        refused(mail, code, answer, now=now)
        if code >= 500:
            do_not_mail(mail.to, text_of(code, answer), now=now)
    except smtplib.SMTPDataError as refusal:
        refused(mail, refusal.smtp_code, refusal.smtp_error, now=now)
    except smtplib.SMTPSenderRefused as refusal:  # it refuses us, not this mail
        raise ServerDown(text_of(refusal.smtp_code, refusal.smtp_error)) from refusal
    except OSError as error:  # dropped or silent; smtplib's own errors are OSErrors, too
        reconnect(connection)
        if now - mail.due_at < GOOD_FAITH:
            raise Dropped(repr(error)) from error
        put_off(mail, repr(error), now=now)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with this mail must not keep the others waiting
        give_up(mail, Outcome.BROKEN, repr(error), now=now)
    else:
        if taken:
            settle(mail, State.SENT, outcome=Outcome.SENT, now=now)
            return True
        give_up(mail, Outcome.BROKEN, _("It has no recipient."), now=now)
    return False


def reconnect(connection: BaseEmailBackend) -> None:
    """A server that still greets us has trouble with one mail; one that does not is down."""
    try:
        connection.close()
        connection.open()
    except OSError as error:
        raise ServerDown(repr(error)) from error


def refused(mail: OutgoingMail, code: int, answer: bytes | str, *, now: datetime) -> None:
    if code == 421:  # "closing the channel", whatever the mail
        raise ServerDown(text_of(code, answer))
    if code >= 500:
        give_up(mail, Outcome.REFUSED, text_of(code, answer), now=now)
    else:
        put_off(mail, text_of(code, answer), now=now)


@transaction.atomic
def came_back(mail: OutgoingMail, status: str, *, now: datetime) -> None:
    """Its reader's server returned it after ours had taken it."""
    DeliveryEvent.objects.create(mail=mail, at=now, outcome=Outcome.REFUSED, detail=status[:300])
    do_not_mail(mail.to, status, now=now)


def put_off(mail: OutgoingMail, why: str, *, now: datetime) -> None:
    """Try again later, or never again once the last wait is over."""
    if mail.attempts >= ATTEMPTS:
        give_up(mail, Outcome.DEFERRED, why, now=now)
    else:
        later = now + BACKOFF[mail.attempts - 1]
        settle(mail, State.QUEUED, next_attempt_at=later, outcome=Outcome.DEFERRED, detail=why, now=now)


def give_up(mail: OutgoingMail, outcome: DeliveryEvent.Outcome, why: str, *, now: datetime) -> None:
    settle(mail, State.DEAD, reason=why[:300], outcome=outcome, detail=why, now=now)


def give_back(mails: list[OutgoingMail], **changes: Any) -> None:
    """As if they had never been claimed: no attempt is counted."""
    held(mails).update(state=State.QUEUED, lease_until=None, attempts=F("attempts") - 1, **changes)


def settle(
    mail: OutgoingMail,
    state: OutgoingMail.State,
    *,
    now: datetime,
    outcome: DeliveryEvent.Outcome | None = None,
    detail: str = "",
    reason: str | None = None,
    next_attempt_at: datetime | None = None,
) -> None:
    """Write what became of a claimed mail, and what the server said about it, if it was asked: one statement."""
    is_over = state != State.QUEUED
    values = {
        "id": mail.pk,
        "lease": mail.lease_until,
        "state": state.value,
        "reason": reason,
        "sent_at": now if state == State.SENT else None,
        "next_attempt_at": next_attempt_at,
        "is_over": is_over,
        "is_code": is_over and is_sign_in(mail),
        "title": _("Sign-in mail"),
        "now": now,
        "outcome": outcome.value if outcome else "",
        "detail": detail[:300],
    }
    with database.cursor() as cursor:
        cursor.execute(SETTLE, values)


def _unless_wiped(column: str) -> str:
    """No word of a code stays once it is over, nor any of somebody who left, perhaps since the mail was claimed."""
    code = {"subject": "%(title)s", "text": "''", "html": "''"}.get(column)
    is_code = f"WHEN %(is_code)s THEN {code}" if code else ""
    is_last = f"WHEN %(is_over)s AND data ? '{LAST_WORDS}' THEN ''"
    return f'"{column}" = CASE {is_code} {is_last} ELSE "{column}" END'


# In SQL, since writing it takes Django longer than sending the mail does. A lease that ran out belongs to another.
SETTLE = f"""
    WITH held AS (
        UPDATE mail_outgoingmail SET state = %(state)s, lease_until = NULL, sent_at = %(sent_at)s,
            reason = coalesce(%(reason)s, reason), next_attempt_at = coalesce(%(next_attempt_at)s, next_attempt_at),
            {", ".join(map(_unless_wiped, EMPTY))}
        WHERE id = %(id)s AND state = 'sending' AND lease_until = %(lease)s
    )
    INSERT INTO mail_deliveryevent (mail_id, at, outcome, detail)
    SELECT %(id)s, %(now)s, %(outcome)s, %(detail)s WHERE %(outcome)s <> ''
"""  # noqa: S608 - put together of our own words; values are written in by the driver


def held(mails: list[OutgoingMail]) -> OutgoingMailQuerySet:
    """Those of them that are still ours: a lease that ran out meanwhile belongs to somebody else."""
    leases = {mail.lease_until for mail in mails}
    return OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails], state=State.SENDING, lease_until__in=leases)


def do_not_mail(address: str, reason: str, *, now: datetime) -> None:
    row = Suppression(address=address.lower(), reason=reason[:300], since=now)
    Suppression.objects.bulk_create([row], ignore_conflicts=True)


def is_sign_in(mail: OutgoingMail) -> bool:
    return mail.kind == kinds.SIGN_IN.name


def is_late(mail: OutgoingMail, *, now: datetime) -> bool:
    """A sign-in mail is never backlog: too late, it has expired."""
    return not is_sign_in(mail) and mail.due_at < now - backlog.LATE


def text_of(code: int, answer: bytes | str) -> str:
    return f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
