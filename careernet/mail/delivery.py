"""Sending what is due. Any number of deliverers may run at once, and each may be killed at any moment.

A deliverer takes a batch under a lease, sends it outside any transaction and records each mail as soon as the server
has taken it. What a killed one leaves behind goes again when the lease runs out, under the same Message-ID.

Two statements a mail, one before it and one after, in SQL: writing them takes Django longer than sending the mail.
Neither waits for the disk, which takes longer still. Whoever asks sees them at once, so a deliverer that is killed
loses none; only a fall of PostgreSQL could, and as each tenth mail waits first, that costs ten copies at most.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from careernet.campus import pulse
from careernet.campus.models import Pulse
from careernet.mail import backlog, circuit, kinds, mime, preferences
from careernet.mail.asking import Asked
from careernet.mail.models import EMPTY, LAST_WORDS, DeliveryEvent, OutgoingMail, OutgoingMailQuerySet, Suppression
from careernet.mail.preferences import Wish

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
AT_RISK = 10  # mails that may be on their way again after PostgreSQL fell over, a deliverer


class Begun(NamedTuple):
    """What a mail is told that is about to leave. is_refused: its address has refused our mail."""

    attempts: int
    not_after: datetime | None
    is_refused: bool
    wish: Wish


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
    asked = Asked(unsent)
    connection, began = get_connection(), monotonic()
    try:
        while unsent and len(dropped) < SUSPICIOUS and monotonic() - began < PATIENCE.total_seconds():
            try:
                if deliver(unsent[0], connection, asked, now=now, is_safe=len(unsent) % AT_RISK == 0):
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
    forgive([mail for mail, _why in unlucky], next_attempt_at=until)


@transaction.atomic
def claim(*, now: datetime, limit: int) -> list[OutgoingMail]:
    """Take due mails that nobody else is taking."""
    mails = list(
        OutgoingMail.objects.due(now)
        .select_for_update(skip_locked=True)
        .order_by("priority", "next_attempt_at")[:limit]
    )
    lease = now + LEASE
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(state=State.SENDING, lease_until=lease)
    for mail in mails:
        mail.state, mail.lease_until = State.SENDING, lease
    return mails


def deliver(
    mail: OutgoingMail, connection: BaseEmailBackend, asked: Asked, *, now: datetime, is_safe: bool = True
) -> bool:
    """Send one mail, unless it is no longer wanted; True if it was taken. What is raised leaves it as begun."""
    begun = begin(mail, now=now, is_safe=is_safe)
    if begun is None:
        return False
    try:
        verdict = unwanted(mail, begun, asked, now=now)
    except Exception as error:  # one mail's broken question must not keep the others waiting
        logger.exception("Mail %s: whether it still holds is not known", mail.key)
        put_off(mail, repr(error), now=now)
        return False
    if verdict:
        state, reason = verdict
        settle(mail, state, reason=reason, now=now)
    elif is_late(mail, now=now) and (until := backlog.crowded_until(mail, now=now)):
        forgive([mail], next_attempt_at=until)
    else:
        return send(mail, connection, now=now)
    return False


def begin(mail: OutgoingMail, *, now: datetime, is_safe: bool = True) -> Begun | None:
    """It is this one's turn: from here the attempt counts, so that a mail that kills us ends, too, and it alone.

    None if it is ours no more. is_safe: once this is answered, all before it is on disk.
    """
    with database.cursor() as cursor:
        cursor.execute(BEGIN, {"id": mail.pk, "lease": mail.lease_until, "is_safe": is_safe})
        found = cursor.fetchone()
    if found is None:
        return None
    attempts, not_after, is_refused, _commit, *wishes = found
    mail.attempts = attempts
    return Begun(attempts, not_after, is_refused, preferences.wish_of(*wishes, now=now))


BEGIN = """
    WITH mail AS (
        UPDATE mail_outgoingmail SET attempts = attempts + 1
        WHERE id = %(id)s AND state = 'sending' AND lease_until = %(lease)s
        RETURNING attempts, not_after, "to", to_user_id, about_id
    )
    SELECT mail.attempts, mail.not_after, EXISTS (SELECT FROM mail_suppression WHERE address = lower(mail."to")),
        CASE WHEN NOT %(is_safe)s THEN set_config('synchronous_commit', 'off', true) END,
        reader.is_active, reader.time_zone, chosen.level, chosen.letter_at, chosen.paused_until,
        EXISTS (SELECT FROM mail_quieted quiet WHERE quiet.user_id = reader.id AND quiet.about_id = mail.about_id)
    FROM mail LEFT JOIN accounts_user reader ON reader.id = mail.to_user_id
        LEFT JOIN mail_preference chosen ON chosen.user_id = reader.id
"""


def unwanted(mail: OutgoingMail, begun: Begun, asked: Asked, *, now: datetime) -> tuple[OutgoingMail.State, str] | None:
    """The state and reason in which a mail ends that should not be sent after all."""
    was_dropped = begun.not_after != mail.not_after  # while it was ours
    if was_dropped or (mail.not_after is not None and mail.not_after < now):
        return State.EXPIRED, _("Its time had passed.")
    if begun.attempts > ATTEMPTS:
        return State.DEAD, _("Not delivered after two days of trying.")
    if begun.is_refused and not is_sign_in(mail):  # about the way in, or its end
        return State.SKIPPED, _("This address has refused our mail.")
    holds = asked.about(mail, now=now)
    if holds is not True:
        return State.SKIPPED, holds or _("No longer true when its time came.")
    if why := preferences.refusal(mail, begun.wish):
        return State.SKIPPED, why
    if is_late(mail, now=now) and backlog.has_newer(mail, now=now):
        return State.FOLDED, _("A newer mail on the same matter took its place.")
    return None


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


def give_back(mails: list[OutgoingMail]) -> None:
    """As if they had never been claimed."""
    held(mails).update(state=State.QUEUED, lease_until=None)


def forgive(mails: list[OutgoingMail], *, next_attempt_at: datetime) -> None:
    """As if they had never been begun: no attempt is counted."""
    held(mails).update(
        state=State.QUEUED, lease_until=None, attempts=F("attempts") - 1, next_attempt_at=next_attempt_at
    )


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


# A lease that ran out belongs to another.
SETTLE = f"""
    WITH lax AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)), held AS (
        UPDATE mail_outgoingmail SET state = %(state)s, lease_until = NULL, sent_at = %(sent_at)s,
            reason = coalesce(%(reason)s, reason), next_attempt_at = coalesce(%(next_attempt_at)s, next_attempt_at),
            {", ".join(map(_unless_wiped, EMPTY))}
        WHERE id = %(id)s AND state = 'sending' AND lease_until = %(lease)s
    )
    INSERT INTO mail_deliveryevent (mail_id, at, outcome, detail)
    SELECT %(id)s, %(now)s, %(outcome)s, %(detail)s FROM lax WHERE %(outcome)s <> ''
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
