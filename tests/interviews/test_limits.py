"""Who may ask whom, and how much at once: each limit refuses in its own words and writes nothing."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import Event, Interview, State
from careernet.interviews.ways import is_under_18, ways_to_meet
from careernet.mail.models import OutgoingMail
from careernet.mentors.actions import pause
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
DAY = timedelta(days=1)


def sends(student: Student, mentor: Mentor, at: datetime) -> Interview:
    proposed = (at + 7 * DAY, at + 8 * DAY)
    return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(proposed=proposed), now=at)


def is_refused(student: Student, mentor: Mentor, at: datetime) -> str:
    """The sentence, once it is sure that nothing was written."""
    before = (Interview.objects.count(), Event.objects.count(), OutgoingMail.objects.count())
    with pytest.raises(RuleBroken) as no:
        sends(student, mentor, at)
    assert (Interview.objects.count(), Event.objects.count(), OutgoingMail.objects.count()) == before
    return str(no.value)


def test_a_student_has_so_many_requests_open_and_one_more_once_one_is_closed(
    an_interview: Led, student: Student, now: datetime
) -> None:
    Policy.objects.create(pk=1, open_requests=2, requests_a_day=20)
    first, _second = (an_interview(State.REQUESTED, mentor=factories.MentorFactory()) for _ in range(2))
    third = factories.MentorFactory()

    sentence = is_refused(student, third, now)
    actions.withdraw(first, by=student.user, now=now)

    assert sentence == "You have 2 open requests, the most at one time. Wait for an answer or withdraw one."
    assert sends(student, third, now).state == State.REQUESTED


def test_a_student_sends_so_many_requests_a_day_and_more_after_midnight_where_they_live(
    student: Student, now: datetime
) -> None:
    Policy.objects.create(pk=1, requests_a_day=1)
    sends(student, factories.MentorFactory(), now)
    another = factories.MentorFactory()

    sentence = is_refused(student, another, now + timedelta(minutes=1))

    assert sentence == "You have sent 1 request today, the most in one day. This one can go tomorrow."
    assert sends(student, another, now + DAY).state == State.REQUESTED


def test_a_mentor_has_so_many_requests_waiting(an_interview: Led, student: Student, now: datetime) -> None:
    mentor = factories.MentorFactory(waiting_at_most=1)
    an_interview(State.REQUESTED, student=factories.StudentFactory(), mentor=mentor)

    sentence = is_refused(student, mentor, now)

    assert sentence == "Maya has as many requests waiting as they can answer. Try again in a week."


def test_a_mentor_whose_next_two_months_are_full_is_not_asked_even_with_proposed_times(
    an_interview: Led, student: Student, now: datetime
) -> None:
    mentor = factories.MentorFactory(calls_a_month=1)
    for month in (0, 30):
        start = now + timedelta(days=7 + month)
        other = factories.StudentFactory()
        asked = actions.send_request(uuid.uuid4(), student=other, mentor=mentor, ask=ask(proposed=(start,)), now=now)
        actions.accept(asked, by=mentor.user, starts_at=start, where="By video", now=now)

    sentence = is_refused(student, mentor, now)

    assert sentence == "Maya has no free place left this month or next. Look again after the first."


@pytest.mark.parametrize("state", [Mentor.State.INVITED, Mentor.State.APPLIED, Mentor.State.RETIRED])
def test_whoever_is_not_listed_is_not_asked(state: str, student: Student, now: datetime) -> None:
    mentor = factories.MentorFactory(state=state)

    assert is_refused(student, mentor, now) == "Maya isn't taking new requests right now."


def test_a_mentor_on_a_break_is_asked_once_it_is_over(student: Student, mentor: Mentor, now: datetime) -> None:
    pause(mentor, by=mentor.user, until=(now + 5 * DAY).date(), now=now)

    sentence = is_refused(student, mentor, now + DAY)

    assert sentence == "Maya is taking a break until September 19, 2026 and can be asked again from then on."
    assert sends(student, mentor, now + 6 * DAY).state == State.REQUESTED


def test_after_a_no_a_mentor_is_left_alone_for_ninety_days(an_interview: Led, student: Student, now: datetime) -> None:
    mentor = an_interview(State.DECLINED).mentor

    sentence = is_refused(student, mentor, now + 89 * DAY)

    assert sentence.startswith("Maya could not take your last request. You can ask again from ")
    assert sends(student, mentor, now + 91 * DAY).state == State.REQUESTED


def test_ask_me_again_from_a_day_on_goes_before_the_ninety_days(
    an_interview: Led, student: Student, mentor: Mentor, now: datetime
) -> None:
    again_on = (now + 10 * DAY).date()
    actions.decline(an_interview(State.REQUESTED), by=mentor.user, ask_again_on=again_on, now=now)

    is_refused(student, mentor, now + 9 * DAY)

    assert sends(student, mentor, now + 11 * DAY).state == State.REQUESTED


# --- Under 18 ---------------------------------------------------------------------------------------------------------
def test_somebody_under_18_asks_by_phone_or_video_only(student: Student, mentor: Mentor, now: datetime) -> None:
    mentor.modes = ["in person", "phone"]
    student.adult_from = now.date() + timedelta(days=1)
    young = ways_to_meet(mentor, student, now)
    only_in_person = ways_to_meet(Mentor(modes=["in person"]), student, now)
    student.adult_from = now.date()

    assert (young, only_in_person) == (["phone"], ["video", "phone"])
    assert ways_to_meet(mentor, student, now) == ["in person", "phone"]


def test_the_day_somebody_turns_18_begins_where_they_are(student: Student, mentor: Mentor, now: datetime) -> None:
    student.adult_from = now.date()
    midnight_in_new_york = now.replace(hour=4, minute=0)

    assert is_under_18(student, midnight_in_new_york - timedelta(minutes=1))
    assert not is_under_18(student, midnight_in_new_york)


def test_a_meeting_in_person_is_refused_under_18_whatever_the_form_says(
    student: Student, mentor: Mentor, now: datetime
) -> None:
    Student.objects.update(adult_from=now.date() + timedelta(days=400))
    times = (now + 7 * DAY,)

    with pytest.raises(RuleBroken, match="Until you are 18"):
        actions.send_request(
            uuid.uuid4(), student=student, mentor=mentor, ask=ask(mode="in person", proposed=times), now=now
        )

    assert not Interview.objects.exists()
    assert sends(student, mentor, now).mode == "video"


# --- Seen before they are hit -----------------------------------------------------------------------------------------
def test_a_student_sees_how_much_is_used_up_wherever_they_ask(
    student: Student, mentor: Mentor, client_for: Callable[[User], Client], now: datetime
) -> None:
    """One that was taken back before it left counts for nothing, one of the day before yesterday not for today."""
    starts = (now + timedelta(days=8),)
    for days in (2, 0, 0):
        then = now - timedelta(days=days)
        who = {"student": student, "mentor": factories.MentorFactory()}
        last = actions.send_request(uuid.uuid4(), ask=ask(proposed=starts), now=then, **who)
    actions.withdraw(last, by=student.user, now=now)
    client = client_for(student.user)

    pages = [
        client.get(path)
        for path in ("/home/", "/interviews/", f"/mentors/{mentor.pk}/", f"/interviews/ask/{mentor.pk}/")
    ]

    for page in pages:
        assert "You have 2 of 5 open requests · 1 of 3 sent today." in page.content.decode()


def test_a_mentor_sees_how_much_of_the_month_is_taken_and_what_waits(
    mentor: Mentor, an_interview: Callable[..., Interview], client_for: Callable[[User], Client]
) -> None:
    for state in (State.SCHEDULED, State.REQUESTED):
        an_interview(state, student=factories.StudentFactory())
    client = client_for(mentor.user)

    pages = [client.get(path).content.decode() for path in ("/mentoring/", "/mentoring/times/")]

    assert ["1 of 2 calls this month · 1 of at most 3 requests waiting" in page for page in pages] == [True, True]
