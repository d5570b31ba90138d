from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.campus.models import AcademicPeriod
from careernet.core.forms import DateField, ModelForm


class PeriodForm(ModelForm):
    """A stretch of the academic calendar."""

    missing: ClassVar[dict[str, Any]] = {
        "kind": _("Say whether this is a term, a break or a closure."),
        "name": _("Enter a name, such as Fall 2026."),
        "starts_on": _("Enter the first day."),
        "ends_on": _("Enter the last day."),
    }
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))

    class Meta:
        model = AcademicPeriod
        fields = ("kind", "name", "starts_on", "ends_on")
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = AcademicPeriod.Kind.choices  # type: ignore[attr-defined]  # no empty one
        self.fields["kind"].help_text = _("Waiting stands still in breaks and closures.")
