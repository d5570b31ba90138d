"""What the office sends itself: a sample of what others get."""

from datetime import datetime

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.mail import kinds
from careernet.mail.actions import queue
from careernet.mail.models import OutgoingMail

TEST = kinds.register(kinds.Kind("office.test", "booking", 1))


def test(sample: OutgoingMail, *, to: User, key: str, policy: Policy, now: datetime) -> None:
    """`sample` as it is, to somebody else; its number stays, so that it is known for ours."""
    queue(
        OutgoingMail(
            message_id=sample.message_id,
            key=key,
            kind=TEST.name,
            priority=TEST.priority,
            to_user=to,
            to=to.email,
            from_name=sample.from_name,
            reply_to=policy.office_email,
            subject=(_("Test: %(subject)s") % {"subject": sample.subject})[:255],
            text=sample.text,
            html=sample.html,
            ics=sample.ics,
            due_at=now,
            next_attempt_at=now,
            created_at=now,
        )
    )
