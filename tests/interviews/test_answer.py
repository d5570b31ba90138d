"""The link in a mail: looking changes nothing, its POST acts for one person on one version, and opens nothing else."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.core import clock
from careernet.interviews import actions, emails, picker
from careernet.interviews.models import Event, Interview, State
from careernet.mail import links
from careernet.mentors.models import Mentor

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
WHERE = "https://meet.example/maya"


def link(interview: Interview, person: User, now: datetime) -> str:
    return "/interviews/answer/" + emails.answer_url(interview, person, now).split("/answer/")[1]


def state(interview: Interview) -> str:
    return Interview.objects.get(pk=interview.pk).state


@pytest.mark.parametrize("choice", ["", "?choice=accept", "?choice=another", "?choice=decline", "?choice=nonsense"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(method: str, choice: str, an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    events = Event.objects.count()

    page = getattr(client, method)(link(interview, interview.mentor.user, now) + choice)

    assert page.status_code == 200
    assert (state(interview), Event.objects.count()) == (State.REQUESTED, events)


def test_the_choice_of_the_mail_is_made_already(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    page = client.get(link(interview, interview.mentor.user, now) + "?choice=decline").content.decode()

    assert '<input type="hidden" name="choice" value="decline">' in page
    assert re.findall(r"<button[^>]*data-busy[^>]*>(.*?)</button>", page) == ["Say not now"]


def test_a_mentor_with_a_link_in_the_profile_accepts_the_only_time_in_two_taps(
    an_interview: Led, client: Client, now: datetime, mentor: Mentor
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(video_link=WHERE)
    interview = an_interview(State.REQUESTED)
    interview.offered_times.exclude(starts_at=now + timedelta(days=7)).delete()
    url = link(interview, mentor.user, now)

    page = client.get(url + "?choice=accept").content.decode()
    answer = client.post(url, {"choice": "accept", "starts_at": picker.value(now + timedelta(days=7)), "where": ""})

    assert "checked" in page
    assert WHERE not in page
    assert answer.status_code == 302
    interview.refresh_from_db()
    assert (interview.state, interview.where) == (State.SCHEDULED, WHERE)


def test_another_time_and_a_no_work_from_the_mail(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"choice": "another", "day_1": "2026-09-24", "time_1": "09:00", "where": WHERE}

    client.post(link(interview, interview.mentor.user, now), typed)
    offered = Interview.objects.get(pk=interview.pk)
    other = actions.propose_times(
        offered, by=offered.student.user, starts=[now + timedelta(days=11)], now=now + timedelta(hours=1)
    )
    client.post(link(other, other.mentor.user, now), {"choice": "decline"})

    assert offered.state == State.COUNTERED
    assert state(interview) == State.DECLINED


def test_the_student_chooses_from_the_mail(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.COUNTERED)
    typed = {"choice": "choose", "starts_at": picker.value(now + timedelta(days=9))}

    client.post(link(interview, interview.student.user, now), typed)

    assert state(interview) == State.SCHEDULED


def test_the_link_signs_nobody_in(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    client.post(link(interview, interview.mentor.user, now), {"choice": "decline"})

    assert "_auth_user_id" not in client.session
    assert client.get(f"/interviews/{interview.pk}/").status_code == 302


def test_the_page_shows_nothing_private_of_either_side(
    an_interview: Led, client: Client, now: datetime, mentor: Mentor
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(video_link=WHERE, phone="555-0199")
    interview = an_interview(State.REQUESTED)

    page = client.get(link(interview, mentor.user, now)).content.decode()

    private = [WHERE, "555-0199", mentor.user.email, interview.student.user.email]
    assert [text for text in private if text in page] == []


def test_bad_input_is_said_on_the_page_and_writes_nothing(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    page = client.post(link(interview, interview.mentor.user, now), {"choice": "accept"})

    assert page.status_code == 422
    assert "Choose a time." in page.content.decode()
    assert state(interview) == State.REQUESTED


def test_a_link_that_was_used_says_what_came_of_it(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    url = link(interview, interview.mentor.user, now)

    used = client.post(url, {"choice": "decline"}, follow=True)
    again = client.post(url, {"choice": "accept", "starts_at": picker.value(now + timedelta(days=7)), "where": WHERE})

    assert (used.status_code, again.status_code) == (200, 200)
    assert "Your answer is in" in used.content.decode()
    assert "You said not now" in again.content.decode()
    assert state(interview) == State.DECLINED


def test_a_link_overtaken_by_the_other_side_explains_and_offers_sign_in(
    an_interview: Led, client: Client, now: datetime
) -> None:
    interview = an_interview(State.COUNTERED)
    url = link(interview, interview.student.user, now)
    actions.decline(interview, by=interview.mentor.user, now=now + timedelta(hours=3))

    page = client.get(url)

    assert page.status_code == 410
    assert "Sign in to see more" in page.content.decode()
    assert "Maya can&#x27;t make time now" in page.content.decode()


def test_a_follow_up_leaves_the_first_mail_answerable(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    url = link(interview, interview.mentor.user, now)
    later = now + timedelta(days=8)
    actions.follow_up(interview, by=interview.student.user, text="Still keen.", now=later)
    clock.move_to(later)

    client.post(url, {"choice": "decline"})

    assert state(interview) == State.DECLINED


@pytest.mark.parametrize("token", ["nonsense", "a:b", "WzFd:abc"])
def test_a_broken_link_explains_itself(token: str, client: Client, now: datetime) -> None:
    page = client.get(f"/interviews/answer/{token}/")

    assert page.status_code == 410
    assert "This link is not complete." in page.content.decode()


def test_a_link_for_another_purpose_opens_nothing(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    token = links.sign(interview.mentor.user.pk, "unsubscribe", interview.pk, interview.version, now=now)

    page = client.post(f"/interviews/answer/{token}/", {"choice": "decline"})

    assert page.status_code == 410
    assert state(interview) == State.REQUESTED


def test_a_link_of_somebody_else_opens_nothing(
    an_interview: Led, client: Client, now: datetime, strangers: dict[str, User]
) -> None:
    interview = an_interview(State.REQUESTED)
    url = link(interview, strangers["mentor"], now)

    page = client.post(url, {"choice": "decline"})

    assert page.status_code == 410
    assert state(interview) == State.REQUESTED


def test_the_link_of_somebody_who_left_opens_nothing(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    User.objects.filter(pk=interview.mentor.user_id).update(is_active=False)

    page = client.get(link(interview, interview.mentor.user, now))

    assert page.status_code == 410


def test_the_page_is_kept_by_no_cache(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    page = client.get(link(interview, interview.mentor.user, now))

    assert "no-store" in page["Cache-Control"]
