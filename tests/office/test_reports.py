"""The office's side of a report: what is open and late, one with its context, and each step with its reason."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts import standing
from careernet.accounts.models import AuditEvent, User
from careernet.core import clock
from careernet.core.rules import RuleBroken
from careernet.interviews import actions, safety
from careernet.interviews.models import Interview, Report, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.office import casework
from careernet.reminders.sweep import sweep, wake_all
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
TOLD = "She asked me to come to her home."


@pytest.fixture
def desk(client_for: Callable[[User], Client], officer: User) -> Client:
    return client_for(officer)


@pytest.fixture
def report(an_interview: Led, officer: User, now: datetime) -> Report:
    """Jordan tells about Maya, of a call that was booked."""
    interview = an_interview(State.SCHEDULED)
    return safety.report(uuid.uuid4(), interview, by=interview.student.user, kind="unsafe", text=TOLD, now=now)


def url_of(name: str, report: Report) -> str:
    return reverse(f"office:{name}", args=[report.pk])


def steps_on_record(report: Report) -> list[tuple[str, str]]:
    found = AuditEvent.objects.filter(object_type="report", object_id=str(report.pk)).order_by("pk")
    return list(found.values_list("verb", "reason"))


# --- The list ---------------------------------------------------------------------------------------------------------
def test_open_ones_come_first_and_are_late_after_a_working_day(report: Report, desk: Client, now: datetime) -> None:
    in_time = desk.get(reverse("office:reports")).content.decode()
    clock.move_to(now + timedelta(days=1, minutes=1))
    late = desk.get(reverse("office:reports")).content.decode()

    assert ("Due within a working day" in in_time, "Late" in in_time) == (True, False)
    assert ("Due within a working day" in late, "Late" in late) == (False, True)


def test_the_list_shows_what_the_office_did_and_no_word_of_the_report(
    report: Report, desk: Client, officer: User, now: datetime
) -> None:
    safety.close_report(report, by=officer, outcome="Talked to both of them.", now=now)

    page = desk.get(reverse("office:reports")).content.decode()

    assert "Talked to both of them." in page
    assert TOLD not in page


def test_a_long_list_costs_as_much_as_a_short_one(
    report: Report, desk: Client, an_interview: Led, officer: User, now: datetime
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("office:reports"))
        return len(queries)

    one = cost()
    for _number in range(5):
        interview = an_interview(State.COMPLETED, student=factories.StudentFactory(), mentor=factories.MentorFactory())
        told = safety.report(
            uuid.uuid4(), interview, by=interview.mentor.user, kind="other", text="", now=now + timedelta(days=9)
        )
    safety.close_report(told, by=officer, outcome="Nothing to do.", now=now + timedelta(days=9))

    assert cost() == one <= 12


def test_nobody_of_the_office_settles_what_is_about_themselves(
    an_interview: Led, client_for: Callable[[User], Client], now: datetime
) -> None:
    mentor = factories.MentorFactory()
    factories.grant(mentor.user, "officer")
    interview = an_interview(State.SCHEDULED, mentor=mentor)
    about_them = safety.report(uuid.uuid4(), interview, by=interview.student.user, kind="rude", text=TOLD, now=now)
    client = client_for(mentor.user)

    listed = client.get(reverse("office:reports")).content.decode()

    assert "Jordan Parker about" not in listed
    assert client.get(url_of("report", about_them)).status_code == 404
    assert client.post(url_of("report_close", about_them), {"outcome": "Nothing."}).status_code == 404


# --- One report -------------------------------------------------------------------------------------------------------
def test_a_report_is_read_with_its_context_and_each_reader_is_on_record(
    report: Report, desk: Client, officer: User, an_interview: Led, now: datetime
) -> None:
    earlier = an_interview(State.COMPLETED, student=factories.StudentFactory())
    safety.report(uuid.uuid4(), earlier, by=earlier.student.user, kind="rude", text="", now=now + timedelta(days=9))

    page = desk.get(url_of("report", report)).content.decode()
    desk.get(url_of("report", report))

    assert TOLD in page
    assert "1 other report about them" in page
    assert "Maya Chen: said yes" in page
    assert steps_on_record(report) == [("reported", ""), ("read report", "")]


def test_what_the_two_wrote_is_opened_with_a_reason_and_for_once(report: Report, desk: Client) -> None:
    words = report.interview.message

    before = desk.get(url_of("report", report)).content.decode()
    refused = desk.post(url_of("report_words", report), {"reason": ""})
    opened = desk.post(url_of("report_words", report), {"reason": "To see how it began."}).content.decode()
    after = desk.get(url_of("report", report)).content.decode()

    assert refused.status_code == 422
    assert [words in page for page in (before, refused.content.decode(), opened, after)] == [False, False, True, False]
    assert ("opened words", "To see how it began.") in steps_on_record(report)


def test_what_the_student_kept_private_stays_so(report: Report, desk: Client, now: datetime) -> None:
    actions.save_notes(report.interview, text="My own thoughts.", by_question={}, now=now)

    opened = desk.post(url_of("report_words", report), {"reason": "To see how it began."}).content.decode()

    assert "My own thoughts." not in opened


def test_closing_takes_an_outcome(report: Report, desk: Client, officer: User) -> None:
    refused = desk.post(url_of("report_close", report), {"outcome": ""})
    still_open = Report.objects.get().closed_at
    closed = desk.post(url_of("report_close", report), {"outcome": "Talked to both."})

    assert (refused.status_code, still_open) == (422, None)
    assert closed["Location"] == reverse("office:reports")
    report.refresh_from_db()
    assert (report.closed_by, report.outcome) == (officer, "Talked to both.")
    assert not OutgoingMail.objects.about(report).queued().exists()


def test_letting_them_meet_again_and_not(report: Report, desk: Client, student: Student, mentor: Mentor) -> None:
    desk.post(url_of("report_again", report), {"reason": "A mix-up of names."})
    found = mentor in Mentor.objects.listed_for(student.user)
    desk.post(url_of("report_apart", report), {"reason": "It was none."})

    assert found
    assert mentor not in Mentor.objects.listed_for(student.user)
    assert steps_on_record(report)[1:] == [("let meet again", "A mix-up of names."), ("kept apart", "It was none.")]


def test_retiring_the_mentor(report: Report, desk: Client, mentor: Mentor) -> None:
    desk.post(url_of("report_retire", report), {"reason": "The third time."})

    mentor.refresh_from_db()
    assert mentor.state == Mentor.State.RETIRED
    assert ("retired mentor", "The third time.") in steps_on_record(report)


def test_retiring_a_mentor_leaves_no_other_student_waiting(
    an_interview: Led, desk: Client, report: Report, now: datetime
) -> None:
    waiting = an_interview(mentor=report.interview.mentor, student=factories.StudentFactory())

    desk.post(url_of("report_retire", report), {"reason": "The third time."})

    waiting.refresh_from_db()
    assert waiting.state == "declined"


def test_a_student_is_no_mentor_to_retire(an_interview: Led, desk: Client, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)
    about_student = safety.report(uuid.uuid4(), interview, by=interview.mentor.user, kind="rude", text="", now=now)

    page = desk.get(url_of("report", about_student)).content.decode()
    answer = desk.post(url_of("report_retire", about_student), {"reason": "By mistake."})

    assert url_of("report_retire", about_student) not in page
    assert answer.status_code == 409


# --- Suspension -------------------------------------------------------------------------------------------------------
def test_what_a_suspension_ends_is_said_beforehand_and_then_done(
    an_interview: Led, desk: Client, officer: User, mentor: Mentor, now: datetime
) -> None:
    Mentor.objects.update(calls_a_month=9)
    booked = an_interview(State.SCHEDULED)
    asked = an_interview(State.COUNTERED, student=factories.StudentFactory())
    begun = an_interview(State.COMPLETED, student=factories.StudentFactory(), at=now - timedelta(days=9))
    url = reverse("office:suspension", args=[mentor.user_id])
    before = set(OutgoingMail.objects.values_list("pk", flat=True))

    said = desk.get(url).content.decode()
    desk.post(url, {"reason": "A report we take seriously."})

    assert "1 booked call is canceled" in said
    assert "1 request that waits for an answer is closed" in said
    states = {row.pk: row.state for row in Interview.objects.all()}
    assert states == {booked.pk: "cancelled", asked.pk: "declined", begun.pk: "completed"}
    new = OutgoingMail.objects.exclude(pk__in=before).values_list("key", flat=True)
    assert sorted(key.split(":")[0] for key in new) == [
        "accounts.suspended",
        *["interviews.cancelled"] * 2,
        "interviews.declined",
    ]
    assert mentor not in Mentor.objects.listed()
    event = AuditEvent.objects.get(verb="suspended")
    assert (event.by, event.about, event.reason) == (officer, mentor.user, "A report we take seriously.")


def test_the_words_of_a_suspension_blame_nobody(
    an_interview: Led, officer: User, student: Student, now: datetime
) -> None:
    an_interview(State.SCHEDULED)
    an_interview(State.COUNTERED, mentor=factories.MentorFactory(user__full_name="Noor Haddad"))
    before = set(OutgoingMail.objects.values_list("pk", flat=True))

    casework.suspend(student.user, by=officer, reason="Rude to a mentor.", now=now + timedelta(hours=3))

    new = OutgoingMail.objects.filter(kind__startswith="interviews.").exclude(pk__in=before)
    texts = [text.partition("\n--")[0] for text in new.values_list("text", flat=True)]
    assert len(texts) == 3
    assert not [text for text in texts for word in ("suspen", "report", "Rude", "blame") if word in text]
    assert (
        sum("the Northfield College Career Office closed the request of Jordan Parker" in text for text in texts) == 1
    )


def test_whoever_is_suspended_is_out_at_once_everywhere(
    client_for: Callable[[User], Client], officer: User, student: Student, now: datetime
) -> None:
    client = client_for(student.user)
    inside = client.get("/home/").status_code
    key = client.cookies["sessionid"].value
    UserSession.objects.create(user=student.user, session_key=key, ip="127.0.0.1", user_agent="")  # as signing in does

    standing.suspend(student.user, by=officer, reason="Rude to a mentor.", now=now)

    assert (inside, client.get("/home/").status_code) == (200, 302)
    assert not Session.objects.filter(session_key=key).exists()


def test_whoever_is_suspended_is_reminded_of_nothing(
    an_interview: Led, officer: User, student: Student, now: datetime
) -> None:
    an_interview(State.COMPLETED)
    after = now + timedelta(days=7, hours=2)
    standing.suspend(student.user, by=officer, reason="Rude to a mentor.", now=after)
    before = set(OutgoingMail.objects.values_list("pk", flat=True))

    for day in range(30):
        wake_all(after + timedelta(days=day))
        sweep(after + timedelta(days=day))

    assert set(OutgoingMail.objects.values_list("pk", flat=True)) == before


def test_a_suspension_is_taken_back_with_a_reason(desk: Client, officer: User, mentor: Mentor, now: datetime) -> None:
    url = reverse("office:suspension", args=[mentor.user_id])
    desk.post(url, {"reason": "A report we take seriously."})

    why = desk.get(url).content.decode()
    desk.post(url, {"reason": "It was somebody else."})

    assert "A report we take seriously." in why
    assert mentor in Mentor.objects.listed()
    assert AuditEvent.objects.get(verb="reinstated").reason == "It was somebody else."


def test_nobody_suspends_themselves(officer: User, now: datetime) -> None:
    with pytest.raises(RuleBroken):
        standing.suspend(officer, by=officer, reason="A slip of the finger.", now=now)

    officer.refresh_from_db()
    assert officer.is_active


def test_an_account_closed_in_another_way_is_not_let_in_by_this(officer: User, student: Student, now: datetime) -> None:
    student.user.is_active = False
    student.user.save()

    with pytest.raises(RuleBroken):
        standing.reinstate(student.user, by=officer, reason="They asked.", now=now)


def test_pages_of_a_report_cost_few_queries(report: Report, desk: Client) -> None:
    costs = {}
    for url in (url_of("report", report), reverse("office:suspension", args=[report.about_id])):
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        costs[url] = len(queries)

    assert max(costs.values()) <= 20, costs
