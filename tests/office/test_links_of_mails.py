"""Every link of every mail: looking changes nothing, whoever looks; one that was altered or grew old says so."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve

from careernet.core import clock
from careernet.mail.models import OutgoingMail
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


def assert_explained(path: str, now: datetime) -> None:
    [token] = resolve(path).kwargs.values()
    cut = Client().get(path.replace(token, token[:-3]))
    clock.move_to(now + timedelta(days=800))
    old = Client().get(path)
    clock.move_to(now)
    assert (cut.status_code, old.status_code) == (410, 410), path
    assert "This link is not complete." in cut.content.decode(), path
    assert "days old." in old.content.decode(), path
