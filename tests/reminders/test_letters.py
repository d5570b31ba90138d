"""The weekly letter: what is in it, that it comes once a week on the reader's own morning, and what waits for it."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from hypothesis import given, strategies as st

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.interviews.times import times_to_ask
from careernet.mail import preferences
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail, Preference
from careernet.mail.preferences import Choice, morning
from careernet.mentors import actions as mentoring
from careernet.mentors.models import Mentor
from careernet.reminders.letters import write_letters
from careernet.reminders.sweep import sweep
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.smtp import Inbox, inbox

__all__ = ["inbox"]

Led = Callable[..., Interview]
Browser = Callable[[AbstractBaseUser], Client]
Sent, Skipped = OutgoingMail.State.SENT, OutgoingMail.State.SKIPPED
MONDAY, TUESDAY, THURSDAY, SUNDAY = 0, 1, 3, 6
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NEW_YORK, SAN_FRANCISCO = times.zone("America/New_York"), times.zone("America/Los_Angeles")


def weekly(person: User, now: datetime, day: int = MONDAY, **finer: object) -> datetime:
    """Ask for letters; when the next one comes."""
    choice = Choice(**{"level": "weekly", "letter_day": day} | finer)  # type: ignore[arg-type]
    found = preferences.choose(choice, by=person, now=now).letter_at
    assert found
    return found


def letters(person: User) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="reminders.letter", to_user=person).order_by("pk"))


def request_mail(interview: Interview) -> OutgoingMail:
    return OutgoingMail.objects.about(interview).get(kind="interviews.request")


def deliver(now: datetime) -> None:
    while deliver_due(now=now):
        pass


@pytest.mark.django_db
def test_a_mentor_reads_in_it_that_their_pause_ends_and_how_a_call_went_is_to_be_said(
    mentor: Mentor, an_interview: Led, now: datetime
) -> None:
    call = an_interview(State.SCHEDULED)
    weekly(mentor.user, call.ends_at, TUESDAY)
    mentoring.pause(mentor, by=mentor.user, until=(now + 10 * DAY).date(), now=call.ends_at)

    write_letters(call.ends_at + DAY)

    [letter] = letters(mentor.user)
    assert "Say whether you talked with Jordan Parker" in letter.text
    assert "Your pause ends" in letter.text


# --- When ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("begins", [date(2026, 10, 20), date(2027, 3, 2)])
def test_one_letter_a_week_at_eight_whatever_the_clocks_do(begins: date, student: Student, an_interview: Led) -> None:
    """Both years' changes are on a Sunday, the day of the letter."""
    start = times.to_utc(begins, 15 * 60, NEW_YORK)
    an_interview(State.DRAFT, at=start)
    weekly(student.user, start, SUNDAY)

    for hour in range(24 * 28):
        write_letters(start + hour * HOUR)

    came = [times.local(mail.created_at, NEW_YORK) for mail in letters(student.user)]
    assert [(at.weekday(), at.hour, at.minute) for at in came] == [(SUNDAY, 8, 0)] * 4
    assert [(after - before).days for before, after in pairwise(came)] == [7] * 3
    assert len({at.utcoffset() for at in came}) == 2


@given(
    day=st.integers(0, 6),
    minute=st.integers(0, 2 * 365 * 24 * 60),
    zone=st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]),
)
def test_the_next_morning_is_within_a_week_and_eight_o_clock(day: int, minute: int, zone: str) -> None:
    after = datetime(2026, 1, 1, tzinfo=UTC) + minute * MINUTE
    at = morning(day, times.zone(zone), after=after)

    here = times.local(at, times.zone(zone))
    assert (here.weekday(), here.hour, here.minute) == (day, 8, 0)
    assert after < at <= after + timedelta(days=7, hours=1)


@pytest.mark.django_db
def test_another_day_brings_no_second_letter_in_the_same_week(student: Student, an_interview: Led) -> None:
    start = times.to_utc(date(2026, 9, 14), 60 * 7, NEW_YORK)
    an_interview(State.DRAFT, at=start)
    first = weekly(student.user, start)
    write_letters(first)

    following = weekly(student.user, first + HOUR, THURSDAY)
    for day in range(14):
        write_letters(first + day * DAY)

    assert times.local(following, NEW_YORK).date() == date(2026, 9, 24)
    assert len(letters(student.user)) == 2


@pytest.mark.django_db
def test_who_moves_to_another_zone_gets_it_on_that_morning(
    student: Student, client_for: Browser, now: datetime
) -> None:
    weekly(student.user, now, THURSDAY)
    typed = {"full_name": "Jordan Parker", "preferred_name": "", "pronouns": "", "time_zone": "Asia/Kolkata"}

    client_for(student.user).post("/settings/", typed)

    there = times.local(Preference.objects.get().letter_at or now, times.zone("Asia/Kolkata"))
    assert (there.weekday(), there.hour) == (THURSDAY, 8)


@pytest.mark.django_db
def test_with_nothing_to_say_there_is_no_letter_and_the_next_moment_is_noted(student: Student, now: datetime) -> None:
    first = weekly(student.user, now)

    sizes = [write_letters(first - MINUTE), write_letters(first), write_letters(first)]

    assert sizes == [0, 1, 0]
    assert letters(student.user) == []
    assert Preference.objects.get().letter_at == first + 7 * DAY


@pytest.mark.django_db
def test_one_that_cannot_be_written_keeps_nobody_waiting(
    student: Student, an_interview: Led, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factories.StudentFactory()
    an_interview(State.DRAFT)
    an_interview(State.DRAFT, student=other)
    first = weekly(student.user, now)
    weekly(other.user, now)
    # The days after the last hour of the year 9999 cannot be written.
    Interview.objects.filter(student=student).update(state_since=datetime(9999, 12, 31, 23, tzinfo=UTC))

    write_letters(first)

    assert (len(letters(student.user)), len(letters(other.user))) == (0, 1)
    assert Preference.objects.get(user=student.user).letter_at == first + HOUR


@pytest.mark.django_db
def test_quiet_hours_of_ones_own_hold_the_letter_and_the_reminders(
    mentor: Mentor, an_interview: Led, now: datetime
) -> None:
    """The answer is due on Monday the 21st at 11:00 in New York, 8:00 in San Francisco."""
    interview = an_interview(State.REQUESTED)
    first = weekly(mentor.user, now, quiet_until=10)
    sweep(now + 7 * DAY)
    too_early = OutgoingMail.objects.filter(kind="reminders.answer").count()
    sweep(now + 7 * DAY + 2 * HOUR)
    write_letters(first)

    reminder = OutgoingMail.objects.get(kind="reminders.answer")
    assert (too_early, reminder.about_id, reminder.created_at) == (0, interview.pk, now + 7 * DAY + 2 * HOUR)
    assert times.local(letters(mentor.user)[0].due_at, SAN_FRANCISCO).hour == 10


# --- What it says ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_mentors_letter_has_every_waiting_request_with_a_link_that_answers(
    mentor: Mentor, an_interview: Led, client: Client, inbox: Inbox, now: datetime
) -> None:
    first = an_interview(State.REQUESTED)
    other = an_interview(State.REQUESTED, student=factories.StudentFactory(user__full_name="Riley Stone"))
    an_interview(State.DECLINED, student=factories.StudentFactory(user__full_name="Dana Reed"))
    monday = weekly(mentor.user, now)

    write_letters(monday)
    deliver(monday)

    [message] = [each for each in inbox.to(mentor.user.email) if each["Subject"].startswith("Your week")]
    text = message.get_body(["plain"]).get_content()  # type: ignore[union-attr]
    paths = re.findall(r"http://localhost:8000(/interviews/answer/[^\s?]+)", text)
    assert message["Subject"] == "Your week: 2 requests to answer"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for who in (first.student.user.full_name, "Riley Stone", first.hope_to_learn, other.hope_to_learn):
        assert who in text
    assert "Dana Reed" not in text
    assert "Stop volunteering:" in text
    assert [client.get(path).status_code for path in paths] == [200, 200]


@pytest.mark.django_db
def test_a_students_letter_has_what_to_do_and_what_the_week_brings(
    student: Student, an_interview: Led, now: datetime
) -> None:
    """Booked for Monday, 11:00 in New York; somebody else was asked two weeks ago and has not answered."""
    an_interview(State.SCHEDULED, at=now)
    an_interview(State.REQUESTED, mentor=factories.MentorFactory(user__full_name="Ola Berg"), at=now - 14 * DAY)
    an_interview(State.DRAFT, mentor=factories.MentorFactory(user__full_name="Kim Ode"), at=now)
    thursday = weekly(student.user, now, THURSDAY)

    write_letters(thursday)

    [letter] = letters(student.user)
    assert letter.subject == "Your week: 1 conversation, 3 things to do"
    assert "Maya Chen: Mon, Sep 21, 11:00–11:30 AM, New York time (EDT)" in letter.text
    for title in ("Prepare for your talk with Maya Chen", "Follow up with Ola Berg", "Finish your request to Kim Ode"):
        assert title in letter.text
        assert title in letter.html


@pytest.mark.django_db
def test_a_quiet_conversation_is_not_in_it(student: Student, an_interview: Led, now: datetime) -> None:
    preferences.quieten(an_interview(State.SCHEDULED), by=student.user, now=now)

    write_letters(weekly(student.user, now))

    assert letters(student.user) == []


# --- What waits for it ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_request_waits_for_the_letter_and_comes_only_there(
    mentor: Mentor, an_interview: Led, inbox: Inbox, now: datetime
) -> None:
    monday = weekly(mentor.user, now, MONDAY)
    interview = an_interview(State.REQUESTED, at=now + DAY)
    deliver(now + 2 * DAY)
    write_letters(monday)
    deliver(monday)
    preferences.switch_off(by=mentor.user, now=monday + HOUR)
    deliver(monday + HOUR)

    waited = request_mail(interview)
    assert (waited.state, waited.reason) == (Skipped, "It waits for the weekly letter.")
    assert [message["Subject"] for message in inbox.to(mentor.user.email)] == ["Your week: 1 request to answer"]


@pytest.mark.django_db
def test_a_request_for_a_time_too_soon_for_the_letter_comes_at_once(
    mentor: Mentor, student: Student, inbox: Inbox, now: datetime
) -> None:
    """Its first free time is on Monday, the day of the letter."""
    slot = times_to_ask(mentor, student, now=now, policy=Policy.current())[0]
    weekly(mentor.user, now, MONDAY)

    asked = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(slot=slot), now=now)
    deliver(now + MINUTE)

    assert request_mail(asked).state == Sent


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["one click", "everything", "a pause"])
def test_what_waited_for_a_letter_that_will_not_come_is_sent(
    change: str, mentor: Mentor, an_interview: Led, inbox: Inbox, now: datetime
) -> None:
    weekly(mentor.user, now, SUNDAY)
    interview = an_interview(State.REQUESTED)
    later = now + timedelta(days=2)
    deliver(later)
    waited = request_mail(interview).state

    if change == "one click":
        preferences.switch_off(by=mentor.user, now=later)
    elif change == "everything":
        preferences.choose(Choice(level="everything", letter_day=SUNDAY), by=mentor.user, now=later)
    else:
        weekly(mentor.user, later, SUNDAY, paused_until=date(2026, 12, 1))
    deliver(later)

    assert (waited, request_mail(interview).state) == (Skipped, Sent)


@pytest.mark.django_db
def test_a_letter_switched_off_before_it_left_is_not_sent_and_its_requests_are(
    mentor: Mentor, an_interview: Led, inbox: Inbox, now: datetime
) -> None:
    sunday = weekly(mentor.user, now, SUNDAY)
    interview = an_interview(State.REQUESTED)
    deliver(now + DAY)
    write_letters(sunday)

    preferences.switch_off(by=mentor.user, now=sunday)
    deliver(sunday)

    assert [letter.state for letter in letters(mentor.user)] == [Skipped]
    assert request_mail(interview).state == Sent


@pytest.mark.django_db
def test_while_paused_no_letter_comes_and_requests_come_at_once(
    mentor: Mentor, an_interview: Led, inbox: Inbox, now: datetime
) -> None:
    sunday = weekly(mentor.user, now, SUNDAY, paused_until=date(2026, 9, 25))
    interview = an_interview(State.REQUESTED)

    deliver(now + HOUR)
    write_letters(sunday)

    assert request_mail(interview).state == Sent
    assert letters(mentor.user) == []
    assert Preference.objects.get().letter_at == sunday + 7 * DAY
