"""What somebody chooses who pauses or stops."""

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form


class StopForm(Form):
    """With calls still to come, what becomes of them; without any there is nothing to choose."""

    KEEP, CANCEL = "keep", "cancel"
    calls = forms.ChoiceField(
        label=_("Your booked calls"),
        choices=[(KEEP, _("Keep them: I still talk with these students")), (CANCEL, _("Call them off"))],
        widget=forms.RadioSelect,
    )
    missing = {"calls": _("Choose what becomes of your booked calls.")}

    def __init__(self, *args: object, has_calls: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not has_calls:
            del self.fields["calls"]

    @property
    def keeps_calls(self) -> bool:
        return self.cleaned_data.get("calls") != self.CANCEL
