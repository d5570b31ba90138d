"""Fields the forms about interviews share: long texts, and up to three times."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from careernet.core import times
from careernet.core.forms import ClockField, DateField, Form, Textarea
from careernet.core.times import END_OF_DAY
from careernet.interviews.actions import MOST_TIMES
from careernet.interviews.spans import Span, spans_of

FARTHEST = timedelta(days=180)


class LongText(forms.CharField):
    """Several lines of up to `most` characters."""

    def __init__(self, *, most: int, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Textarea(attrs={"rows": rows}))
        super().__init__(max_length=most, strip=True, **kwargs)
        self.error_messages["max_length"] = _("Shorten this to %(most)d characters.") % {"most": most}


class VerbForm(Form):
    """A form of the interview page; its ids carry its verb, since the page shows several."""

    verb: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.verb}_%s")
        super().__init__(*args, **kwargs)


class TimesForm(Form):
    """Up to three times (`rows`) as date and time of day in `zone`, none before `earliest`.

    With the `length` of a call, a row may also say until when: any start in such a window will do.
    `spans` is what was read, in UTC, ascending; `starts` those of it without an end.
    """

    marks_optional = False  # each row says so itself
    rows = MOST_TIMES
    length: timedelta | None = None
    spans: tuple[Span, ...] = ()

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, earliest: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.earliest = zone, now, earliest
        first, last = (times.local(moment, zone).date().isoformat() for moment in (earliest, now + FARTHEST))
        at = _("Time") if self.length is None else _("From")
        for number in range(1, self.rows + 1):
            self.fields[f"day_{number}"] = DateField(label=_("Date"), required=False, attrs={"min": first, "max": last})
            self.fields[f"time_{number}"] = ClockField(label=at, required=False, attrs={"step": 300})
            if self.length:
                label = _("Until (optional)")
                self.fields[f"until_{number}"] = ClockField(label=label, required=False, attrs={"step": 300})

    @property
    def starts(self) -> tuple[datetime, ...]:
        return tuple(span.start for span in self.spans if span.end is None)

    @property
    def time_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        names = [_("First time"), _("Second time (optional)"), _("Third time (optional)")][: self.rows]
        return [(name, [self[field] for field in self._row(number)]) for number, name in enumerate(names, 1)]

    @property
    def has_times(self) -> bool:
        """There is something in one of the rows."""
        return any(field.value() for _name, fields in self.time_rows for field in fields)

    @property
    def said_length(self) -> int:
        return int(self.length / timedelta(minutes=1)) if self.length else 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found: list[Span] = []
        for number in range(1, self.rows + 1):
            row = self._row(number)
            if any(name in self.errors for name in row) or not any(cleaned.get(name) is not None for name in row):
                continue
            try:
                span = self._read(number)
                if span.start in [other.start for other in found]:
                    raise Wrong(f"time_{number}", _("You have this time already. Change it or leave it empty."))
                found.append(span)
            except Wrong as wrong:
                self.add_error(wrong.field, wrong.sentence)
        self.spans = tuple(spans_of(found))
        return cleaned

    def _row(self, number: int) -> list[str]:
        return [name for name in (f"day_{number}", f"time_{number}", f"until_{number}") if name in self.fields]

    def _read(self, number: int) -> Span:
        """What a row says; raises `Wrong`."""
        on, at, until = (self.cleaned_data.get(f"{name}_{number}") for name in ("day", "time", "until"))
        if on is None:
            raise Wrong(f"day_{number}", _("Add the date."))
        if at is None:
            raise Wrong(f"time_{number}", _("Add the time of day."))
        start = self._start(on, at, number)
        if until is None or self.length is None:
            return Span(start)
        end = times.to_utc(on, until.hour * 60 + until.minute or END_OF_DAY, self.zone, end=True)
        if end <= start:
            raise Wrong(f"until_{number}", _("This ends before it begins. Put the earlier time first."))
        if end - start < self.length:
            said = {"minutes": self.said_length}
            raise Wrong(f"until_{number}", _("Leave at least %(minutes)d minutes between the two.") % said)
        return Span(start, end if end - start > self.length else None)

    def _start(self, on: date, at: time, number: int) -> datetime:
        begin = min(self.now, self.earliest)  # some may be over
        first, last = (times.local(moment, self.zone).date() for moment in (begin, self.now + FARTHEST))
        if on < first:
            raise Wrong(f"day_{number}", _("That day is already past. Choose a coming one."))
        if on > last:
            raise Wrong(f"day_{number}", _("That is more than half a year away. Choose an earlier day."))
        start = times.to_utc(on, at.hour * 60 + at.minute, self.zone)
        said = {
            "day": times.day(start, self.zone, self.now),
            "time": times.time_of_day(self.earliest, self.zone),
            "city": times.city(self.zone.key),
        }
        if times.local(start, self.zone).time() != at.replace(second=0):
            sentence = _("On %(day)s the clocks in %(city)s skip this hour. Choose another time.")
            raise Wrong(f"time_{number}", sentence % said)
        if start < self.earliest:
            said["day"] = times.day(self.earliest, self.zone, self.now)
            raise Wrong(f"time_{number}", _("That is too soon. Choose a time from %(day)s, %(time)s on.") % said)
        return start


class Wrong(Exception):
    """What is wrong with a row of times, and the field to change."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def as_typed(spans: Iterable[Span], zone: ZoneInfo) -> dict[str, Any]:
    """What the rows of a `TimesForm` begin with."""
    typed: dict[str, Any] = {}
    for number, span in enumerate(spans, 1):
        start = times.local(span.start, zone)
        typed |= {f"day_{number}": start.date(), f"time_{number}": start.time()}
        if span.end:
            typed[f"until_{number}"] = times.local(span.end, zone).time()
    return typed
