"""Looking changes nothing: every page, opened by everybody, the links in mails again and again."""

import pytest
from pytest_django import DjangoDbBlocker

from tests.crawl import crawled

# What a look may leave behind, each by name: (what, where, on which pages; "" for all).
MAY_BE_WRITTEN = {
    ("INSERT INTO", "accounts_auditevent", "advising:review"),  # who read a reflection, for its author to see
    ("UPDATE", "django_session", ""),  # allauth keeps the steps of signing in, and codes shown once, in the session
    ("INSERT INTO", "django_session", ""),
}


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list:
    return crawled(django_db_blocker).visits


def test_no_page_writes_what_it_may_not(visits: list) -> None:
    written = {
        (what, table, visit.page)
        for visit in visits
        for what, table in visit.writes
        if not {(what, table, ""), (what, table, visit.page)} & MAY_BE_WRITTEN
    }

    assert written == set()
