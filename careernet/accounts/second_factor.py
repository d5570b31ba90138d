"""Passkeys, authenticator apps and recovery codes, as far as careernet has rules for them."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy as _

from careernet.accounts.models import Role, User


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Set up another one first, then this one can go."
        ),
        "incorrect_code": _("That is not the code of this moment. Wait for the next one and type it."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever needs a second factor keeps one."""
        user = authenticator.user
        is_needed = user.is_superuser or user.roles.filter(kind__in=Role.GUARDED).exists()
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        has_another = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_another or not (settings.SECOND_FACTOR_REQUIRED and is_needed)

    def get_totp_issuer(self) -> str:
        return "careernet"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - as allauth says it
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("My passkey") if number == 1 else gettext("My passkey %(number)d") % {"number": number}
