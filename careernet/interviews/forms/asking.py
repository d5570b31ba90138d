"""The composer, and what of it is kept as a draft."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode, Policy
from careernet.core import times
from careernet.core.forms import OneLine
from careernet.guides.checked import CheckedForm, stops
from careernet.interviews import picker
from careernet.interviews.actions import MOST_TIMES, Ask
from careernet.interviews.checks import check
from careernet.interviews.forms.fields import LongText, TimesForm
from careernet.interviews.ways import is_under_18, ways_at_once, ways_to_meet
from careernet.mentors.models import Mentor
from careernet.students.models import Student

MOST_LETTERS = 3000  # of a message
FEWEST_DIGITS = 5  # of a number somebody can call


def earliest(mentor: Mentor, policy: Policy, now: datetime) -> datetime:
    """From when on a student may suggest times, so that the mentor can answer before."""
    return now + max(timedelta(hours=mentor.hours_ahead), timedelta(days=policy.answer_days))


class AskForm(CheckedForm, TimesForm):
    """The composer: one free time, or up to three the student suggests; with `books` a free time to book at once."""

    missing = {
        "mode": gettext_lazy("Choose how you would like to meet."),
        "hope_to_learn": gettext_lazy("Enter what you hope to learn."),
        "message": gettext_lazy("Write your message."),
    }
    checked = "message"
    id = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.CharField(required=False, widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=gettext_lazy("How would you like to meet?"), widget=forms.RadioSelect)
    student_phone = OneLine(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    hope_to_learn = LongText(
        label=gettext_lazy("What I hope to learn"),
        help_text=gettext_lazy("One or two sentences; it is the first thing that is read."),
        most=600,
        rows=3,
    )
    message = LongText(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Short and specific: who you are, how you came across them, and why them."),
        most=MOST_LETTERS,
        rows=9,
    )
    is_first = forms.BooleanField(label=gettext_lazy("This is my first one; please say so"), required=False)
    wants_look = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        mentor: Mentor,
        student: Student,
        policy: Policy,
        now: datetime,
        books: bool = False,
        **kwargs: Any,
    ) -> None:
        self.books, self.needs_time = books, mentor.booking != Mentor.Booking.WRITE
        self.rows, self.length = 0 if books else MOST_TIMES, timedelta(minutes=mentor.length)
        around: dict[str, Any] = {"zone": times.zone(student.zone), "now": now}
        reads = partial(check, kind="request", student=student, host=mentor)
        super().__init__(*args, reads=reads, earliest=earliest(mentor, policy, now), **around, **kwargs)
        ways = ways_at_once(mentor, student, policy, now) if books else ways_to_meet(mentor, student, now)
        self.fields["mode"].choices = [  # type: ignore[attr-defined]
            (mode, label.capitalize()) for mode, label in MeetingMode.choices if mode in ways
        ]
        if books or MeetingMode.PHONE not in ways:
            del self.fields["student_phone"]
        else:
            name = {"name": mentor.user.short_name}
            self.fields["student_phone"].label = _("Your number, if %(name)s may call you") % name
            self.fields["student_phone"].help_text = (
                _("Shown to %(name)s for this call alone, after a yes. Leave it empty and it is you who calls.") % name
            )
        look = self.fields["wants_look"]
        look.label = _("Could my advisor look first?") if student.advisor_id else _("Could an advisor look first?")
        look.help_text = _("It waits for that %(days)d working days at most, and holds no time until then.") % {
            "days": policy.look_goes_on
        }
        if is_under_18(student, now):
            self.fields["mode"].help_text = _("Until you are 18, conversations are by phone or video.")

    def clean_student_phone(self) -> str:
        number: str = self.cleaned_data["student_phone"]
        if self.cleaned_data.get("mode") != MeetingMode.PHONE:
            return ""
        if number and sum(sign.isdigit() for sign in number) < FEWEST_DIGITS:
            raise forms.ValidationError(_("Enter a number that can be called, or leave it empty."))
        return number

    def clean_slot(self) -> datetime | None:
        typed = self.cleaned_data["slot"]
        start = picker.read(typed)
        if typed and start is None:
            raise forms.ValidationError(_("Choose one of the times shown."))
        return start

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("slot") and self.spans:
            self.add_error("day_1", _("Keep the time you chose or suggest others, not both."))
        elif self.needs_time and not cleaned.get("slot") and not self.has_times and "slot" not in self.errors:
            self._ask_for_time()
        if stop := stops(cleaned.get("hope_to_learn", ""), means_it=cleaned["means_it"]):
            self.add_error("hope_to_learn", stop)
        return cleaned

    def _ask_for_time(self) -> None:
        if self.books:
            self.add_error("slot", _("Choose one of the times shown."))
        else:
            self.add_error("day_1", _("Suggest at least one time."))

    @property
    def ask(self) -> Ask:
        said = self.cleaned_data
        return Ask(
            mode=said["mode"],
            hope_to_learn=said["hope_to_learn"],
            message=said["message"],
            is_first=said["is_first"],
            student_phone=said.get("student_phone", ""),
            slot=said["slot"],
            proposed=self.spans,
            books=self.books,
            wants_look=said["wants_look"],
        )


class DraftForm(AskForm):
    """What was written so far: anything may be missing, and a time that can't be read yet is left out."""

    WRITTEN = ("id", "mode", "student_phone", "hope_to_learn", "message", "is_first", "wants_look")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = self.now
        for field in self.fields.values():
            field.required = field is self.fields["id"]

    def clean_slot(self) -> datetime | None:
        return picker.read(self.cleaned_data["slot"])

    def clean(self) -> dict[str, Any]:
        TimesForm.clean(self)
        for name in set(self.errors) - set(self.WRITTEN):
            del self.errors[name]
        self.cleaned_data["mode"] = self.cleaned_data.get("mode") or self.fields["mode"].choices[0][0]  # type: ignore[attr-defined]
        return self.cleaned_data
