"""Another time for a booked call, or none."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.forms import Form
from careernet.interviews.forms.fields import LongText, TimesForm, VerbForm
from careernet.interviews.forms.picking import PickForm, StartField
from careernet.interviews.models import Interview
from careernet.interviews.safety import suggested_reason
from careernet.interviews.times import free_times, times_to_take
from careernet.mentors.models import Mentor
from careernet.students.models import Student


class MoveForm(PickForm, TimesForm):
    """Another time for a booked call: one of the mentor's free hours; a mentor may also type any other."""

    verb = "move"
    starts_at = StartField(label=gettext_lazy("Which time instead?"), required=False)

    def __init__(
        self, *args: Any, interview: Interview, is_student: bool, now: datetime, policy: Policy, **kwargs: Any
    ) -> None:
        self.rows = 0 if is_student and interview.mentor else 1
        mentor, student = interview.mentor, interview.student
        reader: Student | Mentor = student if is_student or mentor is None else mentor
        super().__init__(*args, zone=times.zone(reader.zone), now=now, earliest=now + timedelta(hours=1), **kwargs)
        if mentor is None:  # the two agree on any time
            self.picks = []
            return
        around: dict[str, Any] = {"now": now, "policy": policy, "without": interview}
        free = (
            times_to_take(mentor, student, **around)
            if is_student
            else free_times(mentor, student, ask_first=False, **around)
        )
        self.offer([start for start in free if start != interview.starts_at], interview, reader, now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("starts_at")
        if chosen and self.starts:
            self.add_error("day_1", _("Choose one of your hours or type another time, not both."))
        elif not chosen and not self.has_times and "starts_at" not in self.errors:
            self.add_error("starts_at" if self.picks else "day_1", _("Choose a time."))
        return cleaned

    @property
    def moved_to(self) -> datetime:
        chosen: datetime | None = self.cleaned_data["starts_at"]
        return chosen or self.starts[0]


class PostponeForm(VerbForm):
    verb = "postpone"
    reason = LongText(label=gettext_lazy("A line about it"), most=1000, rows=3, required=False)

    def __init__(self, *args: Any, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("%(name)s will read this.") % {"name": other_name}


class CancelForm(VerbForm):
    """A student says why, in the words offered or in their own; a mentor may."""

    verb = "cancel"
    missing = {"reason": gettext_lazy("Say in a line why you cancel.")}
    reason = LongText(label=gettext_lazy("Why?"), most=1000, rows=3)

    def __init__(self, *args: Any, needs_reason: bool, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if needs_reason:
            self.initial.setdefault("reason", suggested_reason())
        self.fields["reason"].help_text = _("%(name)s will read this.") % {"name": other_name}


class OfficeMoveForm(VerbForm, TimesForm):
    """Any time that both have free, on the campus's clock."""

    verb, rows = "move", 1

    def __init__(self, *args: Any, policy: Policy, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, zone=times.zone(policy.time_zone), now=now, earliest=now, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_times:
            self.add_error("day_1", _("Choose a day and a time."))
        return cleaned


class OfficeCancelForm(Form):
    missing = {"reason": gettext_lazy("Say in a line why you cancel.")}
    reason = LongText(label=gettext_lazy("Why?"), help_text=gettext_lazy("Both sides read this."), most=1000, rows=3)
