"""How our forms speak: a missing answer is asked for in words, optional ones are marked, nothing wears an asterisk.

`Meta`-free conventions, drawn by `core/fields.py`:

    class Ask(Form):
        missing = {"goal": _("Enter what you hope to learn.")}
        goal = forms.CharField(label=_("What do you hope to learn?"))
"""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from careernet.core.text import one_line


class Spoken:
    """Mixed into `Form` and `ModelForm`."""

    missing: ClassVar[dict[str, Any]] = {}  # field name → what to do about an empty answer
    marks_optional = True  # "(optional)" after the labels; off for filters, where everything is
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = str(field.label or name.replace("_", " "))
            if isinstance(field, forms.TypedChoiceField):  # a model's words stand inside sentences; here they begin one
                choices: Any = field.choices
                field.choices = [(value, capfirst(str(label))) for value, label in choices]
            field.error_messages["required"] = self.missing.get(name, _("Fill in “%(label)s”.") % {"label": label})


class OneLine(forms.CharField):
    """A name and the like, which ends up in the heading of a mail: whatever is pasted, it stays one line."""

    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value) or "")


class Textarea(forms.Textarea):
    """Browsers count a line break as one character and send two; what fits on the page has to fit here."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


class DateField(forms.DateField):
    """A day, by the browser's own picker. `attrs` go to the input, such as its `min` and `max`.

    A year that is a slip (0026, or 9999 for "never") is refused: nobody can count on from the last day there is.
    """

    YEARS = range(1900, 2200)
    default_error_messages = {
        "invalid": gettext_lazy("Enter the date as in 2026-11-24."),
        "year": gettext_lazy("Check the year of this date."),
    }

    def __init__(self, *, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"} | (attrs or {})))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and day.year not in self.YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        return day


class ClockField(forms.TimeField):
    """A time of day, as the browser's own picker gives it or as people type it."""

    default_error_messages = {"invalid": gettext_lazy("Enter the time as in 3:30 PM.")}

    def __init__(self, *, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"} | (attrs or {}))
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"], **kwargs)


class Form(Spoken, forms.Form):
    pass


class ModelForm(Spoken, forms.ModelForm):  # type: ignore[type-arg]
    pass


def render_form(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page with its form: 422 once the form has been found wrong, so that htmx and people both notice."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
