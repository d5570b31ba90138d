"""What somebody proposes: a start, or a window of a day in which any start will do. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """A start, aware; with an end a window, in which the whole call has to fit."""

    start: datetime
    end: datetime | None = None

    def holds(self, start: datetime, length: timedelta) -> bool:
        """A call of that length may begin then."""
        return start == self.start if self.end is None else self.start <= start and start + length <= self.end

    def starts(self, length: timedelta, step: timedelta) -> list[datetime]:
        """Those worth offering: the one, or each step of the window at which the call still fits."""
        if self.end is None:
            return [self.start]
        return [self.start + number * step for number in range((self.end - self.start - length) // step + 1)]


def spans_of(proposed: Iterable[datetime | Span]) -> list[Span]:
    """Ascending; a plain start is a span without an end."""
    return sorted({item if isinstance(item, Span) else Span(item) for item in proposed}, key=lambda span: span.start)


def as_data(proposed: Iterable[datetime | Span]) -> dict[str, list[object]]:
    """How an Event remembers them, see `from_data`."""
    found = spans_of(proposed)
    starts: list[object] = [span.start.isoformat() for span in found if span.end is None]
    windows: list[object] = [[span.start.isoformat(), span.end.isoformat()] for span in found if span.end]
    return {"times": starts, "windows": windows}


def from_data(data: dict[str, list[object]]) -> list[Span]:
    starts = [Span(datetime.fromisoformat(str(start))) for start in data.get("times", [])]
    windows: list[Span] = []
    for window in data.get("windows", []):
        assert isinstance(window, list)
        windows.append(Span(*map(datetime.fromisoformat, window)))
    return spans_of([*starts, *windows])
