"""What careernet keeps about somebody, for that person: who read what they wrote, and all of it in one file.

Each app with personal data has a `privacy.py` whose `export(user)` answers with what this person gave or wrote there,
and what others wrote to them. What somebody told the office about somebody is never among it: it is the office's to
read, and a file lies about.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Model, Q, QuerySet

from careernet.accounts.models import AuditEvent, User

WORDS_OF_OTHERS = Q(verb__startswith="read ") | Q(verb__startswith="opened ")  # how each such verb begins


def readings(user: User) -> QuerySet[AuditEvent]:
    """Who opened what this person wrote in confidence, newest first."""
    return AuditEvent.objects.filter(WORDS_OF_OTHERS, about=user).select_related("by").order_by("-at", "-pk")


def export_of(user: User, *, now: datetime) -> dict[str, Any]:
    """Everything, by app."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("careernet.")]
    registered = [import_module(f"{name}.privacy") for name in ours if find_spec(f"{name}.privacy")]
    sections: dict[str, Any] = {"made_at": now}
    for module in registered:
        sections |= module.export(user)
    return sections


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
