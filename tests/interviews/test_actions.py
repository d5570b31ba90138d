"""The path, change by change: state, event, and the exact set of mails."""

from collections.abc import Callable

import pytest

from careernet.interviews.models import Interview, State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "state",
    [
        State.DRAFT,
        State.REQUESTED,
        State.COUNTERED,
        State.SCHEDULED,
        State.DECLINED,
        State.WITHDRAWN,
        State.EXPIRED,
        State.CANCELLED,
        State.COMPLETED,
    ],
)
def test_every_state_can_be_reached(state: str, an_interview: Callable[..., Interview]) -> None:
    interview = an_interview(state)

    interview.refresh_from_db()
    assert interview.state == state
