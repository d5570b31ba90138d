"""What the lines of the times page begin with: the saved hours, or those typed so far with a line more or copied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from careernet.mentors.days_off import DayOff
from careernet.mentors.models import DatedHours, Mentor

DAYS = [str(number) for number in range(7)]


@dataclass
class Rows:
    windows: list[dict[str, Any]]
    dates: list[dict[str, Any]]
    off: list[str] = field(default_factory=list)  # values of the ticked days off
    changed: tuple[str, int, str] | None = None  # formset, form and field that the reader goes on with


# --- As typed ---------------------------------------------------------------------------------------------------------
def typed_rows(typed: QueryDict, *, windows: BaseFormSet[Any], dates: BaseFormSet[Any]) -> Rows:
    """What was typed, after the button that was pressed: "add" a line to a weekday or a date, or "copy" a weekday."""
    rows = Rows(_values(windows), _values(dates), typed.getlist("off"))
    if typed.get("copy") in DAYS:
        day = str(typed["copy"])
        _copy(rows, day, [to for to in typed.getlist(f"to-{day}") if to in DAYS and to != day])
    elif typed.get("add") in DAYS:
        rows.windows.append({"weekday": typed["add"]})
        rows.changed = "week", len(rows.windows) - 1, "start"
    else:
        rows.dates.append({"kind": "closed"})
        rows.changed = "date", len(rows.dates) - 1, "on"
    return rows


def _values(forms: BaseFormSet[Any]) -> list[dict[str, Any]]:
    return [{name: form[name].value() for name in form.fields} for form in forms.forms]


def _copy(rows: Rows, day: str, others: list[str]) -> None:
    """The other days have the hours of that day, and no others."""
    copied = [row for row in rows.windows if str(row["weekday"]) == day]
    kept = [row for row in rows.windows if str(row["weekday"]) not in others]
    rows.windows = kept + [row | {"weekday": other} for other in others for row in copied]
    if copied and others:
        rows.changed = "week", len(kept), "start"


# --- As saved ---------------------------------------------------------------------------------------------------------
def saved_rows(mentor: Mentor, offered: Sequence[DayOff], today: date) -> Rows:
    """Days off that can be ticked are ticked; all other coming dates have lines of their own."""
    coming = [row for row in mentor.dated_hours.all() if row.on >= today]
    closed = {row.on for row in coming if row.start is None}
    ticked = [off for off in offered if _is_off(off.days(today), closed, {row.on for row in coming})]
    covered = {day for off in ticked for day in off.days(today)}
    lines = [row for row in coming if row.start is not None or row.on not in covered]
    return Rows(_windows(mentor), _lines(lines), [off.value for off in ticked])


def _is_off(days: list[date], closed: set[date], known: set[date]) -> bool:
    """Closed on each of the days, or with other hours on some of them."""
    return any(day in closed for day in days) and all(day in known for day in days)


def _windows(mentor: Mentor) -> list[dict[str, Any]]:
    """The weekly hours as rows, and an empty one for each day without."""
    saved = sorted(mentor.weekly_hours.all(), key=lambda hours: (hours.weekday, hours.start))
    rows: list[dict[str, Any]] = [
        {
            "weekday": hours.weekday,
            "start": clock_time(hours.start),
            "end": clock_time(hours.end),
            "valid_from": hours.valid_from,
            "valid_to": hours.valid_to,
        }
        for hours in saved
    ]
    return rows + [{"weekday": day} for day in range(7) if day not in {row["weekday"] for row in rows}]


def _lines(dated: list[DatedHours]) -> list[dict[str, Any]]:
    return [
        {"on": row.on, "kind": "closed"}
        if row.start is None or row.end is None
        else {"on": row.on, "kind": "open", "start": clock_time(row.start), "end": clock_time(row.end)}
        for row in sorted(dated, key=lambda row: (row.on, row.start or 0))
    ]


def clock_time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
