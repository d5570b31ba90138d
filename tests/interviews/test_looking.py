"""An advisor looks first: what waits for it, what comes of it, and that the mentor never learns of any of it."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import Role, User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions
from careernet.interviews.limits import obstacle
from careernet.interviews.models import Event, Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.sweep import sweep
from careernet.students.models import Student
from tests import factories
from tests.personas import ask
from tests.races import race

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
DAY = timedelta(days=1)
WORDS = {"mode": "video", "hope_to_learn": "Her path.", "message": "Hello Maya, may I ask you about batteries?"}


@pytest.fixture
def waiting(an_interview: Led) -> Interview:
    """Sent on a Monday with two suggested times; by itself it goes on the Friday after."""
    return an_interview(State.IN_REVIEW)


@pytest.fixture
def with_slot(student: Student, mentor: Mentor, now: datetime) -> Interview:
    slot = free_times(mentor, student, now=now, policy=Policy.current())[0]
    return actions.send_request(
        uuid.uuid4(), student=student, mentor=mentor, ask=ask(slot=slot, wants_look=True), now=now
    )


def again(draft: Interview, at: datetime, **changes: object) -> Interview:
    words = ask(proposed=(at + 7 * DAY,), **changes)
    return actions.send_request(draft.pk, student=draft.student, mentor=draft.mentor, ask=words, now=at)


def told(user: User) -> list[str]:
    """The names of the mails to somebody, oldest first."""
    keys = OutgoingMail.objects.filter(to_user=user).exclude(state__in=("cancelled", "folded")).order_by("pk")
    return [key.partition(":")[0].partition(".")[2] for key in keys.values_list("key", flat=True)]


def message_url(interview: Interview) -> str:
    return reverse("advising:message", args=[interview.pk])


# --- While it waits -----------------------------------------------------------------------------------------------
def test_it_counts_as_sent_holds_no_time_and_the_mentor_finds_nothing(
    with_slot: Interview, client_for: Browser, now: datetime
) -> None:
    mentor, policy = with_slot.mentor, Policy(open_requests=1)
    other = factories.StudentFactory()

    full = obstacle(factories.MentorFactory(), with_slot.student, policy=policy, now=now)
    free = free_times(mentor, other, now=now, policy=policy)
    page = client_for(mentor.user).get(reverse("interviews:detail", args=[with_slot.pk]))

    assert full is not None
    assert full.reason == "limit"
    assert with_slot.wished_at in free
    assert (page.status_code, told(mentor.user), told(with_slot.student.user)) == (404, [], [])


def test_three_a_day_wait_for_a_look_and_no_fourth(student: Student, an_interview: Led, now: datetime) -> None:
    for _ in range(3):
        an_interview(State.IN_REVIEW, mentor=factories.MentorFactory())

    with pytest.raises(RuleBroken, match="3 requests today"):
        an_interview(State.IN_REVIEW, mentor=factories.MentorFactory())


def test_the_student_takes_it_back_to_a_draft_with_its_times(waiting: Interview, now: datetime) -> None:
    draft = actions.unsend(waiting, by=waiting.student.user, now=now + DAY)

    assert (draft.state, draft.offered_times.count()) == (State.DRAFT, 2)
    assert told(waiting.mentor.user) == []


# --- What comes of it ---------------------------------------------------------------------------------------------
def test_a_yes_sends_it_as_the_student_would_have(with_slot: Interview, advisor: User, now: datetime) -> None:
    sent = actions.approve(with_slot, by=advisor, now=now + DAY)

    assert (sent.state, sent.asked_at, sent.wished_at) == (State.REQUESTED, now + DAY, None)
    assert sent.starts_at == with_slot.wished_at
    assert (told(sent.mentor.user), told(sent.student.user)) == (["request"], ["request_on_its_way"])
    assert actions.approve(sent, by=advisor, now=now + DAY).version == sent.version  # a double click


def test_a_mentor_reads_an_ordinary_request(
    waiting: Interview, advisor: User, client_for: Browser, now: datetime
) -> None:
    returned = actions.return_to_student(waiting, by=advisor, comment="PLANTED: say why her.", now=now + DAY)
    looked = actions.approve(again(returned, now + DAY, wants_look=True), by=advisor, now=now + 2 * DAY)

    page = client_for(looked.mentor.user).get(reverse("interviews:detail", args=[looked.pk])).content.decode()

    assert "Jordan asked you" in page
    assert not [
        word for word in ("planted", "advisor looked", "advisor first", "suggests a change") if word in page.lower()
    ]


def test_a_slot_that_is_gone_makes_it_a_draft_that_needs_no_second_look(
    with_slot: Interview, advisor: User, now: datetime
) -> None:
    rival = factories.StudentFactory()
    actions.send_request(
        uuid.uuid4(), student=rival, mentor=with_slot.mentor, ask=ask(slot=with_slot.wished_at), now=now + DAY
    )

    draft = actions.approve(with_slot, by=advisor, now=now + DAY)
    resent = again(draft, now + DAY, wants_look=True)

    assert (draft.state, draft.looked_at) == (State.DRAFT, now + DAY)
    assert told(draft.student.user) == ["looked_but_not_sent", "request_on_its_way"]
    assert resent.state == State.REQUESTED


def test_changed_words_need_a_look_again(with_slot: Interview, advisor: User, now: datetime) -> None:
    Mentor.objects.filter(pk=with_slot.mentor_id).update(state=Mentor.State.PAUSED, paused_until=None)
    draft = actions.approve(with_slot, by=advisor, now=now + DAY)
    Mentor.objects.filter(pk=with_slot.mentor_id).update(state=Mentor.State.ACTIVE)

    resent = again(draft, now + 2 * DAY, wants_look=True, message="Something else altogether.")

    assert draft.events.get(verb=Event.Verb.APPROVED).data["reason"] == "Maya is taking a break from new requests."
    assert resent.state == State.IN_REVIEW


def test_the_limit_of_a_day_does_not_hold_up_what_was_sent_before(
    an_interview: Led, advisor: User, now: datetime
) -> None:
    waiting = [an_interview(State.IN_REVIEW, mentor=factories.MentorFactory()) for _ in range(3)]
    an_interview(State.REQUESTED, at=now + DAY)

    sent = [actions.approve(each, by=advisor, now=now + DAY).state for each in waiting]

    assert sent == [State.REQUESTED] * 3


def test_nobody_looked_and_it_goes_on_after_four_working_days(waiting: Interview, now: datetime) -> None:
    states = []
    for days in (3.9, 4.1):
        sweep(now + days * DAY)
        waiting.refresh_from_db()
        states.append(waiting.state)

    assert states == [State.IN_REVIEW, State.REQUESTED]
    assert waiting.events.get(number=waiting.version).role == Event.Role.CLOCK


def test_times_that_have_passed_meanwhile_are_the_students_to_choose_anew(
    waiting: Interview, advisor: User, now: datetime
) -> None:
    draft = actions.approve(waiting, by=advisor, now=now + 20 * DAY)

    assert draft.state == State.DRAFT
    assert draft.events.get(verb=Event.Verb.APPROVED).data["reason"] == "The times you suggested have passed."


def test_a_way_to_meet_that_is_no_longer_offered_is_the_students_to_choose_anew(
    waiting: Interview, now: datetime
) -> None:
    Mentor.objects.filter(pk=waiting.mentor_id).update(modes=["phone"])
    sweep(now + 5 * DAY)
    draft = Interview.objects.get(pk=waiting.pk)

    resent = again(draft, now + 5 * DAY, mode="phone", wants_look=True)

    assert draft.state == State.DRAFT
    reason = "Maya doesn't offer “video” any more. Choose another way to meet."
    assert draft.events.get(verb=Event.Verb.APPROVED).data["reason"] == reason
    assert reason in OutgoingMail.objects.get(key__startswith="interviews.looked_but_not_sent:").text
    assert resent.state == State.REQUESTED


# --- Who looks ----------------------------------------------------------------------------------------------------
def test_the_advisor_is_reminded_twice_and_then_the_office_hears(
    waiting: Interview, advisor: User, now: datetime
) -> None:
    for hours in range(0, 24 * 4, 6):
        sweep(now + timedelta(hours=hours))

    to_office = OutgoingMail.objects.get(key__startswith="interviews.look_waits:")
    assert told(advisor) == ["digest", "digest"]
    assert (to_office.to, to_office.due_at) == ("careers@example.edu", now + 2 * DAY)


def test_who_may_look_at_whose(
    waiting: Interview, advisor: User, officer: User, strangers: dict[str, User], client_for: Browser, now: datetime
) -> None:
    readers = (advisor, strangers["advisor"], officer, waiting.mentor.user, waiting.student.user)

    def answers() -> list[int]:
        return [client_for(reader).get(message_url(waiting)).status_code for reader in readers]

    at_first = answers()
    clock.move_to(now + 2 * DAY + timedelta(minutes=1))
    later = answers()
    Student.objects.filter(pk=waiting.student_id).update(advisor=None)
    clock.move_to(now)
    without_advisor = answers()

    assert at_first == [200, 404, 404, 404, 404]
    assert later == [200, 200, 200, 404, 404]
    assert without_advisor == [200, 200, 200, 404, 404]


def test_an_advisor_who_is_the_mentor_does_not_look(waiting: Interview, client_for: Browser) -> None:
    both = factories.grant(waiting.mentor.user, Role.Kind.ADVISOR)
    Student.objects.filter(pk=waiting.student_id).update(advisor=both)

    assert client_for(both).get(message_url(waiting)).status_code == 404


def test_the_page_of_a_message_and_both_answers(
    waiting: Interview, advisor: User, client_for: Browser, now: datetime
) -> None:
    browser, student = client_for(advisor), client_for(waiting.student.user)
    own_page, composer = (
        reverse("interviews:detail", args=[waiting.pk]),
        reverse("interviews:ask", args=[waiting.mentor_id]),
    )

    queue = browser.get(reverse("advising:queue")).content.decode()
    opened = browser.get(message_url(waiting)).content.decode()
    meanwhile = student.get(own_page).content.decode()
    nothing = browser.post(message_url(waiting), {"answer": "change"})
    browser.post(message_url(waiting), {"answer": "change", "comment": "Say why her."})
    written = student.get(composer).content.decode()
    late = browser.get(message_url(waiting), follow=True).content.decode()

    assert "Jordan Parker to Maya Chen" in queue
    assert waiting.message in opened
    assert "goes on by itself on" in meanwhile
    assert "Read by Rosa Alvarez" in meanwhile
    assert nothing.status_code == 422
    assert "Rosa Alvarez suggests a change before it goes out:" in written
    assert "Say why her." in written
    assert "answered or taken back meanwhile" in late
    assert "Say why her." not in OutgoingMail.objects.get(key__startswith="interviews.returned:").text


def test_who_comes_second_keeps_the_comment(
    waiting: Interview, advisor: User, strangers: dict[str, User], client_for: Browser, now: datetime
) -> None:
    Student.objects.filter(pk=waiting.student_id).update(advisor=None)
    actions.approve(waiting, by=strangers["advisor"], now=now)

    second = client_for(advisor).post(message_url(waiting), {"answer": "change", "comment": "Say why her."})

    assert second.status_code == 409
    assert "Say why her." in second.content.decode()


def test_an_answer_that_says_nothing_shows_nobody_what_was_taken_back(
    waiting: Interview, advisor: User, officer: User, client_for: Browser, now: datetime
) -> None:
    draft = actions.unsend(waiting, by=waiting.student.user, now=now)
    Interview.objects.filter(pk=draft.pk).update(message="For nobody yet.")
    too_long = {"answer": "change", "comment": "Say why her. " * 200}

    pages = [client_for(reader).post(message_url(draft), too_long) for reader in (advisor, officer)]

    assert [page.status_code for page in pages] == [409, 409]
    assert [page.content.decode().count("For nobody yet.") for page in pages] == [0, 0]
    assert pages[0].content.decode().count("Say why her.") == 200


def test_who_missed_two_calls_sends_to_an_advisor_without_asking(
    student: Student, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    missed = [an_interview(State.MISSED, mentor=factories.MentorFactory(), at=now + n * DAY) for n in (0, 1)]
    later = missed[1].absence.answer_by
    clock.move_to(later)
    mentor = factories.MentorFactory()
    browser, composer = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    shown = browser.get(composer).content.decode()
    sent = an_interview(State.REQUESTED, mentor=mentor, at=later)

    assert "Your requests need a look first, because calls of this term were missed or canceled late." in shown
    assert "Send to an advisor first" in shown
    assert sent.state == State.IN_REVIEW
    assert sent.events.get(verb=Event.Verb.LOOK_ASKED).data["why"] == "absences"


# --- At the same moment -------------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_yes_against_taken_back_and_yes_against_yes(
    an_interview: Led, advisor: User, strangers: dict[str, User], now: datetime
) -> None:
    for number in range(4):
        waiting = an_interview(State.IN_REVIEW, mentor=factories.MentorFactory())
        second = strangers["advisor"] if number % 2 else waiting.student.user

        def take_back(waiting: Interview = waiting, second: User = second) -> Interview:
            return actions.withdraw(waiting, by=second, now=now)

        def approve_too(waiting: Interview = waiting, second: User = second) -> Interview:
            return actions.approve(waiting, by=second, now=now)

        found = race(
            [
                lambda waiting=waiting: actions.approve(waiting, by=advisor, now=now),
                approve_too if number % 2 else take_back,
            ]
        )

        waiting.refresh_from_db()
        requests = OutgoingMail.objects.filter(to_user=waiting.mentor.user, state="queued")
        refused = [each for each in found if isinstance(each, RuleBroken)]
        if number % 2:
            assert (waiting.state, len(refused), requests.count()) == (State.REQUESTED, 1, 1)
        else:  # a request that went out a moment before is taken back unread
            assert (waiting.state, requests.count()) == (State.WITHDRAWN, 0)
        actions.withdraw(waiting, by=waiting.student.user, now=now)
