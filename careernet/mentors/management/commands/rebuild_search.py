from typing import Any

from django.core.management.base import BaseCommand

from careernet.mentors.rebuilding import rebuild_search
from careernet.mentors.spelling import gather_words


class Command(BaseCommand):
    help = "Has every mentor found by what holds now: after an upgrade, or after a field or a major got another name."

    def handle(self, **options: Any) -> None:
        changed = rebuild_search(self._progress)
        gather_words()
        self.stdout.write(f"{changed:,} brought up to date")

    def _progress(self, done: int) -> None:
        self.stdout.write(f"{done:,} looked at")
