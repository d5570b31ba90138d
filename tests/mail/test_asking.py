"""Whether mails still hold is asked about many at once, and none leaves on an old answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from careernet.mail import kinds
from careernet.mail.asking import Asked
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from tests.mail.notes import queue_note, states
from tests.smtp import Inbox

pytestmark = pytest.mark.django_db

asked_about: list[int] = []  # how many mails, each time


def all_hold(mails: Sequence[OutgoingMail], now: datetime) -> dict[int, bool | str]:
    asked_about.append(len(mails))
    return {mail.pk: mail.data["holds"] for mail in mails}  # KeyError for one whose question is broken


def holds(mail: OutgoingMail, now: datetime) -> bool | str:
    return all_hold([mail], now)[mail.pk]


TOGETHER = kinds.register(kinds.Kind("tests.together", "booking", 5, still_holds=holds, still_hold=all_hold))


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> Iterator[None]:
    asked_about.clear()
    yield
    asked_about.clear()


def queue_together(*answers: bool | str | None, now: datetime) -> list[OutgoingMail]:
    """One mail for each answer; None for a broken question."""
    return [
        queue_note(f"{number}", kind=TOGETHER.name, data={} if answer is None else {"holds": answer}, now=now)
        for number, answer in enumerate(answers)
    ]


def test_a_batch_is_asked_about_once(inbox: Inbox, now: datetime) -> None:
    queue_together(True, "the time was moved", True, now=now)
    queue_note("other", now=now)

    deliver_due(now=now)

    assert asked_about == [3]
    assert states() == {"0": "sent", "1": "skipped", "2": "sent", "other": "sent"}


def test_a_broken_question_keeps_no_other_mail_of_its_batch_waiting(inbox: Inbox, now: datetime) -> None:
    queue_together(True, None, False, now=now)

    deliver_due(now=now)

    assert states() == {"0": "sent", "1": "queued", "2": "skipped"}


def test_an_answer_that_is_too_old_is_asked_for_again(now: datetime) -> None:
    mails = queue_together(True, True, now=now)
    asked = Asked(mails)
    asked.about(mails[0], now=now)
    mails[1].data["holds"] = False

    early = asked.about(mails[1], now=now)
    asked.good_until = 0.0
    late = asked.about(mails[1], now=now)

    assert (early, late) == (True, False)
