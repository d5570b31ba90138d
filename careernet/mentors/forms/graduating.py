"""What a student types who graduates: the address that stays, and perhaps what they do next, as a mentor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.mentors.forms.joining import NOT_AGREED, DetailsForm


class GraduationForm(DetailsForm):
    address = forms.ChoiceField(label=gettext_lazy("Where our mails reach you from now on"), choices=[])
    becomes_mentor = forms.BooleanField(
        label=gettext_lazy("Students may ask me, too: make me a mentor"),
        required=False,
        help_text=gettext_lazy("What you fill in below is what they see. You can pause or stop whenever you like."),
    )
    agrees = forms.BooleanField(label=gettext_lazy("I agree to this code of conduct"), required=False)
    missing = {"address": gettext_lazy("Choose the address you keep.")}
    marks_optional = False
    field_order = ("address", "becomes_mentor", *(DetailsForm.field_order or ()), "agrees")

    def __init__(self, *args: Any, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].choices = [(address, address) for address in addresses]  # type: ignore[attr-defined]
        self.fields["job_title"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("becomes_mentor"):
            return cleaned
        if not cleaned.get("job_title") and "job_title" not in self.errors:
            self.add_error("job_title", _("Enter what you do or will do, such as “Research assistant”."))
        if not cleaned.get("agrees"):
            self.add_error("agrees", NOT_AGREED)
        return cleaned
