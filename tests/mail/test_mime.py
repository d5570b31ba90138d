from datetime import datetime
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from careernet.mail.delivery import deliver_due
from tests.mail.notes import queue_note
from tests.smtp import Inbox

pytestmark = pytest.mark.django_db

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//careernet//test//EN\r\nMETHOD:{method}\r\n"
    "BEGIN:VEVENT\r\nUID:1@example.edu\r\nDTSTAMP:20260914T150000Z\r\nDTSTART:20261124T200000Z\r\n"
    "SUMMARY:Conversation with Zoë\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def sent(inbox: Inbox, **mail: object) -> EmailMessage:
    queue_note(**mail)  # type: ignore[arg-type]
    deliver_due(now=mail["now"])  # type: ignore[arg-type]
    return inbox.messages[-1]


def test_a_mail_says_that_a_machine_sent_it_and_for_whom(inbox: Inbox, now: datetime) -> None:
    message = sent(inbox, key="482", now=now, from_name="Zoë Parker via Career Office", reply_to="thread@example.edu")

    assert message["From"] == "Zoë Parker via Career Office <careers@example.edu>"
    assert message["Reply-To"] == "thread@example.edu"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.edu>")
    assert message.get_body(["plain"]).get_content().startswith("Type this code")  # type: ignore[union-attr]
    assert "<html" in message.get_body(["html"]).get_content()  # type: ignore[union-attr]


def test_mails_of_one_thread_belong_together(inbox: Inbox, now: datetime) -> None:
    first = sent(inbox, key="1", thread="interview-7", now=now)
    second = sent(inbox, key="2", thread="interview-7", now=now)
    alone = sent(inbox, key="3", now=now)

    assert first["References"] == second["References"] == second["In-Reply-To"] == "<interview-7@example.edu>"
    assert first["Message-ID"] != second["Message-ID"]
    assert alone["References"] is None


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_an_alternative_and_a_file(method: str, inbox: Inbox, now: datetime) -> None:
    message = sent(inbox, key="invited", ics=INVITATION.format(method=method), now=now)

    [alternative] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    [attached] = message.iter_attachments()
    body = Calendar.from_ical(alternative.get_content())
    file = Calendar.from_ical(attached.get_payload(decode=True))
    assert alternative.get_param("method") == body["METHOD"] == file["METHOD"] == method
    assert body.walk("VEVENT")[0]["SUMMARY"] == "Conversation with Zoë"
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
