"""Looking changes nothing: every page, opened by everybody, the links in mails again and again."""

from collections import Counter
from http import HTTPStatus

import pytest
from pytest_django import DjangoDbBlocker

from tests.crawl import MAIL_LINK, Visit, crawled
from tests.world import VISITOR

# One worker walks for all that is asked of the walk.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

# What a look may leave behind: (what, where, on which page).
MAY_BE_WRITTEN = {
    ("INSERT INTO", "accounts_auditevent", "advising:review"),  # who read a reflection, for its author to see
}


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Visit]:
    return crawled(django_db_blocker).visits


def test_no_page_writes_what_it_may_not(visits: list[Visit]) -> None:
    written = {(what, table, visit.page) for visit in visits for what, table in visit.writes}

    assert written == MAY_BE_WRITTEN


def test_the_links_of_mails_were_opened_again_and_again(visits: list[Visit]) -> None:
    opened = Counter(
        (visit.url, visit.method) for visit in visits if visit.page == MAIL_LINK and visit.reader == VISITOR
    )

    assert len(opened) == 2 * 4 * 4  # GET and HEAD of four links, each with the three answers it offers and without
    assert set(opened.values()) == {3}


def test_no_page_broke(visits: list[Visit]) -> None:
    broken = {(visit.reader, visit.url) for visit in visits if visit.status >= HTTPStatus.INTERNAL_SERVER_ERROR}

    assert broken == set()
