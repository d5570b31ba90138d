"""A resume is shown only to a mentor who asks, for that conversation, and only while its owner lets it be."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from careernet.accounts.models import AuditEvent, User
from careernet.core import clock
from careernet.interviews import actions
from careernet.interviews.forms.resumes import MOST_BYTES
from careernet.interviews.models import Block, Interview, State
from careernet.mail.delivery import deliver_due
from careernet.mail.models import OutgoingMail
from careernet.students.models import Resume

pytestmark = pytest.mark.django_db

Led = Callable[..., Interview]
Browser = Callable[[User], Client]
PDF = b"%PDF-1.7\nJordan Parker\n%%EOF\n"


def to(name: str, interview: Interview) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def bring(browser: Client, interview: Interview, content: bytes = PDF, name: str = "cv.pdf") -> int:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return browser.post(to("release_resume", interview), {"resume": file}).status_code


@pytest.fixture
def shown(an_interview: Led, client_for: Browser, now: datetime) -> Interview:
    """Asked for and released, a day after the request."""
    interview = an_interview(State.SCHEDULED)
    clock.move_to(now + timedelta(days=1))
    client_for(interview.mentor.user).post(to("ask_for_resume", interview))
    assert bring(client_for(interview.student.user), interview) == 302
    return interview


def test_nobody_sees_a_resume_that_nobody_asked_for(an_interview: Led, client_for: Browser) -> None:
    interview = an_interview(State.SCHEDULED)
    student, mentor = client_for(interview.student.user), client_for(interview.mentor.user)

    refused = bring(student, interview)

    assert refused == 409
    assert not Resume.objects.exists()
    assert mentor.get(to("resume", interview)).status_code == 404
    assert "Show it to" not in student.get(to("detail", interview)).content.decode()


def test_a_mentor_who_asked_downloads_it_and_the_student_sees_that(shown: Interview, client_for: Browser) -> None:
    student, mentor = client_for(shown.student.user), client_for(shown.mentor.user)
    before = student.get(to("detail", shown)).content.decode()

    answer = mentor.get(to("resume", shown))

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="resume.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    [read] = AuditEvent.objects.filter(verb="read resume")
    assert (read.by, read.about) == (shown.mentor.user, shown.student.user)
    assert "Maya opened it" not in before
    assert "Maya opened it" in student.get(to("detail", shown)).content.decode()
    assert "Your resume" in student.get(reverse("accounts:privacy")).content.decode()


def test_it_ends_thirty_days_after_the_call(shown: Interview, client_for: Browser) -> None:
    ends = shown.during.upper + timedelta(days=30)
    mentor, found = client_for(shown.mentor.user), []

    for moment in (ends - timedelta(minutes=1), ends):
        clock.move_to(moment)
        found.append(mentor.get(to("resume", shown)).status_code)

    assert found == [200, 404]


def test_what_is_taken_back_opens_no_more_and_its_mail_does_not_leave(
    an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    clock.move_to(now + timedelta(hours=4))
    actions.ask_for_resume(interview, by=interview.mentor.user, now=now + timedelta(hours=3))
    student, mentor = client_for(interview.student.user), client_for(interview.mentor.user)
    bring(student, interview)

    student.post(to("take_back_resume", interview))
    deliver_due(now=now + timedelta(hours=5))

    assert mentor.get(to("resume", interview)).status_code == 404
    assert OutgoingMail.objects.get(kind="interviews.resume").state == OutgoingMail.State.SKIPPED
    assert student.get(to("resume", interview)).content == PDF


@pytest.mark.parametrize("state", [State.CANCELLED, State.ACCEPTED])
def test_a_call_that_is_off_shows_it_no_more(state: str, shown: Interview, client_for: Browser) -> None:
    said = {"by": shown.mentor.user, "role": "mentor", "reason": "", "now": clock.now()}
    (actions.cancel if state == State.CANCELLED else actions.postpone)(shown, **said)

    assert client_for(shown.mentor.user).get(to("resume", shown)).status_code == 404


def test_two_who_are_kept_apart_show_each_other_nothing(shown: Interview, client_for: Browser) -> None:
    Block.objects.create(by=shown.student.user, about=shown.mentor.user, since=clock.now() - timedelta(hours=1))

    assert client_for(shown.mentor.user).get(to("resume", shown)).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"GIF89a" + PDF, PDF.replace(b"%%EOF", b""), b"<html>", PDF[:5] + b" " * MOST_BYTES + PDF[5:]],
    ids=["a picture", "half of one", "a page", "more than 5 megabytes"],
)
def test_only_a_pdf_of_at_most_five_megabytes_is_taken(
    content: bytes, an_interview: Led, client_for: Browser, now: datetime
) -> None:
    interview = an_interview(State.SCHEDULED)
    actions.ask_for_resume(interview, by=interview.mentor.user, now=now + timedelta(hours=3))

    assert bring(client_for(interview.student.user), interview, content) == 422
    assert not Resume.objects.exists()


def test_a_student_has_one_and_shows_it_again_without_choosing_it_again(
    shown: Interview, client_for: Browser, now: datetime
) -> None:
    student = client_for(shown.student.user)
    student.post(to("take_back_resume", shown))

    again = student.post(to("release_resume", shown))

    assert again.status_code == 302
    assert client_for(shown.mentor.user).get(to("resume", shown)).content == PDF
    assert Resume.objects.count() == 1
