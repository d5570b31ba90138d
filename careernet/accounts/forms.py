from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User


class SignupForm(forms.Form):
    """What joining asks for besides the address allauth asks for."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Enter your name as you would like others to see it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("full_name", "email")

    def signup(self, request: object, user: User) -> None:
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])
