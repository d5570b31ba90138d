"""The invitation of a booked call, as a calendar program reads it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies as st
from icalendar import Calendar, Component

from careernet.accounts.models import User
from careernet.core.text import one_line
from careernet.interviews import calendar, shown
from careernet.interviews.models import Interview, State
from careernet.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]


def event_in(text: str | bytes) -> tuple[str, Component]:
    """The METHOD and the one event of a calendar file."""
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def download(interview: Interview, user: User, client_for: Browser) -> Component:
    answer = client_for(user).get(reverse("interviews:invitation", args=[interview.pk]))
    assert answer["Content-Type"].startswith("text/calendar")
    return event_in(answer.content)[1]


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_each_side_downloads_an_invitation_of_its_own(
    side: str, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    user = getattr(interview, side).user

    event = download(interview, user, client_for)

    assert event["DTSTART"].dt == now + timedelta(days=7)
    assert event["DTEND"].dt == now + timedelta(days=7, minutes=30)
    assert b"DTSTART:20260921T150000Z" in event.to_ical()
    assert str(event["ATTENDEE"]) == f"mailto:{user.email}"
    assert interview.other_side(user).email not in event.to_ical().decode()
    assert event["LOCATION"] == "https://meet.example/maya"


def test_mail_and_download_are_one_event(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    mail = OutgoingMail.objects.get(key__startswith="interviews.booked:", to_user=interview.student.user)

    method, mailed = event_in(mail.ics)
    downloaded = download(interview, interview.student.user, client_for)

    assert method == mail.ics_method == "REQUEST"
    assert (mailed["UID"], mailed["SEQUENCE"]) == (downloaded["UID"], downloaded["SEQUENCE"])


def test_a_cancelled_call_is_taken_out_under_the_same_uid(an_interview: Led) -> None:
    interview = an_interview(State.CANCELLED)
    mails = OutgoingMail.objects.filter(to_user=interview.mentor.user)
    booked = mails.get(key__startswith="interviews.booked:")
    cancelled = mails.get(key__startswith="interviews.cancelled:")

    (_request, before), (method, after) = event_in(booked.ics), event_in(cancelled.ics)

    assert (method, str(after["STATUS"])) == ("CANCEL", "CANCELLED")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


@pytest.mark.parametrize("state", [State.REQUESTED, State.COUNTERED, State.CANCELLED, State.COMPLETED])
def test_only_a_booked_call_has_an_invitation(state: str, an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(state)

    answer = client_for(interview.student.user).get(reverse("interviews:invitation", args=[interview.pk]))

    assert answer.status_code == 404


def test_a_stranger_downloads_nothing(an_interview: Led, client_for: Browser, strangers: dict[str, User]) -> None:
    interview = an_interview(State.SCHEDULED)
    url = reverse("interviews:invitation", args=[interview.pk])

    answers = [client_for(user).get(url).status_code for user in strangers.values()]

    assert answers == [404, 404, 404]


def test_the_calendar_links_carry_the_same_moment(an_interview: Led) -> None:
    interview = an_interview(State.SCHEDULED)

    found = shown.calendar_links(interview, interview.student.user, url="https://careernet.example/x")

    google, outlook = (parse_qs(urlsplit(found[name]).query) for name in ("google", "outlook"))
    assert google["dates"] == ["20260921T150000Z/20260921T153000Z"]
    assert outlook["startdt"] == ["2026-09-21T15:00:00+00:00"]
    assert google["text"] == outlook["subject"] == ["Conversation: Maya Chen"]


# --- Read by programs of two different hands ------------------------------------------------------------------------
URL = "https://careernet.example/interviews/1/"
NASTY = {
    "a line break": "Maya\nChen",
    "CR LF and another attendee": "Maya\r\nATTENDEE:mailto:eve@example.com",
    "a lone CR": "Maya\rMETHOD:CANCEL",
    "an end of the event": "Maya\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "other ends of a line": "Maya\u2028UID:1\x85SEQUENCE:9\x0bSTATUS:CANCELLED",
    "control characters": "Maya\x00\x07\x1b Chen",
    "commas and semicolons": "Chen, Maya; PhD: chemist",
    "quotes and backslashes": 'Maya "Bee" Chen\\n\\',
    "a backslash": "Maya\\",
    "carets": "Maya ^n ^^ ^' Chen",
    "emoji": "Maya 👩🏽‍🔬 Chen 🇺🇸",
    "right to left": "מאיה חן",
    "300 letters": "Å" * 300,
    "300 emoji": "🧪" * 300,
}


def named(interview: Interview, name: str, where: str) -> Interview:
    """The same call where everybody has typed this; only in memory, since forms would refuse some of it."""
    for user in (interview.student.user, interview.mentor.user):
        user.full_name = name
    interview.where = where
    return interview


def as_read(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Name, value and parameters of each line of the event, as `icalendar` and `vobject` both understand them."""
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    _method, ours = event_in(text)
    [theirs] = vobject.readOne(text).vevent_list
    read = [
        (name, raw.to_ical().decode(), {key: str(value) for key, value in raw.params.items()})
        for name, raw in ours.property_items(recursive=False)
        if name not in ("BEGIN", "END")
    ]
    assert sorted(name for name, _value, _parameters in read) == sorted(line.name for line in theirs.lines())
    for name in ("summary", "location", "description", "uid"):
        assert getattr(theirs, name).value == str(ours[name])
    assert said_with_carets(theirs.attendee.params.get("CN", [""])[0]) == ours["ATTENDEE"].params["CN"]
    assert theirs.dtstart.value == ours["DTSTART"].dt
    assert theirs.dtend.value == ours["DTEND"].dt
    assert theirs.valarm.trigger.value == ours.walk("VALARM")[0]["TRIGGER"].dt
    return read


def said_with_carets(parameter: str) -> str:
    """What RFC 6868 means by it, which `vobject` leaves to its caller."""
    return re.sub(r"\^[n'^]", lambda found: {"^n": "\n", "^'": '"', "^^": "^"}[found[0]], parameter)


def without_texts(read: list[tuple[str, str, dict[str, str]]]) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (name, "" if name in ("SUMMARY", "LOCATION", "DESCRIPTION") else value, parameters | {"CN": ""})
        for name, value, parameters in read
    ]


@pytest.fixture
def booked(an_interview: Led) -> Interview:
    return an_interview(State.SCHEDULED)


@pytest.mark.parametrize("side", ["student", "mentor"])
@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY)
def test_what_people_typed_changes_the_text_and_nothing_else(
    typed: str, side: str, booked: Interview, now: datetime
) -> None:
    to = getattr(booked, side).user
    plain = as_read(calendar.invitation(named(booked, "Maya Chen", "By video"), to, url=URL, now=now))

    text = calendar.invitation(named(booked, typed, typed), to, url=URL, now=now)

    _method, event = event_in(text)
    assert without_texts(as_read(text)) == without_texts(plain)
    assert str(event["SUMMARY"]) == f"Conversation: {one_line(typed)}"
    assert str(event["LOCATION"]) == one_line(typed)
    assert event["ATTENDEE"].params["CN"] == one_line(typed).replace("\\", "/")


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_there_is_breaks_an_invitation(booked: Interview, now: datetime, name: str, where: str) -> None:
    text = calendar.invitation(named(booked, name, where), booked.student.user, url=URL, now=now)

    assert [line for line, _value, _parameters in as_read(text)].count("ATTENDEE") == 1
    assert str(event_in(text)[1]["LOCATION"]) == one_line(where)


@pytest.mark.parametrize("cancelled", [False, True])
def test_both_programs_read_the_same_method(cancelled: bool, booked: Interview, now: datetime) -> None:
    text = calendar.invitation(booked, booked.student.user, url=URL, now=now, cancelled=cancelled)

    expected = "CANCEL" if cancelled else "REQUEST"
    assert (event_in(text)[0], vobject.readOne(text).method.value) == (expected, expected)
