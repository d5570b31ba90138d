"""The invitation of a booked call, as a calendar program reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Component

from careernet.accounts.models import User
from careernet.interviews import shown
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
