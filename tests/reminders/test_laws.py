"""What holds for every path an interview can take, however often and whenever it is swept."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import OPEN, Interview, State
from careernet.mail.models import OutgoingMail
from careernet.reminders.cases import Campus, load
from careernet.reminders.emails import MAILED
from careernet.reminders.policies import DEEDS
from careernet.reminders.sweep import sweep, wake_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUR = timedelta(hours=1)
Step = Callable[[Interview, datetime], object]

STEPS: dict[str, Step] = {
    "accept": lambda i, now: actions.accept(
        i, by=i.mentor.user, starts_at=i.offered_times.earliest("starts_at").starts_at, where="", now=now
    ),
    "offer": lambda i, now: actions.offer_times(
        i, by=i.mentor.user, starts=[now + 60 * HOUR, now + 90 * HOUR], where="", now=now
    ),
    "choose": lambda i, now: actions.choose_time(
        i, by=i.student.user, starts_at=i.offered_times.latest("starts_at").starts_at, now=now
    ),
    "propose": lambda i, now: actions.propose_times(i, by=i.student.user, starts=[now + 50 * HOUR], now=now),
    "follow_up": lambda i, now: actions.follow_up(i, by=i.student.user, text="Any time suits me.", now=now),
    "decline": lambda i, now: actions.decline(i, by=i.mentor.user, now=now),
    "withdraw": lambda i, now: actions.withdraw(i, by=i.student.user, now=now),
    "cancel": lambda i, now: actions.cancel(i, by=i.student.user, role="student", reason="I am ill.", now=now),
    "complete": lambda i, now: actions.complete(i, by=i.student.user, now=now),
    "thank": lambda i, now: actions.send_thank_you(i, by=i.student.user, how="own", text="", now=now),
    "wait": lambda i, now: None,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 200)), max_size=12))
def test_after_any_history_no_occasion_is_told_twice_and_nothing_owed_is_in_the_past(
    an_interview: Callable[..., Interview], now: datetime, history: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        live_through(history, an_interview(State.REQUESTED), now)
        transaction.set_rollback(True)  # each history begins afresh


def live_through(history: list[tuple[str, int]], interview: Interview, moment: datetime) -> None:
    for step, hours in history:
        moment += hours * HOUR
        with suppress(RuleBroken, ObjectDoesNotExist):
            STEPS[step](interview, moment)
        while sweep(moment):
            pass
        interview.refresh_from_db()
        assert interview.wake_at is None or interview.wake_at > moment

    wake_all(moment)
    before = OutgoingMail.objects.count()
    while sweep(moment):
        pass
    keys = list(OutgoingMail.objects.filter(kind__in=MAILED).values_list("key", flat=True))
    assert OutgoingMail.objects.count() == before
    assert len(keys) == len(set(keys))
    [case] = load(Interview.objects.filter(pk=interview.pk), Campus.current())
    assert all(at is None or at > moment for at in (deed.at(case) for deed in DEEDS))
    waiting = OutgoingMail.objects.filter(kind__in=MAILED, state="queued")
    assert case.state in OPEN | {State.COMPLETED} or not waiting.exists()
