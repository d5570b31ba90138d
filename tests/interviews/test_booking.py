"""How a mentor is booked: asked first, booked directly, or written to."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from careernet.accounts.models import User
from careernet.campus.models import MeetingMode, Policy
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.models import Interview, State
from careernet.interviews.times import times_to_ask
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
LINK = "https://meet.example/maya"


def send(mentor: Mentor, student: Student, now: datetime, **words: object) -> Interview:
    return actions.send_request(uuid.uuid4(), student=student, mentor=mentor, ask=ask(**words), now=now)


def free(mentor: Mentor, student: Student, now: datetime) -> list[datetime]:
    return times_to_ask(mentor, student, now=now, policy=Policy.current())


# --- Booked directly --------------------------------------------------------------------------------------------------
def test_a_free_time_of_an_instant_mentor_is_booked_at_once(mentor: Mentor, student: Student, now: datetime) -> None:
    slot = free(factories.instant(mentor), student, now)[0]

    interview = send(mentor, student, now, slot=slot, books=True)

    interview.refresh_from_db()
    assert (interview.state, interview.starts_at, interview.where) == (State.SCHEDULED, slot, LINK)
    assert list(interview.events.values_list("verb", "role", "to_state")) == [("booked", "student", "scheduled")]
    mails = OutgoingMail.objects.about(interview).queued()
    assert sorted((mail.key.split(":")[0], mail.to_user_id, mail.due_at) for mail in mails) == [
        ("interviews.booked", student.user_id, now),
        ("interviews.booked_directly", mentor.user_id, now),
    ]
    theirs = mails.get(to_user=mentor.user)
    assert "METHOD:REQUEST" in theirs.ics
    assert interview.message in theirs.text


def test_only_their_own_notice_keeps_times_of_an_instant_mentor_back(
    mentor: Mentor, student: Student, now: datetime
) -> None:
    asked_first = free(mentor, student, now)[0]

    directly = free(factories.instant(mentor), student, now)[0]

    assert asked_first >= now + timedelta(days=5)
    assert now + timedelta(hours=48) <= directly < now + timedelta(days=4)


def test_a_second_press_of_the_button_books_nothing_more(mentor: Mentor, student: Student, now: datetime) -> None:
    words = ask(slot=free(factories.instant(mentor), student, now)[0], books=True)
    key = uuid.uuid4()

    first, second = (
        actions.send_request(key, student=student, mentor=mentor, ask=words, now=now) for _twice in range(2)
    )

    assert (first, first.version) == (second, second.version)
    assert OutgoingMail.objects.about(first).count() == 2


def test_where_no_place_is_known_the_mentor_is_asked_after_all(mentor: Mentor, student: Student, now: datetime) -> None:
    factories.instant(mentor)
    slot = now + timedelta(days=7, hours=1)

    interview = send(mentor, student, now, slot=slot, mode=MeetingMode.PHONE)

    assert (interview.state, interview.starts_at, interview.where) == (State.REQUESTED, slot, "")


@pytest.mark.parametrize(("booking", "says"), [("instant", False), ("ask", True)])
def test_nobody_books_who_was_told_they_ask_nor_the_other_way_round(
    booking: str, says: bool, mentor: Mentor, student: Student, now: datetime
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(booking=booking, video_link=LINK)

    with pytest.raises(RuleBroken, match="Look it over once more"):
        send(mentor, student, now, slot=now + timedelta(days=7, hours=1), books=says)

    assert not Interview.objects.exists()


def test_somebody_under_18_books_no_meeting_in_person(mentor: Mentor, student: Student, now: datetime) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(
        booking="instant", modes=["in person"], meeting_place="On campus: Science Center"
    )
    student.adult_from = (now + timedelta(days=200)).date()
    student.save(update_fields=["adult_from"])

    with pytest.raises(RuleBroken, match="Until you are 18"):
        send(mentor, student, now, mode="in person", slot=now + timedelta(days=7, hours=1), books=True)


def test_the_composer_of_an_instant_mentor_says_that_it_books(
    mentor: Mentor, student: Student, client_for: SignIn, now: datetime
) -> None:
    slot = free(factories.instant(mentor), student, now)[0]
    client, url = client_for(student.user), f"/interviews/ask/{mentor.pk}/"

    page = client.get(url, {"slot": f"{slot:%Y%m%dT%H%M%SZ}"})
    form = page.context["form"]
    typed = {"id": form["id"].value(), "slot": page.context["kept_value"], "hope_to_learn": "How.", "message": "Hello."}
    as_request = client.post(url, typed | {"mode": "video"})
    booked = client.post(url, typed | {"mode": "video", "books": "1"}, follow=True)

    assert "This books the call." in page.content.decode()
    assert [choice for choice, _label in form.fields["mode"].choices] == ["video"]  # no number is known
    assert (as_request.status_code, "This books the call." in as_request.content.decode()) == (409, True)
    assert "Booked. The invitation comes by mail." in booked.content.decode()
    assert Interview.objects.get().state == State.SCHEDULED


def test_an_instant_mentor_can_still_be_asked_with_other_times(
    mentor: Mentor, student: Student, client_for: SignIn, now: datetime
) -> None:
    factories.instant(mentor)

    page = client_for(student.user).get(f"/interviews/ask/{mentor.pk}/", {"suggest": "1"})

    words = page.content.decode()
    assert ("Send request" in words, "This books the call." in words, page.context["weeks"]) == (True, False, [])
    assert send(mentor, student, now, proposed=(now + timedelta(days=6),)).state == State.REQUESTED


# --- Written to -------------------------------------------------------------------------------------------------------
def test_somebody_who_proposes_times_shows_none_and_is_asked_without_any(
    mentor: Mentor, student: Student, client_for: SignIn, now: datetime
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(booking="write")
    client, url = client_for(student.user), f"/interviews/ask/{mentor.pk}/"

    page = client.get(f"/mentors/{mentor.pk}/")
    with pytest.raises(RuleBroken):
        send(mentor, student, now, slot=now + timedelta(days=7, hours=1))
    key = client.get(url).context["form"]["id"].value()
    client.post(url, {"id": key, "mode": "video", "hope_to_learn": "How.", "message": "Hello."})

    assert (page.context["weeks"], "Maya proposes the times" in page.content.decode()) == ([], True)
    interview = Interview.objects.get()
    assert (interview.state, interview.during, interview.offered_times.count()) == (State.REQUESTED, None, 0)
    request = OutgoingMail.objects.about(interview).get(to_user=mentor.user)
    assert "leaves the time to you" in request.text
    assert "choice=another" in request.text
    assert "choice=accept" not in request.text


def test_hours_of_somebody_who_proposes_times_are_shown_once_they_say_so(
    mentor: Mentor, student: Student, now: datetime
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(booking="write")
    interview = send(mentor, student, now)

    yes = actions.say_yes(interview, by=mentor.user, where=LINK, now=now)
    after_yes = actions.times_to_choose(yes, policy=Policy.current(), now=now)
    offered = actions.offer_times(interview, by=mentor.user, starts=[], where=LINK, now=now)

    assert after_yes == []
    assert actions.times_to_choose(offered, policy=Policy.current(), now=now)


# --- What a mentor says about it --------------------------------------------------------------------------------------
def test_a_mentor_chooses_how_to_be_booked_and_is_told_what_is_missing(mentor: Mentor, client_for: SignIn) -> None:
    client = client_for(mentor.user)
    Mentor.objects.filter(pk=mentor.pk).update(booking="instant")

    without = client.get("/mentoring/times/").content.decode()
    Mentor.objects.filter(pk=mentor.pk).update(video_link=LINK)
    with_link = client.get("/mentoring/times/").content.decode()

    missing = "Students still ask you first"
    assert (missing in without, missing in with_link) == (True, False)
