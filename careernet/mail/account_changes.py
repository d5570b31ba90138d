"""What happened to somebody's account, told to them at once: whoever it was not notices it, and knows what to do.

No page of ours switches these off. They say that something changed and when, never a code, a reason or an address of
the network it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.mail import kinds
from careernet.mail.actions import compose, queue


@dataclass(frozen=True)
class Change:
    """One occasion; `said` may name what its context brings. `way_out` is what to do if it was not them."""

    subject: StrOrPromise
    said: StrOrPromise
    way_out: StrOrPromise


LOOK = _(
    "If it was not you: sign in with a code by mail, end every session you don’t know under “Where you’re signed in”, "
    "choose a new password, and write to us."
)
CANT = _("If it was not you, somebody else may have been at your account. Write to us today: a person reads it.")
ASK = _("If you think this is a mistake, or want to tell your side, reply to this mail: a person reads it.")

CHANGES = {
    "password_changed": Change(_("Your password was changed"), _("Your account has a new password."), LOOK),
    "password_set": Change(_("Your account has a password now"), _("A password was set for your account."), LOOK),
    "password_reset": Change(
        _("Your password was changed"), _("Your account has a new password, chosen by way of a link in a mail."), LOOK
    ),
    "email_changed": Change(
        _("Our mails go to another address now"), _("Our mails go to %(to_email)s from now on, no longer here."), CANT
    ),
    "email_deleted": Change(
        _("An address was taken off your account"), _("%(deleted_email)s no longer opens your account."), LOOK
    ),
    "totp_activated": Change(
        _("An authenticator app was added"), _("An authenticator app is a second step to your account now."), LOOK
    ),
    "totp_deactivated": Change(
        _("Your authenticator app was taken off"), _("Your account asks for no code of an app any more."), LOOK
    ),
    "recovery_codes_generated": Change(
        _("New recovery codes were made"), _("Your account has new recovery codes; older ones open it no more."), LOOK
    ),
    "webauthn_added": Change(_("A passkey was added"), _("A new passkey opens your account."), LOOK),
    "webauthn_removed": Change(
        _("A passkey was taken off"), _("One of your passkeys opens your account no more."), LOOK
    ),
    "account_connected": Change(
        _("Your campus account was connected"), _("Your campus account opens your account here from now on."), LOOK
    ),
    "account_disconnected": Change(
        _("Your campus account was taken off"), _("Your campus account opens your account here no more."), LOOK
    ),
    "second_steps_off": Change(
        _("Your passkeys and authenticator app were taken off"),
        _(
            "The career office has taken all passkeys, authenticator apps and recovery codes off your account, as "
            "for somebody whose phone is lost. A code by mail lets you in to set up new ones."
        ),
        CANT,
    ),
    "suspended": Change(
        _("Your account is closed for now"),
        _(
            "The career office has closed your account for the time being. You can’t sign in, nobody can ask you or be "
            "asked by you, and what you had arranged here has ended. What you wrote is kept."
        ),
        ASK,
    ),
    "erased": Change(
        _("Your account is deleted"),
        _(
            "As you asked, your account and what you wrote are gone, and nobody can bring them back. Those who talked "
            "with you keep the day of it, without your name or your words. This is the last mail from us."
        ),
        CANT,
    ),
    "reinstated": Change(
        _("Your account is open again"),
        _("You can sign in as before. What ended meanwhile has to be arranged anew."),
        _("If something is not as you left it, reply to this mail."),
    ),
}

TELLS = kinds.register(kinds.Kind("accounts.changes", "sign_in", 1))


def tell(
    user: User,
    name: str,
    *,
    address: str = "",
    about: Mapping[str, Any] | None = None,
    can_sign_in: bool = True,
    now: datetime,
) -> None:
    """`address` where it is not the one the account has now; `about` is what the words name."""
    change, policy = CHANGES[name], Policy.current()
    here = times.zone(user.time_zone)
    context = {
        "heading": change.subject,
        "said": str(change.said) % (about or {}),
        "way_out": change.way_out,
        "when": f"{times.day_long(now, here, now)}, {times.time_of_day(now, here)}, {times.zone_label(here, now)}",
        "office": policy.office,
        "office_email": policy.office_email,
        "security": f"{settings.SITE_URL}{reverse('accounts:settings')}",
        "can_sign_in": can_sign_in,
    }
    queue(
        compose(
            kind=TELLS.name,
            key=f"accounts.{name}:{uuid4()}",
            to=user if address in ("", user.email) else address,
            template="accounts/change",
            context=context,
            now=now,
            from_name=policy.office,
            reply_to=policy.office_email,
        )
    )
