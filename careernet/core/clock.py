"""The one clock. Ask it once, at the edge (a view, a task, a command), and pass `now` down.

In the demo and in tests the time is shifted by an offset in a file that web, worker and beat all read; outside them
the file is ignored, and `core.checks` refuses a configuration that names one.
"""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

_read: tuple[tuple[int, int], timedelta] = ((0, 0), timedelta())  # which version of the file, and what it said


def now() -> datetime:
    """The present moment, aware, in UTC; in the demo and in tests shifted by the shared offset file."""
    return _real_now() + offset()


def offset() -> timedelta:
    """How far the clock is ahead of the real one. Costs one stat of the file while nobody moves it."""
    global _read
    if not (settings.DEMO and settings.CLOCK_OFFSET_FILE):
        return timedelta()
    try:
        status = os.stat(settings.CLOCK_OFFSET_FILE)
        version = (status.st_mtime_ns, status.st_ino)
        if version != _read[0]:
            _read = (version, timedelta(seconds=float(Path(settings.CLOCK_OFFSET_FILE).read_text())))
    except FileNotFoundError:
        return timedelta()
    return _read[1]


def move_to(moment: datetime) -> None:
    """Let every process see this moment now; time runs on from it."""
    set_offset(moment - _real_now())


def set_offset(ahead: timedelta) -> None:
    """Replaces the file in one step, so that nobody reads half a number."""
    if not (settings.DEMO and settings.CLOCK_OFFSET_FILE):
        raise RuntimeError("The clock can be moved in the demo and in tests only.")
    path = Path(settings.CLOCK_OFFSET_FILE)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(str(ahead.total_seconds()))
    Path(file.name).replace(path)


def _real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that may
