from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from careernet.mail.delivery import deliver_due
from tests.mail.notes import queue_note
from tests.smtp import Inbox


@pytest.mark.django_db
def test_the_admin_shows_what_became_of_a_mail_and_not_what_it_says(
    inbox: Inbox, admin_client: Client, now: datetime
) -> None:
    inbox.at_recipient["gone@example.edu"] = "550 no such mailbox"
    mail = queue_note("refused", context={"code": "a secret code"}, to="gone@example.edu", now=now)
    deliver_due(now=now)

    listed = admin_client.get(reverse("admin:mail_outgoingmail_changelist")).text
    shown = admin_client.get(reverse("admin:mail_outgoingmail_change", args=[mail.pk])).text
    suppressed = admin_client.get(reverse("admin:mail_suppression_changelist")).text

    assert all("gone@example.edu" in page for page in (listed, shown, suppressed))
    assert "550 no such mailbox" in shown
    assert not any("a secret code" in page for page in (listed, shown, suppressed))
