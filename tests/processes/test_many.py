"""However many look for people to remind, with beats or without: each reminder goes once."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from careernet.core import clock
from careernet.interviews.models import Interview
from careernet.mail.models import OutgoingMail
from tests import factories
from tests.processes.conftest import a_site, url_of_tests
from tests.processes.site import Site, end

REQUESTS = 22  # more than one sweeper takes at once
WEEK = timedelta(days=7)


@pytest.fixture
def site(var: Path, transactional_db: None) -> Iterator[Site]:
    """On the database of the test."""
    with a_site(var, url_of_tests()) as site:
        yield site


@pytest.mark.slow
@pytest.mark.parametrize("beats", [0, 2])
def test_with_three_loops_and_no_beat_or_two_each_reminder_goes_once(
    beats: int, site: Site, an_interview: Callable[..., Interview], now: datetime
) -> None:
    for _number in range(REQUESTS):
        an_interview(mentor=factories.MentorFactory(), student=factories.StudentFactory())
    OutgoingMail.objects.all().delete()
    clock.move_to(now + WEEK)

    working = [site.loop() for _number in range(3)]
    if beats:
        working += [site.worker(), *(site.beat() for _number in range(beats))]
    site.inbox.wait_for(REQUESTS)
    for process in working:
        end(process)  # each finishes what it has begun
    site.run("run_due")

    sent = Counter(message["To"] for message in site.inbox.messages)
    assert sent == dict.fromkeys((interview.mentor.user.email for interview in Interview.objects.all()), 1)
    assert set(OutgoingMail.objects.values_list("kind", "state")) == {("reminders.answer", "sent")}
