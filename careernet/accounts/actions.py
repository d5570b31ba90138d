"""What people change about themselves, and who holds which role."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Role, User
from careernet.core.rules import RuleBroken


def save_settings(user: User, *, full_name: str, preferred_name: str, pronouns: str, time_zone: str) -> None:
    """How this person is named and on which clock they read times. Theirs alone to change."""
    user.full_name, user.preferred_name, user.pronouns, user.time_zone = full_name, preferred_name, pronouns, time_zone
    user.save(update_fields=["full_name", "preferred_name", "pronouns", "time_zone"])


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
    """Take a role away, on record. Nobody takes the office from themselves, so that somebody always has the key."""
    if role.kind == Role.Kind.OFFICER and role.user == by:
        raise RuleBroken(_("You can't take the office role from yourself. Ask a colleague to do it."))
    with transaction.atomic():
        role.delete()
        _open_admin(role.user, role.kind, is_open=False)
        _record("revoked role", role.user, role.kind, by, now)


def _open_admin(user: User, kind: str, *, is_open: bool) -> None:
    user.__dict__.pop("role_kinds", None)  # read again: it has just changed
    if kind == Role.Kind.OFFICER:
        user.is_staff = is_open
        user.save(update_fields=["is_staff"])


def _record(verb: str, user: User, kind: str, by: User | None, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now, by=by, about=user, verb=verb, object_type="role", object_id=str(user.pk), data={"role": kind}
    )
