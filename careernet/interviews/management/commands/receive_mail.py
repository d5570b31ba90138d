"""One mail on standard input, as a mail server pipes it. What cannot be dealt with now is to be brought again."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from careernet.core import clock
from careernet.interviews import inbox

TEMPORARY = 75  # EX_TEMPFAIL: the mail server keeps the mail and tries later


class Command(BaseCommand):
    help = "Files one mail from standard input: replies in their conversation, returned mails, calendars' answers."

    def handle(self, *args: str, **options: Any) -> None:
        try:
            received = inbox.receive(sys.stdin.buffer.read(inbox.MOST), now=clock.now())
        except OperationalError as error:
            raise CommandError(f"Not now: {error}", returncode=TEMPORARY) from error
        self.stdout.write(received.get_outcome_display())
