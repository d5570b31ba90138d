"""Replies fetched over IMAP: each filed once and moved, whatever else is in the mailbox and whenever we are stopped."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from careernet.interviews import inbox, mailbox
from careernet.interviews.models import Interview, Message, State
from careernet.interviews.tasks import fetch_mail
from careernet.mail.models import ReceivedMail
from tests.imap import Mailbox, mailbox as a_mailbox
from tests.interviews.test_inbox import HOSTILE, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Settings) -> Iterator[Mailbox]:
    settings.REPLY_ADDRESS = "replies@example.edu"
    with a_mailbox() as box:
        settings.IMAP_URL = box.url
        yield box


@pytest.fixture
def answers(an_interview: Callable[..., Interview]) -> list[bytes]:
    asked = an_interview(State.REQUESTED)
    words = [("What do you study?", "<1@example.com>"), ("And since when?", "<2@example.com>")]
    return [reply(asked, asked.asked_mentor.user, text, Message_ID=number).as_bytes() for text, number in words]


def where(box: Mailbox) -> dict[str, int]:
    return {name: len(mails) for name, mails in box.folders.items() if mails}


def test_each_reply_is_filed_and_moved_and_read_once(box: Mailbox, answers: list[bytes]) -> None:
    box.bring(*answers)

    fetch_mail()
    fetch_mail()

    assert [message.text for message in Message.objects.order_by("number")] == ["What do you study?", "And since when?"]
    assert where(box) == {"careernet-filed": 2}


@pytest.mark.parametrize("refused", ["COPY", "STORE"])
def test_one_that_was_filed_but_not_moved_comes_again_and_is_known(
    refused: str, box: Mailbox, answers: list[bytes], now: datetime
) -> None:
    box.bring(answers[0])
    box.refuses = refused

    found = mailbox.fetch(box.url, now=lambda: now)
    box.refuses = ""
    fetch_mail()

    assert (found, Message.objects.count(), ReceivedMail.objects.count()) == (0, 1, 1)
    assert where(box) == {"careernet-filed": 1}


def test_hostile_mails_keep_no_reply_from_being_filed(box: Mailbox, answers: list[bytes]) -> None:
    box.bring(*HOSTILE.values(), b"", b"x" * (inbox.MOST + 1), answers[0])

    fetch_mail()

    assert Message.objects.get().text == "What do you study?"
    assert where(box) == {"careernet-filed": len(HOSTILE) + 3}


def test_a_fault_of_ours_puts_mails_where_somebody_finds_them(
    box: Mailbox, answers: list[bytes], settings: Settings
) -> None:
    box.bring(*answers)
    settings.REPLY_ADDRESS = None  # which every address is compared with

    fetch_mail()

    assert where(box) == {"careernet-failed": 2}
    assert not ReceivedMail.objects.exists()


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH", "FETCH"])
def test_a_mailbox_that_refuses_loses_nothing(command: str, box: Mailbox, answers: list[bytes]) -> None:
    box.bring(answers[0])
    box.refuses = command

    fetch_mail()

    assert where(box) == {"INBOX": 1}
    assert not ReceivedMail.objects.exists()


def test_a_mailbox_that_is_not_there_is_asked_again_later(settings: Settings, now: datetime) -> None:
    assert mailbox.fetch("imap://nobody:x@127.0.0.1:1/INBOX", now=lambda: now) == 0
    assert mailbox.fetch("", now=lambda: now) == 0


def test_its_address_says_how_to_come_in() -> None:
    found = mailbox.account("imaps://careers%40example.edu:p%2Fw%3A@mail.example.edu/Replies%20in")

    assert (found.host, found.port, found.is_encrypted) == ("mail.example.edu", 993, True)
    assert (found.user, found.password, found.folder) == ("careers@example.edu", "p/w:", "Replies in")
