"""All background work without broker, worker or beat: what is due now, or with `--loop` until stopped.

Any number of loops may run beside each other and beside Celery.
"""

import logging
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from threading import Event
from time import monotonic
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from careernet.core import clock
from careernet.interviews import mailbox
from careernet.interviews.actions.updating import BATCH as UPDATES, tell_updates
from careernet.interviews.departures import graduate_classes
from careernet.interviews.reach import follow_addresses
from careernet.mail import delivery
from careernet.mail.actions import blank_old
from careernet.mentors import uploads
from careernet.mentors.rebuilding import rebuild_search
from careernet.mentors.spelling import gather_words
from careernet.reminders import hints, letters, sweep, terms

logger = logging.getLogger(__name__)


def deliver(now: datetime) -> bool:
    """One batch; True when more is due. The others alike."""
    return delivery.deliver_due(now=now) == delivery.BATCH


def remind(now: datetime) -> bool:
    follow_addresses(now)
    return sweep.sweep(now) == sweep.BATCH


def write_letters(now: datetime) -> bool:
    rounds = ((letters.write_letters, letters.BATCH), (tell_updates, UPDATES))
    return any(work(now) == full for work, full in rounds)


def look_ahead(now: datetime) -> bool:
    hints.refresh_next_open(now)
    graduate_classes(now)
    return False


def fetch_mail(now: datetime) -> bool:
    return mailbox.fetch(settings.IMAP_URL, now=clock.now) == mailbox.BATCH


def import_alumni(now: datetime) -> bool:
    return uploads.take_in_waiting(now)


def wake_all(now: datetime) -> bool:
    sweep.wake_all(now)
    terms.write_term_letters(now)
    blank_old(now=now)
    rebuild_search()
    gather_words()
    uploads.forget(now)
    return False


A_MINUTE = 60
# Seconds between two rounds, as in beat's schedule.
EVERY: dict[Callable[[datetime], bool], int] = {
    wake_all: 86400,
    remind: 60,
    write_letters: 60,
    look_ahead: 60,
    fetch_mail: 60,
    import_alumni: 5,
    deliver: 2,
}


class Command(BaseCommand):
    help = "Sends the mails and reminders that are due, with neither broker nor worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped by SIGINT or SIGTERM")

    def handle(self, *, loop: bool, **options: Any) -> None:
        if loop:
            run_until(stop_signal())
        else:
            run_once()


def run_once() -> None:
    for work in (fetch_mail, remind, write_letters, look_ahead, import_alumni, deliver):
        while work(clock.now()):
            pass


def run_until(stopped: Event) -> None:
    next_round = dict.fromkeys(EVERY, 0.0)
    while not stopped.is_set():
        close_old_connections()
        for work, seconds in EVERY.items():
            if monotonic() >= next_round[work]:
                next_round[work] = monotonic() + _rest_after(work, seconds)
        stopped.wait(max(0, min(next_round.values()) - monotonic()))


def _rest_after(work: Callable[[datetime], bool], seconds: int) -> int:
    """Seconds until its next round. Whatever it stumbles over, a restarted database perhaps, the loop goes on."""
    try:
        return 0 if work(clock.now()) else seconds
    except Exception:
        logger.exception("%s failed", work.__name__)
        connection.close()
        return min(seconds, A_MINUTE)


def stop_signal() -> Event:
    """Set by SIGINT or SIGTERM; the batch in hand is finished first."""
    stopped = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stopped
