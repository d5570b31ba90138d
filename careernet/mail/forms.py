from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import Role
from careernet.campus.models import Policy
from careernet.core.forms import DateField, Form, Textarea
from careernet.mail.models import Preference
from careernet.mail.preferences import Choice

Level = Preference.Level
LONGEST_PAUSE = timedelta(days=366)
EVENING, MORNING = range(17, 24), range(1, 13)  # hours in which quiet may begin and end


class CheckForm(Form):
    missing: ClassVar[dict[str, Any]] = {
        "pasted": gettext_lazy("Paste the number from the end of the mail, or its sender.")
    }
    pasted = forms.CharField(
        label=gettext_lazy("What the mail says"),
        max_length=4000,
        widget=Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The number in its last line is best. The sender’s address or the Message-ID works, too."
        ),
    )


class PreferenceForm(Form):
    """Three ways, and what can be set finer. What each brings is said beside it."""

    marks_optional = False
    missing: ClassVar[dict[str, Any]] = {
        "level": gettext_lazy("Choose one of the three."),
        "updates": gettext_lazy("Choose how you like to hear from them."),
    }
    level = forms.ChoiceField(label=gettext_lazy("How much we write"), choices=Level, widget=forms.RadioSelect)
    letter_day = forms.TypedChoiceField(
        label=gettext_lazy("Day of the weekly letter"), choices=list(WEEKDAYS.items()), coerce=int
    )
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("Quiet from"), coerce=int, empty_value=None, required=False)
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"), coerce=int, empty_value=None, required=False
    )
    wants_last_call = forms.BooleanField(
        label=gettext_lazy("A mail shortly before each conversation, too"),
        required=False,
        help_text=gettext_lazy("Besides the alarm of your calendar, to be ready 15 minutes early."),
    )
    updates = forms.ChoiceField(
        label=gettext_lazy("Word from students you have talked with"),
        choices=[
            (Preference.Updates.AS_THEY_COME, gettext_lazy("As they come, each as a mail of its own")),
            (Preference.Updates.MONTHLY, gettext_lazy("One letter a month with all of them")),
            (Preference.Updates.NEWS, gettext_lazy("Only news: an internship, a job, advice they used")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Thank-yous and messages around a conversation still come as they are written."),
    )
    paused_until = DateField(
        label=gettext_lazy("No reminders until"),
        required=False,
        help_text=gettext_lazy("Reminders begin again on that day. Leave it empty to get them now."),
    )

    def __init__(self, data: Any, *, known: Preference, policy: Policy, today: date, roles: Collection[str]) -> None:
        is_over = known.paused_until is not None and known.paused_until <= today
        chosen = ("level", "letter_day", "quiet_from", "quiet_until", "wants_last_call", "updates")
        initial = {name: getattr(known, name) for name in chosen}
        super().__init__(data, initial={**initial, "paused_until": None if is_over else known.paused_until})
        self.today, self.is_mentor = today, Role.Kind.MENTOR in roles
        fields: Any = self.fields
        fields["quiet_from"].choices = _hours(EVENING, policy.quiet_from)
        fields["quiet_until"].choices = _hours(MORNING, policy.quiet_until)
        if Role.Kind.STUDENT not in roles:
            del self.fields["wants_last_call"]
        if not self.is_mentor:
            del self.fields["updates"]
        fields["paused_until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    def clean_paused_until(self) -> date | None:
        until: date | None = self.cleaned_data["paused_until"]
        if until and until <= self.today:
            raise ValidationError(_("Choose a day that is still to come, or leave it empty."))
        if until and until > self.today + LONGEST_PAUSE:
            raise ValidationError(_("Choose a day within a year. Whoever wants less for longer chooses above."))
        return until

    @property
    def choice(self) -> Choice:
        return Choice(**self.cleaned_data)

    @property
    def levels(self) -> list[tuple[Any, str, tuple[str, str]]]:
        """Each radio button with its name and two lines of what comes."""
        said = {Level.EVERYTHING: _everything(), Level.MOVES: _moves(), Level.WEEKLY: _weekly(self.is_mentor)}
        return [(radio, *said[level]) for radio, level in zip(self["level"], Level, strict=True)]


def _everything() -> tuple[str, tuple[str, str]]:
    return _("Everything"), (
        _("Requests, answers, bookings and changes as they happen, and reminders when something is due."),
        _("At most one reminder a day, besides those around a conversation itself."),
    )


def _moves() -> tuple[str, tuple[str, str]]:
    return _("Only what moves my plans"), (
        _("Requests, answers, bookings and changes as they happen, and the day of a conversation."),
        _("No reminders: what you still have to do is on your page here."),
    )


def _weekly(is_mentor: bool) -> tuple[str, tuple[str, str]]:
    requests = _("New requests wait for it, too; one that has to be answered sooner comes at once.")
    others = _("Answers, bookings, changes and the day of a conversation still come as they happen.")
    return _("One letter a week"), (
        _("On the morning of the day you choose: what waits for you, and what the week brings."),
        requests if is_mentor else others,
    )


def _hours(hours: Collection[int], campus: int) -> list[tuple[Any, str]]:
    usual = _("As on campus: %(hour)s") % {"hour": _hour(campus)}
    return [("", usual), *((hour, _hour(hour)) for hour in hours)]


def _hour(hour: int) -> str:
    return dateformat.format(time(hour), "g A")
