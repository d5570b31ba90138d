"""Where allauth's sign-in meets careernet: who gets which role, and how its mails leave."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.students.actions import admit


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Whoever signs in with a proven campus address is a student from then on."""
        admit(user, now=clock.now())
        return super().post_login(request, user, **kwargs)
