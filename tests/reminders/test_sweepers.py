"""Several sweepers at once, and the sweep without any broker."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail
from careernet.reminders.sweep import sweep
from tests import factories
from tests.races import race

Lead = Callable[..., Interview]
DAY = timedelta(days=1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sweepers_at_one_moment_remind_of_each_occasion_once_and_nobody_twice_a_day(
    an_interview: Lead, now: datetime
) -> None:
    for _number in range(3):
        an_interview(State.REQUESTED, student=factories.StudentFactory())
    for _number in range(4):
        an_interview(State.REQUESTED, mentor=factories.MentorFactory(), student=factories.StudentFactory())

    answers = race([lambda: sweep(now + 7 * DAY)] * 4)
    while sweep(now + 7 * DAY):
        pass

    assert all(isinstance(answer, int) for answer in answers)
    told = list(OutgoingMail.objects.filter(kind="reminders.answer").values_list("to_user_id", flat=True))
    assert len(told) == len(set(told)) == 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sweepers_at_one_moment_expire_a_request_once(an_interview: Lead, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    answers = race([lambda: sweep(now + 21 * DAY)] * 4)

    assert all(isinstance(answer, int) for answer in answers)
    assert interview.events.filter(verb="expired").count() == 1
    assert OutgoingMail.objects.filter(key__startswith="interviews.expired").count() == 2


@pytest.mark.django_db
def test_the_sweep_needs_no_broker(an_interview: Lead, now: datetime, settings: LazySettings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    an_interview(State.REQUESTED)

    sweep(now + 7 * DAY)

    assert OutgoingMail.objects.filter(kind="reminders.answer").count() == 1
