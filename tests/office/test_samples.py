"""Samples of all mails: none is forgotten, none touches anybody, and nothing is left of them."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import User
from careernet.mail import kinds
from careernet.mail.mime import headers
from careernet.mail.models import OutgoingMail, number_of
from careernet.office.actions import send_test
from careernet.office.emails import TEST
from careernet.office.samples import mails_of
from careernet.office.samples.catalog import SAMPLES
from careernet.reminders.emails import MAILED

pytestmark = pytest.mark.django_db

SAMPLE_LINK = f"{settings.SITE_URL}/mail/sample/"
TEMPLATES = settings.BASE_DIR / "templates/emails"


def test_each_sample_is_a_whole_mail_about_nobody_and_nothing_is_left_of_it(now: datetime) -> None:
    before = rows()

    for name, sample in SAMPLES.items():
        mails = mails_of(sample, now=now)

        assert mails, name
        for mail in mails:
            assert mail.kind == sample.kind.name
            assert (mail.subject != "", mail.text != "", "<html" in mail.html) == (True, True, True), name
            assert mail.to.endswith("@sample.invalid") or mail.to == "careers@example.edu"
            assert set(links_of(mail)) <= {SAMPLE_LINK}, name
    assert rows() == before


def links_of(mail: OutgoingMail) -> list[str]:
    lines = mail.text + mail.html + mail.ics.replace("\r\n ", "")
    return re.findall(rf"{re.escape(settings.SITE_URL)}[^\s\"'<>\\]*", lines)


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


# --- The pages ----------------------------------------------------------------------------------------------------
def test_a_test_goes_to_whoever_asks_and_says_what_it_is(
    officer: User, client_for: Callable[[AbstractBaseUser], Client], now: datetime
) -> None:
    page = client_for(officer)

    answer = page.post("/office/mail/samples/interviews.booked/", {"number": "1"})

    test = OutgoingMail.objects.get()
    assert answer["Location"] == "/office/mail/samples/interviews.booked/?number=1"
    assert (test.to, test.to_user, test.kind) == (officer.email, officer, "office.test")
    assert test.subject.startswith("Test: Confirmed: Jordan Parker, ")
    assert number_of(test.message_id) in test.text
    assert test.ics_method == "REQUEST"
    assert f"{SAMPLE_LINK}\\n\\nTo move or cancel" in test.ics.replace("\r\n ", "")
    assert (test.reply_to, headers(test).get("List-Unsubscribe")) == ("careers@example.edu", None)
    assert set(links_of(test)) == {SAMPLE_LINK}


def test_two_clicks_send_one_test(officer: User, now: datetime) -> None:
    for _click in range(2):
        send_test(SAMPLES["interviews.late"], 0, by=officer, now=now)

    assert OutgoingMail.objects.count() == 1


def test_its_links_lead_to_a_page_that_says_so(client: Client) -> None:
    assert "That was a sample" in client.get(SAMPLE_LINK).content.decode()


def test_the_frame_runs_nothing_and_shows_in_our_page_alone(
    officer: User, client_for: Callable[[AbstractBaseUser], Client], now: datetime
) -> None:
    page = client_for(officer)

    around, frame = (page.get(f"/office/mail/samples/interviews.booked/{path}") for path in ("", "0/"))

    assert "frame-src 'self'" in around["Content-Security-Policy"]
    assert frame["Content-Security-Policy"].startswith("sandbox allow-popups; default-src 'none';")
    assert (around["X-Frame-Options"], frame["X-Frame-Options"]) == ("DENY", "SAMEORIGIN")
    assert "BEGIN:VCALENDAR" in around.content.decode()


@pytest.mark.parametrize("path", ["nothing/", "interviews.booked/?number=2", "interviews.booked/2/", "../samples/x/0/"])
def test_what_is_no_mail_is_not_found(
    path: str, officer: User, client_for: Callable[[AbstractBaseUser], Client], now: datetime
) -> None:
    assert client_for(officer).get(f"/office/mail/samples/{path}").status_code == 404


# --- None is forgotten --------------------------------------------------------------------------------------------
def test_every_mail_there_is_has_a_sample() -> None:
    """A new mail, or a new kind? Make one in `office/samples` and say in the catalog when it is sent."""
    templates = {
        ".".join(path.relative_to(TEMPLATES).with_suffix("").parts)
        for path in Path(TEMPLATES).rglob("*.txt")
        if "Subject: " in path.read_text()
    }

    assert set(SAMPLES) == templates
    in_the_digest = {name for name, duty in MAILED.items() if duty.preference == "digest"}
    ours = {name for name in kinds._kinds if not name.startswith("tests.")}  # other tests have kinds of their own
    assert {sample.kind.name for sample in SAMPLES.values()} == ours - {TEST.name, *in_the_digest}
