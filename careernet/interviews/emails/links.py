"""Pages that a mail leads to; all but the interview's own open without signing in, by a signed link."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careernet.accounts.models import User
from careernet.interviews.models import Interview
from careernet.mail import links

ANSWER = "answer"  # the purpose of the links in a request
WRITE = "write"  # of those with a message
REPORT = "report"  # and of "Something went wrong" in the foot of every mail


def report_url(interview: Interview, person: User, now: datetime) -> str:
    return f"{settings.SITE_URL}{report_path(interview, person, now)}"


def report_path(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can tell the office that something went wrong, without signing in."""
    token = links.sign(person.pk, REPORT, interview.pk, 0, now=now)
    return reverse("interviews:report_by_link", args=[token])


def page_url(interview: Interview) -> str:
    return f"{settings.SITE_URL}{reverse('interviews:detail', args=[interview.pk])}"


def answer_url(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can answer this version of the interview without signing in."""
    token = links.sign(person.pk, ANSWER, interview.pk, interview.version, now=now)
    return f"{settings.SITE_URL}{reverse('interviews:answer', args=[token])}"


def write_url(interview: Interview, person: User, now: datetime) -> str:
    """A page where this person can read and answer what was written, without signing in, whatever has happened."""
    token = links.sign(person.pk, WRITE, interview.pk, 0, now=now)
    return f"{settings.SITE_URL}{reverse('interviews:write_by_link', args=[token])}"
