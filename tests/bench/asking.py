"""Requests for a conversation, prepared so that each can be sent once: free slots, and the SQL that sending takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.demo import history, words
from careernet.interviews import picker
from careernet.interviews.capacity import can_be_asked
from careernet.interviews.models import OPEN, Interview, State
from careernet.interviews.times import free_times
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.bench import load, urls, world

EACH = 3  # requests a student sends: as many as the rules allow in a day


@dataclass(frozen=True, slots=True)
class Asking:
    id: UUID
    student: Student
    mentor: Mentor
    cookies: str
    form: dict[str, str]

    @property
    def path(self) -> str:
        return reverse("interviews:ask", args=[self.mentor.pk])

    def as_request(self, path: str) -> load.Request:
        """As the browser sends it, to the product's own path or to another one."""
        return load.post(path or self.path, self.cookies, urlencode(self.form))


def plan(number: int, *, now: datetime) -> list[Asking]:
    """That many requests: a mentor gets one at most, a student sends three at different times."""
    policy, random = Policy.current(), Random(1)
    students = Student.objects.exclude(interviews__state__in=OPEN).select_related("user").order_by("pk")
    mentors = _mentors_with_times(policy, now)
    planned: list[Asking] = []
    for student in students[: number // EACH]:
        cookies, token = browser(student)
        taken: list[datetime] = []
        for mentor, free in [next(mentors) for _ in range(EACH)]:
            slot = next(slot for slot in free if all(abs(slot - other).total_seconds() >= 3600 for other in taken))
            taken.append(slot)
            planned.append(prepared(random, student, mentor, slot, cookies, token))
    return planned


def forget(planned: list[Asking]) -> None:
    """Leave no trace of them, so that they can be sent again."""
    ids = [asking.id for asking in planned]
    OutgoingMail.objects.filter(about_id__in=ids).delete()
    Interview.objects.filter(pk__in=ids).delete()


def write_statements(planned: list[Asking]) -> dict[str, list[str]]:
    """Send each once and keep what the view executed, word for word, for the floors to repeat."""
    statements = {str(asking.id): _statements(asking) for asking in planned}
    urls.STATEMENTS.write_text(json.dumps(statements))
    forget(planned)
    return statements


def shares(planned: list[Asking], clients: int) -> list[list[Asking]]:
    """The same number for each client; a student's requests stay with one of them."""
    size = len(planned) // clients
    return [planned[at : at + size] for at in range(0, size * clients, size)]


def _mentors_with_times(policy: Policy, now: datetime) -> Iterator[tuple[Mentor, list[datetime]]]:
    turned_down = Q(interviews__state=State.DECLINED, interviews__state_since__gte=now - timedelta(days=100))
    asked_first = Mentor.objects.filter(booking=Mentor.Booking.ASK, weekly_hours__isnull=False)
    unasked = asked_first.filter(can_be_asked(now=now)).exclude(interviews__state__in=OPEN).exclude(turned_down)
    for mentor in unasked.select_related("user").order_by("pk").distinct():
        free = free_times(mentor, now=now, policy=policy)
        if len(free) >= 2 * EACH:
            yield mentor, free


def browser(student: Student) -> tuple[str, str]:
    """A session's cookies with the one against forgery, and the token that a form carries."""
    request = HttpRequest()
    token = get_token(request)
    return f"{world.session_of(student.user)}; csrftoken={request.META['CSRF_COOKIE']}", token


def prepared(random: Random, student: Student, mentor: Mentor, slot: datetime, cookies: str, token: str) -> Asking:
    interview_id = uuid4()
    form = {"csrfmiddlewaretoken": token, "id": str(interview_id), "slot": picker.value(slot)}
    form |= {"mode": mentor.modes[0], "hope_to_learn": random.choice(words.HOPES)}
    form |= {"message": history.message(random, student, mentor)}
    return Asking(interview_id, student, mentor, cookies, form)


def _statements(asking: Asking) -> list[str]:
    match = resolve(asking.path)
    request = RequestFactory().post(asking.path, asking.form)
    request.user = User.objects.get(pk=asking.student.user_id)
    with CaptureQueriesContext(connection) as captured:
        response = match.func(request, **match.kwargs)
    assert response.status_code == 302, response.content
    return [query["sql"] for query in captured.captured_queries]
