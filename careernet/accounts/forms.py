from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.accounts import portraits
from careernet.accounts.models import User
from careernet.core import times
from careernet.core.forms import Form, OneLine

NAMES = ("full_name", "preferred_name", "pronouns")  # columns of User; each form that asks for one has it from here


def full_name(**said: Any) -> OneLine:
    widget = forms.TextInput(attrs={"autocomplete": "name"})
    return OneLine(label=_("Your name"), max_length=150, widget=widget, **said)


def preferred_name(help_text: Any = "") -> OneLine:
    widget = forms.TextInput(attrs={"autocomplete": "nickname"})
    return OneLine(label=_("Please call me"), max_length=80, required=False, widget=widget, help_text=help_text)


def pronouns(help_text: Any = "") -> OneLine:
    return OneLine(label=_("Pronouns"), max_length=40, required=False, help_text=help_text)


class SignupForm(forms.Form):
    """What joining asks for besides the address allauth asks for."""

    full_name = full_name(error_messages={"required": _("Enter your name as you would like others to see it.")})
    field_order = ("full_name", "email")

    def signup(self, request: object, user: User) -> None:
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])


class SettingsForm(Form):
    """How a person is named, and the clock they read times on."""

    missing: ClassVar[dict[str, Any]] = {"full_name": _("Enter your name as you would like others to see it.")}
    full_name = full_name()
    preferred_name = preferred_name(_("How pages and mails greet you. Empty means your first name."))
    pronouns = pronouns(_("As you would like people to speak of you."))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("All times are shown on this clock. If you are a mentor, your weekly hours go by it too."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        known = {name: getattr(user, name) for name in (*NAMES, "time_zone")}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["time_zone"].choices = times.zone_choices(including=user.time_zone)  # type: ignore[attr-defined]


class ZoneForm(Form):
    """The answer to "You seem to be in Chicago. Show Chicago times?"."""

    ALWAYS, NO = "always", "no"
    time_zone = forms.CharField(max_length=64, validators=[times.validate_zone])
    answer = forms.ChoiceField(choices=[(ALWAYS, ALWAYS), (NO, NO)])


class PhotoForm(Form):
    """Cleans to the picture we keep."""

    missing: ClassVar[dict[str, Any]] = {"photo": _("Choose a photo from your device.")}
    photo = forms.FileField(
        label=_("Choose a photo"),
        help_text=_("A JPEG, PNG or WebP of up to 10 megabytes. We keep a small square cut from its middle."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def clean_photo(self) -> bytes:
        uploaded = self.cleaned_data["photo"]
        try:
            return portraits.square(uploaded, uploaded.size)
        except portraits.Unusable as reason:
            raise forms.ValidationError(str(reason)) from reason


class DeleteForm(Form):
    missing: ClassVar[dict[str, Any]] = {"is_sure": _("Tick that you know it, or keep your account.")}
    is_sure = forms.BooleanField(label=_("I know that this can't be taken back"))
