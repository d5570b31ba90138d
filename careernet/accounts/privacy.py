"""What careernet keeps about somebody, for that person: who read what they wrote, all of it in one file, and its end.

Each app with personal data has a `privacy.py`. Its `export(user)` answers with what this person gave or wrote there,
and what others wrote to them. What somebody told the office about somebody is never among it: it is the office's to
read, and a file lies about. Its `erase(user, now=)` takes away what is this person's; `KEPT` names the columns whose
words stay even when nobody of those who wrote them is here any more, and why.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Portrait, Role, User
from careernet.core.rules import RuleBroken

KEPT = {
    "accounts.user.full_name": "no name any more: “A former student”, for those who talked with them",
    "accounts.user.preferred_name": "the same words",
    "accounts.user.email": "an address at no domain there is, by which nothing is found or reached",
    "accounts.auditevent.reason": "the record of what was done about somebody, and why; nobody changes it",
    "accounts.auditevent.data": "the same record",
}
ENDED = "erased account"
WORDS_OF_OTHERS = Q(verb__startswith="read ") | Q(verb__startswith="opened ")  # how each such verb begins


def readings(user: User) -> QuerySet[AuditEvent]:
    """Who opened what this person wrote in confidence, newest first."""
    return AuditEvent.objects.filter(WORDS_OF_OTHERS, about=user).select_related("by").order_by("-at", "-pk")


def export_of(user: User, *, now: datetime) -> dict[str, Any]:
    """Everything, by app."""
    sections: dict[str, Any] = {"made_at": now}
    for module in registered():
        sections |= module.export(user)
    return sections


def erase_account(user: User, *, now: datetime) -> None:
    """For good: what is open ends kindly for the others, then every app forgets this person, from the top down."""
    with transaction.atomic():
        if user.is_superuser or user.roles.filter(kind=Role.Kind.OFFICER).exists():
            raise RuleBroken(_("You are of the office. Ask a colleague to take that role from you first."))
        if User.objects.select_for_update(no_key=True).get(pk=user.pk).erased_at:  # by a second click
            return
        for module in reversed(registered()):
            module.erase(user, now=now)
        AuditEvent.objects.create(at=now, by=user, about=user, verb=ENDED, object_type="user", object_id=str(user.pk))


def registered() -> list[ModuleType]:
    """In the order of imports, the lowest first."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("careernet.")]
    return [import_module(f"{name}.privacy") for name in ours if find_spec(f"{name}.privacy")]


def addresses_of(user: User) -> set[str]:
    own = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {user.email.lower(), *(address.lower() for address in own)}


def facts(row: Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def export(user: User) -> Mapping[str, Any]:
    names = ("full_name", "preferred_name", "pronouns", "email", "time_zone", "joined_at", "agreed_at", "last_login")
    account = facts(user, *names)
    account["roles"] = sorted(user.roles.values_list("kind", flat=True))
    account["addresses"] = list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary"))
    account["second_steps"] = list(Authenticator.objects.filter(user=user).values("type", "created_at"))
    account["signed_in"] = list(UserSession.objects.filter(user=user).values("created_at", "last_seen_at", "ip"))
    account["photo_as_base64_webp"] = b64encode(user.portrait.image).decode() if user.portrait else ""
    opened = [{"at": row.at, "what": row.verb, "by": str(row.by), "reason": row.reason} for row in readings(user)]
    return {"account": account, "opened_by_others": opened}


def erase(user: User, *, now: datetime) -> None:
    """What opens the account, and who it was. The row itself stays, without a person."""
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    for model in (UserSession, EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    LogEntry.objects.filter(content_type__model=User._meta.model_name, object_id=user.pk).update(object_repr="")
    name = _nobody(user)
    user.roles.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    Portrait.objects.filter(user=user).delete()
    clean = User(
        pk=user.pk,
        email=f"erased-{user.pk}@erased.invalid",
        full_name=name,
        preferred_name=name,  # whole: of "A former student" the first word would greet nobody
        is_active=False,
        joined_at=user.joined_at,
        erased_at=now,
    )
    clean.set_unusable_password()
    clean.save(force_update=True)


def _nobody(user: User) -> str:
    was = [
        (hasattr(user, "student"), _("A former student")),
        (hasattr(user, "mentor"), _("A former mentor")),
        (user.roles.filter(kind=Role.Kind.ADVISOR).exists(), _("A former advisor")),
    ]
    names = [name for is_so, name in was if is_so]
    return names[0] if len(names) == 1 else _("Somebody who has left")
