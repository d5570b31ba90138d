"""How many profiles a student opens in an hour: enough for anybody who looks for a mentor, too few to copy them all."""

from datetime import datetime

from django.core.cache import caches

AN_HOUR = 60 * 60
AT_ONCE = 10  # profiles a web process counts by itself before it tells the others, which takes it several queries


def opens_too_many(student_id: object, *, most: int, now: datetime) -> bool:
    """Count one more profile; whether that is more than `most` in this hour.

    Several processes may let somebody see a few more: a hint against copying, not a promise to the number.
    """
    key = f"profiles:{student_id}:{now:%Y-%m-%dT%H}"
    here, everywhere = caches["local"], caches["default"]
    here.add(key, 0, AN_HOUR)
    seen = here.incr(key)
    if seen % AT_ONCE == 0:
        everywhere.add(key, 0, AN_HOUR)
        if everywhere.incr(key, AT_ONCE) >= most:
            here.set(f"{key}:enough", True, AN_HOUR)
    return seen > most or bool(here.get(f"{key}:enough"))
