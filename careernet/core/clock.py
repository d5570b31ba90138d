"""The one clock. Ask it once, at the edge (a view, a task, a command), and pass `now` down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings


def now() -> datetime:
    """The present moment, aware, in UTC; in the demo and in tests shifted by the shared offset file."""
    return datetime.now(UTC) + offset()  # noqa: DTZ005, TID251 - the one place that may


def offset() -> timedelta:
    if not settings.CLOCK_OFFSET_FILE:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(settings.CLOCK_OFFSET_FILE).read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta()
