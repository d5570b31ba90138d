from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careernet.accounts.models import User
from careernet.core import clock
from careernet.demo.campus import invent


class Command(BaseCommand):
    help = "Fill an empty database with an invented campus, the same for the same seed, with dates around today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--mentors", type=int, default=400)
        parser.add_argument("--students", type=int, default=120)

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people in this database already; an invented campus needs an empty one.")
        invent(seed=options["seed"], mentors=options["mentors"], students=options["students"], now=clock.now())
