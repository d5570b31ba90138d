"""What somebody chooses who pauses or stops."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from careernet.core import times
from careernet.core.forms import Form, Textarea


class StopForm(Form):
    """With calls still to come, what becomes of them; without any there is nothing to choose."""

    KEEP, CANCEL = "keep", "cancel"
    calls = forms.ChoiceField(
        label=_("Your booked calls"),
        choices=[(KEEP, _("Keep them: I still talk with these students")), (CANCEL, _("Call them off"))],
        widget=forms.RadioSelect,
    )
    missing = {"calls": _("Choose what becomes of your booked calls.")}

    def __init__(self, *args: object, has_calls: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not has_calls:
            del self.fields["calls"]

    @property
    def keeps_calls(self) -> bool:
        return self.cleaned_data.get("calls") != self.CANCEL


class DeclineAllForm(Form):
    """Everybody who waits, each ticked; whoever is to be answered by a word of their own can be left out.

    `rows` are interviews with their people. Somebody who came in since the page was shown is not among the ticked.
    """

    missing = {"interviews": _("Leave at least one student ticked, or keep them all.")}
    interviews = forms.MultipleChoiceField(label=_("Who hears a kind no"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=_("A few words of your own"),
        help_text=_("We say kindly that you can't make time; this goes to each of them with it."),
        max_length=1000,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rows: Sequence[Any], zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        ticks = self.fields["interviews"]
        ticks.choices = [(str(row.pk), _who(row, zone, now)) for row in rows]  # type: ignore[attr-defined]
        ticks.initial = [str(row.pk) for row in rows]
        # Whoever took the request back meanwhile is no mistake of the mentor's.
        ticks.valid_value = lambda value: True  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Any]:
        return [row for row in self.rows if str(row.pk) in self.cleaned_data["interviews"]]


def _who(row: Any, zone: str, now: datetime) -> str:
    asked = {"name": row.student, "day": times.day(row.asked_at, times.zone(zone), now)}
    return gettext("%(name)s, who asked on %(day)s") % asked
