"""Something went wrong."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from careernet.core.forms import Form
from careernet.interviews.forms.fields import LongText
from careernet.interviews.models import Report


class ReportForm(Form):
    missing = {"kind": gettext_lazy("Choose what comes closest.")}
    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("What comes closest?"), widget=forms.RadioSelect)
    text = LongText(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("What happened, and what would help you now. You need not write anything."),
        most=3000,
        rows=7,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, capfirst(label)) for kind, label in Report.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
