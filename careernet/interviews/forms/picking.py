"""One of several times, each shown in both zones."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from careernet.campus import notices
from careernet.core import times
from careernet.interviews import picker
from careernet.interviews.actions import MOST_TIMES
from careernet.interviews.forms.fields import VerbForm
from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.students.models import Student

MOST_PICKS = 60  # times on one page


class StartField(forms.TypedChoiceField):
    """One of some starts, each shown in both zones."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault("error_messages", {"invalid_choice": _("Choose one of the times shown.")})
        super().__init__(coerce=picker.read, **kwargs)


def starts_as_choices(
    starts: list[datetime], length: timedelta, zone: ZoneInfo, other_zone: ZoneInfo, other_name: str, now: datetime
) -> list[tuple[str, str]]:
    choices = []
    for start in starts:
        dual = times.dual(start, start + length, zone, other_zone, now)
        theirs = _("%(theirs)s for %(name)s") % {"theirs": dual.theirs, "name": other_name} if dual.theirs else ""
        shown = format_html('{} <span class="cn-small cn-muted d-block">{}</span>', dual.mine, theirs)
        choices.append((picker.value(start), shown if theirs else dual.mine))
    return choices


class PickForm(VerbForm):
    """One of the mentor's times, shown in a line each or, where they are many, by week and day."""

    def offer(self, starts: list[datetime], interview: Interview, reader: Student | Mentor, now: datetime) -> None:
        other = interview.asked_mentor if reader == interview.student else interview.student
        self.picks, self.reader_zone = starts, times.zone(reader.zone)
        self.other_zone, self.other_name, self.seen_at = times.zone(other.zone), other.user.short_name, now
        around = self.reader_zone, self.other_zone, self.other_name, now
        self.fields["starts_at"].choices = starts_as_choices(starts, interview.duration, *around)  # type: ignore[attr-defined]

    @property
    def weeks(self) -> list[picker.Week]:
        """Empty for a handful of times."""
        if len(self.picks) <= MOST_TIMES:
            return []
        around: dict[str, Any] = {
            "zone": self.reader_zone,
            "other_zone": self.other_zone,
            "other_name": self.other_name,
            "breaks": notices.current().breaks,
        }
        return picker.by_week(self.picks[:MOST_PICKS], now=self.seen_at, **around)

    @property
    def chosen(self) -> str:
        return str(self["starts_at"].value() or "")
