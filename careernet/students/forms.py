from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Field, Major
from careernet.core.forms import Form, Textarea
from careernet.students.models import Student

MAJORS = ("major", "second_major", "third_major")


class MajorField(forms.CharField):
    """A major by its name, typed or taken from the page's `<datalist id="majors">`; cleans to a `Major` or None."""

    widget = forms.TextInput(attrs={"list": "majors", "autocomplete": "off"})

    def clean(self, value: Any) -> Major | None:
        name = super().clean(value)
        if not name:
            return None
        major = Major.objects.filter(name__iexact=name).first()
        if major is None:
            raise forms.ValidationError(_("“%(name)s” is not on our list. Choose a major from it.") % {"name": name})
        return major


class ProfileForm(Form):
    missing: ClassVar[dict[str, Any]] = {}
    class_year = forms.IntegerField(
        label=gettext_lazy("Class year"),
        required=False,
        min_value=1950,
        max_value=2100,
        help_text=gettext_lazy("The year you graduate, such as 2028."),
    )
    major = MajorField(
        label=gettext_lazy("Major"),
        required=False,
        help_text=gettext_lazy("Begin to type, then choose from the list. Undecided? Leave it empty."),
    )
    second_major = MajorField(label=gettext_lazy("Second major or minor"), required=False)
    third_major = MajorField(label=gettext_lazy("Another one"), required=False)
    interests = forms.ModelMultipleChoiceField(
        Field.objects.order_by("name"),
        label=gettext_lazy("Fields I’m curious about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    introduction = forms.CharField(
        label=gettext_lazy("30-second introduction"),
        required=False,
        max_length=600,
        widget=Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Who you are, what you study, what you wonder about. Mentors you ask can read it."),
    )

    @classmethod
    def of(cls, student: Student) -> "ProfileForm":
        """The form as it shows what is known."""
        names = [major.name for major in student.majors.order_by("name")[: len(MAJORS)]]
        known = {
            "class_year": student.class_year,
            "interests": student.interests.all(),
            "introduction": student.introduction,
        }
        return cls(initial=known | dict(zip(MAJORS, names, strict=False)))

    @property
    def majors(self) -> list[Major]:
        """What was chosen, each once."""
        chosen = [self.cleaned_data[name] for name in MAJORS if self.cleaned_data[name]]
        return list(dict.fromkeys(chosen))


class RosterForm(Form):
    """A list of students, as the registrar gives it out."""

    LARGEST = 20 * 1024 * 1024

    missing: ClassVar[dict[str, Any]] = {"file": gettext_lazy("Choose the list: a CSV file.")}
    file = forms.FileField(
        label=gettext_lazy("List of students"),
        help_text=gettext_lazy("A CSV file in UTF-8. Nothing is written yet: you see first what it would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 megabytes. Split it."))
        return file
