"""Two people who are kept apart: whatever came before and comes after, nothing of ours names one to the other again."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from careernet.accounts.models import User
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety
from careernet.interviews.models import OPEN, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.agenda import Item, cases_of, coming_items, open_items
from careernet.reminders.cases import Campus, load
from careernet.reminders.policies import DUTIES
from careernet.reminders.sweep import sweep, wake_all
from tests.reminders.test_laws import HOUR, STEPS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What ends a conversation, and what the office gets.
LAST_MAILS = {"withdrawn", "declined", "cancelled", "reported", "report_waits"}
PATH = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 200)), max_size=6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=PATH, after=PATH, side=st.sampled_from(["student", "mentor"]), tells=st.booleans())
def test_after_any_history_nothing_brings_them_together(
    an_interview: Callable[..., Interview],
    now: datetime,
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
    side: str,
    tells: bool,
) -> None:
    with transaction.atomic():
        interview = an_interview(State.REQUESTED)
        moment = go_on(before, interview, now)
        known = set(OutgoingMail.objects.values_list("pk", flat=True))

        part(interview, side, tells, moment)
        go_on(after, interview, moment)

        assert_apart(interview, known, moment)
        transaction.set_rollback(True)


def go_on(path: list[tuple[str, int]], interview: Interview, moment: datetime) -> datetime:
    for step, hours in path:
        moment += hours * HOUR
        with suppress(RuleBroken, ObjectDoesNotExist):
            STEPS[step](interview, moment)
        while sweep(moment):
            pass
        interview.refresh_from_db()
    return moment


def part(interview: Interview, side: str, tells: bool, now: datetime) -> None:
    by = interview.student.user if side == "student" else interview.mentor.user
    if tells:
        safety.report(uuid.uuid4(), interview, by=by, kind="rude", text="", now=now)
    else:
        safety.keep_apart(interview, by=by, now=now)


def assert_apart(interview: Interview, known: set[int], parted_at: datetime) -> None:
    student, mentor = interview.student, interview.mentor
    later = parted_at + 24 * 200 * HOUR
    for moment in (parted_at + HOUR, later):
        wake_all(moment)
        while sweep(moment):
            pass
        while deliver_due(now=moment):
            pass
        assert not [item for side in (student, mentor) for item in _listed(side.user, moment) if item.row == interview]
    new = OutgoingMail.objects.exclude(pk__in=known).exclude(state=OutgoingMail.State.SKIPPED)
    assert {key.split(":")[0].removeprefix("interviews.") for key in new.values_list("key", flat=True)} <= LAST_MAILS
    assert not Mentor.objects.listed_for(student.user).filter(pk=mentor.pk).exists()
    interview.refresh_from_db()
    assert interview.state not in OPEN
    [case] = load(Interview.objects.filter(pk=interview.pk), Campus.current())
    assert not [duty.name for duty in DUTIES if duty.is_owed(case)]
    ask = actions.Ask(mode="video", hope_to_learn="-", message="-", proposed=(later + 200 * HOUR,))
    with pytest.raises(RuleBroken):
        actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask, now=later)


def _listed(user: User, now: datetime) -> list[Item]:
    return [*open_items(cases_of(user), user, now), *coming_items(cases_of(user), user, now)]
