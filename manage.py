#!/usr/bin/env python
"""Django's commands. Those that need data start the embedded engines first when DATABASE_URL is unset."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from careernet.core import engines

WITHOUT_DATA = {"check", "collectstatic", "compilemessages", "help", "makemessages", "version"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careernet.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = command.startswith("-") or "--help" in arguments
    if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATA and not asks_for_help:
        engines.start()
    try:
        execute_from_command_line(arguments)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):
            raise
        sys.exit(f"The database does not answer: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main(sys.argv)
