"""Whether somebody may come in: suspended by the office, and let in again. Each with a reason, on record."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, User
from careernet.core.rules import RuleBroken

SUSPENDED, REINSTATED = "suspended", "reinstated"


def suspend(person: User, *, by: User, reason: str, now: datetime) -> bool:
    """They can't sign in any more and are signed out everywhere; students find them no more. False if it was so."""
    if person == by:
        raise RuleBroken(_("You can't suspend yourself. Ask a colleague to look at it."))
    with transaction.atomic():
        person = _lock(person)
        if not person.is_active:
            return False
        _let_in(person, SUSPENDED, by, reason, now, is_in=False)
        for session in UserSession.objects.filter(user=person):
            session.end()
    return True


def reinstate(person: User, *, by: User, reason: str, now: datetime) -> bool:
    """They can sign in again; False if they could. Only what a suspension took comes back, no account closed else."""
    with transaction.atomic():
        person = _lock(person)
        if person.is_active:
            return False
        if suspension_of(person) is None:
            raise RuleBroken(_("%(name)s was not suspended; the account was closed in another way.") % {"name": person})
        _let_in(person, REINSTATED, by, reason, now, is_in=True)
    return True


def suspension_of(person: User) -> AuditEvent | None:
    """When, by whom and why somebody is suspended at present."""
    if person.is_active:
        return None
    changes = AuditEvent.objects.filter(about=person, verb__in=(SUSPENDED, REINSTATED)).select_related("by")
    last = changes.order_by("-at", "-pk").first()
    return last if last and last.verb == SUSPENDED else None


def _lock(person: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _let_in(person: User, verb: str, by: User, reason: str, now: datetime, *, is_in: bool) -> None:
    person.is_active = is_in
    person.save(update_fields=["is_active"])
    AuditEvent.objects.create(
        at=now, by=by, about=person, verb=verb, object_type="user", object_id=str(person.pk), reason=reason
    )
