"""Every link of every mail: looking changes nothing, whoever looks; one that was altered or grew old says so."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from careernet.core import clock
from careernet.interviews.models import Interview
from careernet.mail.models import OutgoingMail
from careernet.mentors.emails import volunteering_token
from careernet.office.samples import staged
from careernet.office.samples.catalog import SAMPLES
from careernet.office.samples.stage import Stage
from tests.crawl import BY_LINK, recorder, writes_in
from tests.office.test_samples import links_of

pytestmark = pytest.mark.django_db

OPENED_BY_LINK = {*BY_LINK, "mail:off"}
THREE_EACH = ["GET"] * 3 + ["HEAD"] * 3


def look(browser: Client, method: str, url: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How it is answered, and what was written by it, but for what limits how often somebody may try to sign in."""
    seen: list[str] = []
    with connection.execute_wrapper(recorder(seen)):
        response = browser.generic(method, url)
    return response.status_code, tuple(write for write in writes_in(seen) if write[1] != "cache")


def links_in(mails: list[OutgoingMail]) -> Iterator[tuple[OutgoingMail, str, str]]:
    """(mail, the page it leads to, its path), each once a mail."""
    for mail in mails:
        for url in dict.fromkeys(links_of(mail)):
            parts = urlsplit(url)
            yield mail, resolve(parts.path).view_name, parts._replace(scheme="", netloc="").geturl()


def somebody_else(stage: Stage, mail: OutgoingMail) -> Client:
    browser = Client()
    other = stage.mentor.user if mail.to == stage.student.user.email else stage.student.user
    browser.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_looking_changes_nothing_and_a_link_that_was_cut_or_grew_old_says_so(now: datetime) -> None:
    """Of each page that mails lead to, once for each reader: three looks, somebody else's, a cut and an old one."""
    seen = set()
    for name, sample in SAMPLES.items():
        with staged(sample, now=now) as (stage, mails):
            for mail, page, url in links_in(mails):
                is_key = page in OPENED_BY_LINK
                if (page, is_key and mail.to) in seen:
                    continue
                seen.add((page, is_key and mail.to))
                found = {look(Client(), method, url) for method in THREE_EACH}
                found.add(look(somebody_else(stage, mail), "GET", url))
                assert {status for status, _writes in found} <= ({200} if is_key else {200, 302, 404}), (name, page)
                assert {writes for _status, writes in found} == {()}, (name, page)
                if is_key:
                    assert_explained(urlsplit(url).path, now)
    assert {page for page, _to in seen} >= {*BY_LINK, "mail:off"} - {"mentors:waiting_by_mail"}


# Of each page a link opens: a mail that has one, what is pressed there, where that writes, and what it says the second
# time, if not the same.
PRESSED: dict[str, tuple[str, dict[str, str], str, str]] = {
    "mail:off": ("reminders.answer", {}, "mail_preference", ""),
    "mentors:invitation": ("mentors.invitation", {}, "mentors_mentor", ""),
    "mentors:remove": ("mentors.invitation", {}, "mail_suppression", ""),
    "mentors:pause_by_mail": ("interviews.request", {"until": "2026-11-02"}, "mentors_mentor", ""),
    "mentors:stop_by_mail": ("interviews.request", {}, "mentors_mentor", "You have stopped volunteering"),
    "mentors:willing_by_mail": ("reminders.still_willing", {"yes": "1"}, "mentors_mentor", ""),
    "mentors:waiting_by_mail": ("interviews.request", {"reason": "Busy weeks."}, "interviews_event", ""),
    "interviews:report_by_link": ("interviews.request", {"kind": "other", "text": "No."}, "interviews_report", ""),
    "interviews:answer": ("interviews.request", {"choice": "decline"}, "interviews_event", "Your answer is in"),
    "interviews:write_by_link": ("interviews.wrote", {"text": "See you there."}, "interviews_message", ""),
}
# What may be written anew when the same is pressed again: a lock, and when somebody last said so.
AGAIN = {"OF", "mentors_mentor", "mail_preference"}


def test_every_page_a_link_opens_is_pressed() -> None:
    assert set(PRESSED) == OPENED_BY_LINK


@pytest.mark.parametrize("page", sorted(PRESSED))
def test_pressing_works_once_and_a_second_time_harms_nobody(page: str, now: datetime) -> None:
    sample, typed, written, says = PRESSED[page]
    with staged(SAMPLES[sample], now=now) as (stage, mails):
        if page == "mentors:waiting_by_mail":  # no mail has this one: it stands where a link leads that was used
            url = reverse(page, args=[volunteering_token(stage.mentor, now)])
            typed = typed | {"interviews": str(Interview.objects.get(mentor=stage.mentor).pk)}
        else:
            url = next(found for _mail, leads_to, found in links_in(mails) if leads_to == page)
        if page == "interviews:write_by_link":
            Interview.objects.update(version=1)  # the message of the sample has this number
        form = Client().get(url).content.decode()
        typed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', form)) | typed

        first, second = press(url, typed), press(url, typed)

        assert (first[0] in (200, 302), written in first[2]) == (True, True)
        assert (second[0] in (200, 302), second[2] - AGAIN) == (True, set())
        assert says in second[1] if says else second[:2] == first[:2]


def press(url: str, typed: dict[str, str]) -> tuple[int, str, set[str]]:
    """How it is answered, where it leads to, and the tables it wrote to."""
    seen: list[str] = []
    with connection.execute_wrapper(recorder(seen)):
        response = Client().post(url, typed)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]))[:300]
    return response.status_code, words or response["Location"], {table for _verb, table in writes_in(seen)} - {"cache"}


def assert_explained(path: str, now: datetime) -> None:
    [token] = resolve(path).kwargs.values()
    cut = Client().get(path.replace(token, token[:-3]))
    clock.move_to(now + timedelta(days=800))
    old = Client().get(path)
    clock.move_to(now)
    assert (cut.status_code, old.status_code) == (410, 410), path
    assert "This link is not complete." in cut.content.decode(), path
    assert "days old." in old.content.decode(), path
