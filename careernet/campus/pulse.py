"""Signs of life of the background work, and since when there was none."""

from datetime import UTC, datetime, timedelta

from careernet.campus.models import Pulse

NEVER = datetime.min.replace(tzinfo=UTC)
STANDSTILL = timedelta(minutes=10)  # what every page of the office tells


def beat(part: str, *, now: datetime) -> None:
    """One statement. Of several at work the last one counts, whatever their clocks say."""
    Pulse.objects.bulk_create(
        [Pulse(part=part, at=now)], update_conflicts=True, unique_fields=["part"], update_fields=["at"]
    )


def last_signs() -> dict[str, datetime]:
    return dict.fromkeys(Pulse.Part, NEVER) | dict(Pulse.objects.values_list("part", "at"))


def last_sign() -> datetime:
    """The older one of the two that nobody can do without; NEVER while one has never begun."""
    found = last_signs()
    return min(found[Pulse.Part.DELIVERY], found[Pulse.Part.SWEEP])
