"""Times that are proposed, as one of the two sides reads them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from careernet.accounts.models import User
from careernet.core import times
from careernet.interviews.models import Interview
from careernet.interviews.spans import Span


@dataclass(frozen=True, slots=True)
class Offer:
    """`theirs` only where the two clocks differ, as in `times.Dual`."""

    mine: str
    theirs: str | None
    is_window: bool


def as_read(spans: Iterable[Span], interview: Interview, reader: User, now: datetime) -> list[Offer]:
    zones = times.zone(reader.time_zone), times.zone(interview.other_zone(reader))
    read = []
    for span in spans:
        dual = times.dual(span.start, span.end or span.start + interview.duration, *zones, now)
        read.append(Offer(dual.mine, dual.theirs, span.end is not None))
    return read
