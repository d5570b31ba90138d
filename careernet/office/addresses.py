"""Addresses our mail comes back from: whose they are, and putting them right."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Role, User
from careernet.core.rules import RuleBroken
from careernet.interviews.models import State
from careernet.interviews.reach import follow_addresses
from careernet.mail.actions import may_be_mailed
from careernet.mail.models import Suppression

STAFF = {Role.Kind.ADVISOR, Role.Kind.OFFICER}


def out_of_reach() -> QuerySet[Any]:
    """People whom no mail reaches, with `since` and `why`, the newest first; and `booked`, their calls to come."""
    refused = Suppression.objects.filter(address=Lower(OuterRef("email")))
    dead = User.objects.alias(address=Lower("email")).filter(
        address__in=Suppression.objects.values("address"), is_active=True
    )
    booked = {
        f"booked_{side}": Count(
            f"{side}__interviews", filter=Q(**{f"{side}__interviews__state": State.SCHEDULED}), distinct=True
        )
        for side in ("mentor", "student")
    }
    return dead.annotate(
        since=Subquery(refused.values("since")), why=Subquery(refused.values("reason")), **booked
    ).order_by("-since", "pk")


def correct(person: User, address: str, *, by: User, now: datetime) -> None:
    """Mail goes to this address from now on; the same one again, if it works after all.

    Nobody has proven a new one yet, so that its owner does at their next sign-in, and the old one opens nothing more.
    """
    address = address.lower()
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        before = person.email
        if address != before:
            _check(person, address)
            EmailAddress.objects.filter(Q(email__iexact=before) | Q(email=address), user=person).delete()
            EmailAddress.objects.filter(user=person).update(primary=False)
            EmailAddress.objects.create(user=person, email=address, primary=True)
            person.email = address
            person.save(update_fields=["email"])
        may_be_mailed(address)
        AuditEvent.objects.create(
            at=now, by=by, about=person, verb="corrected address", object_type="user", object_id=str(person.pk)
        )
    follow_addresses(now)


def _check(person: User, address: str) -> None:
    if person.role_kinds & STAFF:
        raise RuleBroken(_("Advisors and office staff change their address themselves, under Settings."))
    others = User.objects.exclude(pk=person.pk).alias(address=Lower("email")).filter(address=address)
    if others.exists() or EmailAddress.objects.exclude(user=person).filter(email=address, verified=True).exists():
        raise RuleBroken(_("Somebody else has that address here. If it is the same person, merge the two accounts."))
