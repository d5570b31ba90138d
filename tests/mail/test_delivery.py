"""The outbox against a real mail server, a real database and real threads; the clock is handed in."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.mail import get_connection
from django.db import connection
from pytest_django import Settings

from careernet.mail import circuit, delivery
from careernet.mail.actions import drop
from careernet.mail.asking import Asked
from careernet.mail.delivery import deliver_due
from careernet.mail.models import DeliveryEvent, OutgoingMail, Suppression
from tests.mail.notes import queue_note, states
from tests.mail.test_actions import row
from tests.smtp import Inbox, free_port

State, Outcome = OutgoingMail.State, DeliveryEvent.Outcome
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

pytestmark = pytest.mark.django_db


def outcomes(key: str) -> list[str]:
    return list(DeliveryEvent.objects.filter(mail__key=key).order_by("pk").values_list("outcome", flat=True))


# --- What goes, and when ------------------------------------------------------------------------------------------
def test_a_due_mail_is_sent_once(inbox: Inbox, now: datetime) -> None:
    mail = queue_note("hello", now=now)

    taken = [deliver_due(now=now), deliver_due(now=now)]

    assert taken == [1, 0]
    assert [message["Message-ID"] for message in inbox.to("maya@example.edu")] == [mail.message_id]
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == (State.SENT, now, 1)
    assert outcomes("hello") == [Outcome.SENT]


def test_a_batch_uses_one_connection(inbox: Inbox, now: datetime) -> None:
    for number in range(5):
        queue_note(f"{number}", now=now)

    deliver_due(now=now)

    assert (len(inbox.messages), inbox.connections) == (5, 1)


def test_a_mail_is_not_sent_before_its_time(inbox: Inbox, now: datetime) -> None:
    queue_note("later", due=now + timedelta(seconds=30), now=now)

    early, on_time = deliver_due(now=now + timedelta(seconds=29)), deliver_due(now=now + timedelta(seconds=30))

    assert (early, on_time) == (0, 1)


def test_signing_in_goes_before_everything_else(inbox: Inbox, now: datetime) -> None:
    queue_note("note", now=now - MINUTE)
    queue_note("code", kind="sign_in", now=now)

    deliver_due(now=now, limit=1)

    assert states() == {"note": State.QUEUED, "code": State.SENT}


def test_a_code_is_not_kept_once_sent(inbox: Inbox, now: datetime) -> None:
    mail = queue_note("482-913", kind="sign_in", now=now)

    deliver_due(now=now)

    mail.refresh_from_db()
    assert "482-913" in inbox.messages[0]["Subject"]
    assert (mail.subject, mail.text, mail.html) == ("Sign-in mail", "", "")


def test_a_mail_past_its_use_is_not_sent(inbox: Inbox, now: datetime) -> None:
    queue_note("code", kind="sign_in", now=now)

    deliver_due(now=now + timedelta(minutes=15, seconds=1))

    assert states() == {"code": State.EXPIRED}
    assert inbox.messages == []


@pytest.mark.parametrize(
    ("holds", "reason"), [(False, "No longer true when its time came."), ("The time was moved.", "The time was moved.")]
)
def test_a_mail_that_no_longer_holds_is_skipped(holds: object, reason: str, inbox: Inbox, now: datetime) -> None:
    mail = queue_note("reminder", data={"holds": holds}, now=now)

    deliver_due(now=now)

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.SKIPPED, reason)
    assert inbox.messages == []


def test_a_mail_about_something_closed_is_not_sent(inbox: Inbox, now: datetime) -> None:
    interview = row()
    queue_note("reminder", about=interview, now=now)
    drop(interview, now=now, reason="The interview was cancelled.")

    deliver_due(now=now)

    assert inbox.messages == []


def test_a_mail_claimed_when_its_matter_closes_is_not_tried_again(inbox: Inbox, now: datetime) -> None:
    interview = row()
    queue_note("reminder", about=interview, now=now)
    delivery.claim(now=now, limit=1)
    drop(interview, now=now, reason="The interview was cancelled.")

    deliver_due(now=now + delivery.LEASE)

    assert states() == {"reminder": State.EXPIRED}


# --- Several deliverers, and dead ones ----------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_deliverers_side_by_side_send_each_mail_once(inbox: Inbox, now: datetime) -> None:
    keys = {queue_note(f"{number}", now=now).message_id for number in range(40)}
    barrier = Barrier(3)

    def work() -> None:
        barrier.wait()
        try:
            while deliver_due(now=now, limit=3):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(work) for _ in range(3)]:
            done.result()

    assert Counter(message["Message-ID"] for message in inbox.messages) == Counter(keys)
    assert set(states().values()) == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_a_killed_deliverer_loses_nothing(inbox: Inbox, now: datetime) -> None:
    ids = {queue_note(f"{number}", kind="sign_in", now=now).message_id for number in range(3)}
    inbox.may_answer.clear()
    victim = subprocess.Popen([sys.executable, "-c", DELIVER, now.isoformat()], env=environment(inbox))
    inbox.wait_for(1)
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    inbox.may_answer.set()

    at_once = deliver_due(now=now)
    after_the_lease = deliver_due(now=now + delivery.LEASE)

    assert (at_once, after_the_lease) == (0, 3)
    assert {message["Message-ID"] for message in inbox.messages} == ids
    assert len(inbox.messages) == 4, "the one in hand went twice under one id, the others once"


DELIVER = """
import sys, django
from datetime import datetime
django.setup()
from careernet.mail.delivery import deliver_due
deliver_due(now=datetime.fromisoformat(sys.argv[1]))
"""


def environment(inbox: Inbox) -> dict[str, str]:
    """What another process needs to work on this test's database and server."""
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    who = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return os.environ | {
        "DATABASE_URL": f"postgresql://{who}@/{database['NAME']}?host={host}&port={database['PORT'] or 5432}",
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox.port}",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "SECRET_KEY": "test",
    }


def test_a_slow_server_does_not_keep_a_batch_past_its_lease(
    inbox: Inbox, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_note("left over", now=now)
    monkeypatch.setattr(delivery, "PATIENCE", timedelta(0))

    deliver_due(now=now)

    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts, mail.lease_until) == (State.QUEUED, 0, None)


def test_a_mail_that_kills_its_deliverers_ends(inbox: Inbox, now: datetime) -> None:
    queue_note("killer", kind="sign_in", not_after=now + 3 * HOUR, now=now)
    queue_note("beside it", now=now)
    for number in range(delivery.ATTEMPTS):
        at = now + number * delivery.LEASE
        delivery.begin(delivery.claim(now=at, limit=2)[0], now=at)

    deliver_due(now=now + delivery.ATTEMPTS * delivery.LEASE)

    assert states() == {"killer": State.DEAD, "beside it": State.SENT}


def test_a_mail_taken_back_while_it_waits_its_turn_is_not_sent(inbox: Inbox, now: datetime) -> None:
    interview = row()
    queue_note("reminder", about=interview, now=now)
    [mail] = delivery.claim(now=now, limit=1)
    drop(interview, now=now + MINUTE, reason="The interview was cancelled.")

    with get_connection() as server:
        delivery.deliver(mail, server, Asked([mail]), now=now)

    assert (states(), inbox.messages) == ({"reminder": State.EXPIRED}, [])


def test_a_mail_whose_lease_went_to_another_is_left_to_them(inbox: Inbox, now: datetime) -> None:
    queue_note("slow", now=now)
    [mail] = delivery.claim(now=now, limit=1)
    delivery.claim(now=now + delivery.LEASE, limit=1)

    with get_connection() as server:
        delivery.deliver(mail, server, Asked([mail]), now=now)

    assert (states(), inbox.messages) == ({"slow": State.SENDING}, [])


# --- What servers do ----------------------------------------------------------------------------------------------
def test_a_refused_recipient_is_not_mailed_again(inbox: Inbox, now: datetime) -> None:
    inbox.at_recipient["gone@example.edu"] = "550 no such mailbox"
    queue_note("first", to="gone@example.edu", now=now)
    deliver_due(now=now)
    queue_note("second", to="gone@example.edu", now=now)
    queue_note("code", to="gone@example.edu", kind="sign_in", now=now)

    deliver_due(now=now)

    assert states() == {"first": State.DEAD, "second": State.SKIPPED, "code": State.DEAD}
    assert Suppression.objects.get().address == "gone@example.edu"
    assert outcomes("first") == [Outcome.REFUSED]


def test_a_refused_recipient_hurts_nobody_else(inbox: Inbox, now: datetime) -> None:
    inbox.at_recipient["gone@example.edu"] = "550 no such mailbox"
    queue_note("gone", to="gone@example.edu", now=now - MINUTE)
    queue_note("there", now=now)

    deliver_due(now=now)

    assert states() == {"gone": State.DEAD, "there": State.SENT}
    assert inbox.connections == 1


def test_a_recipient_who_is_full_is_tried_for_two_days(inbox: Inbox, now: datetime) -> None:
    inbox.at_recipient["full@example.edu"] = "452 mailbox full"
    mail = queue_note("full", to="full@example.edu", now=now)
    tried = []

    while mail.state == State.QUEUED:
        tried.append(mail.next_attempt_at)
        deliver_due(now=mail.next_attempt_at)
        mail.refresh_from_db()

    assert len(tried) == delivery.ATTEMPTS
    assert timedelta(hours=47) < tried[-1] - now < timedelta(hours=49)
    assert (mail.state, mail.reason) == (State.DEAD, "452 mailbox full")
    assert not Suppression.objects.exists()


def test_a_refused_message_dies_but_its_recipient_stays(inbox: Inbox, now: datetime) -> None:
    inbox.at_data["maya@example.edu"] = "554 looks like spam"
    queue_note("spam", now=now)

    deliver_due(now=now)

    assert states() == {"spam": State.DEAD}
    assert not Suppression.objects.exists()


def test_a_server_that_drops_one_mail_still_gets_the_others(inbox: Inbox, now: datetime) -> None:
    inbox.at_data["maya@example.edu"] = "drop"
    queue_note("dropped", now=now - MINUTE)
    queue_note("fine", to="jordan@example.edu", now=now)

    deliver_due(now=now)

    dropped = OutgoingMail.objects.get(key="dropped")
    assert states() == {"dropped": State.QUEUED, "fine": State.SENT}
    assert (dropped.attempts, dropped.next_attempt_at) == (1, now + MINUTE)


def test_a_dead_server_costs_no_attempt_and_is_left_alone(settings: Settings, inbox: Inbox, now: datetime) -> None:
    settings.EMAIL_PORT = free_port()
    queue_note("first", now=now - MINUTE)
    queue_note("second", now=now)

    deliver_due(now=now)

    assert circuit.is_open(now=now + timedelta(seconds=14))
    assert not circuit.is_open(now=now + timedelta(seconds=15))
    assert set(OutgoingMail.objects.values_list("state", "attempts", "lease_until")) == {(State.QUEUED, 0, None)}
    assert (outcomes("first"), outcomes("second")) == ([Outcome.UNREACHABLE], [])


def test_a_dead_server_is_tried_ever_less_often(settings: Settings, inbox: Inbox, now: datetime) -> None:
    settings.EMAIL_PORT = free_port()
    queue_note("note", now=now)
    waits = []

    for _ in range(6):
        deliver_due(now=now)
        until = circuit.Circuit.objects.get().open_until
        waits.append(until - now)
        now = until

    assert [wait.seconds for wait in waits] == [15, 30, 60, 90, 90, 90]


def test_a_server_that_comes_back_gets_everything(settings: Settings, inbox: Inbox, now: datetime) -> None:
    settings.EMAIL_PORT = free_port()
    queue_note("first", now=now)
    queue_note("second", now=now)
    deliver_due(now=now)
    settings.EMAIL_PORT = inbox.port

    meanwhile, later = deliver_due(now=now), deliver_due(now=now + MINUTE)

    assert (meanwhile, later) == (0, 2)
    assert not circuit.Circuit.objects.exists()


def test_a_server_that_says_it_is_closing_counts_as_down(inbox: Inbox, now: datetime) -> None:
    inbox.at_recipient["maya@example.edu"] = "421 shutting down"
    queue_note("note", now=now)

    deliver_due(now=now)

    assert circuit.is_open(now=now)
    assert OutgoingMail.objects.get().attempts == 0


def test_a_silent_server_counts_as_down(settings: Settings, inbox: Inbox, now: datetime) -> None:
    queue_note("note", now=now)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2

        deliver_due(now=now)

    assert circuit.is_open(now=now)
    assert states() == {"note": State.QUEUED}


# --- Mails that cannot be sent ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "poison",
    [
        {"subject": "two\nlines"},
        {"to": "not an address"},
        {"to": ""},
        {"to": "a@example.edu\nBcc: b@example.edu"},
        {"reply_to": "a\nb"},
        {"ics": "no method", "thread": "a\nb"},
        {"text": "x" * 5_000_000},
    ],
)
def test_poison_ends_and_delays_nobody(poison: dict[str, str], inbox: Inbox, now: datetime) -> None:
    queue_note("poison", now=now - MINUTE)
    OutgoingMail.objects.update(**poison)
    queue_note("fine", to="jordan@example.edu", now=now)

    deliver_due(now=now)

    assert states() == {"poison": State.DEAD, "fine": State.SENT}
    assert OutgoingMail.objects.get(key="poison").reason
    assert len(inbox.messages) == 1


def test_a_kind_nobody_knows_delays_nobody(inbox: Inbox, now: datetime) -> None:
    queue_note("unknown", now=now - MINUTE)
    OutgoingMail.objects.update(kind="tests.gone")
    queue_note("breaks", data={"breaks": True}, now=now - MINUTE)
    queue_note("fine", now=now)

    deliver_due(now=now)

    assert states() == {"unknown": State.QUEUED, "breaks": State.QUEUED, "fine": State.SENT}


# --- Backlog ------------------------------------------------------------------------------------------------------
def test_a_late_mail_gives_way_to_a_newer_one_on_the_same_matter(inbox: Inbox, now: datetime) -> None:
    interview = row()
    queue_note("old", about=interview, now=now)
    queue_note("new", about=interview, now=now + HOUR)
    queue_note("other", about=row(), now=now)

    deliver_due(now=now + 3 * HOUR)

    assert states() == {"old": State.FOLDED, "new": State.SENT, "other": State.SENT}


def test_a_backlog_reaches_a_person_three_an_hour(inbox: Inbox, now: datetime) -> None:
    for number in range(7):
        queue_note(f"{number}", now=now)
    queue_note("elsewhere", to="jordan@example.edu", now=now)

    arrived = []
    for hours in (2, 3, 4):
        deliver_due(now=now + hours * HOUR)
        arrived.append(len(inbox.to("maya@example.edu")))

    assert arrived == [3, 6, 7]
    assert len(inbox.to("jordan@example.edu")) == 1
