"""From the refusal of a mail server to the student who hears that nobody will answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from careernet.interviews.models import Event, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mentors.models import Mentor
from careernet.reminders.tasks import sweep
from tests.smtp import Inbox

pytestmark = pytest.mark.django_db


def test_an_address_refused_at_sending_unlists_its_mentor_with_the_next_sweep(
    an_interview: Callable[..., Interview], mentor: Mentor, inbox: Inbox, now: datetime
) -> None:
    asked = an_interview(State.REQUESTED)
    inbox.at_recipient[mentor.user.email] = "550 no such mailbox"
    deliver_due(now=now + timedelta(minutes=1))

    sweep()

    asked.refresh_from_db()
    mentor.refresh_from_db()
    assert (mentor.state, asked.state) == ("bounced", State.EXPIRED)
    assert asked.events.latest("number").verb == Event.Verb.UNREACHED
