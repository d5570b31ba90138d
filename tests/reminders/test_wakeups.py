"""What the office changes reaches every interview that is open."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod
from careernet.interviews.models import Interview, State
from careernet.reminders.sweep import sweep, wake_all
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_new_break_moves_what_is_due(
    an_interview: Callable[..., Interview],
    now: datetime,
    officer: User,
    client_for: Callable[[AbstractBaseUser], Client],
) -> None:
    interview = an_interview(State.REQUESTED)
    sweep(now + timedelta(hours=1))
    fall_break = {"kind": "break", "name": "Fall break", "starts_on": "2026-09-16", "ends_on": "2026-09-20"}

    client_for(officer).post("/office/calendar/", fall_break | {"save": "1"})
    sweep(now + timedelta(hours=1))

    interview.refresh_from_db()
    assert AcademicPeriod.objects.count() == 1
    assert interview.wake_at == now + 12 * DAY


def test_only_what_can_owe_something_is_woken(an_interview: Callable[..., Interview], now: datetime) -> None:
    closed, held = an_interview(State.DECLINED, mentor=factories.MentorFactory()), an_interview(State.COMPLETED)
    Interview.objects.update(wake_at=None)

    woken = wake_all(held.ends_at + 200 * DAY), wake_all(held.ends_at + 202 * DAY)

    closed.refresh_from_db()
    assert (woken, closed.wake_at) == ((1, 0), None)
