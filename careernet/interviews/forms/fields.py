"""Fields the forms about interviews share: long texts, and up to three times."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from careernet.core import times
from careernet.core.forms import ClockField, DateField, Form, Textarea
from careernet.interviews.actions import MOST_TIMES

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

    `starts` is what was read: aware, in UTC, ascending.
    """

    marks_optional = False  # each row says so itself
    rows = MOST_TIMES
    starts: tuple[datetime, ...] = ()

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, earliest: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.earliest = zone, now, earliest
        first, last = (times.local(moment, zone).date().isoformat() for moment in (earliest, now + FARTHEST))
        for number in range(1, self.rows + 1):
            self.fields[f"day_{number}"] = DateField(label=_("Date"), required=False, attrs={"min": first, "max": last})
            self.fields[f"time_{number}"] = ClockField(label=_("Time"), required=False, attrs={"step": 300})

    @property
    def time_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        names = [_("First time"), _("Second time, optional"), _("Third time, optional")][: self.rows]
        return [(name, self[f"day_{number}"], self[f"time_{number}"]) for number, name in enumerate(names, 1)]

    @property
    def has_times(self) -> bool:
        """Something was typed into one of the rows."""
        return self.is_bound and any(day.value() or clock.value() for _name, day, clock in self.time_rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found: list[datetime] = []
        for number in range(1, self.rows + 1):
            names = f"day_{number}", f"time_{number}"
            on, at = (cleaned.get(name) for name in names)
            if any(name in self.errors for name in names) or (on is None and at is None):
                continue
            start, problem, wrong = self._read(on, at, *names)
            if start in found:
                problem, wrong = _("You have this time already. Change it or leave it empty."), names[1]
            if problem:
                self.add_error(wrong, problem)
            elif start:
                found.append(start)
        self.starts = tuple(sorted(found))
        return cleaned

    def _read(
        self, on: date | None, at: time | None, day_name: str, time_name: str
    ) -> tuple[datetime | None, str, str]:
        """(start, what is wrong with it, the field to change); one of the first two is empty."""
        if on is None or at is None:
            return None, *((_("Add the date."), day_name) if on is None else (_("Add the time of day."), time_name))
        first, last = (times.local(moment, self.zone).date() for moment in (self.now, self.now + FARTHEST))
        if on < first:
            return None, _("That day is already past. Choose a coming one."), day_name
        if on > last:
            return None, _("That is more than half a year away. Choose an earlier day."), day_name
        start = times.to_utc(on, at.hour * 60 + at.minute, self.zone)
        said = {
            "day": times.day(start, self.zone, self.now),
            "time": times.time_of_day(self.earliest, self.zone),
            "city": times.city(self.zone.key),
        }
        if times.local(start, self.zone).time() != at.replace(second=0):
            return None, _("On %(day)s the clocks in %(city)s skip this hour. Choose another time.") % said, time_name
        if start < self.earliest:
            said["day"] = times.day(self.earliest, self.zone, self.now)
            return None, _("That is too soon. Choose a time from %(day)s, %(time)s on.") % said, time_name
        return start, "", ""
