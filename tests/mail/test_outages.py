"""A mail server in trouble, of every kind: all that is owed leaves within two minutes of its recovery."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from tests.mail.notes import queue_note, states
from tests.smtp import Inbox, free_port

pytestmark = pytest.mark.django_db

State = OutgoingMail.State
PEOPLE = [f"person{number}@example.edu" for number in range(5)]
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def refuses(settings: Settings, inbox: Inbox) -> None:
    settings.EMAIL_PORT = free_port()


def hangs(settings: Settings, inbox: Inbox) -> None:
    settings.EMAIL_TIMEOUT = 0.1
    inbox.may_answer.clear()


def closes(settings: Settings, inbox: Inbox) -> None:
    inbox.at_recipient = dict.fromkeys(PEOPLE, "421 shutting down")


def drops(settings: Settings, inbox: Inbox) -> None:
    inbox.at_data = dict.fromkeys(PEOPLE, "drop")


def recover(settings: Settings, inbox: Inbox) -> None:
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = inbox.port, 20
    inbox.may_answer.set()
    inbox.at_recipient, inbox.at_data = {}, {}


def tick(start: datetime, *, until: datetime, every: timedelta) -> None:
    """What beat does, less often."""
    while start <= until:
        while deliver_due(now=start):
            pass
        start += every


@pytest.mark.parametrize("fails", [refuses, hangs, closes, drops])
def test_all_leaves_within_two_minutes_of_recovery_and_no_attempt_is_spent(
    fails: Callable[[Settings, Inbox], None], settings: Settings, inbox: Inbox, now: datetime
) -> None:
    mails = [queue_note(to, to=to, now=now) for to in PEOPLE]
    fails(settings, inbox)
    tick(now, until=now + 40 * MINUTE, every=4 * MINUTE)
    spent = set(OutgoingMail.objects.values_list("state", "attempts"))

    recover(settings, inbox)
    inbox.messages.clear()
    tick(now + 41 * MINUTE, until=now + 43 * MINUTE, every=20 * SECOND)

    assert spent == {(State.QUEUED, 0)}
    assert set(states().values()) == {State.SENT}
    assert {message["Message-ID"] for message in inbox.messages} == {mail.message_id for mail in mails}
    assert len(inbox.messages) == len(PEOPLE)


def test_three_days_without_a_server_bring_nothing_that_is_too_late(
    settings: Settings, inbox: Inbox, now: datetime
) -> None:
    refuses(settings, inbox)
    queue_note("before the call", not_after=now + 30 * HOUR, now=now)
    queue_note("no longer asked for", to=PEOPLE[0], data={"holds": False}, now=now)
    queue_note("still true", to=PEOPLE[1], now=now)
    tick(now, until=now + 72 * HOUR, every=HOUR)

    recover(settings, inbox)
    tick(now + 72 * HOUR + MINUTE, until=now + 72 * HOUR + 3 * MINUTE, every=30 * SECOND)

    assert states() == {
        "before the call": State.EXPIRED,
        "no longer asked for": State.SKIPPED,
        "still true": State.SENT,
    }


def test_mails_the_server_hangs_up_over_keep_nobody_else_waiting(inbox: Inbox, now: datetime) -> None:
    bad, good = PEOPLE[:2], PEOPLE[2:]
    inbox.at_data = dict.fromkeys(bad, "drop")
    for to in bad:
        queue_note(to, to=to, kind="sign_in", now=now)
    for to in good:
        queue_note(to, to=to, now=now)

    tick(now, until=now + 4 * SECOND, every=2 * SECOND)

    assert states() == dict.fromkeys(bad, State.QUEUED) | dict.fromkeys(good, State.SENT)


def test_a_mail_the_server_always_hangs_up_over_ends(inbox: Inbox, now: datetime) -> None:
    inbox.at_data = {PEOPLE[0]: "drop"}
    queue_note("bad", to=PEOPLE[0], now=now)

    while states() == {"bad": State.QUEUED}:
        deliver_due(now=OutgoingMail.objects.get().next_attempt_at)

    ended = OutgoingMail.objects.get()
    assert (ended.state, "Disconnected" in ended.reason) == (State.DEAD, True)
