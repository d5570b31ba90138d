"""Windows of a day that a student proposes, and drafts that keep them."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, panels
from careernet.interviews.actions.locks import TimeTaken
from careernet.interviews.models import Interview, OfferedTime, State
from careernet.interviews.spans import Span
from careernet.interviews.times import times_to_ask
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db
LINK = "https://meet.example/maya"
HALF = timedelta(minutes=30)


@pytest.fixture
def window(now: datetime) -> Span:
    """Three hours on Wednesday of next week, from 8 in New York."""
    start = now + timedelta(days=9, hours=-3)
    return Span(start, start + 6 * HALF)


@pytest.fixture
def asked(mentor: Mentor, student: Student, window: Span, now: datetime) -> Interview:
    words = ask(proposed=(window, now + timedelta(days=7)))
    return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=words, now=now)


def accept(interview: Interview, start: datetime, now: datetime) -> Interview:
    return actions.accept(interview, by=interview.asked_mentor.user, starts_at=start, where=LINK, now=now)


def test_a_window_is_told_in_both_zones(asked: Interview, mentor: Mentor) -> None:
    mail = OutgoingMail.objects.about(asked).get(to_user=mentor.user)

    assert "Wed, Sep 23, 5:00–8:00 AM, Los Angeles time (PDT), any 30 minutes of it" in mail.text
    assert "8:00–11:00 AM, New York time (EDT) for Jordan" in mail.text
    assert mail.text.count("any 30 minutes of it") == 1  # not of the other time


def test_the_mentor_picks_a_start_inside_of_a_window(asked: Interview, window: Span, now: datetime) -> None:
    offered = panels.acceptable_starts(asked, now)

    booked = accept(asked, window.start + 3 * HALF, now)

    assert offered == [now + timedelta(days=7), *(window.start + step * HALF for step in range(6))]
    assert (booked.state, booked.starts_at) == (State.SCHEDULED, window.start + 3 * HALF)
    assert not booked.offered_times.exists()


@pytest.mark.parametrize("minutes", [-15, 151])
def test_a_call_has_to_fit_into_the_window(minutes: int, asked: Interview, window: Span, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="not one of those proposed"):
        accept(asked, window.start + timedelta(minutes=minutes), now)

    asked.refresh_from_db()
    assert (asked.state, asked.offered_times.count()) == (State.REQUESTED, 2)


def test_starts_at_which_either_has_a_call_are_not_offered(
    asked: Interview, mentor: Mentor, student: Student, window: Span, now: datetime
) -> None:
    """The mentor's until their break is over, the student's until its end."""
    for who, start in (
        ({"mentor": mentor, "student": factories.StudentFactory()}, window.start),
        ({"mentor": factories.MentorFactory(), "student": student}, window.start + 4 * HALF),
    ):
        other = actions.send_request(uuid.uuid4(), ask=ask(proposed=(start,)), now=now, **who)
        accept(other, start, now)

    offered = panels.acceptable_starts(asked, now)
    with pytest.raises(TimeTaken):
        accept(asked, window.start + 4 * HALF, now)

    # A call there and then would reach into the break before the mentor's next one, or into the student's.
    assert offered[1:] == [window.start + step * HALF for step in (2, 3, 5)]


def test_a_time_that_was_given_to_another_meanwhile_is_not_offered(
    asked: Interview, mentor: Mentor, window: Span, now: datetime
) -> None:
    start = now + timedelta(days=7)
    words = ask(proposed=(start,))
    other = actions.send_request(uuid.uuid4(), student=factories.StudentFactory(), mentor=mentor, ask=words, now=now)
    accept(other, start, now)

    offered = panels.acceptable_starts(asked, now)

    assert offered == [window.start + step * HALF for step in range(6)]


def test_a_student_answers_other_times_with_a_window(an_interview: Lead, window: Span, now: datetime) -> None:
    countered = an_interview(State.COUNTERED)

    asked = actions.propose_times(countered, by=countered.student.user, starts=[window], now=now)

    offer = OfferedTime.objects.get(interview=asked)
    assert (asked.state, offer.span) == (State.REQUESTED, window)
    last = asked.events.get(number=asked.version)
    assert last.data == {"windows": [[moment.isoformat() for moment in window if moment]]}


@pytest.mark.parametrize(("minutes", "days"), [(20, 0), (180, -10)])
def test_windows_that_are_short_or_past_are_refused(
    minutes: int, days: int, mentor: Mentor, student: Student, window: Span, now: datetime
) -> None:
    start = window.start + timedelta(days=days)
    words = ask(proposed=(Span(start, start + timedelta(minutes=minutes)),))

    with pytest.raises(RuleBroken):
        actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=words, now=now)

    assert not Interview.objects.exists()


# --- Drafts -----------------------------------------------------------------------------------------------------------
def test_a_draft_brings_times_and_windows_back_until_they_are_too_near(
    mentor: Mentor, student: Student, client_for: SignIn, now: datetime
) -> None:
    mentor.weekly_hours.all().delete()
    client, url = client_for(student.user), f"/interviews/ask/{mentor.pk}/"
    typed = {"day_1": "2026-09-23", "time_1": "08:00", "until_1": "11:00", "day_2": "2026-09-16", "time_2": "12:00"}
    half_typed = {"day_3": "2026-09-30", "time_3": ""}

    client.post(url, {"id": str(uuid.uuid4()), "draft": "kept", "message": "Hello", **typed, **half_typed})
    page = client.get(url)

    form = page.context["form"]
    rows = [[field.value() and str(field.value()) for field in fields] for _name, fields in form.time_rows]
    assert rows == [["2026-09-23", "08:00:00", "11:00:00"], [None, None, None], [None, None, None]]
    assert "too near by now" in page.content.decode()  # the day after tomorrow leaves no time to answer
    assert Interview.objects.get().offered_times.count() == 2


def test_a_draft_brings_a_chosen_time_back_and_says_when_it_is_gone(
    mentor: Mentor, student: Student, client_for: SignIn, now: datetime
) -> None:
    client, url = client_for(student.user), f"/interviews/ask/{mentor.pk}/"
    slot = now + timedelta(days=7, hours=1)
    client.post(url, {"id": str(uuid.uuid4()), "draft": "kept", "slot": f"{slot:%Y%m%dT%H%M%SZ}"})

    back = client.get(url).context
    other = factories.StudentFactory()
    actions.send_request(uuid.uuid4(), student=other, mentor=mentor, ask=ask(slot=slot), now=now)
    gone = client.get(url)

    assert (back["kept"], back["is_gone"]) == (slot, False)
    assert (gone.context["kept"], gone.context["is_gone"]) == (None, True)
    assert "That time is no longer free." in gone.content.decode()


def test_a_request_taken_back_keeps_its_time(mentor: Mentor, student: Student, now: datetime) -> None:
    slot = now + timedelta(days=7, hours=1)
    sent = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(slot=slot), now=now)

    draft = actions.unsend(sent, by=student.user, now=now)

    assert (draft.state, draft.during, actions.written(draft).slot) == (State.DRAFT, None, slot)


# --- What a student is never offered ----------------------------------------------------------------------------------
def test_no_time_is_offered_at_which_the_student_has_a_call(mentor: Mentor, student: Student, now: datetime) -> None:
    slot = now + timedelta(days=9, hours=1)
    call = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(proposed=(slot,)), now=now)
    policy = Policy.current()
    before = times_to_ask(factories.weekdays(factories.MentorFactory()), student, now=now, policy=policy)

    accept(call, slot, now)

    after = times_to_ask(factories.weekdays(factories.MentorFactory()), student, now=now, policy=policy)
    assert set(before) - set(after) == {slot}


def test_what_a_mentor_offered_is_gone_once_the_student_has_a_call_then(
    an_interview: Lead, mentor: Mentor, student: Student, now: datetime
) -> None:
    offered, start = an_interview(State.COUNTERED), now + timedelta(days=9)
    other = factories.MentorFactory()
    call = actions.send_request(uuid.uuid4(), student=student, mentor=other, ask=ask(proposed=(start,)), now=now)

    accept(call, start, now)

    assert actions.times_to_choose(offered, policy=Policy.current(), now=now) == []


# --- Calls of another length ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("length", [15, 20, 30])
def test_a_call_is_as_long_as_the_mentor_gives(length: int, mentor: Mentor, student: Student, now: datetime) -> None:
    """On the grid, in both calendars, in the mails and for the reminders after it."""
    mentor.length, minutes = length, timedelta(minutes=length)
    mentor.save(update_fields=["length"])
    factories.instant(mentor)
    grid = [slot for slot in times_to_ask(mentor, student, now=now, policy=Policy.current()) if slot.day == 17]

    words = ask(slot=grid[-1], books=True)
    booked = actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=words, now=now)

    assert [(slot.hour, slot.minute) for slot in grid] == [(16, 0), (16, 30), (17, 0), (17, 30), (18, 0), (18, 30)]
    mails = OutgoingMail.objects.about(booked)
    events = [event for mail in mails for event in Calendar.from_ical(mail.ics).walk("VEVENT")]
    assert [event.decoded("DTEND") - event.decoded("DTSTART") for event in events] == [minutes, minutes]
    assert all(times.time_range(grid[-1], grid[-1] + minutes, times.zone(student.zone)) in mail.text for mail in mails)
    assert booked.ends_at == grid[-1] + minutes
    assert booked.mentor_block.upper == booked.ends_at + timedelta(minutes=mentor.break_after)
    assert not booked.has_ended(booked.ends_at - timedelta(seconds=1))
