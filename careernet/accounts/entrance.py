"""allauth's forms, speaking as ours do: they say what to enter instead of "This field is required."."""

from typing import Any, ClassVar

from allauth.account import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.core.forms import Spoken

ADDRESS = _("Enter your e-mail address, such as name@example.edu.")


class SignIn(Spoken, forms.LoginForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"login": ADDRESS, "password": _("Enter your password, or ask for a code.")}


class Join(Spoken, forms.SignupForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {
        "full_name": _("Enter your name as you would like others to see it."),
        "email": ADDRESS,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].help_text = _(
            "Leave it empty to sign in with a code we mail you. If you want one: at least 10 characters, hard to guess."
        )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Joining with a known address makes no account, but takes as long: hashing the password is what takes time."""
        if self.account_already_exists and self.cleaned_data["password1"]:
            make_password(self.cleaned_data["password1"])
        made: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return made


class AskForCode(Spoken, forms.RequestLoginCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"email": ADDRESS}


class EnterCode(Spoken, forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"code": _("Enter the code from our mail.")}


class ConfirmAddress(Spoken, forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    missing: ClassVar[dict[str, Any]] = {"code": _("Enter the code from our mail.")}
