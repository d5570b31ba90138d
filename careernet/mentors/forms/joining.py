"""What somebody types who becomes a mentor: the application, and the three first steps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Major, MeetingMode, WorkSetting
from careernet.core import times
from careernet.core.forms import ClockField, Form, ModelForm, Textarea
from careernet.core.times import END_OF_DAY
from careernet.mentors.forms.fields import MajorsField, country_code, past_year
from careernet.mentors.forms.hours import WEEKDAYS
from careernet.mentors.models import Mentor
from careernet.mentors.slots import Window

WORK = ("job_title", "employer", "field", "work_setting")
PLACE = ("city", "region", "country")


class DetailsForm(ModelForm):
    """Who somebody is to a student: work, study, place."""

    majors_studied = MajorsField(
        label=gettext_lazy("What you studied"),
        required=False,
        help_text=gettext_lazy("One major a line."),
        widget=Textarea(attrs={"rows": 2}),
    )
    missing = {"job_title": gettext_lazy("Enter what you do, such as “Battery chemist”.")}

    class Meta:
        model = Mentor
        fields: tuple[str, ...] = (*WORK, "class_year", *PLACE)
        help_texts = {"country": gettext_lazy("Two letters, such as US.")}

    field_order: tuple[str, ...] = (*WORK, "class_year", "majors_studied", *PLACE)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        if self.instance.pk and not self.instance._state.adding:
            self.initial["majors_studied"] = [major.name for major in self.instance.majors.all()]
        self.fields["job_title"].required = True
        self.fields["field"].empty_label = _("Not said")  # type: ignore[attr-defined]
        setting = self.fields["work_setting"]
        setting.choices = [("", _("Not said")), *WorkSetting.choices]  # type: ignore[attr-defined]

    def clean_class_year(self) -> int | None:
        return past_year(self.cleaned_data["class_year"], self.year)

    def clean_country(self) -> str:
        return country_code(self.cleaned_data["country"])

    @property
    def majors(self) -> list[Major]:
        return list(self.cleaned_data["majors_studied"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the action takes: columns of Mentor by name."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


NOT_AGREED = gettext_lazy("Please read the code of conduct, and tick that you agree to it.")


def _agreement() -> forms.BooleanField:
    return forms.BooleanField(label=gettext_lazy("I agree to this code of conduct"))


class WelcomeForm(DetailsForm):
    """First step, for somebody who has not agreed to the code of conduct yet."""

    agrees = _agreement()
    missing = {**DetailsForm.missing, "agrees": NOT_AGREED}


class ApplicationForm(DetailsForm):
    application = forms.CharField(
        label=gettext_lazy("Why would you like to talk with students?"),
        max_length=1000,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Two or three sentences. Only the career office reads them."),
    )
    agrees = _agreement()
    missing = {
        **DetailsForm.missing,
        "agrees": NOT_AGREED,
        "application": gettext_lazy("Enter in a sentence or two why you would like to talk with students."),
        "kind": gettext_lazy("Choose what you are to the college."),
    }

    class Meta(DetailsForm.Meta):
        fields = ("kind", *DetailsForm.Meta.fields)
        widgets = {"kind": forms.RadioSelect}
        labels = {"kind": gettext_lazy("You are")}

    field_order = ("kind", *DetailsForm.field_order, "application", "agrees")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]


KINDS = [
    (Mentor.Kind.ALUM.value, gettext_lazy("An alum")),
    (Mentor.Kind.PARENT.value, gettext_lazy("A parent of a student or an alum")),
    (Mentor.Kind.EMPLOYER.value, gettext_lazy("An employer")),
    (Mentor.Kind.FACULTY.value, gettext_lazy("Faculty or staff")),
]


class HowForm(ModelForm):
    """Second step: how to talk."""

    marks_optional = False
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How you like to talk"), choices=MeetingMode.choices, widget=forms.CheckboxSelectMultiple
    )
    missing = {
        "modes": gettext_lazy("Choose at least one way to meet."),
        "calls_a_month": gettext_lazy("Enter how many calls a month you would take at most."),
    }

    class Meta:
        model = Mentor
        fields = ("modes", "length", "calls_a_month")
        widgets = {"length": forms.RadioSelect}
        labels = {"length": gettext_lazy("How many minutes")}
        help_texts = {
            "calls_a_month": gettext_lazy("Once they are taken, nobody can ask you until the next month."),
        }


class WhenForm(Form):
    """Third step: either students write, or they pick from hours on some days of the week."""

    marks_optional = False
    how = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (Mentor.Booking.WRITE, gettext_lazy("Students write to me; I take a time they name or propose others")),
            (Mentor.Booking.ASK, gettext_lazy("Students pick a time from hours I give every week, and ask me first")),
            (Mentor.Booking.INSTANT, gettext_lazy("Students book a time from those hours directly")),
        ],
        widget=forms.RadioSelect,
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Your time zone"))
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    start = ClockField(label=gettext_lazy("From"), required=False)
    end = ClockField(label=gettext_lazy("To"), required=False)
    missing = {"how": gettext_lazy("Choose one of these. You can change it whenever you like.")}

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = times.zone_choices(including=zone)  # type: ignore[attr-defined]
        self.fields["time_zone"].error_messages["invalid_choice"] = _("Choose one of the time zones in the list.")
        self.initial.setdefault("time_zone", zone)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("how") in (None, Mentor.Booking.WRITE):
            return cleaned
        if not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _("Choose at least one day, or let students write to you."))
        for name, words in (("start", _("Enter when these hours begin.")), ("end", _("Enter when they end."))):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        if not self.errors and self._minutes[0] >= self._minutes[1]:
            self.add_error("end", _("This ends before it begins. Put the earlier time first."))
        return cleaned

    @property
    def windows(self) -> tuple[Window, ...]:
        """The weekly hours; none where students write."""
        if self.cleaned_data["how"] == Mentor.Booking.WRITE:
            return ()
        return tuple(Window(day, *self._minutes) for day in self.cleaned_data["days"])

    @property
    def _minutes(self) -> tuple[int, int]:
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return start.hour * 60 + start.minute, end.hour * 60 + end.minute or END_OF_DAY


class NotNowForm(Form):
    """What the office adds to its kind no."""

    words = forms.CharField(
        label=gettext_lazy("Add a line of your own"),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
    )
