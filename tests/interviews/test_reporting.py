"""The pages of "Something went wrong" and of "Don't connect us again": what they say first, and what they do."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careernet.accounts import standing
from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.core import clock
from careernet.interviews import emails, safety
from careernet.interviews.models import Block, Interview, Report, State
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests import factories

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
MOST_QUERIES = 12


def page_of(name: str, interview: Interview) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def link_of(interview: Interview, person: User, now: datetime) -> str:
    return reverse("interviews:report_by_link", args=[emails.report_url(interview, person, now).split("/")[-2]])


def telling(**changes: str) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "kind": "unsafe", "text": "He would not end the call."} | changes


def text_of(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


# --- Telling the office -----------------------------------------------------------------------------------------------
def test_who_reads_it_is_said_before_anything_is_asked(
    an_interview: Led, client_for: Browser, student: Student
) -> None:
    interview = an_interview(State.SCHEDULED)
    Policy.objects.update_or_create(pk=1, defaults={"confidential_help": "The chaplain, Bell Hall, any day."})

    said = text_of(client_for(student.user), page_of("report", interview))

    in_order = ["Who reads this", "Not Maya", "What happens next", "The chaplain, Bell Hall", "What comes closest?"]
    assert sorted(in_order, key=said.index) == in_order


@pytest.mark.parametrize(
    ("state", "side", "hears"),
    [
        (State.REQUESTED, "student", "Maya hears that you took it back, nothing more."),
        (State.REQUESTED, "mentor", "Jordan hears that you can't make time now, nothing more."),
        (State.SCHEDULED, "student", "Maya hears only that, in your name: “Something has come up"),
        (State.SCHEDULED, "mentor", "Jordan hears only that you canceled it."),
        (State.COMPLETED, "student", "Maya hears nothing of it."),
        (State.DECLINED, "mentor", "Jordan hears nothing of it."),
    ],
)
def test_what_the_other_side_hears_is_said_beforehand(
    state: str, side: str, hears: str, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(state)
    user = interview.student.user if side == "student" else interview.mentor.user

    for name in ("report", "keep_apart"):
        assert hears in text_of(client_for(user), page_of(name, interview))


def test_a_report_without_words_is_enough(
    an_interview: Led, client_for: Browser, student: Student, officer: User, now: datetime
) -> None:
    interview, client = an_interview(State.SCHEDULED), client_for(student.user)

    answer = client.post(page_of("report", interview), telling(text=""), follow=True)

    told = Report.objects.get()
    assert (told.interview, told.by, told.about, told.kind, told.text) == (
        interview,
        student.user,
        interview.mentor.user,
        "unsafe",
        "",
    )
    assert "The office has your report" in answer.content.decode()


def test_without_a_kind_the_page_comes_back_with_every_word(
    an_interview: Led, client_for: Browser, student: Student, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)

    answer = client_for(student.user).post(page_of("report", interview), telling(kind=""))

    assert answer.status_code == 422
    assert "He would not end the call." in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_a_link_in_every_mail_works_without_signing_in_and_long_after(
    side: str, an_interview: Led, officer: User, client: Client, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    person = interview.student.user if side == "student" else interview.mentor.user
    mail = OutgoingMail.objects.get(to_user=person, key__contains=".booked:")
    [address] = re.findall(r"https?://[^/]+(/interviews/report/\S+)", mail.text)
    clock.move_to(now + timedelta(days=400))

    looked = client.get(address)
    told = client.post(address, telling(), follow=True)

    assert (looked.status_code, told.status_code) == (200, 200)
    assert Report.objects.get().by == person
    assert "The office has your report" in told.content.decode()


def test_every_mail_about_an_interview_has_the_link(an_interview: Led, now: datetime) -> None:
    for state in (State.COUNTERED, State.COMPLETED):
        an_interview(state, student=factories.StudentFactory(), mentor=factories.MentorFactory())

    texts = list(OutgoingMail.objects.exclude(about_id=None).values_list("text", "html"))

    assert texts
    assert all("/interviews/report/" in text and "/interviews/report/" in html for text, html in texts)


def test_looking_at_the_link_writes_nothing(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.SCHEDULED)

    with CaptureQueriesContext(connection) as queries:
        client.get(link_of(interview, interview.mentor.user, now))

    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]


def test_the_page_behind_an_answer_link_leads_there_too(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)

    page = client.get(emails.answer_url(interview, interview.mentor.user, now).partition("8000")[2]).content.decode()
    [address] = re.findall(r'href="(/interviews/report/[^"]+)"', page)

    assert client.get(address).status_code == 200


def test_a_broken_link_says_where_to_write(client: Client, now: datetime) -> None:
    answer = client.get(reverse("interviews:report_by_link", args=["nonsense"]))

    assert answer.status_code == 410
    assert "careers@example.edu" in answer.content.decode()


def test_an_answer_link_tells_the_office_nothing(an_interview: Led, client: Client, now: datetime) -> None:
    interview = an_interview(State.REQUESTED)
    token = emails.answer_url(interview, interview.mentor.user, now).split("/")[-2]

    answer = client.post(reverse("interviews:report_by_link", args=[token]), telling())

    assert answer.status_code == 410
    assert not Report.objects.exists()


# --- Apart ------------------------------------------------------------------------------------------------------------
def test_kept_apart_with_two_clicks(
    an_interview: Led, client_for: Browser, student: Student, mentor: Mentor, now: datetime
) -> None:
    interview, client = an_interview(State.COMPLETED), client_for(student.user)

    answer = client.post(page_of("keep_apart", interview), follow=True)

    assert Block.objects.get().about == mentor.user
    said = answer.content.decode()
    assert "will not be connected again" in said
    assert page_of("keep_apart", interview) not in said
    assert page_of("report", interview) in said
    assert page_of("thank_you", interview) not in said


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_a_student_kept_apart_finds_the_mentor_nowhere(
    side: str, an_interview: Led, client_for: Browser, student: Student, mentor: Mentor, now: datetime
) -> None:
    interview = an_interview(State.COMPLETED)
    safety.keep_apart(interview, by=student.user if side == "student" else mentor.user, now=now + timedelta(days=8))
    client = client_for(student.user)

    lists = [client.get(f"/mentors/{query}").content.decode() for query in ("", "?q=chen", "?now=1", "?sort=soonest")]

    assert [page for page in lists if str(mentor.pk) in page or "Maya Chen" in page] == []
    assert client.get(reverse("mentors:detail", args=[mentor.pk])).status_code == 404
    assert client.get(reverse("interviews:ask", args=[mentor.pk])).status_code == 404


@pytest.mark.parametrize("state", [State.REQUESTED, State.COUNTERED, State.SCHEDULED, State.COMPLETED])
@pytest.mark.parametrize("side", ["student", "mentor"])
def test_the_other_side_reads_of_no_report_on_any_page(
    state: str, side: str, an_interview: Led, client_for: Browser, officer: User, now: datetime
) -> None:
    interview = an_interview(state)
    people = {"student": interview.student.user, "mentor": interview.mentor.user}
    by = people.pop(side)
    [other] = people.values()
    later = now + (timedelta(days=8) if state == State.COMPLETED else timedelta(hours=3))
    safety.report(uuid.uuid4(), interview, by=by, kind="rude", text="Unheard of.", now=later)
    client = client_for(other)

    read = [
        text_of(client, url).lower().replace("something went wrong", "")
        for url in (page_of("detail", interview), reverse("interviews:list"), reverse("interviews:list") + "?show=past")
    ]

    assert not [page for page in read for word in ("report", "unheard", "office can undo") if word in page]


# --- What it costs ----------------------------------------------------------------------------------------------------
def test_pages_cost_few_queries(an_interview: Led, client_for: Browser, student: Student, now: datetime) -> None:
    interview, client = an_interview(State.SCHEDULED), client_for(student.user)

    costs = {}
    for name in ("detail", "report", "keep_apart"):
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(name, interview))
        costs[name] = len(queries)

    assert max(costs.values()) <= MOST_QUERIES, costs


def test_whoever_is_suspended_is_told_where_to_write_instead(
    an_interview: Led, client: Client, officer: User, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    standing.suspend(interview.mentor.user, by=officer, reason="A complaint.", now=now)

    answer = client.get(link_of(interview, interview.mentor.user, now))

    assert answer.status_code == 410
