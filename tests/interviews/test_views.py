"""The pages of interviews: who sees which, what bad input gets, and what each page costs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews import actions, picker
from careernet.interviews.models import Interview, State, ThankYou
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor, WeeklyHours
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]

LED_TO = [
    State.REQUESTED,
    State.COUNTERED,
    State.ACCEPTED,
    State.SCHEDULED,
    State.COMPLETED,
    State.MISSED,
    State.DECLINED,
    State.WITHDRAWN,
    State.EXPIRED,
    State.CANCELLED,
]
STUDENTS_VERBS = ["unsend", "follow_up", "choose", "propose", "withdraw", "prepare", "notes", "thank_you"]
MENTORS_VERBS = ["accept", "say_yes", "offer", "decline"]
MOST_QUERIES = 12
WHERE = "https://meet.example/maya"


def page_of(interview: Interview) -> str:
    return reverse("interviews:detail", args=[interview.pk])


def verb(name: str, interview: Interview) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def asking(mentor: Mentor, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "mode": "video",
        "hope_to_learn": "How you moved from the bench to a start-up.",
        "message": "Hello Maya, I am a sophomore in chemistry.",
    } | changes


def told(interview: Interview, now: datetime) -> None:
    """Its request mail has left."""
    OutgoingMail.objects.about(interview).queued().update(state=OutgoingMail.State.SENT, sent_at=now)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries)


# --- One interview ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", LED_TO)
def test_both_sides_open_their_page_within_its_queries(state: str, an_interview: Led, client_for: Browser) -> None:
    at = clock.now() - timedelta(days=30)
    interview = an_interview(state, at=at) if state != State.WITHDRAWN else _withdrawn_after_it_was_told(an_interview)

    costs = [queries_of(client_for(side.user), page_of(interview)) for side in (interview.student, interview.mentor)]

    assert max(costs) <= MOST_QUERIES


def _withdrawn_after_it_was_told(an_interview: Led) -> Interview:
    interview = an_interview(State.REQUESTED)
    told(interview, clock.now())
    return actions.withdraw(interview, by=interview.student.user, now=clock.now())


def test_choosing_from_all_hours_stays_within_the_queries(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    interview = actions.offer_times(interview, by=interview.mentor.user, starts=[], where=WHERE, now=now)

    cost = queries_of(client_for(interview.student.user), page_of(interview))

    assert cost <= MOST_QUERIES


@pytest.mark.parametrize("state", LED_TO)
@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_a_stranger_finds_no_page(
    kind: str, state: str, an_interview: Led, strangers: dict[str, User], client_for: Browser
) -> None:
    interview = an_interview(state)

    page = client_for(strangers[kind]).get(page_of(interview))

    assert page.status_code == 404


@pytest.mark.parametrize("name", [*STUDENTS_VERBS, *MENTORS_VERBS, "cancel", "complete", "miss", "answer_absence"])
@pytest.mark.parametrize("kind", ["student", "mentor", "advisor"])
def test_a_stranger_can_do_nothing(
    kind: str, name: str, an_interview: Led, strangers: dict[str, User], client_for: Browser
) -> None:
    interview = an_interview(State.REQUESTED)

    page = client_for(strangers[kind]).post(verb(name, interview))

    assert page.status_code == 404


@pytest.mark.parametrize("name", STUDENTS_VERBS)
def test_a_mentor_cannot_act_as_the_student(name: str, an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)

    page = client_for(interview.mentor.user).post(verb(name, interview))

    assert page.status_code == 404


@pytest.mark.parametrize("name", MENTORS_VERBS)
def test_a_student_cannot_act_as_the_mentor(name: str, an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)

    page = client_for(interview.student.user).post(verb(name, interview))

    assert page.status_code == 404


@pytest.mark.parametrize("name", [*STUDENTS_VERBS, *MENTORS_VERBS, "cancel", "complete", "miss", "answer_absence"])
def test_nothing_is_done_by_looking(name: str, an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)

    page = client_for(interview.student.user).get(verb(name, interview))

    assert page.status_code == 405


def test_a_draft_is_the_students_alone(an_interview: Led, client_for: Browser) -> None:
    draft = an_interview(State.DRAFT)

    theirs, mentors = (client_for(side.user).get(page_of(draft)) for side in (draft.student, draft.mentor))

    assert theirs.url == reverse("interviews:ask", args=[draft.mentor_id])
    assert mentors.status_code == 404


def test_a_request_withdrawn_before_it_left_never_shows(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.WITHDRAWN)

    page = client_for(interview.mentor.user).get(page_of(interview))

    assert page.status_code == 404


def test_the_mentor_never_sees_what_the_student_keeps(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.COMPLETED)
    actions.save_preparation(interview, found_out="FOUNDOUT", goals="GOALS", now=now)
    actions.add_questions(interview.student, interview, texts=["QUESTIONS"])
    by_question = {question.pk: "NOTED" for question in interview.questions.all()}
    actions.save_notes(interview, text="NOTES", by_question=by_question, now=now)

    page = client_for(interview.mentor.user).get(page_of(interview)).content.decode()

    private = ["FOUNDOUT", "GOALS", "QUESTIONS", "NOTES", "NOTED", interview.student.user.email]
    assert [text for text in private if text in page] == []


def test_the_student_never_sees_what_the_mentor_keeps(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    Mentor.objects.filter(pk=interview.mentor_id).update(phone="555-0199", video_link="https://meet.example/secret")

    page = client_for(interview.student.user).get(page_of(interview)).content.decode()

    private = ["555-0199", "secret", interview.mentor.user.email]
    assert [text for text in private if text in page] == []


def test_the_history_of_what_was_taken_back_unsent_is_the_students_alone(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    first = actions.unsend(interview, by=interview.student.user, now=now)
    again = actions.send_request(
        first.pk, student=first.student, mentor=first.mentor, ask=ask(proposed=(now + timedelta(days=9),)), now=now
    )

    student, mentor = (
        client_for(side.user).get(page_of(again)).content.decode() for side in (again.student, again.mentor)
    )

    assert "before it left" in student
    assert mentor.count("asked you</strong>") == 1
    assert "before it left" not in mentor


# --- The student's verbs ------------------------------------------------------------------------------------------
def test_a_request_can_be_undone_until_its_mail_has_left(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)
    browser = client_for(interview.student.user)

    page = browser.get(page_of(interview)).content.decode()
    answer = browser.post(verb("unsend", interview))

    assert "Undo" in page
    assert answer.url == reverse("interviews:ask", args=[interview.mentor_id])
    interview.refresh_from_db()
    assert interview.state == State.DRAFT


def test_undo_comes_too_late_once_the_mail_has_left(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    told(interview, now)
    browser = client_for(interview.student.user)

    page = browser.get(page_of(interview)).content.decode()
    answer = browser.post(verb("unsend", interview))

    assert "Undo" not in page
    assert answer.status_code == 409


def test_a_follow_up_waits_for_its_day_and_then_goes_once(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.REQUESTED)
    browser = client_for(interview.student.user)

    early = browser.post(verb("follow_up", interview), {"text": "Still keen."})
    clock.move_to(now + timedelta(days=8))
    page = browser.get(page_of(interview)).content.decode()
    answers = [browser.post(verb("follow_up", interview), {"text": "Still keen."}).status_code for _ in range(2)]

    assert early.status_code == 409
    assert "I wrote to you on Mon, Sep 14" in page
    assert answers == [302, 409]


def test_the_student_books_one_of_the_times_offered(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.COUNTERED)
    value = picker.value(now + timedelta(days=9))

    answer = client_for(interview.student.user).post(verb("choose", interview), {"starts_at": value})

    assert answer.url == page_of(interview)
    interview.refresh_from_db()
    assert (interview.state, interview.starts_at) == (State.SCHEDULED, now + timedelta(days=9))


def test_choosing_nothing_is_said_on_the_page(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COUNTERED)

    page = client_for(interview.student.user).post(verb("choose", interview))

    assert page.status_code == 422
    assert '<a href="#choose_starts_at_0">Choose a time.</a>' in page.content.decode()


def test_the_student_proposes_other_times(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COUNTERED)

    client_for(interview.student.user).post(verb("propose", interview), {"day_1": "2026-09-25", "time_1": "15:30"})

    interview.refresh_from_db()
    assert interview.state == State.REQUESTED
    assert [offer.starts_at for offer in interview.offered_times.all()] == [datetime(2026, 9, 25, 19, 30, tzinfo=UTC)]


def test_preparation_and_notes_are_kept(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    browser = client_for(interview.student.user)
    actions.add_questions(interview.student, interview, texts=["Why chemistry?"])

    browser.post(verb("prepare", interview), {"found_out": "", "goals": "One goal"})
    browser.post(verb("notes", interview), {"text": "Ask Ana Lima."})
    page = browser.get(page_of(interview)).content.decode()

    assert all(text in page for text in ("One goal", "Why chemistry?", "Ask Ana Lima."))


@pytest.mark.parametrize(("how", "text", "mails", "kept"), [("mail", "Thanks!", 1, "Thanks!"), ("own", "Typed", 0, "")])
def test_a_thank_you_is_mailed_or_recorded(
    how: str, text: str, mails: int, kept: str, an_interview: Led, client_for: Browser
) -> None:
    interview = an_interview(State.COMPLETED)

    client_for(interview.student.user).post(verb("thank_you", interview), {"how": how, "text": text})

    assert OutgoingMail.objects.filter(key__startswith="interviews.thank_you:").count() == mails
    assert ThankYou.objects.get(interview=interview).text == kept


def test_what_was_noted_is_at_hand_for_the_thank_you(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)
    clock.move_to(interview.during.upper + timedelta(hours=2))
    actions.save_notes(interview, text="Person: Lena Ortiz\n\nApply early.", by_question={}, now=clock.now())

    page = client_for(interview.student.user).get(page_of(interview)).content.decode()

    assert [f'data-insert="{words}"' in page for words in ("Person: Lena Ortiz", "Apply early.", "")] == [
        True,
        True,
        False,
    ]
    assert "A note lands best until" in page


def test_an_empty_thank_you_is_not_mailed(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.COMPLETED)

    page = client_for(interview.student.user).post(verb("thank_you", interview), {"how": "mail", "text": ""})

    assert page.status_code == 422
    assert "Write your thank-you note." in page.content.decode()


def test_a_student_says_why_they_cancel(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    browser = client_for(interview.student.user)

    silent = browser.post(verb("cancel", interview), {"reason": ""})
    spoken = browser.post(verb("cancel", interview), {"reason": "An exam moved."})

    assert (silent.status_code, spoken.status_code) == (422, 302)
    interview.refresh_from_db()
    assert interview.state == State.CANCELLED


# --- The mentor's verbs -------------------------------------------------------------------------------------------
def test_the_mentor_accepts_a_proposed_time(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"starts_at": picker.value(now + timedelta(days=8)), "where": WHERE}

    answer = client_for(interview.mentor.user).post(verb("accept", interview), typed)

    assert answer.url == page_of(interview)
    interview.refresh_from_db()
    assert (interview.state, interview.starts_at, interview.where) == (
        State.SCHEDULED,
        now + timedelta(days=8),
        WHERE,
    )


def test_accepting_without_a_link_asks_for_one(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"starts_at": picker.value(now + timedelta(days=8)), "where": ""}

    page = client_for(interview.mentor.user).post(verb("accept", interview), typed)

    assert page.status_code == 422
    assert "Enter the link for the video call." in page.content.decode()
    interview.refresh_from_db()
    assert interview.state == State.REQUESTED


def test_a_full_month_is_said_on_the_page(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    Mentor.objects.filter(pk=interview.mentor_id).update(calls_a_month=1)
    other = an_interview(State.SCHEDULED, student=factories.StudentFactory(), at=now + timedelta(hours=1))
    typed = {"starts_at": picker.value(now + timedelta(days=8)), "where": WHERE}

    page = client_for(interview.mentor.user).post(verb("accept", interview), typed)

    assert other.state == State.SCHEDULED
    assert page.status_code == 409
    assert "That month is full" in page.content.decode()
    assert WHERE in page.content.decode()


def test_a_request_answered_meanwhile_shows_how_it_stands(an_interview: Led, client_for: Browser) -> None:
    interview = _withdrawn_after_it_was_told(an_interview)

    page = client_for(interview.mentor.user).post(verb("accept", interview), {"where": WHERE})

    assert page.status_code == 409
    assert "changed in the meantime" in page.content.decode()


def test_the_mentor_offers_other_times(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"day_1": "2026-09-24", "time_1": "09:00", "day_2": "2026-09-25", "time_2": "10:00", "where": WHERE}

    client_for(interview.mentor.user).post(verb("offer", interview), typed)

    interview.refresh_from_db()
    assert interview.state == State.COUNTERED
    assert interview.offered_times.count() == 2


def test_the_mentor_declines_kindly(an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    typed = {"reason": "Moving house.", "ask_again_on": "2027-03-01", "colleague": "Ana Lima"}

    client_for(interview.mentor.user).post(verb("decline", interview), typed)

    interview.refresh_from_db()
    assert interview.state == State.DECLINED
    assert interview.ask_again_on.isoformat() == "2027-03-01"


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_either_side_says_that_it_took_place(side: str, an_interview: Led, client_for: Browser, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    browser = client_for(getattr(interview, side).user)

    early = browser.post(verb("complete", interview))
    clock.move_to(now + timedelta(days=7, hours=1))
    late = browser.post(verb("complete", interview))

    assert (early.status_code, late.status_code) == (409, 302)
    interview.refresh_from_db()
    assert interview.state == State.COMPLETED


# --- The list -----------------------------------------------------------------------------------------------------
def test_the_list_costs_the_same_at_one_and_at_thirty_rows(
    an_interview: Led, client_for: Browser, mentor: Mentor
) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(waiting_at_most=20)
    an_interview(State.REQUESTED)
    browser, url = client_for(mentor.user), reverse("interviews:list")

    one = queries_of(browser, url)
    for _ in range(12):
        an_interview(State.REQUESTED, student=factories.StudentFactory())
    many = queries_of(browser, url)

    assert one == many <= MOST_QUERIES


def test_what_a_mentor_has_behind_them_comes_page_by_page(
    an_interview: Led, client_for: Browser, mentor: Mentor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careernet.interviews.views.page.A_PAGE", 2)
    past = [an_interview(State.DECLINED, student=factories.StudentFactory()) for _ in range(3)]
    open_one = an_interview(State.REQUESTED)
    browser, url = client_for(mentor.user), reverse("interviews:list")

    needs, first, second = (
        browser.get(url, query).context for query in ({}, {"show": "past"}, {"show": "past", "page": 2})
    )

    assert [row.interview for row in needs["rows"]] == [open_one]
    assert (len(first["rows"]), len(second["rows"])) == (2, 1)
    assert {row.interview for row in [*first["rows"], *second["rows"]]} == set(past)
    assert [count for _name, _label, count in first["groups"]] == [1, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("state", "students", "mentors"),
    [
        (State.REQUESTED, "Waiting", "Needs you"),
        (State.COUNTERED, "Needs you", "Waiting"),
        (State.SCHEDULED, "Upcoming", "Upcoming"),
        (State.COMPLETED, "Follow up", "Past"),
        (State.DECLINED, "Past", "Past"),
    ],
)
def test_the_list_opens_at_the_group_that_matters(
    state: str, students: str, mentors: str, an_interview: Led, client_for: Browser
) -> None:
    interview = an_interview(state)

    labels = [
        client_for(side.user).get(reverse("interviews:list")).context["label"]
        for side in (interview.student, interview.mentor)
    ]

    assert labels == [students, mentors]


def test_the_list_of_a_stranger_is_empty(an_interview: Led, strangers: dict[str, User], client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)

    pages = [client_for(user).get(reverse("interviews:list")).content.decode() for user in strangers.values()]

    assert all(page_of(interview) not in page for page in pages)


# --- The composer -------------------------------------------------------------------------------------------------
def test_the_composer_keeps_a_time_that_is_still_free(
    student: Student, mentor: Mentor, now: datetime, client_for: Browser
) -> None:
    start = free_times(mentor, student, now=now, policy=Policy.current())[0]
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    with CaptureQueriesContext(connection) as queries:
        page = browser.get(url, {"slot": picker.value(start)})

    assert page.context["kept"] == start
    assert len(queries) <= MOST_QUERIES


def test_a_chosen_time_is_held_once_sent(student: Student, mentor: Mentor, now: datetime, client_for: Browser) -> None:
    start = free_times(mentor, student, now=now, policy=Policy.current())[0]
    typed = asking(mentor, slot=picker.value(start))

    answer = client_for(student.user).post(reverse("interviews:ask", args=[mentor.pk]), typed)

    interview = Interview.objects.get()
    assert answer.url == page_of(interview)
    assert (str(interview.pk), interview.state, interview.starts_at) == (typed["id"], State.REQUESTED, start)


def test_a_double_click_sends_one_request(student: Student, mentor: Mentor, client_for: Browser, now: datetime) -> None:
    typed = asking(mentor, day_1="2026-09-24", time_1="10:00")
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    answers = [browser.post(url, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Interview.objects.count() == 1


def test_words_found_by_going_back_after_withdrawing_begin_a_new_request(
    student: Student, mentor: Mentor, client_for: Browser, now: datetime
) -> None:
    typed = asking(mentor, day_1="2026-09-24", time_1="10:00")
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])
    browser.post(url, typed)
    browser.post(verb("withdraw", Interview.objects.get()))

    saved = browser.post(url, typed | {"draft": "1"})
    sent = browser.post(url, typed)

    assert (saved.status_code, sent.status_code) == (302, 302)
    assert sorted(Interview.objects.values_list("state", flat=True)) == [State.REQUESTED, State.WITHDRAWN]


def test_a_time_taken_meanwhile_keeps_what_was_typed(
    student: Student, mentor: Mentor, now: datetime, client_for: Browser, an_interview: Led
) -> None:
    start = free_times(mentor, student, now=now, policy=Policy.current())[0]
    rival = factories.StudentFactory()
    actions.send_request(uuid4(), student=rival, mentor=mentor, ask=ask(slot=start), now=now)
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    with CaptureQueriesContext(connection) as queries:
        page = browser.post(url, asking(mentor, slot=picker.value(start)))

    text = page.content.decode()
    assert page.status_code == 409
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15
    assert not [sql for sql in asked if "mentors_mentor" in sql and "FOR NO KEY UPDATE" in sql]  # nobody stands in line
    assert "That time was just taken." in text
    assert "I am a sophomore in chemistry." in text
    assert page.context["weeks"]
    assert picker.value(start) not in text
    assert Interview.objects.get(student=student).message == "Hello Maya, I am a sophomore in chemistry."


def test_after_a_time_was_taken_others_can_be_suggested_in_the_same_words(
    student: Student, mentor: Mentor, now: datetime, client_for: Browser
) -> None:
    start = free_times(mentor, student, now=now, policy=Policy.current())[0]
    actions.send_request(uuid4(), student=factories.StudentFactory(), mentor=mentor, ask=ask(slot=start), now=now)
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])
    refused = browser.post(url, asking(mentor, slot=picker.value(start))).content.decode()

    page = browser.get(f"{url}?suggest=1").content.decode()

    assert 'href="?suggest=1"' in refused
    assert 'name="day_1"' not in refused
    assert 'name="day_1"' in page
    assert "I am a sophomore in chemistry." in page
    assert "That time is no longer free." not in page


def test_an_empty_request_is_told_what_is_missing(
    student: Student, mentor: Mentor, client_for: Browser, now: datetime
) -> None:
    url = reverse("interviews:ask", args=[mentor.pk])

    page = client_for(student.user).post(url, {"id": str(uuid4())})

    text = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error: " in text
    assert all(
        f">{message}</a>" in text
        for message in (
            "Choose how you would like to meet.",
            "Enter what you hope to learn.",
            "Write your message.",
            "Suggest at least one time.",
        )
    )


def test_at_the_limit_the_composer_shows_the_open_requests(
    student: Student, client_for: Browser, now: datetime, mentor: Mentor
) -> None:
    others = factories.MentorFactory.create_batch(5)
    for day, other in enumerate(others):
        at = now - timedelta(days=9 - day)
        actions.send_request(
            uuid4(), student=student, mentor=other, ask=ask(proposed=(now + timedelta(days=9),)), now=at
        )
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    page = browser.get(url)
    refused = browser.post(url, asking(mentor, day_1="2026-09-24", time_1="10:00"))

    assert {row.mentor for row in page.context["obstacle"].interviews} == set(others)
    assert refused.status_code == 409
    assert "You have 5 open requests" in refused.content.decode()


def test_a_draft_is_saved_and_resumed(student: Student, mentor: Mentor, client_for: Browser, now: datetime) -> None:
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])
    typed = asking(mentor, message="Half a", hope_to_learn="", draft="kept")

    saved = browser.post(url, typed)
    page = browser.get(url)

    assert saved.url == url
    assert "Half a" in page.content.decode()
    assert str(page.context["form"]["id"].value()) == typed["id"]


def test_the_autosave_answers_with_one_line(
    student: Student, mentor: Mentor, client_for: Browser, now: datetime
) -> None:
    browser, url = client_for(student.user), reverse("interviews:ask", args=[mentor.pk])

    answer = browser.post(url, asking(mentor, draft="auto"), headers={"HX-Request": "true"})

    assert answer.content.decode().split() == ["<span", 'class="cn-muted">Saved', "11:00", "AM</span>"]


def test_nobody_composes_a_second_request(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.REQUESTED)

    answer = client_for(interview.student.user).get(reverse("interviews:ask", args=[interview.mentor_id]))

    assert answer.url == page_of(interview)


@pytest.mark.parametrize("kind", ["mentor", "advisor"])
def test_only_students_ask(
    kind: str, mentor: Mentor, strangers: dict[str, User], client_for: Browser, now: datetime
) -> None:
    page = client_for(strangers[kind]).get(reverse("interviews:ask", args=[mentor.pk]))

    assert page.status_code == 404


def test_a_mentor_nobody_may_find_cannot_be_asked(student: Student, client_for: Browser, now: datetime) -> None:
    hidden = factories.MentorFactory(state=Mentor.State.INVITED)

    page = client_for(student.user).get(reverse("interviews:ask", args=[hidden.pk]))

    assert page.status_code == 404


def test_a_mentor_without_hours_is_asked_with_times(student: Student, client_for: Browser, now: datetime) -> None:
    mentor = factories.MentorFactory()
    WeeklyHours.objects.filter(mentor=mentor).delete()

    page = client_for(student.user).get(reverse("interviews:ask", args=[mentor.pk]))

    assert "Suggest up to three times" in page.content.decode()
