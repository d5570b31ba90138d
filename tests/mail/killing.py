"""Deliverers side by side, of which one is killed over and over: `python -m tests.mail.killing START SECONDS MOST`.

Kills one every so many seconds, MOST of them at the most, for a slow machine has to get done, too. Prints how many
were killed once nothing is owed any more. The clock moves on by a lease only while nobody works, so that no lease runs
out but those of the dead, however slow the machine is.
"""

import os
import random
import signal
import sys
import time
from datetime import datetime

import django

DELIVERERS = 4
ROUNDS = 60


def main(start: str, pause: str, most: str) -> None:
    django.setup()
    from careernet.mail import links  # noqa: PLC0415 - needs the settings
    from careernet.mail.delivery import LEASE  # noqa: PLC0415
    from tests.mail import notes  # noqa: F401, PLC0415 - whose kind it makes known

    now, killed = datetime.fromisoformat(start), 0
    links.off_url(1, now=now)  # loads all pages, once: else each child would, and live for nothing else
    for _ in range(ROUNDS):
        if not _is_owed():
            break
        killed += _round(now, float(pause), int(most) - killed)
        now += LEASE
    print(killed, flush=True)


def _is_owed() -> bool:
    from django.db import connection  # noqa: PLC0415

    from careernet.mail.models import OutgoingMail  # noqa: PLC0415

    is_owed = OutgoingMail.objects.filter(state__in=["queued", "sending"]).exists()
    connection.close()  # no child may inherit it
    return is_owed


def _round(now: datetime, pause: float, most: int) -> int:
    """Until all of them find nothing that is due at `now`; answers how many were killed meanwhile."""
    living, killed = {_fork(now) for _ in range(DELIVERERS)}, 0
    next_kill = time.monotonic() + pause
    while living:
        while living and (ended := os.waitpid(-1, os.WNOHANG)[0]):
            living.discard(ended)
        if living and killed < most and time.monotonic() >= next_kill:
            victim = random.choice(sorted(living))
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)
            living.remove(victim)
            living.add(_fork(now))
            killed, next_kill = killed + 1, time.monotonic() + pause
        time.sleep(0.005)
    return killed


def _fork(now: datetime) -> int:
    child = os.fork()
    if not child:
        from careernet.mail.delivery import deliver_due  # noqa: PLC0415

        while deliver_due(now=now):
            pass
        os._exit(0)
    return child


if __name__ == "__main__":
    main(*sys.argv[1:])
