"""Looking changes nothing: every page, opened by everybody, the links in mails again and again."""

from collections import Counter
from http import HTTPStatus

import pytest
from pytest_django import DjangoDbBlocker

from tests.crawl import MAIL_LINK, crawled
from tests.world import VISITOR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What a look may leave behind: (what, where, on which page).
MAY_BE_WRITTEN = {
    ("INSERT INTO", "accounts_auditevent", "advising:review"),  # who read a reflection, for its author to see
    ("INSERT INTO", "accounts_auditevent", "advising:message"),  # or a request before it went out
    ("INSERT INTO", "accounts_auditevent", "office:report"),  # and who read a report, for whoever told it
}
LOOKS = 2 * 6 * 4  # GET and HEAD of six links, each with the three answers it offers and without


def test_no_page_writes_or_breaks_however_often_it_is_opened(django_db_blocker: DjangoDbBlocker) -> None:
    visits = crawled(django_db_blocker).visits

    written = {(what, table, visit.page) for visit in visits for what, table in visit.writes}
    broken = {(visit.reader, visit.url) for visit in visits if visit.status >= HTTPStatus.INTERNAL_SERVER_ERROR}
    links = [visit for visit in visits if visit.page == MAIL_LINK and visit.reader == VISITOR]

    assert written == MAY_BE_WRITTEN
    assert broken == set()
    assert Counter(Counter((visit.method, visit.url) for visit in links).values()) == {3: LOOKS}
