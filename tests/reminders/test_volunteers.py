"""Once a year, and before a pause ends, mentors are asked whether students may ask them; two taps answer."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from careernet.campus.models import Policy
from careernet.core import clock
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail
from careernet.mentors import actions
from careernet.mentors.models import Mentor
from careernet.reminders.cases import Campus
from careernet.reminders.policies import OF_VOLUNTEERS
from careernet.reminders.standing import Standing
from careernet.reminders.sweep import wake_all
from tests import factories

pytestmark = pytest.mark.django_db

SweepAt = Callable[[datetime], int]
Names = Callable[[], list[str]]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SAID = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BACK = date(2026, 11, 2)  # clocks go back on the day before
PAUSE_ENDS, STILL_WILLING = OF_VOLUNTEERS


def a_standing(state: str = Mentor.State.ACTIVE, until: date | None = None) -> Standing:
    user = factories.UserFactory.build(time_zone="America/Los_Angeles")
    mentor = Mentor(user=user, state=state, paused_until=until, confirmed_at=SAID, stands_since=SAID)
    return Standing(mentor, Campus(Policy(), ()))


def test_the_end_of_a_pause_is_told_three_days_before_on_the_mentors_clock() -> None:
    case = a_standing(Mentor.State.PAUSED, BACK)

    assert PAUSE_ENDS.is_owed(case)
    assert PAUSE_ENDS.mails_at(case) == (datetime(2026, 10, 30, 8, 0, tzinfo=UTC),)
    assert PAUSE_ENDS.mailed_until(case) == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", [Mentor.State.ACTIVE, Mentor.State.PAUSED, Mentor.State.RETIRED])
def test_who_has_no_pause_that_ends_is_told_of_none(state: str) -> None:
    assert not PAUSE_ENDS.is_owed(a_standing(state))


def test_a_year_after_they_said_so_they_are_asked_for_thirty_days() -> None:
    case = a_standing()

    assert STILL_WILLING.mails_at(case) == (SAID + 365 * DAY,)
    assert STILL_WILLING.mailed_until(case) == SAID + 395 * DAY
    assert not STILL_WILLING.is_owed(a_standing(Mentor.State.RETIRED))
    assert not STILL_WILLING.is_owed(a_standing(Mentor.State.INVITED))


def test_nobody_is_asked_while_they_rest_until_a_day() -> None:
    long = a_standing(Mentor.State.PAUSED, date(2027, 5, 1))

    assert STILL_WILLING.mails_at(long) == (datetime(2027, 5, 1, 7, 0, tzinfo=UTC),)


@pytest.fixture
def said(mentor: Mentor, now: datetime) -> Mentor:
    """Somebody who has just said that students may ask them."""
    return actions.stay(mentor, by=mentor.user, now=now)


# --- From moment to mail ------------------------------------------------------------------------------------------
def test_a_year_later_one_mail_goes_and_the_night_finds_no_more(
    said: Mentor, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    for days in range(360, 400, 4):
        sweep_at(now + days * DAY)
        wake_all(now + days * DAY)
        sweep_at(now + days * DAY)

    said.refresh_from_db()
    assert reminders() == ["still_willing"]
    assert said.wake_at is None


def test_the_night_finds_who_was_never_noted(said: Mentor, now: datetime, sweep_at: SweepAt, reminders: Names) -> None:
    Mentor.objects.update(wake_at=None)

    wake_all(now + 366 * DAY)
    sweep_at(now + 366 * DAY)

    assert reminders() == ["still_willing"]


def test_a_short_pause_needs_no_word_and_a_new_one_is_told_anew(
    mentor: Mentor, now: datetime, sweep_at: SweepAt, reminders: Names
) -> None:
    actions.pause(mentor, by=mentor.user, until=date(2026, 9, 16), now=now)
    sweep_at(now + HOUR)
    short = reminders()
    actions.pause(mentor, by=mentor.user, until=date(2026, 10, 12), now=now + DAY)
    for day in (25, 26, 27):
        sweep_at(now + day * DAY)

    assert (short, reminders()) == ([], ["pause_ends"])


def test_who_is_back_before_needs_no_mail(mentor: Mentor, now: datetime, sweep_at: SweepAt) -> None:
    actions.pause(mentor, by=mentor.user, until=date(2026, 10, 12), now=now)
    sweep_at(now + 26 * DAY)
    mail = OutgoingMail.objects.get(kind="reminders.pause_ends")
    held = kinds.get(mail.kind).still_holds(mail, now + 26 * DAY)

    actions.resume(mentor, by=mentor.user, now=now + 26 * DAY)

    assert held is True
    assert kinds.get(mail.kind).still_holds(mail, now + 26 * DAY) == "no longer owed"


# --- Two taps -----------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(said: Mentor, now: datetime, sweep_at: SweepAt) -> str:
    """The path in the mail of a year later."""
    sweep_at(now + 366 * DAY)
    mail = OutgoingMail.objects.get(kind="reminders.still_willing")
    [path] = set(re.findall(r"/mentoring/willing/[\w:-]+/", mail.text))
    return path


def test_looking_changes_nothing(mentor: Mentor, asked: str, client: Client, now: datetime) -> None:
    pages = [client.get(asked), client.head(asked), client.get(asked)]

    mentor.refresh_from_db()
    assert [page.status_code for page in pages] == [200] * 3
    assert mentor.confirmed_at == now


@pytest.mark.parametrize(
    ("answer", "state", "until"),
    [
        ({"yes": "1"}, Mentor.State.ACTIVE, None),
        ({"paused": "1"}, Mentor.State.PAUSED, None),
        ({"paused": "1", "until": "2027-12-01"}, Mentor.State.PAUSED, date(2027, 12, 1)),
    ],
)
def test_each_answer_counts_once_and_is_harmless_twice(
    mentor: Mentor, asked: str, client: Client, answer: dict[str, str], state: str, until: date | None
) -> None:
    moment = clock.now()

    codes = [client.post(asked, answer).status_code for _twice in range(2)]

    mentor.refresh_from_db()
    assert codes == [302, 302]
    assert (mentor.state, mentor.paused_until) == (state, until)
    assert mentor.confirmed_at is not None
    assert mentor.confirmed_at >= moment
    assert mentor.wake_at == mentor.confirmed_at


def test_a_day_that_is_past_is_refused_with_its_reason(
    mentor: Mentor, asked: str, client: Client, now: datetime
) -> None:
    page = client.post(asked, {"paused": "1", "until": "2026-01-01"})

    mentor.refresh_from_db()
    assert page.status_code == 422
    assert b"Choose a day after today" in page.content
    assert (mentor.state, mentor.confirmed_at) == (Mentor.State.ACTIVE, now)


def test_who_has_stopped_learns_that_there_is_nothing_to_answer(
    mentor: Mentor, asked: str, client: Client, now: datetime
) -> None:
    actions.retire(mentor, by=mentor.user, now=now + 367 * DAY)

    page = client.post(asked, {"yes": "1"})

    mentor.refresh_from_db()
    assert b"You have stopped volunteering" in page.content
    assert mentor.state == Mentor.State.RETIRED
