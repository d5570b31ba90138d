"""What mentors type about their hours and breaks. Wall-clock times are read in the zone chosen beside them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import AcademicPeriod
from careernet.core import times
from careernet.core.forms import ClockField, DateField, Form, ModelForm
from careernet.core.times import END_OF_DAY
from careernet.mentors.actions import HOW_TO_TALK, Hours, clash
from careernet.mentors.days_off import DayOff, coming
from careernet.mentors.forms.hour_rows import Rows, clock_time, saved_rows, typed_rows
from careernet.mentors.models import Mentor
from careernet.mentors.slots import Window

WEEKDAYS = [
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
]  # fmt: skip


BOOKING = {  # in the mentor's own words
    Mentor.Booking.ASK: gettext_lazy("Students pick a time from my hours and ask me first"),
    Mentor.Booking.INSTANT: gettext_lazy("Students can book my hours directly"),
    Mentor.Booking.WRITE: gettext_lazy("Students write to me, and I propose times"),
}


class Range(Form):
    """From and to. Both empty is no range; midnight as the end is the end of the day."""

    marks_optional = False
    start = ClockField(label=gettext_lazy("From"), required=False)
    end = ClockField(label=gettext_lazy("To"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if "start" in self.errors or "end" in self.errors:
            return cleaned
        if start is not None and end is None:
            self.add_error("end", _("Enter when this ends, or leave both empty."))
        elif end is not None and start is None:
            self.add_error("start", _("Enter when this begins, or leave both empty."))
        elif start is not None and end is not None and _minute(end, is_end=True) <= _minute(start):
            self.add_error("end", _("This ends before it begins. Put the earlier time first."))
        return cleaned

    @property
    def minutes(self) -> tuple[int, int] | None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return None if start is None or end is None else (_minute(start), _minute(end, is_end=True))


class WindowForm(Range):
    weekday = forms.IntegerField(min_value=0, max_value=6, widget=forms.HiddenInput)
    valid_from = DateField(required=False, widget=forms.HiddenInput)
    valid_to = DateField(required=False, widget=forms.HiddenInput)

    @property
    def window(self) -> Window | None:
        if not self.is_valid() or self.minutes is None:
            return None
        cleaned = self.cleaned_data
        return Window(cleaned["weekday"], *self.minutes, cleaned["valid_from"], cleaned["valid_to"])


class WindowFormSet(BaseFormSet[WindowForm]):
    def clean(self) -> None:
        read: list[Window] = []
        for form in self.forms:
            window = form.window
            if window is None:
                continue
            if earlier := next((other for other in read if clash(window, other)), None):
                form.add_error("start", _("This overlaps with %(range)s.") % {"range": _said(earlier)})
            read.append(window)

    @property
    def windows(self) -> tuple[Window, ...]:
        return tuple(window for form in self.forms if (window := form.window))

    def by_day(self) -> list[tuple[int, Any, list[WindowForm]]]:
        """(weekday, its name, its ranges) from Monday on."""
        return [
            (number, name, [form for form in self.forms if str(form["weekday"].value()) == str(number)])
            for number, name in enumerate(WEEKDAYS)
        ]


class DateForm(Range):
    KINDS = [("closed", gettext_lazy("No calls")), ("open", gettext_lazy("Other hours"))]
    on = DateField(label=gettext_lazy("Date"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("That day"), choices=KINDS, initial="closed")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["on"] is None:
            if self.minutes:
                self.add_error("on", _("Enter the date of these hours."))
        elif cleaned["kind"] == "open" and not self.minutes:
            self.add_error("start", _("Enter the hours of that day, or choose “No calls”."))
        elif cleaned["kind"] == "closed" and self.minutes:
            self.add_error("kind", _("Choose “Other hours”, or leave the times empty."))
        return cleaned


class DateFormSet(BaseFormSet[DateForm]):
    today = date.min  # set by who knows the zone

    def clean(self) -> None:
        seen: dict[date, list[tuple[int, int]]] = {}
        for form in self.forms:
            if not form.is_valid() or not (on := form.cleaned_data.get("on")):
                continue
            new = form.minutes or (0, END_OF_DAY)
            if on < self.today:
                form.add_error("on", _("That date is past. Choose a coming one, or leave it empty."))
            elif any(start < new[1] and new[0] < end for start, end in seen.get(on, [])):
                form.add_error("on", _("This date has hours above that overlap with these."))
            seen.setdefault(on, []).append(new)

    @property
    def dates(self) -> dict[date, list[tuple[int, int]]]:
        dates: dict[date, list[tuple[int, int]]] = {}
        for form in self.forms:
            if form.is_valid() and (on := form.cleaned_data.get("on")):
                dates.setdefault(on, []).extend([form.minutes] if form.minutes else [])
        return dates


Windows = formset_factory(WindowForm, WindowFormSet, extra=0, max_num=70, absolute_max=100)
Dates = formset_factory(DateForm, DateFormSet, extra=0, max_num=100, absolute_max=200)


class TalkForm(ModelForm):
    """How long, how often, how far ahead."""

    marks_optional = False
    time_zone = forms.ChoiceField(label=gettext_lazy("Your time zone"))
    missing = {
        "calls_a_month": gettext_lazy("Enter how many calls a month you would take at most."),
        "waiting_at_most": gettext_lazy("Enter how many requests may wait for your answer at one time."),
    }

    class Meta:
        model = Mentor
        fields = HOW_TO_TALK
        widgets = {"booking": forms.RadioSelect}
        help_texts = {
            "booking": gettext_lazy(
                "Booked directly only where your profile says how you meet: a link, a number or a place. "
                "Otherwise students ask you first."
            ),
            "break_after": gettext_lazy("Minutes that stay free after a call."),
            "hours_ahead": gettext_lazy("Nobody can book a call that begins sooner than this many hours from now."),
            "days_out": gettext_lazy("Students see times this many days into the future."),
            "waiting_at_most": gettext_lazy("Further students are asked to try again later."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.user.time_zone
        self.fields["booking"].choices = list(BOOKING.items())  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = times.zone_choices(including=own)  # type: ignore[attr-defined]
        self.fields["time_zone"].error_messages["invalid_choice"] = _("Choose one of the time zones in the list.")
        self.initial.setdefault("time_zone", own)


class DaysOffForm(Form):
    """Days to be off on with one tick each; a line of hours for one of these days counts more."""

    marks_optional = False
    off = forms.MultipleChoiceField(
        label=gettext_lazy("No calls on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[DayOff], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.today = offered, today
        self.fields["off"].choices = [(day.value, day.label(today)) for day in offered]  # type: ignore[attr-defined]
        # What was offered before midnight and is past now is no mistake of anybody's.
        self.fields["off"].valid_value = lambda value: True  # type: ignore[attr-defined]

    @property
    def dates(self) -> dict[date, list[tuple[int, int]]]:
        ticked = self.cleaned_data["off"]
        return {day: [] for off in self.offered if off.value in ticked for day in off.days(self.today)}


class HoursForms:
    """The forms of the times page, read and judged together."""

    def __init__(
        self,
        mentor: Mentor,
        data: QueryDict | None = None,
        *,
        periods: Iterable[AcademicPeriod],
        now: datetime,
        typed: QueryDict | None = None,
    ) -> None:
        """With `data` to be judged; with what was `typed` so far to be shown again; with neither as it is saved."""
        today = times.local(now, times.zone(mentor.zone)).date()
        offered = coming(mentor.country, periods, today=today)
        # The model form would write into the mentor it is given; a copy keeps what was typed out of the page.
        copy = Mentor(**{name: getattr(mentor, name) for name in HOW_TO_TALK})
        copy.user = mentor.user
        rows = saved_rows(mentor, offered, today) if typed is None else _typed_rows(typed)
        self.talk = TalkForm(data, instance=copy, initial=typed.dict() if typed else None)
        self.windows = cast(WindowFormSet, Windows(data, prefix="week", initial=rows.windows))
        self.dates = cast(DateFormSet, Dates(data, prefix="date", initial=rows.dates))
        self.dates.today = today
        self.days_off = DaysOffForm(data, offered=offered, today=today, initial={"off": rows.off})
        if rows.changed:
            self._focus(*rows.changed)

    def are_valid(self) -> bool:
        judged = [form.is_valid() for form in (self.talk, self.windows, self.dates, self.days_off)]
        return all(judged)

    @property
    def hours(self) -> Hours:
        dates = self.days_off.dates | self.dates.dates
        return Hours(windows=self.windows.windows, dates=dates, **self.talk.cleaned_data)

    def _focus(self, prefix: str, number: int, field: str) -> None:
        changed = self.windows if prefix == "week" else self.dates
        changed.forms[number][field].field.widget.attrs["autofocus"] = True


def _typed_rows(typed: QueryDict) -> Rows:
    return typed_rows(typed, windows=Windows(typed, prefix="week"), dates=Dates(typed, prefix="date"))


def _minute(clock: time, *, is_end: bool = False) -> int:
    minute = clock.hour * 60 + clock.minute
    return END_OF_DAY if is_end and minute == 0 else minute


def _said(window: Window) -> str:
    begin, end = (clock_time(minute).strftime("%I:%M %p").lstrip("0") for minute in (window.start, window.end))
    return f"{begin}–{end}"


class PauseForm(Form):
    until = DateField(
        label=gettext_lazy("Back on"), required=False, help_text=gettext_lazy("Leave it empty if you don't know yet.")
    )
