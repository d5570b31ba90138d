from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import User
from careernet.core.forms import Form, OneLine


class AccountField(forms.EmailField):
    """Somebody by an address of theirs; cleans to a `User`."""

    def clean(self, value: Any) -> User:
        address = super().clean(value).lower()
        owners = EmailAddress.objects.filter(email=address).order_by("-verified").values("user")
        by_account = User.objects.alias(lower=Lower("email")).filter(lower=address).first()
        user = by_account or User.objects.filter(pk__in=owners[:1]).first()
        if user is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        return user


class PairForm(Form):
    """Which two accounts are one person."""

    missing: ClassVar[dict[str, Any]] = {
        "keep": gettext_lazy("Enter the address of the account that stays."),
        "other": gettext_lazy("Enter the address of the account that goes."),
    }
    keep = AccountField(
        label=gettext_lazy("The account that stays"),
        help_text=gettext_lazy("An address of it. Name, password and settings of this one stay."),
    )
    other = AccountField(
        label=gettext_lazy("The account that goes"), help_text=gettext_lazy("Everything in it moves to the other one.")
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("keep") and typed.get("keep") == typed.get("other"):
            self.add_error("other", _("Both addresses are of one account already."))
        return typed


class MergeForm(Form):
    missing: ClassVar[dict[str, Any]] = {
        "reason": gettext_lazy("Say how you know that this is one person."),
        "are_one": gettext_lazy(
            "Their names have no word in common. Look again, and tick the box if they are one person."
        ),
    }
    reason = OneLine(
        label=gettext_lazy("How do you know that this is one person?"),
        max_length=300,
        help_text=gettext_lazy("It stands on record beside your name."),
    )
    are_one = forms.BooleanField(
        label=gettext_lazy("The names have no word in common. They are one person all the same."),
    )

    def __init__(self, *args: Any, asks_again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_again:
            del self.fields["are_one"]
