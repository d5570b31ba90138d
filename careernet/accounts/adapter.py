"""Where allauth's sign-in meets careernet: who gets which role, and how its mails leave."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from careernet.accounts.campus_sign_in import says_student
from careernet.accounts.entrance import REFUSALS
from careernet.accounts.models import User
from careernet.core import clock
from careernet.courses.actions import admit_teacher
from careernet.mail import account_changes, kinds
from careernet.mail.actions import compose, may_be_mailed, queue
from careernet.students.actions import admit

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3 with its two angle brackets


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | REFUSALS

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Whoever signs in with a proven campus address, or is a student by the campus's word, is one from then on."""
        admit_teacher(user, now=clock.now())
        campus = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        admit(user, is_vouched_for=says_student(campus), now=clock.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A campus address proven later makes its owner a student at that moment, not at the next sign-in."""
        is_confirmed: bool = super().confirm_email(request, email_address)
        if is_confirmed:
            may_be_mailed(email_address.email)
            admit_teacher(email_address.user, now=clock.now())
            admit(email_address.user, now=clock.now())
        return is_confirmed

    def is_safe_url(self, url: str) -> bool:
        try:
            is_safe: bool = super().is_safe_url(url)
        except ValueError:  # half a web address, such as "http://["
            return False
        return is_safe

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("That address is longer than any can be. Check it."))
        return email

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sign-in mails go through the outbox like all others, before all others."""
        if len(email) > LONGEST_ADDRESS:
            return  # nobody has it, and asking for a code says the same to everybody
        queue(
            compose(
                kind=kinds.SIGN_IN.name,
                key=f"sign_in:{uuid4()}",
                to=email,
                template=f"accounts/{template_prefix.rpartition('/')[2]}",
                context=context,
                now=clock.now(),
            )
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Something changed in how an account opens: its owner hears of it, at the old address if that changed."""
        account_changes.tell(
            user, template_prefix.rpartition("/")[2], address=email or "", about=context, now=clock.now()
        )
