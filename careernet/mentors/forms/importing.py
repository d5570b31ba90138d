"""What the office says about a list of alumni: the file, which column is which, and what holds for all of it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode
from careernet.core import times
from careernet.core.forms import Form
from careernet.mentors.alumni_sheet import NEEDED, Sheet
from careernet.mentors.importer import Terms

LABELS = {
    "last_name": gettext_lazy("Last name"),
    "email": gettext_lazy("E-mail address"),
    "alumni_id": gettext_lazy("Alumni number"),
    "first_name": gettext_lazy("First name"),
    "preferred_name": gettext_lazy("Please call me"),
    "class_year": gettext_lazy("Class year"),
    "majors": gettext_lazy("Majors"),
    "employer": gettext_lazy("Employer"),
    "job_title": gettext_lazy("Job title"),
    "field": gettext_lazy("Field of work"),
    "work_setting": gettext_lazy("Work setting"),
    "employer_size": gettext_lazy("Size of the employer"),
    "in_role_since": gettext_lazy("In this role since"),
    "previous_employer": gettext_lazy("Previous employer"),
    "city": gettext_lazy("City"),
    "region": gettext_lazy("State or region"),
    "country": gettext_lazy("Country"),
    "time_zone": gettext_lazy("Time zone"),
    "topics": gettext_lazy("Can talk about"),
    "modes": gettext_lazy("How to meet"),
    "monthly_cap": gettext_lazy("Most calls a month"),
    "linkedin": gettext_lazy("LinkedIn"),
    "volunteered_on": gettext_lazy("Volunteered on"),
}


class AlumniFileForm(Form):
    LARGEST = 20 * 1024 * 1024

    missing: ClassVar[dict[str, Any]] = {"file": gettext_lazy("Choose the list: a CSV file.")}
    file = forms.FileField(
        label=gettext_lazy("List of alumni"),
        help_text=gettext_lazy("A CSV file of 20 megabytes at most. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 megabytes. Split it."))
        return file


class ColumnsForm(Form):
    """A choice among the file's headings for each of our columns, and three answers for the whole list."""

    marks_optional = False
    agreed = forms.ChoiceField(
        label=gettext_lazy("Have these people agreed to be asked by students?"),
        choices=[
            ("", gettext_lazy("No, invite them: students find nobody before they accept")),
            ("yes", gettext_lazy("Yes, all of them: list them for students at once")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone, where the list says none"))
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("How to meet, where the list says nothing"),
        choices=MeetingMode.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    missing: ClassVar[dict[str, Any]] = {
        "ways": gettext_lazy("Choose at least one way to meet."),
        "last_name": gettext_lazy("Choose the column with the last names."),
        "email": gettext_lazy("Choose the column with the addresses: people sign in with them."),
    }
    field_order = (*LABELS, "agreed", "zone", "ways")

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(place), _choice(sheet, place)) for place, text in enumerate(sheet.headings) if text]
        for name, label in LABELS.items():
            is_needed = name in NEEDED
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", _("Choose a column") if is_needed else _("Not in the list")), *choices],
                required=is_needed,
                error_messages={"required": self.missing.get(name, "")},
            )
        self.order_fields(self.field_order)
        self.fields["zone"].choices = times.zone_choices(self.initial.get("zone", ""))  # type: ignore[attr-defined]

    @property
    def matching(self) -> list[forms.BoundField]:
        return [self[name] for name in LABELS]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self["agreed"], self["zone"], self["ways"]]

    def clean(self) -> None:
        columns = list(self.columns.values())
        for name, place in self.columns.items():
            if columns.count(place) > 1:
                self.add_error(name, _("Another line has the same column. Choose one for each."))

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in LABELS if self.cleaned_data.get(name)}

    @property
    def terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(have_agreed=said["agreed"] == "yes", time_zone=said["zone"], modes=said["ways"])


def _choice(sheet: Sheet, place: int) -> str:
    """The heading, and what stands below it."""
    samples = ", ".join(sheet.samples(place))
    return f"{sheet.headings[place]} ({samples})" if samples else sheet.headings[place]
