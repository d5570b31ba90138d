"""What two people write to each other around an interview, and what it does to the clocks and the mails."""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, emails, picker, reports, safety
from careernet.interviews.models import Event, Interview, Message, State
from careernet.mail.delivery import deliver_due
from careernet.mail.mime import message as on_the_wire
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.reminders.sweep import sweep
from careernet.students.models import Student
from tests.races import race

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WORDS = "Shall I bring my <lab book>? See https://phish.example/x"


def say(interview: Interview, side: str, now: datetime, text: str = WORDS) -> Message:
    by = getattr(interview, side).user
    return actions.write(uuid.uuid4(), interview, by=by, text=text, via="page", now=now)


def ask_first(interview: Interview, now: datetime, text: str = "Which courses have you taken?") -> Message:
    return actions.ask_first(uuid.uuid4(), interview, by=interview.mentor.user, text=text, via="link", now=now)


def fresh(interview: Interview) -> Interview:
    return Interview.objects.with_people().get(pk=interview.pk)


def mails(name: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith=f"interviews.{name}:").order_by("pk"))


def deliver(now: datetime) -> None:
    while deliver_due(now=now):
        pass


def page_of(interview: Interview) -> str:
    return reverse("interviews:detail", args=[interview.pk])


def link_in(mail: OutgoingMail, page: str) -> str:
    """The path of the first link to this page in a mail."""
    return "/interviews/" + page + "/" + mail.text.split(f"/interviews/{page}/")[1].split("/")[0] + "/"


# --- A message --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("side", "other"), [("student", "mentor"), ("mentor", "student")])
def test_a_message_reaches_the_other_side_by_mail_and_on_the_page_as_text(
    side: str, other: str, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)

    say(interview, side, now + DAY)

    [mail] = mails("wrote")
    event, reader = interview.events.latest("number"), getattr(interview, other).user
    assert (mail.to_user, mail.due_at, mail.thread) == (reader, now + DAY, f"interview-{interview.pk}")
    assert WORDS in mail.text
    assert f"<interview-{interview.pk}" in on_the_wire(mail).message()["References"]
    assert (event.verb, event.data) == ("wrote", {})
    page = client_for(reader).get(page_of(interview)).content.decode()
    assert "my &lt;lab book&gt;? See https://phish.example/x" in page
    assert 'href="https://phish.example' not in page + mail.html


def test_pressed_twice_it_is_sent_once_and_somebody_elses_id_is_refused(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    first = say(interview, "student", now + DAY)
    again = actions.write(first.pk, interview, by=interview.student.user, text="Other", via="page", now=now + DAY)

    with pytest.raises(RuleBroken):
        actions.write(first.pk, interview, by=interview.mentor.user, text="Other", via="page", now=now + DAY)

    assert again == first
    assert (Message.objects.get().text, len(mails("wrote"))) == (WORDS, 1)


def test_the_mails_before_a_message_still_ask_and_their_links_still_answer(
    an_interview: Led, client: Client, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    [request] = mails("request")

    say(interview, "student", now + 10 * timedelta(seconds=1))
    deliver(now + MINUTE)
    client.post(link_in(request, "answer"), {"choice": "decline"})

    assert [mail.state for mail in mails("request") + mails("wrote")] == ["sent", "sent"]
    assert fresh(interview).state == State.DECLINED


def test_what_is_written_within_minutes_goes_as_one_mail(an_interview: Led, now: datetime) -> None:
    interview, then = an_interview(State.SCHEDULED), now + DAY
    say(interview, "student", then, "First.")
    deliver(then)
    say(interview, "student", then + MINUTE, "Second.")
    say(interview, "student", then + 2 * MINUTE, "Third.")

    first, second, third = mails("wrote")

    assert [mail.state for mail in (first, second, third)] == ["sent", "folded", "queued"]
    assert third.due_at == then + 5 * MINUTE
    assert third.text.index("Second.") < third.text.index("Third.")
    assert "First." not in third.text


def test_who_has_written_a_lot_goes_on_tomorrow(an_interview: Led, now: datetime) -> None:
    Policy.objects.create(pk=1, messages_a_day=5)
    interview = an_interview(State.SCHEDULED)
    for number in range(5):
        say(interview, "student", now + number * MINUTE)

    with pytest.raises(RuleBroken, match="5 messages within a day"):
        say(interview, "student", now + 6 * MINUTE)

    say(interview, "student", now + DAY)
    say(interview, "mentor", now + 6 * MINUTE)
    assert Message.objects.count() == 7


def test_the_thread_closes_a_month_after_the_call(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.COMPLETED)
    end = interview.during.upper
    say(interview, "mentor", end + 30 * DAY - MINUTE)

    with pytest.raises(RuleBroken, match="closed"):
        say(interview, "mentor", end + 30 * DAY)

    clock.move_to(end + 30 * DAY)
    page = client_for(interview.mentor.user).get(page_of(interview)).content.decode()
    assert "lab book" in page
    assert "Send message" not in page


def test_kept_apart_neither_reads_the_other_and_only_one_knows_why(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    """As with a thank-you, what the other side writes looks sent, and is not."""
    interview = an_interview(State.COMPLETED)
    after = now + 8 * DAY
    say(interview, "student", after, "Before it.")
    safety.keep_apart(interview, by=interview.mentor.user, now=after + MINUTE)
    clock.move_to(after + 3 * MINUTE)

    with pytest.raises(RuleBroken, match="will not be connected again"):
        say(interview, "mentor", after + 2 * MINUTE)
    say(interview, "student", after + 2 * MINUTE, "After it.")
    deliver(after + 20 * MINUTE)

    mine, theirs = (client_for(side.user).get(page_of(interview)) for side in (interview.mentor, interview.student))
    assert "Before it." in mine.content.decode()
    assert "After it." not in mine.content.decode()
    assert "Send message" not in mine.content.decode()
    assert "After it." in theirs.content.decode()
    assert "Send message" in theirs.content.decode()
    assert [mail.state for mail in mails("wrote")] == ["cancelled", "skipped"]


def test_the_office_reads_it_only_among_the_words_it_opens_with_a_reason(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    say(interview, "mentor", now + DAY, "A word.")

    assert [(words.by, words.text) for words in reports.words_of(interview)][-1] == (interview.mentor.user, "A word.")


def test_a_request_that_was_talked_about_is_not_unsent(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    say(interview, "student", now)

    with pytest.raises(RuleBroken):
        actions.unsend(interview, by=interview.student.user, now=now)

    assert "Undo" not in client_for(interview.student.user).get(page_of(interview)).content.decode()


def test_a_page_with_many_messages_costs_what_one_costs(
    an_interview: Led, client_for: Browser, now: datetime, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    interview = an_interview(State.SCHEDULED)
    for number in range(9):
        say(interview, "student", now + number * MINUTE)

    browser = client_for(interview.mentor.user)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        browser.get(page_of(interview))


# --- By the link in a mail --------------------------------------------------------------------------------------------
def test_who_gets_a_message_answers_without_signing_in(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    say(interview, "student", now)
    url = link_in(mails("wrote")[0], "write")

    looked = client.get(url)
    empty = client.post(url, {"id": uuid.uuid4(), "text": ""})
    answered = client.post(url, {"id": uuid.uuid4(), "text": "Bring it."}, follow=True)

    assert (looked.status_code, empty.status_code, answered.status_code) == (200, 422, 200)
    assert "Write something first." in empty.content.decode()
    assert "Your message is on its way to Jordan." in answered.content.decode()
    assert list(Message.objects.order_by("number").values_list("role", "via")) == [
        ("student", "page"),
        ("mentor", "link"),
    ]
    assert "_auth_user_id" not in client.session


def test_the_link_says_so_where_messages_have_closed(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.COUNTERED)
    say(interview, "student", now + DAY)
    url = link_in(mails("wrote")[0], "write")
    actions.decline(interview, by=interview.mentor.user, now=now + DAY)

    page = client.post(url, {"id": uuid.uuid4(), "text": "Still there?"})

    assert page.status_code == 410
    assert "Messages have closed" in page.content.decode()
    assert Message.objects.count() == 1


# --- Asking something first -------------------------------------------------------------------------------------------
def test_a_question_makes_it_the_students_turn_and_the_answer_the_mentors_with_a_new_clock(
    an_interview: Led, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    ask_first(interview, now + 2 * DAY)
    asked = fresh(interview)

    say(interview, "student", now + 4 * DAY, "Organic and physical chemistry.")

    answered = fresh(interview)
    assert (asked.state, asked.turn, asked.state_since) == (State.REQUESTED, "student", now + 2 * DAY)
    assert not Interview.objects.filter(state_since=now + 2 * DAY).awaiting_mentor().exists()
    assert (answered.state, answered.turn, answered.state_since) == (State.REQUESTED, "mentor", now + 4 * DAY)
    [mail] = mails("wrote")
    assert mail.to_user == interview.mentor.user
    assert "Organic and physical chemistry." in mail.text
    assert "?choice=accept" in mail.text


def test_while_the_question_waits_the_student_is_reminded_and_the_mentor_is_not(
    an_interview: Led, student: Student, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    ask_first(interview, now + 6 * DAY)

    for day in range(6, 20):
        sweep(now + day * DAY)

    reminders = OutgoingMail.objects.filter(kind__startswith="reminders.", state="queued").order_by("pk")
    told = OutgoingMail.objects.filter(about_id=interview.pk, kind__startswith="reminders.").exclude(state="skipped")
    expected = [("reminders.answer_question", student.user)] * 2
    assert [(mail.kind, mail.to_user) for mail in told.order_by("pk")] == expected
    assert not reminders.exists()  # closed with the request
    closed = fresh(interview)
    assert (closed.state, closed.state_since) == (State.EXPIRED, now + 13 * DAY)
    assert interview.events.latest("number").data == {"silent": "student"}


def test_an_answer_brings_the_mentors_reminder_a_week_later(an_interview: Led, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    ask_first(interview, now + 6 * DAY)
    say(interview, "student", now + 7 * DAY)

    sweep(now + 13 * DAY)
    before = list(OutgoingMail.objects.filter(kind="reminders.answer"))
    sweep(now + 14 * DAY)

    assert before == []
    assert OutgoingMail.objects.get(kind="reminders.answer").to_user == interview.mentor.user


def test_the_held_time_is_let_go_as_ever_and_the_question_goes_on(
    an_interview: Led, student: Student, mentor: Mentor, now: datetime
) -> None:
    start = now + 6 * DAY
    interview = an_interview(State.REQUESTED)
    held = (start, start + 30 * MINUTE)
    Interview.objects.filter(pk=interview.pk).update(during=held, mentor_block=held)
    ask_first(interview, now + 5 * DAY)

    sweep(start - 2 * timedelta(hours=1))

    left = fresh(interview)
    assert (left.state, left.during, left.turn) == (State.REQUESTED, None, "student")
    assert left.state_since == now + 5 * DAY


def test_a_mentor_asks_from_the_mail_and_still_says_yes_meanwhile(
    an_interview: Led, client: Client, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    url = link_in(mails("request")[0], "answer")
    clock.move_to(now + DAY)

    empty = client.post(url, {"choice": "ask", "id": uuid.uuid4(), "text": ""})
    asked = client.post(url, {"choice": "ask", "id": uuid.uuid4(), "text": "Which year are you in?"}, follow=True)
    twice = client.post(url, {"choice": "ask", "id": uuid.uuid4(), "text": "And which major?"})
    typed = {"choice": "accept", "starts_at": picker.value(now + 7 * DAY), "where": "https://meet.example/m"}
    client.post(url, typed)

    assert (empty.status_code, asked.status_code, twice.status_code) == (422, 200, 409)
    assert "Your question is with Jordan" in asked.content.decode()
    assert "Which year are you in?" in asked.content.decode()
    assert "You have asked Jordan something already." in twice.content.decode()
    assert fresh(interview).state == State.SCHEDULED
    deliver(now + DAY + MINUTE)
    assert [(mail.to_user, mail.state) for mail in mails("asked_first")] == [(interview.student.user, "skipped")]


def test_the_student_sees_the_question_first_and_answers_it_there(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    ask_first(interview, now + MINUTE)
    browser, url = client_for(interview.student.user), reverse("interviews:write", args=[interview.pk])

    page = browser.get(page_of(interview)).content.decode()
    browser.post(url, {"id": uuid.uuid4(), "text": "The second."})

    assert "Maya asks you something first" in page
    assert "Follow up" not in page
    assert fresh(interview).turn == "mentor"


def test_a_question_overtaken_by_the_end_comes_back_with_its_words(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    url = reverse("interviews:ask_first", args=[interview.pk])

    page = client_for(interview.mentor.user).post(url, {"id": uuid.uuid4(), "text": "Which year are you in?"})

    assert page.status_code == 409
    assert "Which year are you in?" in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_question_at_the_same_moment_leave_one_story(an_interview: Led, now: datetime) -> None:
    interview, start = an_interview(State.REQUESTED), now + 7 * DAY
    by = interview.mentor.user

    race(
        [
            lambda: ask_first(interview, now + MINUTE),
            lambda: actions.accept(interview, by=by, starts_at=start, where="https://meet.example/m", now=now + MINUTE),
        ]
    )

    row = fresh(interview)
    verbs = list(interview.events.order_by("number").values_list("verb", flat=True))
    assert (row.state, row.handed_back_at) == (State.SCHEDULED, None)
    assert verbs in (["requested", "accepted"], ["requested", "asked_first", "accepted"])
    assert Message.objects.count() == len(verbs) - 2


# --- Running late -----------------------------------------------------------------------------------------------------
def test_running_late_is_told_at_once_and_once_for_each_side(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    then = interview.during.lower - 8 * MINUTE
    clock.move_to(then)
    browser, url = client_for(interview.mentor.user), reverse("interviews:running_late", args=[interview.pk])

    browser.post(url)
    browser.post(url)
    actions.running_late(interview, by=interview.student.user, now=then + MINUTE)

    to_jordan, to_maya = mails("late")
    assert (to_jordan.to_user, to_maya.to_user) == (interview.student.user, interview.mentor.user)
    assert to_jordan.priority < OutgoingMail.objects.filter(kind="interviews.tells")[0].priority
    assert to_jordan.due_at - then < MINUTE
    page = client_for(interview.student.user).get(page_of(interview)).content.decode()
    assert "Maya is running about 10 minutes late and said so at 10:52 AM" in " ".join(page.split())
    assert Event.objects.filter(verb="running_late").count() == Message.objects.count() == 2


@pytest.mark.parametrize(("minutes", "may"), [(-61, False), (-60, True), (29, True), (30, False)])
def test_running_late_belongs_to_the_hour_around_the_start(
    minutes: int, may: bool, an_interview: Led, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    at = interview.during.lower + minutes * MINUTE

    with nullcontext() if may else pytest.raises(RuleBroken):
        actions.running_late(interview, by=interview.mentor.user, now=at)

    assert (len(mails("late")) == 1) is may


def test_the_link_in_a_message_is_for_one_person_and_purpose(
    an_interview: Led, client: Client, now: datetime, strangers: dict[str, User]
) -> None:
    interview = an_interview(State.SCHEDULED)
    theirs = emails.write_url(interview, strangers["mentor"], now).partition("/interviews")[2]
    answer = emails.answer_url(interview, interview.mentor.user, now).rpartition("/answer/")[2]

    for url in (f"/interviews{theirs}", f"/interviews/write/{answer}"):
        assert client.post(url, {"id": uuid.uuid4(), "text": "Hello."}).status_code == 410

    assert not Message.objects.exists()
