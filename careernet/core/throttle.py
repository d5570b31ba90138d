"""How often somebody did something lately: enough to stop a machine, never noticed by a person."""

from datetime import datetime, timedelta

from django.core.cache import caches


def is_too_often(what: str, *, most: int, within: timedelta, now: datetime) -> bool:
    """Count one more of `what`, and say whether there were more than `most` in this span.

    `what` is a word without spaces, such as "mail-check-192.0.2.7".
    Counted in the database, so that all processes share it. Spans follow each other; two racers may count as one.
    """
    cache, seconds = caches["default"], int(within.total_seconds())
    key = f"throttle:{what}:{int(now.timestamp()) // seconds}"
    number: int = cache.get(key, 0) + 1
    cache.set(key, number, seconds)
    return number > most
