"""Configurations of the sign-in that must not go live."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def campus_sign_in_is_whole(**_: Any) -> list[checks.CheckMessage]:
    """Without TLS anybody on the way could say who somebody is: the tokens are believed because of it."""
    if not settings.OIDC_ISSUER:
        return []
    found: list[checks.CheckMessage] = []
    if not settings.OIDC_ISSUER.startswith("https://"):
        found.append(checks.Error("OIDC_ISSUER has to begin with https://.", id="careernet.E002"))
    if not settings.CAMPUS_SIGN_IN["client_id"]:
        found.append(checks.Error("OIDC_ISSUER is set, OIDC_CLIENT_ID is not.", id="careernet.E003"))
    return found


@checks.register(checks.Tags.security, deploy=True)
def second_factor_is_required(**_: Any) -> list[checks.CheckMessage]:
    if settings.SECOND_FACTOR_REQUIRED or settings.DEMO:
        return []
    return [
        checks.Warning("SECOND_FACTOR_REQUIRED is off: a mailbox alone opens what students write.", id="careernet.W002")
    ]
