"""Where a student is stuck, by the same rule and number as the advisor's own reminders."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.advising.progress import with_progress
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock
from careernet.interviews.models import Interview, State
from careernet.reminders import agenda
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(("state", "days"), [(State.ACCEPTED, 10), (State.COUNTERED, 10), (State.ACCEPTED, 4)])
def test_a_yes_without_a_time_is_stuck_when_the_advisors_list_says_so(
    state: str, days: int, an_interview: Callable[..., Interview], student: Student, advisor: User, now: datetime
) -> None:
    """A break of five days in between does not count."""
    Policy.objects.create(pk=1, undecided_days=days, offer_expires=30, accepted_expires=30)
    pause = {"kind": AcademicPeriod.Kind.BREAK, "starts_on": date(2026, 9, 16), "ends_on": date(2026, 9, 20)}
    AcademicPeriod.objects.create(name="Fall break", **pause)
    since = an_interview(state).state_since

    for after in range(20):
        at = since + after * DAY + HOUR
        [row] = with_progress(Student.objects.filter(pk=student.pk), now=at)
        listed = [item.policy for item in agenda.open_items(agenda.cases_of(advisor), advisor, at)]
        assert (row.undecided, listed) == ((1, ["no_time_yet"]) if after >= days + 5 else (0, [])), after


def test_the_advisor_reads_that_there_is_no_time_yet(
    an_interview: Callable[..., Interview],
    advisor: User,
    client_for: Callable[[User], Client],
    now: datetime,
) -> None:
    an_interview(State.ACCEPTED)
    clock.move_to(now + 11 * DAY)

    page = client_for(advisor).get(reverse("advising:queue")).content.decode()

    assert "1 yes still without a time" in page
