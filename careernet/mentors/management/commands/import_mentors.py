from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careernet.core import clock
from careernet.core.sheets import Unreadable
from careernet.mentors.importer import import_mentors


class Command(BaseCommand):
    help = "Takes mentors in from the alumni office's CSV file; run it again with a newer file at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--active",
            action="store_true",
            help="they have already agreed to be asked: list them for students at once. "
            "Without it new people are invited, and nobody finds them until they accept.",
        )

    def handle(self, *, file: Path, active: bool, **options: Any) -> None:
        try:
            report = import_mentors(file, now=clock.now(), have_agreed=active, progress=self._progress)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        for line, reason in report.refused:
            self.stdout.write(f"line {line}: {reason}")
        self.stdout.write(str(report))

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done:,} of {total:,} rows")
