""" "Is this mail from us?": told to anybody, and never what a mail says or to whom it went."""

from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from careernet.interviews.models import Interview, State
from careernet.mail.check import Finding, check
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail, number_of
from careernet.mail.views.notifications import CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(an_interview: Callable[..., Interview], now: datetime) -> OutgoingMail:
    """The mail a mentor got about a request."""
    interview = an_interview(State.REQUESTED)
    mail = OutgoingMail.objects.get(to_user=interview.mentor.user)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="sent", sent_at=now)
    mail.refresh_from_db()
    return mail


def ask(client: Client, pasted: str) -> str:
    response = client.post("/is-this-from-us/", {"pasted": pasted})
    assert response.status_code == 200
    return unescape(response.content.decode()).partition("<main")[2].partition("</main>")[0]


def test_every_mail_ends_with_its_number_and_where_to_ask(sent: OutgoingMail) -> None:
    last = sent.text.strip().splitlines()[-1]

    assert number_of(sent.message_id) in last
    assert last.endswith("/is-this-from-us/")
    assert number_of(sent.message_id) in sent.html


def test_a_mail_of_ours_is_known_by_its_last_line_and_by_its_message_id(sent: OutgoingMail) -> None:
    last = sent.text.strip().splitlines()[-1]

    for pasted in (last, sent.message_id, number_of(sent.message_id).upper(), f"Hello,\n\n{last}\nsomething else"):
        verdict = check(pasted)
        assert (verdict.finding, verdict.domain) == (Finding.OURS, "example.edu")


def test_the_answer_keeps_what_the_mail_says_and_to_whom_it_went(sent: OutgoingMail) -> None:
    page = ask(Client(), number_of(sent.message_id))

    assert "Yes, we sent a mail with this number." in page
    assert "@example.edu" in page
    assert sent.to not in page
    assert sent.subject not in page


def test_a_mail_that_has_not_left_is_none_yet(an_interview: Callable[..., Interview]) -> None:
    an_interview(State.REQUESTED)
    mail = OutgoingMail.objects.first()
    assert mail

    assert check(mail.message_id).finding == Finding.UNKNOWN_NUMBER


@pytest.mark.parametrize(
    ("pasted", "finding"),
    [
        ("Mail number 1c9f04ab-77e2.", Finding.UNKNOWN_NUMBER),
        ("Jordan Parker via Northfield <careers@example.edu>", Finding.OUR_SENDER),
        ("CAREERS@EXAMPLE.EDU", Finding.OUR_SENDER),
        ("careers@example.edu.evil.example", Finding.OTHER_SENDER),
        ("careers@examp1e.edu", Finding.OTHER_SENDER),
        ("You have won a prize", Finding.NOTHING),
        ("Order 12345678-123", Finding.NOTHING),
    ],
)
def test_whatever_is_pasted_gets_an_answer(pasted: str, finding: Finding, now: datetime) -> None:
    assert check(pasted).finding == finding
    assert ask(Client(), pasted)


def test_nothing_pasted_is_asked_for() -> None:
    response = Client().post("/is-this-from-us/")

    assert response.status_code == 422
    assert "Paste the number from the end of the mail" in response.content.decode()


def test_a_machine_that_tries_numbers_is_told_to_wait(now: datetime) -> None:
    client = Client()
    found = [client.post("/is-this-from-us/", {"pasted": "1c9f04ab-77e2"}).status_code for _ in range(CHECKS + 2)]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post("/is-this-from-us/", {"pasted": "1c9f04ab-77e2"})

    assert found == [200] * CHECKS + [429] * 2
    assert elsewhere.status_code == 200


def test_a_sign_in_mail_can_be_checked_too(client: Client) -> None:
    client.post("/account/login/code/", {"email": "somebody@example.org"})

    deliver_due(now=OutgoingMail.objects.get().due_at)

    assert check(OutgoingMail.objects.get().message_id).finding == Finding.OURS
