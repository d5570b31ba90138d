"""One walk through everything that can be looked at, by everybody: what was found there, and what was written by it."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from careernet.advising.models import Suggestion
from careernet.campus.models import AcademicPeriod, Announcement, Field, Resource
from careernet.guides.library import GUIDES
from careernet.interviews.models import Question, Report
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import AlumniUpload
from careernet.students.models import RosterUpload
from tests.world import PLANTED, VISITOR, World, a_world, every_pattern

MAIL_LINK = "interviews:answer"
HELD = (MAIL_LINK, "interviews:write_by_link")  # whoever holds one of these reads what is there
# The link is the key, whoever has signed in.
BY_LINK = ("mentors:invitation", "mentors:remove", "mentors:pause_by_mail", "mentors:stop_by_mail")
BY_LINK += ("mentors:waiting_by_mail", "mentors:willing_by_mail", "interviews:report_by_link", *HELD)
ABOUT_PEOPLE = ("accounts:", "students:", "mentors:", "network:", "interviews:", "reflections:", "advising:", "office:")
ABOUT_PEOPLE += ("courses:",)
A_FEW = 15  # rows of one table in the admin

# Searches, orders, tabs and further pages of a list: other words, other queries.
VARIANTS = {
    "interviews:list": ["?show=needs", "?show=upcoming", "?show=waiting", "?show=follow-up", "?show=past"],
    MAIL_LINK: ["?choice=accept", "?choice=another", "?choice=decline"],
    "interviews:ask": ["?slot=2026-09-22T16:00"],
    "mentors:directory": ["?q=chemist", "?sort=soonest", "?sort=newest", "?page=2"],
    "mentors:detail": ["?from=2026-10-01"],
    "advising:students": ["?q=jordan", "?sort=year", "?sort=activity", "?sort=stuck"],
    "advising:suggest": ["?q=strange"],
    "office:rules": ["?put_back=1"],
    "demo:mailbox": ["?to=jordan"],
}
READS = re.compile(r"\(*(WITH|SELECT)|SAVEPOINT|RELEASE|ROLLBACK|SHOW", re.IGNORECASE)
WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """`words` are the planted ones that were in the answer; `writes` are such as ("UPDATE", "interviews_interview")."""

    reader: str
    page: str
    method: str
    url: str
    status: int
    words: frozenset[str]
    writes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Crawl:
    visits: list[Visit]
    log: str


@cache
def crawled(blocker: DjangoDbBlocker) -> Crawl:
    """Every page there is, once for each person, with everything they could guess the address of."""
    with a_world(blocker) as world, lean_not_found(), _logged() as records:
        browsers, visits, only_post = world.browsers(), [], set()
        for page, url in _addresses(world):
            if page in only_post:
                continue
            found = [_visit(browsers[reader], reader, page, url) for reader in _readers(world, page)]
            if any(visit.status == HTTPStatus.METHOD_NOT_ALLOWED for visit in found):
                only_post.add(page)
            visits += found
        links = [visit.url for visit in visits if visit.page == MAIL_LINK and visit.reader == VISITOR]
        again = [("GET", url) for url in links * 2] + [("HEAD", url) for url in links * 3]
        visits += [_visit(browsers[VISITOR], VISITOR, MAIL_LINK, url, method) for method, url in again]
    return Crawl(visits, "\n".join(records))


def _readers(world: World, page: str) -> list[str]:
    """Everybody; of pages that show nobody's rows, or the same to all, one of each role."""
    one_of_each = [VISITOR, "sam", "jordan", "maya", "rosa"]
    return [VISITOR, *world.people] if page.startswith(ABOUT_PEOPLE) and page not in BY_LINK else one_of_each


def _visit(browser: Client, reader: str, page: str, url: str, method: str = "GET") -> Visit:
    seen: list[str] = []
    with connection.execute_wrapper(recorder(seen)):
        response = browser.generic(method, url)
    words = words_in(_said(response))
    if page in HELD:  # everybody's menu shows their own address
        words -= {f"{reader} address"}
    return Visit(reader, page, method, url, response.status_code, words, writes_in(seen))


def _said(response: HttpResponse) -> str:
    body = b"".join(response) if response.streaming else response.content
    return f"{response.headers} {response.cookies} {body.decode()}"


def words_in(text: str) -> frozenset[str]:
    """The private fields whose words are in it, wherever a calendar broke its lines."""
    fields = {word: field for field, word in PLANTED.items()}
    found = re.findall(r"xx[a-z_-]+?xx", text.replace("\r\n ", "").lower())
    return frozenset(fields[word] for word in found if word in fields)


def recorder(seen: list[str]) -> Callable[..., Any]:
    def record(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        seen.append(sql.lstrip())
        return execute(sql, params, many, context)

    return record


def writes_in(seen: list[str]) -> tuple[tuple[str, str], ...]:
    """Whatever does not plainly read counts as a write, with its table as far as it can be told.

    What was taken back was not written: the office's samples of mails are made that way.
    """
    found: list[tuple[str, str]] = []
    began = {}
    for sql in seen:
        if sql.startswith("SAVEPOINT "):
            began[sql.split()[-1]] = len(found)
        elif sql.startswith("ROLLBACK TO SAVEPOINT "):
            del found[began[sql.split()[-1]] :]
        match = WRITES.search(sql)
        if match:
            found.append((match[1].upper(), match[2]))
        elif not READS.match(sql):
            found.append((sql[:60], "?"))
    return tuple(found)


@contextmanager
def lean_not_found() -> Iterator[None]:
    """The page that says "not found" is the same for everybody; drawing it thousands of times proves nothing more."""

    def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponseNotFound()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("careernet.urls.handler404", not_found, raising=False)
        # Nobody here asks a test client with which context a template was drawn; copying all of them takes long.
        patched.setattr("django.test.client.store_rendered_templates", lambda *_drawn, **_how: None)
        yield


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages answer as they do, with nothing in them: `crawled` draws each for everybody."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.template.backends.django.Template.render", lambda *_what, **_how: "")
        yield


@contextmanager
def _logged() -> Iterator[list[str]]:
    """Everything logged meanwhile, however quiet the settings are."""
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(handler.format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield records
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


# --- Where to go --------------------------------------------------------------------------------------------------
def _addresses(world: World) -> Iterator[tuple[str, str]]:
    """(name, address) of every pattern with every row it can be about; of the admin's, of every row of its model."""
    for name, route in every_pattern().items():
        for url in _urls(world, name, route):
            yield name, url
            yield from ((name, url + query) for query in VARIANTS.get(name, ()))


def _urls(world: World, name: str, route: str) -> Iterator[str]:
    if name.startswith("admin") and "object_id" in route:
        yield from _admin_rows(name, route)
    elif name == "admin:app_list":
        yield from (reverse(name, args=[label]) for label in {model._meta.app_label for model in admin.site._registry})
    elif "(?P" in route and ":" not in name:
        yield "/account/password/reset/key/1-set-password/" if "uidb36" in route else "/admin/nowhere/"
    else:
        yield from (reverse(name, kwargs=kwargs) for kwargs in _arguments(world, route))


def _arguments(world: World, route: str) -> list[dict[str, object]]:
    """Every row the address can be about; nothing to fill in is one way, too."""
    rows: dict[str, list[object]] = {
        "interview_id": [row.pk for row in world.interviews.values()],
        "call_id": [row.pk for row in world.interviews.values()],
        "question_id": list(Question.objects.values_list("pk", flat=True)),
        "field_id": list(Field.objects.values_list("pk", flat=True)[:1]),
        "touch_id": [world.drafted.pk],
        "course_id": [row.pk for row in world.courses.values()],
        "contact_id": [row.pk for row in world.contacts.values()],
        "reflection_id": [row.pk for row in world.reflections.values()],
        "suggestion_id": list(Suggestion.objects.values_list("pk", flat=True)),
        "student_id": [row.pk for row in world.students.values()],
        "portrait_id": [user.portrait_id for user in world.people.values() if user.portrait_id],
        "mentor_id": [row.pk for row in world.mentors.values()],
        "token": list(world.links.values()),
        "off_token": list(world.off_links.values()),
        "write_token": list(world.write_links.values()),
        "report_token": list(world.report_links.values()),
        "report_id": list(Report.objects.values_list("pk", flat=True)),
        "user_id": [user.pk for user in world.people.values()],
        "advisor_id": [world.people["rosa"].pk],
        "class_year": [2027],
        "upload_id": list(RosterUpload.objects.values_list("pk", flat=True)),
        "list_id": list(AlumniUpload.objects.values_list("pk", flat=True)),
        "mail_id": list(OutgoingMail.objects.exclude(ics="").values_list("pk", flat=True)[:3]),
        "period_id": list(AcademicPeriod.objects.values_list("pk", flat=True)),
        "announcement_id": list(Announcement.objects.values_list("pk", flat=True)),
        "resource_id": list(Resource.objects.values_list("pk", flat=True)),
        "role": ["officer"],
        "sample": ["interviews.booked", "reminders.answer"],
        "key": ["path", "nothing"],
        "name": ["you", "interests", "settings", "zone"],
        "slug": [guide.slug for guide in GUIDES],
        "pk": [1],
    }
    if ":keep_id>" in route:
        return [{"keep_id": world.people["maya"].pk, "other_id": user.pk} for user in world.people.values()]
    if ":kind>" in route:
        return [{"interview_id": row.pk, "kind": "follow_up"} for row in world.interviews.values()]
    if ":number>" in route:
        return [{"sample": "interviews.booked", "number": 1}]
    for name, values in rows.items():
        if f":{name}>" in route:
            return [{name: value} for value in values]
    return [{}]


def _admin_rows(name: str, route: str) -> Iterator[str]:
    if "content_type_id" in route:
        yield "/admin/r/1/1/"
        return
    label, model = route.split("/")[1:3]
    registered = next(found for found in admin.site._registry if found._meta.label_lower == f"{label}.{model}")
    keys = registered._default_manager.order_by("pk").values_list("pk", flat=True)
    for key in keys[: A_FEW if name.endswith("_change") else 1]:
        yield "/" + route.replace("<path:object_id>", str(key))
