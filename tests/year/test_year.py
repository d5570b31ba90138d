"""Weeks of a campus with a break and a clock change, held against an oracle that doesn't know how the product decides.

The whole year is `python -m tests.bench.year`.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.races import THOROUGH
from tests.year import year
from tests.year.verdict import POLICIES, findings_of

BEGINS = datetime(2026, 10, 8, 13, 0, tzinfo=UTC)
SEEDS = range(1, 7) if THOROUGH else (1,)
INTERVIEWS = 80 if THOROUGH else 15


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_each_reminder_of_some_weeks_is_owed_and_all_that_are_owed_come(seed: int) -> None:
    lived = year.live_through(
        seed,
        mentors=INTERVIEWS // 3,
        students=INTERVIEWS // 4,
        interviews=INTERVIEWS,
        begins=BEGINS,
        asking=timedelta(days=12),
        ends=BEGINS + timedelta(days=34),
    )

    assert len(year.ledger()) > INTERVIEWS
    assert [str(finding) for finding in findings_of(lived)] == []
    assert lived.found_at_night == []


def test_every_policy_is_compared() -> None:
    assert set(year.KINDS.values()) == POLICIES
