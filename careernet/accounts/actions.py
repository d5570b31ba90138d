"""What people change about themselves, and who holds which role."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Portrait, Role, User
from careernet.core.rules import RuleBroken


def save_settings(user: User, *, full_name: str, preferred_name: str, pronouns: str, time_zone: str) -> None:
    """How this person is named and on which clock they read times. Theirs alone to change."""
    user.full_name, user.preferred_name, user.pronouns, user.time_zone = full_name, preferred_name, pronouns, time_zone
    user.save(update_fields=["full_name", "preferred_name", "pronouns", "time_zone"])


def choose_zone(user: User, *, time_zone: str) -> None:
    """Whose clock goes by where they are now. A mentor's weekly hours go with it."""
    user.time_zone = time_zone
    user.save(update_fields=["time_zone"])


def owner_of(address: str) -> User | None:
    """Whose address this is: of whoever proved it; else of an account that nobody has proven to own yet."""
    proven = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    if proven:
        return cast(User, proven.user)
    user = User.objects.alias(lower=Lower("email")).filter(lower=address).first()
    return user if user and not _is_proven(user) else None


def believe_campus(user: User, *, addresses: Collection[str], full_name: str) -> User:
    """Take the campus's word for somebody's addresses; its name for them fills an empty one, and no other."""
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if addresses and not _is_proven(user):
            _forget_who_began(user)
        for address in addresses:
            _prove(user, address)
        if full_name and not user.full_name:
            user.full_name = full_name
            user.save(update_fields=["full_name"])
    return user


def _is_proven(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


def _forget_who_began(user: User) -> None:
    """Anybody can begin to join with an address of somebody else: their password and name go once its owner comes."""
    user.set_unusable_password()
    if EmailAddress.objects.filter(user=user).exists() and not user.roles.exists():
        user.full_name = ""
    user.save(update_fields=["password", "full_name"])


def _prove(user: User, address: str) -> None:
    """Record a proven address, unless somebody else proved it before."""
    if EmailAddress.objects.filter(email=address, verified=True).exists():
        return
    is_first = not EmailAddress.objects.filter(user=user, primary=True).exists()
    EmailAddress.objects.update_or_create(
        user=user, email=address, defaults={"verified": True}, create_defaults={"verified": True, "primary": is_first}
    )


def set_portrait(user: User, *, image: bytes, now: datetime) -> None:
    """Put this photo in the place of the one before, which is gone for good."""
    with transaction.atomic():
        _take_portrait(user)
        user.portrait = Portrait.objects.create(image=image, made_at=now)
        user.save(update_fields=["portrait"])


def remove_portrait(user: User) -> None:
    with transaction.atomic():
        _take_portrait(user)


def _take_portrait(user: User) -> None:
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Portrait.objects.filter(user=locked).delete()
    user.portrait = None


def grant_role(user: User, kind: str, *, by: User | None, now: datetime) -> Role:
    """Give somebody a role, on record; the office role opens the admin as well.

    `by` is None for a command, and where the rules themselves give it.
    """
    with transaction.atomic():
        role, is_new = Role.objects.get_or_create(user=user, kind=kind, defaults={"granted_by": by, "granted_at": now})
        if is_new:
            _open_admin(user, kind, is_open=True)
            _record("granted role", user, kind, by, now)
    return role


def revoke_role(role: Role, *, by: User, now: datetime) -> None:
    """Take a role away, on record. Nobody takes the office from themselves, so that somebody always has the key.

    An advisor's students are handed over first, so that nobody's work waits for nobody.
    """
    if role.kind == Role.Kind.OFFICER and role.user == by:
        raise RuleBroken(_("You can't take the office role from yourself. Ask a colleague to do it."))
    if role.kind == Role.Kind.ADVISOR and role.user.advised_students.exists():
        raise RuleBroken(
            _("%(name)s still has students. Hand them over under “People who leave” first.") % {"name": role.user}
        )
    with transaction.atomic():
        role.delete()
        _open_admin(role.user, role.kind, is_open=False)
        _record("revoked role", role.user, role.kind, by, now)


def forget_second_factors(user: User, *, by: User, now: datetime) -> None:
    """Take somebody's passkeys, app and recovery codes off, on record: what helps whoever lost their phone.

    Nobody does it for themselves, or a session left open on somebody's desk would be enough.
    """
    if user == by:
        raise RuleBroken(_("You can't take off your own second factors here. Ask a colleague to do it."))
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        AuditEvent.objects.create(
            at=now, by=by, about=user, verb="forgot second factors", object_type="account", object_id=str(user.pk)
        )


def _open_admin(user: User, kind: str, *, is_open: bool) -> None:
    user.__dict__.pop("role_kinds", None)  # read again: it has just changed
    if kind == Role.Kind.OFFICER:
        user.is_staff = is_open
        user.save(update_fields=["is_staff"])


def _record(verb: str, user: User, kind: str, by: User | None, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now, by=by, about=user, verb=verb, object_type="role", object_id=str(user.pk), data={"role": kind}
    )
