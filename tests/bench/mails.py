"""Mails through the outbox beside the same conversation without it, and 10,000 of them while deliverers are killed.

And reminders all the way, with sweeping and writing, by one process and by two. `python -m tests.bench.mails`, part of
`make bench`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "ERROR"}
for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "CLOCK_OFFSET_FILE"):
    os.environ.pop(name, None)
django.setup()

import psycopg  # noqa: E402 - only now
from django.conf import settings  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.core.management import call_command  # noqa: E402

from careernet.accounts.models import User  # noqa: E402
from careernet.core import clock, engines  # noqa: E402
from careernet.mail import delivery, mime  # noqa: E402
from careernet.mail.models import OutgoingMail, new_message_id  # noqa: E402
from tests.bench import reminding  # noqa: E402
from tests.bench.mailbox import counted, mailbox  # noqa: E402
from tests.bench.world import DATABASE  # noqa: E402
from tests.mail.notes import queue_note  # noqa: E402

MAILS, KILLED_OVER = int(os.environ.get("MAILS", "2000")), int(os.environ.get("KILLED_OVER", "10000"))
REMINDERS = int(os.environ.get("REMINDERS", "500"))
PEOPLE, ROUNDS, EVERY = 500, 3, 0.5
LEAST_RATE, LEAST_SHARE, MOST_SECONDS = 500, 0.6, 120


def main() -> None:
    _build()
    now = clock.now()
    with mailbox() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        rounds = [(_converse(_owe(MAILS, now)), _deliver(now)) for _ in range(ROUNDS)]
    floor, mine = (_best(list(each)) for each in zip(*rounds, strict=True))
    print(
        f"mails delivered: {mine[0]:,.0f} per s, CPU {mine[1]:.2f} ms; without outbox {floor[0]:,.0f}, {floor[1]:.2f}"
    )
    _say(f"at least {LEAST_SHARE:.0%} of the floor, by CPU", floor[1] / mine[1] >= LEAST_SHARE)
    with mailbox() as port:
        for processes in (1, 2):
            _remind(processes, port)
    with mailbox() as port:
        _owe(KILLED_OVER, now)
        seconds, killed = _kill(now, port)
        taken, different = counted(port)
    print(f"{KILLED_OVER:,} mails, {killed} deliverers killed: {taken - different} copies, {seconds:.0f} s")
    _say("nothing lost", different == KILLED_OVER == OutgoingMail.objects.filter(state="sent").count())
    _say("copies at most as many as kills", taken - different <= killed)
    _say(f"within {MOST_SECONDS} s", seconds <= MOST_SECONDS)


def _build() -> None:
    engines.start()
    with psycopg.connect(engines.database_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    call_command("migrate", verbosity=0)
    User.objects.bulk_create(User(email=f"person{number}@example.edu") for number in range(PEOPLE))


def _owe(number: int, now: datetime) -> list[OutgoingMail]:
    """So many reminders, due now, in the place of all others; of one text, for writing them is another matter."""
    OutgoingMail.objects.all().delete()
    people = list(User.objects.all())
    first = queue_note("first", to=people[0], now=now)
    same = {field.attname: getattr(first, field.attname) for field in first._meta.concrete_fields}
    mails = [
        OutgoingMail(
            **same
            | {"id": None, "key": f"{n}", "message_id": new_message_id()}
            | {"to_user_id": people[n % PEOPLE].pk, "to": people[n % PEOPLE].email}
        )
        for n in range(number)
    ]
    first.delete()
    return OutgoingMail.objects.bulk_create(mails, batch_size=500)


def _converse(mails: list[OutgoingMail]) -> tuple[float, float]:
    """Mails a second, and CPU milliseconds of each."""
    connection = get_connection()

    def send() -> None:
        connection.open()
        for mail in mails:
            connection.send_messages([mime.message(mail)])
        connection.close()

    return _measured(send)


def _deliver(now: datetime) -> tuple[float, float]:
    def deliver() -> None:
        while delivery.deliver_due(now=now):
            pass

    return _measured(deliver)


def _measured(work: Callable[[], None]) -> tuple[float, float]:
    cpu, began = time.process_time(), time.perf_counter()
    work()
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    return MAILS / seconds, used / MAILS * 1000


def _remind(processes: int, port: int) -> None:
    rounds = []
    for _ in range(ROUNDS):
        reminding.owe(REMINDERS)
        rounds.append([reminding.run(work, processes, port) for work in ("remind", "converse")])
    mine, floor = (
        _best([(REMINDERS / seconds, used / REMINDERS * 1000) for seconds, used in each])
        for each in zip(*rounds, strict=True)
    )
    print(
        f"reminders swept, written and delivered, {processes} at work: {mine[0]:,.0f} per s, CPU {mine[1]:.2f} ms; "
        f"the same conversation alone {floor[0]:,.0f}, {floor[1]:.2f}"
    )
    if processes == 1:
        _say(f"at least {LEAST_RATE} per s", mine[0] >= LEAST_RATE)
    _say(f"at least {LEAST_SHARE:.0%} of the floor, by CPU", floor[1] / mine[1] >= LEAST_SHARE)


def _best(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    """Noise only ever adds."""
    return max(rate for rate, _cpu in rounds), min(cpu for _rate, cpu in rounds)


def _kill(now: datetime, port: int) -> tuple[float, int]:
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mail.killing", now.isoformat(), str(EVERY), str(KILLED_OVER)],
        env=os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return time.perf_counter() - began, int(ran.stdout)


def _say(target: str, is_met: bool) -> None:
    print(f"  {target}: {'met' if is_met else 'missed'}")


if __name__ == "__main__":
    main()
