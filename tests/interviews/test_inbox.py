"""What people answer to our mails: in the thread with their own words alone, or told why not, and never twice."""

import io
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings as effort, strategies as st
from icalendar import Calendar
from pytest_django import Settings

from careernet.accounts.models import User
from careernet.interviews import actions, inbox
from careernet.interviews.addresses import reply_address, whose
from careernet.interviews.models import Event, Interview, Message, State
from careernet.mail import incoming
from careernet.mail.models import OutgoingMail, ReceivedMail, Suppression
from careernet.reminders.cases import Campus, Case
from careernet.reminders.moments import expires_at

pytestmark = pytest.mark.django_db

Outcome = ReceivedMail.Outcome
QUOTED = """

On Mon, Sep 14, 2026 at 11:02 AM Jordan Parker via Northfield Career Office <
replies@example.edu> wrote:

> Please answer Jordan by Friday.
> Yes: https://careernet.example/interviews/answer/secret/?choice=accept
"""


@pytest.fixture(autouse=True)
def _listening(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "replies@example.edu"


@pytest.fixture
def asked(an_interview: Callable[..., Interview]) -> Interview:
    return an_interview(State.REQUESTED)


def reply(interview: Interview, by: User, text: str = "Gladly. What do you study?", **headers: str) -> EmailMessage:
    """As a mail program writes it: below the words a signature and the mail that is answered."""
    mail = EmailMessage()
    usual = {
        "From": f"{by.display_name} <{by.email.upper()}>",
        "To": f"Career Office <{reply_address(interview, by)}>",
        "Subject": "Re: asks for 30 minutes of your time",
        "Message-ID": "<1@example.com>",
    }
    for name, value in (usual | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(f"{text}\n\n-- \nMaya Chen, RN\n{QUOTED}")
    return mail


def declining(interview: Interview, by: User, partstat: str = "DECLINED") -> EmailMessage:
    """As a calendar answers the invitation it was sent."""
    sent = OutgoingMail.objects.exclude(ics="").filter(to_user=by).latest("pk")
    calendar = Calendar.from_ical(sent.ics)
    calendar["method"] = "REPLY"
    [event] = calendar.walk("VEVENT")
    event["attendee"].params["partstat"] = partstat
    mail = reply(interview, by, "Declined: Conversation", Auto_Submitted="auto-generated")
    mail["X-Organizer"] = str(event["organizer"])
    mail.add_alternative(calendar.to_ical().decode(), subtype="calendar", params={"method": "REPLY"})
    return mail


def returned(mail: OutgoingMail, status: str) -> bytes:
    """As a mail server says that it could not deliver (RFC 3464)."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"], report["Message-ID"] = "MAILER-DAEMON@example.com", "<bounce@example.com>"
    report.attach(MIMEText("No such person here."))
    said = EmailMessage()
    said["Final-Recipient"], said["Action"], said["Status"] = f"rfc822; {mail.to}", "failed", status
    report.attach(said)
    ours = EmailMessage()
    ours["Message-ID"], ours["To"] = mail.message_id, mail.to
    report.attach(MIMEMessage(ours))
    return report.as_bytes()


# --- Words --------------------------------------------------------------------------------------------------------
def test_a_reply_is_filed_with_its_own_words_alone(asked: Interview, now: datetime) -> None:
    received = inbox.receive(reply(asked, asked.asked_mentor.user).as_bytes(), now=now)

    message = Message.objects.get()
    assert received.outcome == Outcome.FILED
    assert (message.text, message.role, message.via) == ("Gladly. What do you study?", "mentor", "mail")


def test_a_mentor_who_writes_back_stops_the_clock_and_the_student_is_told(asked: Interview, now: datetime) -> None:
    before = expires_at(Case(asked, Campus.current()))

    inbox.receive(reply(asked, asked.asked_mentor.user).as_bytes(), now=now + timedelta(days=5))

    asked.refresh_from_db()
    told = OutgoingMail.objects.get(key__startswith="interviews.asked_first:")
    assert asked.turn == Event.Role.STUDENT
    assert expires_at(Case(asked, Campus.current())) != before
    assert "wrote back about your request" in told.subject
    assert "What do you study?" in told.text
    assert told.reply_to == reply_address(asked, asked.student.user)


def test_the_students_reply_gives_the_mentor_the_next_word(asked: Interview, now: datetime) -> None:
    inbox.receive(reply(asked, asked.asked_mentor.user).as_bytes(), now=now)

    answer = reply(asked, asked.student.user, "Biology.", Message_ID="<2@example.com>")
    inbox.receive(answer.as_bytes(), now=now + timedelta(hours=1))

    asked.refresh_from_db()
    assert asked.turn == Event.Role.MENTOR
    assert [message.text for message in asked.messages.order_by("number")][-1] == "Biology."


def test_the_same_mail_twice_is_filed_once(asked: Interview, now: datetime) -> None:
    raw = reply(asked, asked.asked_mentor.user).as_bytes()

    first, second = inbox.receive(raw, now=now), inbox.receive(raw, now=now)

    assert first == second
    assert Message.objects.count() == 1


def test_a_mail_in_html_alone_is_read_without_what_it_quotes(asked: Interview, now: datetime) -> None:
    mail = reply(asked, asked.asked_mentor.user)
    mail.set_content(
        "<style>p { color: red }</style><p>Happy to.</p><p>What do you study?</p><img src='https://track.example/1'>"
        "<blockquote>https://careernet.example/interviews/answer/secret/</blockquote>",
        subtype="html",
    )

    inbox.receive(mail.as_bytes(), now=now)

    assert Message.objects.get().text.split() == "Happy to. What do you study?".split()


def test_another_proven_address_of_the_same_person_is_theirs(asked: Interview, now: datetime) -> None:
    EmailAddress.objects.create(user=asked.asked_mentor.user, email="maya@home.example", verified=True)

    received = inbox.receive(reply(asked, asked.asked_mentor.user, From="maya@home.example").as_bytes(), now=now)

    assert received.outcome == Outcome.FILED


# --- What is not filed --------------------------------------------------------------------------------------------
def test_strangers_and_unproven_addresses_are_not_filed(asked: Interview, now: datetime) -> None:
    EmailAddress.objects.create(user=asked.asked_mentor.user, email="maya@home.example", verified=False)
    mails = OutgoingMail.objects.count()

    for number, sender in enumerate(("eve@example.com", "maya@home.example", asked.student.user.email)):
        mail = reply(asked, asked.asked_mentor.user, From=sender, Message_ID=f"<{number}@example.com>")
        assert inbox.receive(mail.as_bytes(), now=now).outcome == Outcome.STRANGER

    assert (Message.objects.count(), OutgoingMail.objects.count()) == (0, mails)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<alumni.example.com>"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
    ids=str,
)
def test_machines_are_left_alone(headers: dict[str, str], asked: Interview, now: datetime) -> None:
    mails = OutgoingMail.objects.count()

    received = inbox.receive(reply(asked, asked.asked_mentor.user, **headers).as_bytes(), now=now)

    assert received.outcome == Outcome.AUTOMATIC
    assert (Message.objects.count(), OutgoingMail.objects.count()) == (0, mails)


def test_a_strangers_mail_of_the_same_number_suppresses_no_reply(asked: Interview, now: datetime) -> None:
    mentor = asked.asked_mentor.user
    forged = reply(asked, mentor, "Go away.", From="eve@example.com")

    outcomes = [inbox.receive(mail.as_bytes(), now=now).outcome for mail in (forged, reply(asked, mentor))]

    assert outcomes == [Outcome.STRANGER, Outcome.FILED]
    assert Message.objects.get().text == "Gladly. What do you study?"


def test_an_altered_address_is_nobodys(asked: Interview, now: datetime) -> None:
    address = reply_address(asked, asked.student.user)
    other = "b" if address[-14] == "a" else "a"
    altered = [address[:-14] + other + address[-13:], address.replace("+", "+b"), "replies@example.edu", ""]

    assert whose([address]) == (asked, asked.student.user)
    for number, wrong in enumerate(altered):
        assert whose([wrong]) is None
        mail = reply(asked, asked.student.user, To=wrong, Message_ID=f"<{number}@example.com>")
        assert inbox.receive(mail.as_bytes(), now=now).outcome == Outcome.UNKNOWN


def test_without_an_address_to_listen_at_replies_go_to_the_office(
    settings: Settings, an_interview: Callable[..., Interview]
) -> None:
    settings.REPLY_ADDRESS = ""

    mail = OutgoingMail.objects.filter(about_id=an_interview(State.REQUESTED).pk).first()

    assert mail
    assert mail.reply_to == "careers@example.edu"
    assert mail.text.splitlines()[1] == "(Replies go to the Northfield College Career Office, not to Jordan.)"
    assert "not to Jordan." in mail.html.partition("</p>")[2].partition("<h")[0]


def test_no_mail_that_ends_a_conversation_promises_that_a_reply_is_read(
    an_interview: Callable[..., Interview],
) -> None:
    declined = an_interview(State.DECLINED)

    asked, told = (
        OutgoingMail.objects.get(about_id=declined.pk, key__startswith=f"interviews.{name}:")
        for name in ("request", "declined")
    )

    assert asked.reply_to == reply_address(declined, declined.asked_mentor.user)
    assert "reads it in your messages" in asked.text
    assert "Replies go to" not in asked.text
    assert told.reply_to == "careers@example.edu"
    assert "reads it in your messages" not in told.text
    assert "Replies go to the Northfield College Career Office, not to Maya." in told.text


@pytest.mark.parametrize(("state", "text"), [(State.DECLINED, "Wait, yes!"), (State.REQUESTED, "")])
def test_who_cannot_be_heard_is_told_why(
    state: str, text: str, an_interview: Callable[..., Interview], now: datetime
) -> None:
    interview = an_interview(state)
    mentor = interview.asked_mentor.user

    received = inbox.receive(reply(interview, mentor, text).as_bytes(), now=now + timedelta(days=1))

    told = OutgoingMail.objects.get(key__startswith="interviews.not_filed:")
    assert received.outcome == Outcome.REFUSED
    assert (told.to, received.reason in told.text) == (mentor.email, True)
    assert not Message.objects.exists()


# --- Calendars ----------------------------------------------------------------------------------------------------
def test_a_decline_in_the_mentors_calendar_asks_them_and_warns_the_student(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    mail = declining(booked, booked.asked_mentor.user)
    events = Event.objects.filter(interview=booked).count()

    received = inbox.receive(mail.as_bytes(), now=now + timedelta(days=1))

    asked, warned = (
        OutgoingMail.objects.get(key__startswith=f"interviews.{name}:")
        for name in ("declined_in_calendar", "calendar_says_no")
    )
    booked.refresh_from_db()
    assert mail["X-Organizer"] == f"mailto:{reply_address(booked, booked.asked_mentor.user)}"
    assert received.outcome == Outcome.CALENDAR
    assert (asked.to, warned.to) == (booked.asked_mentor.user.email, booked.student.user.email)
    assert "Cancel this call?" in asked.html
    assert (booked.state, Event.objects.filter(interview=booked).count()) == (State.SCHEDULED, events)


def test_a_decline_in_the_students_calendar_does_not_trouble_the_mentor(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)

    inbox.receive(declining(booked, booked.student.user).as_bytes(), now=now)

    assert OutgoingMail.objects.filter(kind="interviews.doubts").values_list("to", flat=True).get() == (
        booked.student.user.email
    )


def test_a_calendar_that_accepts_or_is_late_changes_nothing(
    an_interview: Callable[..., Interview], now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    accepting = declining(booked, booked.student.user, "ACCEPTED")
    late = declining(booked, booked.asked_mentor.user)
    late.replace_header("Message-ID", "<late@example.com>")
    actions.cancel(booked, by=booked.student.user, role="student", reason="Ill.", now=now)

    outcomes = {inbox.receive(mail.as_bytes(), now=now).outcome for mail in (accepting, late)}

    assert outcomes == {Outcome.AUTOMATIC}
    assert not OutgoingMail.objects.filter(kind="interviews.doubts").exists()


# --- Returned mails -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("status", "is_dead"), [("5.1.1", True), ("4.2.2", False)])
def test_a_mail_that_comes_back_for_good_ends_mail_to_that_address(
    status: str, is_dead: bool, asked: Interview, now: datetime
) -> None:
    sent = OutgoingMail.objects.filter(to_user=asked.asked_mentor.user).latest("pk")

    received = inbox.receive(returned(sent, status), now=now)

    assert (received.outcome, received.reason) == (Outcome.RETURNED, status)
    assert Suppression.objects.filter(address=sent.to.lower()).exists() == is_dead
    assert sent.events.filter(outcome="refused").exists() == is_dead


def test_the_return_of_a_mail_we_never_sent_harms_nobody(now: datetime) -> None:
    forged = OutgoingMail(message_id="<invented@example.edu>", to="maya@example.com")

    assert inbox.receive(returned(forged, "5.1.1"), now=now).outcome == Outcome.UNKNOWN
    assert not Suppression.objects.exists()


# --- Whatever comes -----------------------------------------------------------------------------------------------
def test_the_command_takes_a_mail_from_a_pipe(
    asked: Interview, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = reply(asked, asked.asked_mentor.user).as_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    call_command("receive_mail")

    assert "messages" in capsys.readouterr().out
    assert Message.objects.count() == 1


SCRAPS = [
    b"From: ", b"From: <", b"From: a@b", b"To: =?utf-8?B?/w==?=", b"Message-ID: <", b"Message-ID: =?utf-8?B?/w==?=",
    b"Content-Type: text/calendar; method=REPLY", b"Content-Type: multipart/report; boundary=x", b"--x", b"--x--",
    b"Content-Type: message/rfc822", b"Content-Type: text/plain; charset=none", b"Content-Transfer-Encoding: base64",
    b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"METHOD:REPLY", b"ATTENDEE:x", b"Status: 5.1.1", b"", b"> x",
]  # fmt: skip


@effort(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(SCRAPS), max_size=12).map(b"\r\n".join)))
def test_whatever_bytes_come_they_are_read(raw: bytes) -> None:
    found = incoming.read(raw)

    assert found.message_id
    assert "\x00" not in found.text


NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (each, each) for each in range(1500)
)
HOSTILE = {
    "signs no database takes": b"From: a\x00@b\r\nMessage-ID: <\x001@b>\r\n\r\n",
    "the same, encoded": b"From: a@b\r\nMessage-ID: =?utf-8?q?=00x?=\r\n\r\n",
    "parts in parts": NESTED,
    "mails in mails": b"Content-Type: message/rfc822\r\n\r\n" * 1500,
    "remarks in remarks": b"Content-Type: " + b"(" * 1500 + b"\r\n\r\n",
    "parts without end": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 200_000,
    "endless addresses": b"From: " + b'"' * 200_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_is_put_aside(raw: bytes, now: datetime) -> None:
    assert inbox.receive(raw, now=now).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("text", ["On " * 9000, " \n" * 9000, "--\n" * 9000, ">" * 30_000, "\x00\x1b"], ids=len)
def test_hostile_words_are_read_in_bounded_time(text: str) -> None:
    assert len(incoming.own_words(text)) <= incoming.KEPT
