"""What the staff type about a report: each step has its reason, which stays on record."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form, Textarea


class ReasonForm(Form):
    """`verb` tells the forms of one page apart."""

    missing: ClassVar[dict[str, Any]] = {"reason": _("Say why. It stays on record.")}
    reason = forms.CharField(label=_("Why?"), help_text=_("Stays on record, with your name."), max_length=300)

    def __init__(self, *args: Any, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{verb}_%s", **kwargs)
        self.verb = verb


class OutcomeForm(Form):
    missing: ClassVar[dict[str, Any]] = {"outcome": _("Say what the office did. It stays with the report.")}
    verb = "close"
    outcome = forms.CharField(
        label=_("What the office did"),
        help_text=_("For your colleagues, should there be another report one day."),
        max_length=500,
        widget=Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="close_%s", **kwargs)
