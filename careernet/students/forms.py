from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.forms import NAMES, full_name, preferred_name, pronouns
from careernet.campus.models import Field, Major, WorkSetting
from careernet.core.forms import Form, Textarea
from careernet.core.shown import Groups
from careernet.students.models import Student
from careernet.students.person import HIDEABLE
from careernet.students.profile import Profile

MAJORS = ("major", "second_major", "third_major")
FACTS = ("class_year", "is_undecided", "work_settings", "introduction")
GROUPS: Groups = {  # with the choices of `HIDEABLE`
    "names": [(("full_name", "preferred_name"), ""), (("pronouns",), "pronouns")],
    "study": [(("class_year",), "class_year"), (MAJORS, "majors")],
    "aims": [(("is_undecided",), ""), (("interests",), "interests"), (("work_settings",), "work_settings")],
    "introduction": [(("introduction",), "introduction")],
}


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


def class_year() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Class year"),
        required=False,
        min_value=1950,
        max_value=2100,
        help_text=gettext_lazy("The year you graduate, such as 2028."),
    )


class ProfileForm(Form):
    marks_optional = False  # the page says what is needed
    missing: ClassVar[dict[str, Any]] = {
        "full_name": gettext_lazy("Enter your name as you would like mentors to see it.")
    }
    full_name = full_name()
    preferred_name = preferred_name(gettext_lazy("How mentors greet you. Empty means your first name."))
    pronouns = pronouns()
    class_year = class_year()
    major = MajorField(
        label=gettext_lazy("Major"),
        required=False,
        help_text=gettext_lazy("Begin to type, then choose from the list. Undecided? Leave it empty."),
    )
    second_major = MajorField(label=gettext_lazy("Second major or minor"), required=False)
    third_major = MajorField(label=gettext_lazy("Another one"), required=False)
    is_undecided = forms.BooleanField(
        label=gettext_lazy("I don’t know yet"),
        required=False,
        help_text=gettext_lazy("A fine answer, beside some of these or instead of them. Mentors don’t see this tick."),
    )
    interests = forms.ModelMultipleChoiceField(
        Field.objects.order_by("name"),
        label=gettext_lazy("Fields I’m curious about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    work_settings = forms.MultipleChoiceField(
        label=gettext_lazy("Where I could see myself"),
        required=False,
        choices=WorkSetting.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    introduction = forms.CharField(
        label=gettext_lazy("30-second introduction"),
        required=False,
        max_length=600,
        widget=Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Who you are, what you study, what you wonder about. Mentors you ask can read it."),
    )
    shown = forms.MultipleChoiceField(required=False, choices=[(choice, choice) for choice in HIDEABLE])

    @classmethod
    def of(cls, student: Student) -> "ProfileForm":
        """The form as it shows what is known."""
        names = [major.name for major in student.majors.order_by("name")[: len(MAJORS)]]
        known = {name: getattr(student.user, name) for name in NAMES}
        known |= {name: getattr(student, name) for name in FACTS}
        known |= {"interests": student.interests.all(), "shown": set(HIDEABLE) - set(student.hidden_fields)}
        return cls(initial=known | dict(zip(MAJORS, names, strict=False)))

    @property
    def profile(self) -> Profile:
        said = self.cleaned_data
        return Profile(
            names={name: said[name] for name in NAMES},
            facts={name: said[name] for name in FACTS},
            majors=list(dict.fromkeys(said[name] for name in MAJORS if said[name])),
            interests=said["interests"],
            shown=said["shown"],
        )


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
