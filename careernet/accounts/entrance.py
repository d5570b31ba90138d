"""allauth's forms, speaking as ours do: they say what to enter instead of "This field is required."."""

from typing import Any, ClassVar

from allauth.account import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.core.forms import Spoken

ADDRESS = _("Enter your e-mail address, such as name@example.edu.")
NEW, AGAIN = _("New password"), _("The same once more")
NEW_PASSWORD, ONCE_MORE = _("Enter the new password."), _("Enter the new password once more.")

# What allauth refuses, in our words; by its own names.
REFUSALS = {
    "account_inactive": _("This account is closed at present. Write to the career office if that is a mistake."),
    "cannot_remove_primary_email": _("This is your main address. Make another one the main address first."),
    "duplicate_email": _("That address is one of yours already."),
    "email_password_mismatch": _("Address and password don’t belong together. Try again, or ask for a code by mail."),
    "enter_current_password": _("That is not the password you have now. Try again, or ask for a new one by mail."),
    "incorrect_code": _("That is not the code. Copy it from the newest mail, or ask for a new one."),
    "incorrect_password": _("That is not your password. Try again, or ask for a new one by mail."),
    "invalid_or_expired_key": _("That link no longer works. Ask for a new one."),
    "invalid_password_reset": _("That link no longer works. Ask for a new one."),
    "max_email_addresses": _("%d addresses are the most one account can have."),
    "too_many_login_attempts": _("That was too often. Wait a few minutes, or ask for a code by mail."),
    "unverified_primary_email": _("Confirm that address first: we send it a code."),
    "same_as_current": _("That is the one you have already. Enter another one."),
    "rate_limited": _("That was too often. Wait a few minutes, then try again."),
}


class Entrance(Spoken):
    """Nothing stands in a box that its label says already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(Entrance, forms.LoginForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"login": ADDRESS, "password": _("Enter your password, or ask for a code.")}


class Join(Entrance, forms.SignupForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {
        "full_name": _("Enter your name as you would like others to see it."),
        "email": ADDRESS,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, email=_("E-mail address"), password1=_("Password"))
        self.fields["password1"].help_text = _(
            "Leave it empty to sign in with a code we mail you. If you want one: at least 10 characters, hard to guess."
        )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Joining with a known address makes no account, but takes as long: hashing the password is what takes time."""
        if self.account_already_exists and self.cleaned_data["password1"]:
            make_password(self.cleaned_data["password1"])
        made: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return made


class AskForCode(Entrance, forms.RequestLoginCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"email": ADDRESS}


class EnterCode(Entrance, forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"code": _("Enter the code from our mail.")}


class ConfirmAddress(Entrance, forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"code": _("Enter the code from our mail.")}


class ChangePassword(Entrance, forms.ChangePasswordForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {
        "oldpassword": _("Enter the password you have now."),
        "password1": NEW_PASSWORD,
        "password2": ONCE_MORE,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, oldpassword=_("The password you have now"), password1=NEW, password2=AGAIN)


class SetPassword(Entrance, forms.SetPasswordForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"password1": NEW_PASSWORD, "password2": ONCE_MORE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, password1=NEW, password2=AGAIN)


class AskForLink(Entrance, forms.ResetPasswordForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"email": ADDRESS}


class TakePassword(Entrance, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"password1": NEW_PASSWORD, "password2": ONCE_MORE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, password1=NEW, password2=AGAIN)


class AddAddress(Entrance, forms.AddEmailForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"email": ADDRESS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, email=_("E-mail address"))


class StillYou(Entrance, forms.ReauthenticateForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"password": _("Enter your password.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields, password=_("Your password"))


def _name(fields: dict[str, Any], **labels: Any) -> None:
    for name, label in labels.items():
        fields[name].label = label
