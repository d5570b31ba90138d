"""What an advisor says of a class, and the code a student types."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from careernet.core.forms import DateField, Form, OneLine, Textarea
from careernet.courses.actions import ASKED
from careernet.courses.codes import read_code
from careernet.courses.models import MOST, Course, Teacher

MOST_TEACHERS = 10


class CourseForm(Form):
    """Of a new class, or of `course`; `asked` and `teachers` are what the actions take."""

    marks_optional = False

    missing = {
        "name": gettext_lazy("Enter what the class is called."),
        "term": gettext_lazy("Enter the term, as in “Fall 2026”."),
        "expected": gettext_lazy("Enter about how many students will join."),
        "begins_on": gettext_lazy("Enter the day from which on interviews count."),
    }
    name = OneLine(label=gettext_lazy("Name of the class"), max_length=120)
    term = OneLine(label=gettext_lazy("Term"), max_length=60)
    expected = forms.IntegerField(
        label=gettext_lazy("Students you expect"),
        min_value=1,
        max_value=2000,
        help_text=gettext_lazy("To see at once whether mentors have room for so many."),
    )
    begins_on = DateField(
        label=gettext_lazy("Counts from"), help_text=gettext_lazy("What took place before that day doesn’t count.")
    )
    interviews = forms.IntegerField(label=gettext_lazy("Interviews"), min_value=0, max_value=MOST, required=False)
    interviews_by = DateField(label=gettext_lazy("Interviews take place by"), required=False)
    reflections = forms.IntegerField(label=gettext_lazy("Reflections"), min_value=0, max_value=MOST, required=False)
    reflections_by = DateField(label=gettext_lazy("Reflections are handed in by"), required=False)
    teachers = forms.CharField(
        label=gettext_lazy("Who teaches it"),
        help_text=gettext_lazy(
            "E-mail addresses, one a line. They get a mail, and see of this class who is done: names, no texts, and"
            " never with whom."
        ),
        max_length=2000,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"key": uuid.uuid4()}
        if course:
            self.initial = {name: getattr(course, name) or "" for name in ASKED}
            self.initial["teachers"] = "\n".join(course.teachers.order_by("email").values_list("email", flat=True))

    def clean_teachers(self) -> list[str]:
        addresses = [word.lower() for word in re.split(r"[\s,;]+", self.cleaned_data["teachers"]) if word]
        for address in addresses:
            try:
                Teacher._meta.get_field("email").run_validators(address)
            except ValidationError:
                raise ValidationError(_("“%(text)s” is not an e-mail address.") % {"text": address}) from None
        if len(set(addresses)) > MOST_TEACHERS:
            raise ValidationError(_("%(most)d teachers are the most one class can have.") % {"most": MOST_TEACHERS})
        return sorted(set(addresses))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in ("interviews", "reflections"):
            said[name] = said.get(name) or 0
            self._check_day(name)
        if not self.errors and not (said["interviews"] or said["reflections"]):
            self.add_error("interviews", _("Say how many interviews or reflections the class asks for."))
        return said

    def _check_day(self, name: str) -> None:
        said, by = self.cleaned_data, f"{name}_by"
        if not said[name]:
            said[by] = None
        elif by not in self.errors and not said.get(by):
            self.add_error(by, _("Choose the day by which they are due."))
        elif said.get(by) and said.get("begins_on") and said[by] < said["begins_on"]:
            self.add_error(by, _("Choose a day after the one from which on they count."))

    @property
    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKED}


class CodeForm(Form):
    missing = {"code": gettext_lazy("Enter the code your teacher gave you.")}
    code = forms.CharField(
        label=gettext_lazy("Code of the class"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    course: Course

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        found = Course.objects.filter(code=code).select_related("advisor").first()
        if found is None:
            raise ValidationError(_("No class has this code. Compare it letter by letter with what you were given."))
        self.course = found
        return code
