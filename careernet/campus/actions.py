"""Changing the rules this campus goes by."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy


def change_policy(changes: Mapping[str, Any], *, by: User, now: datetime) -> Policy:
    """Set these fields of the one row; what each was and what it is now goes on record. Nothing new, no record."""
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        policy = Policy.objects.select_for_update().get(pk=1)
        was = {name: getattr(policy, name) for name in changes}
        changed = {name: [was[name], new] for name, new in changes.items() if was[name] != new}
        for name, (_old, new) in changed.items():
            setattr(policy, name, new)
        if changed:
            policy.save(update_fields=list(changed))
            AuditEvent.objects.create(at=now, by=by, verb="changed rules", object_type="policy", data=changed)
    return policy
