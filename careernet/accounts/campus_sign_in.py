"""Signing in with the campus account: what we believe of what the campus says, and what we keep of it.

All claims of a sign-in are read once, in `populate_user`; kept are the address, the name, and whether it is a student.
"""

from functools import partial
from http import HTTPStatus
from typing import Any

import requests
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from careernet.accounts import actions
from careernet.accounts.models import User
from careernet.core.text import one_line

PATIENCE = 5  # seconds the campus has to answer
LONGEST_NAME = 150
Claims = dict[str, Any]


class CampusSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Claims) -> User:
        account, claims = sociallogin.account, _claims(sociallogin.account.extra_data)
        user: User = sociallogin.user
        user.email, user.full_name = data.get("email") or "", _name(claims)
        for address in sociallogin.email_addresses:
            # allauth takes any text for a yes, "false" too.
            address.verified = str(claims.get("email_verified")).lower() == "true" or self.is_email_verified(
                sociallogin.provider, address.email
            )
        kept = {"sub": account.uid, "email": user.email, "name": user.full_name}
        account.extra_data = {"userinfo": kept, "is_student": _is_student(claims)}
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        for address in _vouched_for(sociallogin):
            owner = actions.owner_of(address)
            if owner:
                return owner, address
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Before somebody we know comes in: their address is proven now, and their name fills an empty one."""
        if sociallogin.is_existing:
            name = sociallogin.account.extra_data["userinfo"]["name"]
            sociallogin.user = actions.believe_campus(
                sociallogin.user, addresses=_vouched_for(sociallogin), full_name=name
            )

    def get_requests_session(self) -> requests.Session:
        """Where the campus does not answer, the person reads so."""
        session: requests.Session = requests.Session()
        session.request = partial(_ask, session.request)  # type: ignore[method-assign]
        return session


def says_student(login: SocialLogin | None) -> bool:
    """Whether this is a sign-in by which the campus says that somebody is a student."""
    return login is not None and bool(login.account.extra_data.get("is_student"))


def _claims(answer: Claims) -> Claims:
    """What the token says, and what the campus says when asked, which is newer."""
    return (answer.get("id_token") or {}) | (answer.get("userinfo") or {})


def _name(claims: Claims) -> str:
    parts = (claims.get("given_name"), claims.get("family_name"))
    name = claims.get("name") or " ".join(str(part) for part in parts if part)
    return one_line(str(name))[:LONGEST_NAME]


def _is_student(claims: Claims) -> bool:
    """By `OIDC_STUDENT_CLAIM`, such as `affiliation=student`; a claim may hold one value or a list of them."""
    claim, _, wanted = settings.OIDC_STUDENT_CLAIM.partition("=")
    if not (claim and wanted):
        return False
    said = claims.get(claim)
    return wanted in (said if isinstance(said, list) else [said])


def _vouched_for(login: SocialLogin) -> list[str]:
    return [address.email.lower() for address in login.email_addresses if address.verified]


def _ask(request: Any, *args: Any, **kwargs: Any) -> requests.Response:
    try:
        answer: requests.Response = request(*args, **({"timeout": PATIENCE} | kwargs))
    except requests.RequestException as error:
        page = render(context.request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)
        raise ImmediateHttpResponse(page) from error
    return answer
