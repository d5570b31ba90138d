"""What is measured: pages read, requests for a conversation sent, slots computed; and the floors of each."""

import time
from collections.abc import Mapping
from functools import partial
from itertools import cycle, product

import psycopg
from django.db import connection
from django.urls import reverse

from careernet.core import engines
from careernet.mentors.models import Mentor
from careernet.students.models import Student
from tests.bench import asking, load, processes, slots, world
from tests.bench.asking import Asking
from tests.bench.rounds import Work

CLIENTS = 8
SECONDS = 3.0  # of a round of pages
SEARCHES = [f"?q={word}&{more}" for word, more in product(("data", "nurse", "law"), ("mode=phone", "now=1"))]
TIMES = 200  # of computing slots


# --- Pages ----------------------------------------------------------------------------------------------------------
def reading(port: int, server: int, planned: list[Asking], veteran: Mentor) -> dict[str, Work]:
    """Pages as students see them who have a conversation before them; and those of a mentor of many years."""
    students = Student.objects.filter(interviews__state="scheduled").select_related("user").distinct()[:CLIENTS]
    cookies = [world.session_of(student.user) for student in students]
    directory = reverse("mentors:directory")
    paths = {
        "empty view": ["/empty/"],
        "directory": [directory],
        "directory, searched": [directory + search for search in SEARCHES],
        "mentor page": [reverse("mentors:detail", args=[each.mentor.pk]) for each in planned[:40]],
        "mentor page, 540 calls": [reverse("mentors:detail", args=[veteran.pk])],
        "student home": [reverse("students:home")],
    }
    mentors = {
        "mentor's list, 540 calls": reverse("interviews:list"),
        "mentor's past, 540 calls": reverse("interviews:list") + "?show=past",
        "mentor's times, 540 calls": reverse("mentors:times"),
        "mentor's home, 540 calls": reverse("mentors:mentoring_home"),
    }
    signed_in = [world.session_of(veteran.user) for _ in range(CLIENTS)]
    connection.close()
    cpu = partial(processes.cpu_of_session, server)
    reads = [(name, its_paths, cookies) for name, its_paths in paths.items()]
    reads += [(name, [path], signed_in) for name, path in mentors.items()]
    return {name: Work(partial(_read, port, its_paths, its_cookies), cpu) for name, its_paths, its_cookies in reads}


def _read(port: int, paths: list[str], cookies: list[str]) -> list[float]:
    until = time.perf_counter() + SECONDS
    shares = [cycle([load.get(path, each) for path in paths]) for each in cookies]
    return load.all_at_once(lambda requests: load.send(port, requests, until=until), shares)


# --- Requests for a conversation --------------------------------------------------------------------------------------
def sending(port: int, server: int, planned: list[Asking], statements: Mapping[str, list[str]]) -> dict[str, Work]:
    """Sent through the product; and only the SQL of that, in a view and without any."""
    cpu, before = partial(processes.cpu_of_session, server), partial(asking.forget, planned)
    shares = asking.shares(planned, CLIENTS)
    sql = [[statements[str(each.id)] for each in share] for share in shares]
    return {
        "request sent": Work(partial(_post, port, "", shares), cpu, before),
        "its SQL in a view": Work(partial(_post, port, "/bare/", shares), cpu, before),
        "its SQL alone": Work(partial(load.all_at_once, _execute, sql), before=before),
    }


def _post(port: int, path: str, shares: list[list[Asking]]) -> list[float]:
    prepared = [[each.as_request(path) for each in share] for share in shares]
    return load.all_at_once(partial(load.send, port), prepared)


def _execute(transactions: list[list[str]]) -> list[float]:
    taken = []
    with psycopg.connect(engines.database_url(), dbname=world.DATABASE, autocommit=True) as database:
        for statements in transactions:
            began = time.perf_counter()
            for statement in statements:
                cursor = database.execute(statement)
                if cursor.description:
                    cursor.fetchall()
            taken.append(time.perf_counter() - began)
    return taken


# --- Slots ----------------------------------------------------------------------------------------------------------
def computing() -> dict[str, Work]:
    works = {"open_slots": slots.compute, "its windows in UTC": slots.least}
    return {name: Work(partial(slots.timed, work, TIMES)) for name, work in works.items()}
