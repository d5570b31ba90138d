"""Signed action links: for one person, one purpose and one version of a row. A page shows, only its POST acts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext

SALT = "careernet.mail.links"
OFF = "mail off"  # the purpose of the link that switches off what need not come
MAX_AGE = timedelta(days=60)


class StaleLink(Exception):
    """A link that no longer works, with the sentence its reader gets."""


@dataclass(frozen=True, slots=True)
class Link:
    user_id: int
    obj_id: UUID
    version: int


def sign(user_id: int, purpose: str, obj_id: UUID, version: int, *, now: datetime) -> str:
    """A token for a URL path, about 130 characters of letters, digits, `-`, `_` and `:`.

    version: rises with every change of the row; the page compares it and explains what happened since.
    """
    payload = [user_id, purpose, obj_id.hex, version, int(now.timestamp())]
    return signing.Signer(salt=SALT).sign_object(payload)


def read(token: str, *, purpose: str, now: datetime, max_age: timedelta = MAX_AGE) -> Link:
    """What was signed; StaleLink for a token that was altered, made for another purpose or grew too old."""
    try:
        user_id, signed_purpose, obj_hex, version, seconds = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        raise StaleLink(gettext("This link is not complete. Your mail program may have cut it in two.")) from None
    if signed_purpose != purpose:
        raise StaleLink(gettext("This link was made for something else."))
    if now - datetime.fromtimestamp(seconds, UTC) > max_age:
        raise StaleLink(gettext("This link is more than %(days)s days old.") % {"days": max_age.days})
    return Link(user_id, UUID(obj_hex), version)


def off_url(user_id: int, *, now: datetime) -> str:
    """Where this person switches off what need not come, without signing in."""
    token = sign(user_id, OFF, UUID(int=user_id), 0, now=now)
    return f"{settings.SITE_URL}{reverse('mail:off', args=[token])}"
