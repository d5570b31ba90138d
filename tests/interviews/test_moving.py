"""Another time: a booked call that moves, one that has to, and a yes whose time is still open."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from careernet.accounts.models import User
from careernet.campus import notices
from careernet.campus.models import AcademicPeriod, Policy
from careernet.core import clock, times
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, picker
from careernet.interviews.actions import TimeTaken
from careernet.interviews.models import Event, Interview, State
from careernet.interviews.times import times_to_take
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
STUDENT, MENTOR, OFFICER = Event.Role.STUDENT, Event.Role.MENTOR, Event.Role.OFFICER
WHERE = "https://meet.example/maya"


def url_of(interview: Interview, name: str = "move") -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def invitation(name: str, interview: Interview, person: User) -> Any:
    mail = OutgoingMail.objects.get(key=f"interviews.{name}:{interview.pk}:{interview.version}:{person.pk}")
    calendar = Calendar.from_ical(mail.ics)
    return calendar["method"], calendar.walk("VEVENT")[0]


def in_hours(now: datetime, days: int) -> datetime:
    """10:00 on a weekday in San Francisco, within the mentor's hours."""
    return now + timedelta(days=days, hours=2)


# --- Moved --------------------------------------------------------------------------------------------------------
def test_a_move_tells_both_and_raises_the_sequence_of_the_same_invitation(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    new = in_hours(now, 9)

    moved = actions.move(booked, by=booked.student.user, role=STUDENT, starts_at=new, now=now + timedelta(hours=3))

    assert (moved.state, moved.starts_at) == (State.SCHEDULED, new)
    assert moved.mentor_block.upper - moved.during.upper == timedelta(minutes=10)
    for person in (moved.student.user, moved.mentor.user):
        method, event = invitation("moved", moved, person)
        assert (method, event["uid"].partition("@")[0]) == ("REQUEST", str(booked.calendar_uid))
        assert (event["sequence"], event["dtstart"].dt) == (1, new)
    text = OutgoingMail.objects.get(key__startswith="interviews.moved:", to_user=moved.student.user).text
    assert "Wed, Sep 23, 1:00–1:30 PM, New York time (EDT)" in text
    assert "Mon, Sep 21, 11:00–11:30 AM, New York time (EDT)" in text


def test_a_student_moves_only_into_free_hours_and_until_a_day_before(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    by = {"by": booked.student.user, "role": STUDENT}

    with pytest.raises(TimeTaken):
        actions.move(booked, starts_at=in_hours(now, 9) + timedelta(hours=9), now=now + timedelta(hours=3), **by)
    with pytest.raises(RuleBroken, match="less than a day away"):
        actions.move(booked, starts_at=in_hours(now, 9), now=now + timedelta(days=6, minutes=1), **by)

    booked.refresh_from_db()
    assert (booked.starts_at, booked.version) == (now + timedelta(days=7), 2)


@pytest.mark.parametrize("role", [MENTOR, OFFICER])
def test_mentor_and_office_move_it_until_it_begins(role: str, an_interview: Led, now: datetime, officer: User) -> None:
    booked = an_interview(State.SCHEDULED)
    by = booked.mentor.user if role == MENTOR else officer
    shortly_before, start = booked.starts_at - timedelta(minutes=5), now + timedelta(days=11, hours=7)

    moved = actions.move(booked, by=by, role=role, starts_at=start, now=shortly_before)

    assert (moved.starts_at, moved.events.get(number=moved.version).role) == (start, role)
    with pytest.raises(RuleBroken, match="already begun"):
        actions.move(moved, by=by, role=role, starts_at=start + timedelta(days=1), now=start)


def test_a_call_moves_past_itself_but_never_onto_another_one(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    other = an_interview(State.SCHEDULED, student=factories.StudentFactory(), at=now + timedelta(hours=4))
    by = {"by": booked.mentor.user, "role": MENTOR, "now": now + timedelta(hours=8)}

    nudged = actions.move(booked, starts_at=booked.starts_at + timedelta(minutes=10), **by)

    assert nudged.starts_at == now + timedelta(days=7, minutes=10)
    with pytest.raises(TimeTaken):
        actions.move(booked, starts_at=other.starts_at + timedelta(minutes=10), **by)


# --- Has to move --------------------------------------------------------------------------------------------------
def test_a_call_that_has_to_move_ends_its_invitation_and_the_next_one_is_new(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    soon = now + timedelta(hours=3)

    open_again = actions.postpone(booked, by=booked.mentor.user, role=MENTOR, reason="A trip came up.", now=soon)

    assert (open_again.state, open_again.during, open_again.mentor_block) == (State.ACCEPTED, None, None)
    for person in (booked.student.user, booked.mentor.user):
        method, event = invitation("postponed", open_again, person)
        assert (method, event["sequence"], event["status"]) == ("CANCEL", 1, "CANCELLED")
        assert event["dtstart"].dt == booked.starts_at
    again = actions.choose_time(open_again, by=booked.student.user, starts_at=in_hours(now, 9), now=soon)
    assert again.calendar_uid != booked.calendar_uid
    assert again.calendar_sequence == 0


def test_a_late_change_is_recorded(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    shortly_before = booked.starts_at - timedelta(hours=2)

    late = actions.postpone(booked, by=booked.student.user, role=STUDENT, reason="", now=shortly_before)

    assert late.events.get(number=late.version).data == {"was": booked.starts_at.isoformat(), "late": True}


# --- Yes, a time later --------------------------------------------------------------------------------------------
def test_after_a_yes_the_student_suggests_and_the_mentor_picks(an_interview: Led, now: datetime) -> None:
    yes = an_interview(State.ACCEPTED)
    soon, start = now + timedelta(hours=3), now + timedelta(days=4)
    assert yes.awaits(yes.student.user)

    proposed = actions.propose_times(yes, by=yes.student.user, starts=[start], now=soon)

    assert (proposed.state, proposed.turn) == (State.ACCEPTED, MENTOR)
    assert list(Interview.objects.awaiting_mentor()) == [proposed]
    booked = actions.accept(proposed, by=yes.mentor.user, starts_at=start, where=WHERE, now=soon)
    assert (booked.state, booked.turn, booked.events.get(number=4).verb) == (State.SCHEDULED, "", "chose")


def test_a_yes_takes_a_place_of_the_month_and_none_is_given_beyond(
    an_interview: Led, mentor: Mentor, now: datetime
) -> None:
    mentor.calls_a_month = 1
    mentor.save(update_fields=["calls_a_month"])
    waiting = an_interview(State.REQUESTED, student=factories.StudentFactory())
    an_interview(State.ACCEPTED)

    with pytest.raises(RuleBroken, match="That month is full"):
        actions.say_yes(waiting, by=mentor.user, where=WHERE, now=now)


def test_silence_after_a_yes_is_recorded_as_that_of_whose_turn_it_was(an_interview: Led, now: datetime) -> None:
    yes = an_interview(State.ACCEPTED)
    proposed = actions.propose_times(
        yes, by=yes.student.user, starts=[now + timedelta(days=4)], now=now + timedelta(hours=3)
    )

    closed = actions.expire(proposed, now=now + timedelta(days=15))

    assert closed.events.get(number=closed.version).data == {"silent": "mentor"}


def test_the_day_to_answer_by_leaves_out_a_break_as_the_closing_does(an_interview: Led, now: datetime) -> None:
    AcademicPeriod.objects.create(
        name="Fall break",
        kind=AcademicPeriod.Kind.BREAK,
        starts_on=(now + timedelta(days=3)).date(),
        ends_on=(now + timedelta(days=7)).date(),
    )

    an_interview(State.COUNTERED)

    offered = OutgoingMail.objects.get(key__startswith="interviews.times_offered:")
    assert offered.subject == "Maya Chen says yes, at another time: choose by Sat, Sep 26"


# --- The pages ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("side", ["student", "mentor"])
def test_the_page_offers_a_move_and_keeps_within_its_queries(side: str, an_interview: Led, client_for: Browser) -> None:
    booked = an_interview(State.SCHEDULED, at=clock.now())
    browser = client_for(getattr(booked, side).user)

    with CaptureQueriesContext(connection) as queries:
        page = browser.get(url_of(booked))

    assert (page.status_code, bool(page.context["move"].picks)) == (200, True)
    assert len(queries) <= 12
    assert url_of(booked) in browser.get(url_of(booked, "detail")).content.decode()


def test_a_day_in_a_break_of_the_campus_says_so(an_interview: Led, client_for: Browser, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    days = {"starts_on": now.date(), "ends_on": now.date() + timedelta(days=20)}
    AcademicPeriod.objects.create(name="Fall break", kind=AcademicPeriod.Kind.BREAK, **days)
    AcademicPeriod.objects.create(name="Fall term", kind=AcademicPeriod.Kind.TERM, **days)
    notices.forget()

    page = client_for(booked.student.user).get(url_of(booked)).content.decode()

    assert "Fall break</small></legend>" in page
    assert "Fall term" not in page


def test_a_student_moves_a_call_from_its_page(an_interview: Led, client_for: Browser, now: datetime) -> None:
    booked, new = an_interview(State.SCHEDULED), in_hours(now, 9)

    answer = client_for(booked.student.user).post(url_of(booked), {"starts_at": picker.value(new)})

    assert answer.url == url_of(booked, "detail")
    booked.refresh_from_db()
    assert booked.starts_at == new


def test_a_mentor_types_a_time_outside_their_hours(an_interview: Led, client_for: Browser, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)

    client_for(booked.mentor.user).post(url_of(booked), {"day_1": "2026-09-24", "time_1": "18:30"})

    booked.refresh_from_db()
    assert booked.starts_at == now.replace(day=25, hour=1, minute=30)


def test_a_time_that_was_just_taken_gives_the_page_again(an_interview: Led, client_for: Browser, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    other = an_interview(State.SCHEDULED, student=factories.StudentFactory(), at=now + timedelta(hours=4))
    taken = times.local(other.starts_at, times.zone(booked.mentor.zone))
    typed = {"day_1": f"{taken:%Y-%m-%d}", "time_1": f"{taken:%H:%M}"}

    page = client_for(booked.mentor.user).post(url_of(booked), typed)

    assert page.status_code == 409
    assert typed["time_1"] in page.content.decode()
    booked.refresh_from_db()
    assert booked.starts_at == now + timedelta(days=7)


def test_nothing_chosen_is_asked_for(an_interview: Led, client_for: Browser) -> None:
    booked = an_interview(State.SCHEDULED)

    page = client_for(booked.student.user).post(url_of(booked))

    assert page.status_code == 422
    assert "Choose a time." in page.content.decode()


def test_giving_up_the_time_leads_to_finding_another(an_interview: Led, client_for: Browser) -> None:
    booked = an_interview(State.SCHEDULED)
    browser = client_for(booked.student.user)

    page = browser.post(url_of(booked), {"give_up": "1", "reason": "An exam was moved."}, follow=True)

    booked.refresh_from_db()
    assert booked.state == State.ACCEPTED
    assert "Find a time with Maya" in page.content.decode()


def test_what_is_not_booked_has_nothing_to_move(an_interview: Led, client_for: Browser) -> None:
    asked = an_interview(State.REQUESTED)

    answer = client_for(asked.student.user).get(url_of(asked))

    assert answer.url == url_of(asked, "detail")


def test_the_mentor_says_yes_without_a_time_from_page_and_mail(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    first, second = an_interview(), an_interview(student=factories.StudentFactory())
    link = OutgoingMail.objects.get(key__startswith=f"interviews.request:{second.pk}").text
    token = link.partition("/interviews/answer/")[2].partition("/")[0]

    client_for(first.mentor.user).post(url_of(first, "say_yes"), {"where": WHERE})
    Client().post(reverse("interviews:answer", args=[token]), {"choice": "later", "where": WHERE})

    assert set(Interview.objects.values_list("state", flat=True)) == {State.ACCEPTED}


def test_the_link_after_a_yes_takes_the_student_to_a_time(an_interview: Led, now: datetime) -> None:
    yes = an_interview(State.ACCEPTED)
    text = OutgoingMail.objects.get(key__startswith="interviews.said_yes:").text
    url = reverse("interviews:answer", args=[text.partition("/interviews/answer/")[2].partition("/")[0]])

    shown = Client().get(url)
    Client().post(url, {"choice": "choose", "starts_at": picker.value(in_hours(now, 9))})

    assert shown.status_code == 200
    yes.refresh_from_db()
    assert yes.starts_at == in_hours(now, 9)


def test_a_call_keeps_its_length_and_moves_to_where_that_fits(an_interview: Led, now: datetime) -> None:
    booked = an_interview(State.SCHEDULED)
    mentor = booked.mentor
    around: dict[str, Any] = {"now": now, "policy": Policy.current(), "without": booked}
    mentor.weekly_hours.update(end=F("start") + 45)
    before = times_to_take(mentor, booked.student, **around)

    mentor.length = 15

    assert times_to_take(mentor, booked.student, **around) == before != []
