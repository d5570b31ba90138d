"""The pages of interviews: who sees which, what bad input gets, and what each page costs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions, picker
from careernet.interviews.models import Interview, Preparation, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student

pytestmark = pytest.mark.django_db

LED_TO = [
    State.REQUESTED,
    State.COUNTERED,
    State.SCHEDULED,
    State.COMPLETED,
    State.DECLINED,
    State.WITHDRAWN,
    State.EXPIRED,
    State.CANCELLED,
]


@pytest.mark.parametrize("state", LED_TO)
def test_both_sides_can_open_their_page(
    state: str, an_interview: Callable[..., Interview], client_for: Callable[[User], Client]
) -> None:
    interview = an_interview(state)
    url = reverse("interviews:detail", args=[interview.pk])

    pages = [client_for(side.user).get(url) for side in (interview.student, interview.mentor)]

    assert [page.status_code for page in pages] == [200, 200]
