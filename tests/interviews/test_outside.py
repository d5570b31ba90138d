"""Interviews with somebody outside the pool: the student alone says how they go, and nobody else hears from us."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, departures
from careernet.interviews.models import Event, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mail.mime import message
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.network.models import Contact
from careernet.office import casework
from careernet.reflections import actions as reflecting
from careernet.reminders import agenda
from careernet.reminders.sweep import sweep
from careernet.students.models import Student
from tests import factories
from tests.personas import ask

pytestmark = pytest.mark.django_db

NO, SAME = "-", "same"
ADDRESS = "ada@elsewhere.example"
DAY = timedelta(days=1)
COLUMNS = "draft requested accepted scheduled completed missed declined withdrawn expired cancelled".split()
# As in test_state_table.py, with nobody but the student to act.
TABLE = """
save_message  draft     -         -         -         -         -         -        -         -       -
sent_message  requested same      -         -         -         -         -        -         -       -
heard_yes     accepted  accepted  same      -         -         -         -        -         -       -
heard_time    scheduled scheduled scheduled same      same       -         -        -         -       -
have_talked   completed completed completed -         -         -         -        -         -       -
follow_up     -         requested -         -         -         -         -        -         -       -
heard_no      -         declined  declined  -         -         -         same     -         -       -
heard_nothing -         expired   expired   -         -         -         -        -         same    -
withdraw      withdrawn withdrawn withdrawn -         -         -         -        same      -       -
expire        same      expired   expired   same      same      same      same     same      same    same
move          -         -         -         scheduled -         -         -        -         -       -
postpone      -         -         same      accepted  -         -         -        -         -       -
cancel        -         -         -         cancelled -         -         -        -         -       same
complete      -         -         -         completed same      completed -        -         -       -
not_held      -         -         -         missed    -         same      -        -         -       -
thank         -         -         -         completed completed -         -        -         -       -
thank_by_mail -         -         -         -         -         -         -        -         -       -
unsend        -         -         -         -         -         -         -        -         -       -
accept        -         -         -         -         -         -         -        -         -       -
say_yes       -         -         -         -         -         -         -        -         -       -
offer         -         -         -         -         -         -         -        -         -       -
choose        -         -         -         -         -         -         -        -         -       -
propose       -         -         -         -         -         -         -        -         -       -
decline       -         -         -         -         -         -         -        -         -       -
miss          -         -         -         -         -         -         -        -         -       -
answer        -         -         -         -         -         -         -        -         -       -
settle        -         -         -         -         -         -         -        -         -       -
excuse        -         -         -         -         -         -         -        -         -       -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
# The verb of its one Event, and what the student gets by mail.
OUTCOME: dict[str, tuple[str | None, list[str]]] = {
    "save_message": (None, []),
    "sent_message": ("requested", []),
    "heard_yes": ("accepted", []),
    "heard_time": ("chose", ["booked"]),
    "have_talked": ("chose", []),
    "follow_up": ("followed_up", []),
    "heard_no": ("declined", []),
    "heard_nothing": ("expired", []),
    "withdraw": ("withdrew", []),
    "expire": ("expired", ["expired_student"]),
    "move": ("moved", ["moved"]),
    "postpone": ("postponed", ["postponed"]),
    "cancel": ("cancelled", ["cancelled"]),
    "complete": ("completed", []),
    "not_held": ("missed", []),
    "thank": ("thanked", []),
}


@pytest.fixture
def ada(student: Student) -> Contact:
    return a_contact(student)


@pytest.fixture
def outside(student: Student, ada: Contact, now: datetime) -> Callable[..., Interview]:
    """`outside(State.SCHEDULED)`: led there by the actions; booked for seven days after `now`."""

    def lead_to(state: str) -> Interview:
        start, by = now + 7 * DAY, {"by": student.user, "now": now}
        first = state if state in (State.DRAFT, State.REQUESTED, State.ACCEPTED) else State.REQUESTED
        interview = log(student, ada, now, state=first)
        if state in (State.SCHEDULED, State.COMPLETED, State.MISSED, State.CANCELLED):
            interview = actions.heard_time(interview, meeting=at(start), **by)
        match state:
            case State.COMPLETED:
                return actions.complete(interview, by=student.user, now=start + DAY)
            case State.MISSED:
                return actions.did_not_take_place(interview, by=student.user, now=start + DAY)
            case State.CANCELLED:
                return actions.cancel(interview, role=Event.Role.STUDENT, reason="", **by)
            case State.DECLINED:
                return actions.heard_no(interview, **by)
            case State.EXPIRED:
                return actions.heard_nothing(interview, **by)
            case State.WITHDRAWN:
                return actions.withdraw(interview, **by)
        return interview

    return lead_to


def a_contact(student: Student, **changes: Any) -> Contact:
    known = {"name": "Aunt Ada", "kind": Contact.Kind.RELATIVE, "email": ADDRESS, "title": "Engineer"}
    return Contact.objects.create(student=student, **(known | changes))


def at(start: datetime | None, **changes: Any) -> actions.Meeting:
    return replace(actions.Meeting(mode="phone", where="555 0100", starts_at=start), **changes)


def log(
    student: Student, contact: Contact, now: datetime, *, state: str = State.SCHEDULED, start: datetime | None = None
) -> Interview:
    return actions.log(uuid.uuid4(), student=student, contact=contact, state=state, meeting=at(start), now=now)


# --- The machine --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_action_does_outside_what_the_table_says_and_writes_to_nobody_but_the_student(
    row: list[str], outside: Callable[..., Interview], student: Student, ada: Contact, now: datetime
) -> None:
    action = row[0]

    for state, wanted in zip(COLUMNS, row[1:], strict=True):
        undone = transaction.atomic()
        undone.__enter__()
        interview = outside(state)
        before, mails = whole(interview), set(keys())

        if wanted == NO:
            with pytest.raises(RuleBroken), transaction.atomic():
                do(action, interview, now)
        else:
            do(action, interview, now)

        if wanted in (NO, SAME):
            assert (whole(interview), set(keys())) == (before, mails), state
        else:
            verb, names = OUTCOME[action]
            interview.refresh_from_db()
            assert interview.state == wanted, state
            assert verb is None or interview.events.get(number=interview.version).verb == verb
            assert sorted(key.partition(":")[0].removeprefix("interviews.") for key in keys() - mails) == names, state
        assert replayed(interview) == interview.state
        assert set(OutgoingMail.objects.values_list("to", flat=True)) <= {student.user.email}
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)


@pytest.mark.parametrize("state", [State.REQUESTED, State.ACCEPTED, State.SCHEDULED])
def test_no_mail_ever_goes_to_somebody_outside_or_carries_their_address(
    state: str, outside: Callable[..., Interview], student: Student, now: datetime
) -> None:
    outside(state)

    for day in range(60):
        sweep(now + day * DAY)
        deliver_due(now=now + day * DAY)

    mails = list(OutgoingMail.objects.all())
    assert mails
    assert {mail.to for mail in mails} == {student.user.email}
    assert not any(ADDRESS in str(message(mail).message()) for mail in mails)


def test_somebody_under_18_arranges_no_meeting_in_person_but_may_have_had_one(
    student: Student, ada: Contact, client_for: Callable[[User], Client], now: datetime
) -> None:
    Student.objects.update(adult_from=now.date() + 400 * DAY)
    kept, browser = log(student, ada, now, state=State.REQUESTED), client_for(student.user)
    typed = {"day_1": "2026-09-18", "time_1": "09:00", "minutes": "30", "mode": "in person"}
    in_person = at(now + DAY, mode="in person")

    with pytest.raises(RuleBroken, match="Until you are 18"):
        actions.heard_time(kept, meeting=in_person, by=student.user, now=now)
    refused = browser.post(reverse("interviews:agreed", args=[kept.pk]), typed)
    browser.post(reverse("interviews:agreed", args=[kept.pk]), typed | {"day_1": "2026-09-10"})

    kept.refresh_from_db()
    assert refused.status_code == 422
    assert "Until you are 18, you meet by phone or video." in refused.content.decode()
    assert (kept.state, kept.mode) == (State.COMPLETED, "in person")


def test_what_was_arranged_elsewhere_is_kept_at_the_point_where_it_is(
    student: Student, ada: Contact, now: datetime
) -> None:
    over = log(student, ada, now, start=now - 2 * DAY)
    coming = log(student, a_contact(student), now, start=now + DAY)

    assert (over.state, coming.state) == (State.COMPLETED, State.SCHEDULED)
    assert [event.verb for event in (*over.events.all(), *coming.events.all())] == ["logged", "logged"]
    assert [mail.key.partition(":")[0] for mail in OutgoingMail.objects.all()] == ["interviews.booked"]


def test_a_form_sent_twice_keeps_one_interview_and_one_person(student: Student, now: datetime) -> None:
    form = uuid.uuid4()
    said = {"student": student, "state": State.REQUESTED, "meeting": at(None), "now": now}

    first = actions.log(form, contact=Contact(student=student, name="Ada", kind="found"), **said)
    second = actions.log(form, contact=Contact(student=student, name="Ada", kind="found"), **said)

    assert first == second
    assert (Interview.objects.count(), Contact.objects.count()) == (1, 1)


def test_somebody_has_one_open_interview_at_a_time_and_belongs_to_one_student(
    student: Student, ada: Contact, now: datetime
) -> None:
    log(student, ada, now, state=State.REQUESTED)
    stranger = factories.StudentFactory()

    with pytest.raises(RuleBroken, match="open interview with Aunt Ada"):
        log(student, ada, now, state=State.ACCEPTED)
    with pytest.raises(RuleBroken):
        log(stranger, ada, now, state=State.REQUESTED)

    assert Interview.objects.count() == 1


def test_an_interview_is_with_a_mentor_or_with_a_contact_never_both_or_neither(
    outside: Callable[..., Interview], mentor: Mentor
) -> None:
    interview = outside(State.REQUESTED)
    row = Interview.objects.filter(pk=interview.pk)

    for wrong in ({"mentor": mentor}, {"contact": None}):
        with pytest.raises(IntegrityError, match="with_a_mentor_or_a_contact"), transaction.atomic():
            row.update(**wrong)


# --- Time and limits ----------------------------------------------------------------------------------------------
def test_the_office_ends_none_of_it_when_the_student_is_suspended_or_leaves(
    outside: Callable[..., Interview], officer: User, client_for: Callable[[User], Client], now: datetime
) -> None:
    booked = outside(State.SCHEDULED)
    student, told = booked.student, OutgoingMail.objects.filter(key__startswith="interviews.").count()

    shown = client_for(officer).get(reverse("office:suspension", args=[student.user_id])).content.decode()
    ended = casework.suspend(student.user, by=officer, reason="Rude to a mentor.", now=now)
    departures.leave(student, by=officer, now=now)

    booked.refresh_from_db()
    assert (ended, booked.state) == (0, State.SCHEDULED)
    assert "booked call" not in shown
    assert "Aunt Ada" not in shown
    assert OutgoingMail.objects.filter(key__startswith="interviews.").count() == told


def test_a_call_outside_takes_the_students_time_and_nobody_elses(
    student: Student, mentor: Mentor, ada: Contact, an_interview: Callable[..., Interview], now: datetime
) -> None:
    booked = an_interview(State.SCHEDULED)
    other = factories.StudentFactory()

    with pytest.raises(RuleBroken, match="You have another call at that time"):
        log(student, ada, now, start=booked.starts_at)
    elsewhere = log(other, a_contact(other), now, start=booked.starts_at)

    assert elsewhere.state == State.SCHEDULED
    assert not Interview.objects.filter(contact=ada).exists()


def test_calls_outside_leave_the_limits_to_those_who_ask_volunteers(
    student: Student, mentor: Mentor, now: datetime
) -> None:
    Policy.objects.create(pk=1, open_requests=1, requests_a_day=1)
    for number in range(3):
        log(student, a_contact(student, name=f"Aunt {number}"), now, state=State.REQUESTED)

    asked = actions.send_request(
        uuid.uuid4(), student=student, mentor=mentor, ask=ask(proposed=(now + 9 * DAY,)), now=now
    )

    assert asked.state == State.REQUESTED


# --- Duties -------------------------------------------------------------------------------------------------------
def test_the_student_is_reminded_as_of_any_other_conversation(
    outside: Callable[..., Interview], student: Student, now: datetime
) -> None:
    outside(State.SCHEDULED)
    after = now + 7 * DAY + timedelta(hours=1)

    evening = agenda.open_items(agenda.cases_of(student.user), student.user, now + 6 * DAY + timedelta(hours=9))
    [item] = agenda.open_items(agenda.cases_of(student.user), student.user, after)

    assert [found.title for found in evening] == ["Check who calls: your call with Aunt Ada"]
    assert item.title == "Say how it went with Aunt Ada"


def test_a_reflection_goes_to_the_advisor_with_the_name_and_nothing_else_of_the_person(
    outside: Callable[..., Interview],
    student: Student,
    advisor: User,
    client_for: Callable[[User], Client],
    now: datetime,
) -> None:
    interview, later = outside(State.COMPLETED), now + 9 * DAY
    Contact.objects.update(phone="555 0199", notes="She loves chess.")
    answers = reflecting.Answers(best_advice="Ask.", interest=4, interest_why="It suits me.", next_step="Read.")
    begun = reflecting.begin(interview, by=student.user, now=later)
    reflecting.submit(begun, by=student.user, answers=answers, version=0, now=later)
    clock.move_to(later)

    desk = client_for(advisor)
    pages = [
        desk.get(reverse("advising:queue")),
        desk.get(reverse("advising:student", args=[student.pk])),
        desk.get(reverse("advising:review", args=[begun.pk])),
    ]

    for page in pages:
        assert b"Aunt Ada" in page.content
        assert not any(word in page.content for word in (ADDRESS.encode(), b"555 01", b"chess"))


# --- Pages --------------------------------------------------------------------------------------------------------
def typed(**changes: Any) -> dict[str, Any]:
    known = {"name": "Aunt Ada", "kind": "relative", "email": ADDRESS, "id": str(uuid.uuid4())}
    return known | {"state": "requested", "mode": "phone", "minutes": "30"} | changes


def test_adding_one_keeps_the_person_and_leads_to_its_page(
    student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    browser = client_for(student.user)

    first = browser.post(reverse("interviews:add"), typed(), follow=True)
    again = browser.get(reverse("interviews:add"))
    [ada] = Contact.objects.all()
    Interview.objects.update(state=State.DECLINED)
    second = browser.post(reverse("interviews:add_with", args=[ada.pk]), typed(state="accepted"), follow=True)

    assert b"You wrote to Aunt Ada" in first.content
    assert reverse("interviews:add_with", args=[ada.pk]) in again.content.decode()
    assert b"Find a time with Aunt Ada" in second.content
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": ""}, "Enter their name."),
        ({"state": "scheduled"}, "Enter when you meet, or when you met."),
        ({"day_1": "2026-09-21", "time_1": "10:00"}, "choose that you have one, or leave the time empty"),
        ({"state": "scheduled", "day_1": "2026-09-21"}, "Add the time of day."),
        ({"state": "scheduled", "mode": ""}, "Choose how you meet."),
    ],
)
def test_a_form_that_says_too_little_comes_back_with_the_words(
    changes: dict[str, str], problem: str, student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    answer = client_for(student.user).post(reverse("interviews:add"), typed(**changes))

    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert ADDRESS in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_time_that_is_taken_is_refused_with_everything_kept(
    student: Student, an_interview: Callable[..., Interview], client_for: Callable[[User], Client], now: datetime
) -> None:
    an_interview(State.SCHEDULED)  # on September 21 at 11:00 in New York
    clash = {"state": "scheduled", "day_1": "2026-09-21", "time_1": "11:15"}

    answer = client_for(student.user).post(reverse("interviews:add"), typed(**clash))

    assert answer.status_code == 409
    assert "You have another call at that time." in answer.content.decode()
    assert "11:15" in answer.content.decode()
    assert not Contact.objects.exists()


def test_the_words_for_somebody_outside_are_kept_and_open_in_ones_own_mail(
    outside: Callable[..., Interview], student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    interview, browser = outside(State.DRAFT), client_for(student.user)
    page = reverse("interviews:detail", args=[interview.pk])

    begun = browser.get(page)
    saved = browser.post(reverse("interviews:message", args=[interview.pk]), {"text": "Dear Ada & all"}, follow=True)
    browser.post(reverse("interviews:message", args=[interview.pk]), {"text": "Dear Ada!", "sent": "1"})

    assert "Hello Aunt Ada" in begun.content.decode()
    assert f"mailto:{ADDRESS}?" in begun.content.decode()
    assert "body=Dear%20Ada%20%26%20all" in saved.content.decode()
    interview.refresh_from_db()
    assert (interview.state, interview.message) == (State.REQUESTED, "Dear Ada!")
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("state", COLUMNS)
def test_the_page_holds_in_every_state(
    state: str, outside: Callable[..., Interview], student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    interview, browser = outside(state), client_for(student.user)
    browser.get(reverse("interviews:list"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = browser.get(reverse("interviews:detail", args=[interview.pk]))

    assert page.status_code == 200
    assert b"Aunt Ada" in page.content
    assert len(queries) <= 12
    assert browser.get(reverse("interviews:report", args=[interview.pk])).status_code == 200
    assert browser.get(reverse("students:home")).status_code == 200


def test_moving_one_needs_no_free_hour_of_anybody(
    outside: Callable[..., Interview], student: Student, client_for: Callable[[User], Client], now: datetime
) -> None:
    interview, browser = outside(State.SCHEDULED), client_for(student.user)
    url = reverse("interviews:move", args=[interview.pk])

    form = browser.get(url)
    browser.post(url, {"day_1": "2026-09-20", "time_1": "7:30"})

    interview.refresh_from_db()
    assert b"agree on the time between you first" in form.content
    assert interview.starts_at == datetime(2026, 9, 20, 11, 30, tzinfo=now.tzinfo)


# --- Shared -------------------------------------------------------------------------------------------------------
def do(action: str, interview: Interview, now: datetime) -> None:
    """At a moment at which nothing but the state is in its way."""
    student: dict[str, Any] = {"by": interview.student.user, "now": now + timedelta(hours=3)}
    start = now + 7 * DAY
    after = student | {"now": start + DAY}
    role = Event.Role.STUDENT
    doing: dict[str, Callable[[], object]] = {
        "save_message": lambda: actions.save_message(interview, text="Dear Ada", now=student["now"]),
        "sent_message": lambda: actions.sent_message(interview, text="Dear Ada", **student),
        "heard_yes": lambda: actions.heard_yes(interview, **student),
        "heard_time": lambda: actions.heard_time(interview, meeting=at(start), **student),
        "have_talked": lambda: actions.heard_time(interview, meeting=at(now - DAY), **student),
        "follow_up": lambda: actions.follow_up(interview, text="Still keen.", **after),
        "heard_no": lambda: actions.heard_no(interview, **student),
        "heard_nothing": lambda: actions.heard_nothing(interview, **student),
        "withdraw": lambda: actions.withdraw(interview, **student),
        "expire": lambda: actions.expire(interview, now=now),
        "move": lambda: actions.move(interview, role=role, starts_at=start + DAY, **student),
        "postpone": lambda: actions.postpone(interview, role=role, reason="", **student),
        "cancel": lambda: actions.cancel(interview, role=role, reason="", **student),
        "complete": lambda: actions.complete(interview, **after),
        "not_held": lambda: actions.did_not_take_place(interview, **after),
        "thank": lambda: actions.send_thank_you(interview, how="own", text="", **after),
        "thank_by_mail": lambda: actions.send_thank_you(interview, how="mail", text="Thank you.", **after),
        "unsend": lambda: actions.unsend(interview, **student),
        "accept": lambda: actions.accept(interview, starts_at=start, where="", **student),
        "say_yes": lambda: actions.say_yes(interview, where="", **student),
        "offer": lambda: actions.offer_times(interview, starts=[start], where="", **student),
        "choose": lambda: actions.choose_time(interview, starts_at=start, **student),
        "propose": lambda: actions.propose_times(interview, starts=[start], **student),
        "decline": lambda: actions.decline(interview, **student),
        "miss": lambda: actions.miss(interview, **after),
        "answer": lambda: actions.answer_absence(interview, answer="sorry", words="", **after),
        "settle": lambda: actions.settle(interview, took_place=True, **after),
        "excuse": lambda: actions.excuse(interview, by=interview.student.advisor, now=after["now"]),
    }
    doing[action]()


def whole(interview: Interview) -> tuple[object, ...]:
    rows = Interview.objects.filter(pk=interview.pk).values_list("state", "version", "during", "message", "asked_at")
    return rows.get(), interview.events.count()


def replayed(interview: Interview) -> str:
    state: str = State.DRAFT
    for event in interview.events.order_by("number"):
        assert event.from_state == state
        state = event.to_state
    return state


def keys() -> set[str]:
    return set(OutgoingMail.objects.values_list("key", flat=True))
