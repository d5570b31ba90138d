"""What a student tells of an interview with somebody outside the pool."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode
from careernet.core import times
from careernet.core.forms import OneLine
from careernet.core.rules import RuleBroken
from careernet.guides.checked import CheckedForm
from careernet.interviews.actions import Meeting
from careernet.interviews.forms.fields import LongText, TimesForm, VerbForm
from careernet.interviews.models import Interview, State
from careernet.interviews.ways import check_way, is_under_18
from careernet.students.models import Student

LONGEST_AGO = timedelta(days=365)
LENGTHS = (15, 20, 30, 45, 60, 90)


class MeetingForm(TimesForm):
    """How the two meet, and when; a time that is over says that they have talked."""

    rows = 1
    missing = {"mode": gettext_lazy("Choose how you meet.")}
    mode = forms.ChoiceField(
        label=gettext_lazy("How do you meet?"),
        choices=[(value, label.capitalize()) for value, label in MeetingMode.choices],
        widget=forms.RadioSelect,
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long?"),
        coerce=int,
        choices=[(length, gettext_lazy("%d minutes") % length) for length in LENGTHS],
        initial=30,
    )
    where = OneLine(label=gettext_lazy("Link, number or place, if you know it"), max_length=300, required=False)

    def __init__(self, *args: Any, student: Student, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, zone=times.zone(student.zone), now=now, earliest=now - LONGEST_AGO, **kwargs)
        self.student = student
        if is_under_18(student, now):
            self.fields["mode"].help_text = _("Until you are 18, conversations are by phone or video.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_over = bool(self.starts) and self.starts[0] <= self.now
        try:
            check_way("" if is_over else cleaned.get("mode", ""), self.student, self.now)
        except RuleBroken as no:
            self.add_error("mode", str(no))
        return cleaned

    @property
    def meeting(self) -> Meeting:
        said = self.cleaned_data
        return Meeting(
            said["mode"] or MeetingMode.VIDEO, said["minutes"], said["where"], self.starts[0] if self.starts else None
        )


class LogForm(MeetingForm):
    """One arranged elsewhere: where it stands today."""

    missing = MeetingForm.missing | {"state": gettext_lazy("Choose where it stands.")}
    id = forms.UUIDField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("Where does it stand?"),
        choices=[
            (State.DRAFT, gettext_lazy("I have not written to them yet")),
            (State.REQUESTED, gettext_lazy("I wrote to them and wait for an answer")),
            (State.ACCEPTED, gettext_lazy("They said yes; the time is still open")),
            (State.SCHEDULED, gettext_lazy("We have a time, or have talked already")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].required = False  # before there is a time

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needs_time = cleaned.get("state") == State.SCHEDULED
        if needs_time and not cleaned.get("mode"):
            self.add_error("mode", str(self.missing["mode"]))
        if needs_time and not self.has_times:
            self.add_error("day_1", _("Enter when you meet, or when you met."))
        elif "state" in cleaned and not needs_time and self.starts:
            self.add_error("state", _("You entered a time: choose that you have one, or leave the time empty."))
        return cleaned


class AgreedForm(VerbForm, MeetingForm):
    """They said yes, to this time."""

    verb = "agreed"

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        known = {"mode": interview.mode, "minutes": interview.length, "where": interview.where}
        super().__init__(*args, student=interview.student, initial=known, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_times:
            self.add_error("day_1", _("Enter when you meet, or when you met."))
        return cleaned


class MessageForm(CheckedForm, VerbForm):
    """The words for somebody we never write to: the student copies them."""

    verb = "message"
    missing = {"text": gettext_lazy("Write your message.")}
    text = LongText(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Short and specific: who you are, how you came across them, and why them."),
        most=3000,
        rows=10,
    )

    @property
    def goes_out(self) -> bool:
        return "sent" in self.data


class NoForm(VerbForm):
    """The button pressed says which."""

    verb = "no"
    answer = forms.ChoiceField(choices=[("no", ""), ("nothing", "")], widget=forms.HiddenInput)
