"""`python -m tests.bench.search [2000 20000 200000]`: how well the directory finds people, and how fast.

Quality is measured on the labels of tests/data/searches.toml, for the half the ranking was tuned on and the half held
out. Speed is that of whole pages as a student opens them, first in a process that remembers nothing and then again,
and of their part in the database, beside the least SQL for 25 such people; each size is loaded by COPY into a database
of its own. Counted by the CPU, best of a few rounds, a figure holds on a busy machine, too.
"""

import math
import os
import sys
import time
import tomllib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "ERROR"}
for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "CLOCK_OFFSET_FILE"):
    os.environ.pop(name, None)
django.setup()

import psycopg  # noqa: E402 - only now
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from careernet.campus.models import Field, Major  # noqa: E402
from careernet.core import assets, clock, engines  # noqa: E402
from careernet.interviews.capacity import can_be_asked  # noqa: E402
from careernet.interviews.models import Interview  # noqa: E402
from careernet.mentors import finding  # noqa: E402
from careernet.mentors.filters import MentorFilter  # noqa: E402
from careernet.mentors.finding import Wishes  # noqa: E402
from careernet.mentors.importer import import_mentors  # noqa: E402
from careernet.mentors.models import Mentor  # noqa: E402
from careernet.mentors.spelling import corrections, gather_words  # noqa: E402
from careernet.students.models import Student  # noqa: E402
from tests.bench import crowd, fairness  # noqa: E402

DATABASE, DATA = "bench_search", Path(__file__).parents[1] / "data"
ROUNDS = 5  # the best of which counts
COMMON = ("nurse", "data science", "maria", "lawyer new jersey", "tech", "smith inc")
LISTS = ({"field": "law"}, {"setting": "government", "place": "US-TX"}, {"major": "Physics"}, {"mode": "phone"})
SIMILAR = 20  # people whose page of similar ones is opened
TYPED = 4  # one in so many of the labeled searches is opened
LEAST = "SELECT id FROM mentors_mentor"


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:] or os.environ.get("BENCH_SIZES", "2000,20000").split(",")]
    build()
    for held_out, (gain, first_five, number) in quality().items():
        half = "held out" if held_out else "tuned on"
        print(f"{number} searches {half}: nDCG@10 {gain:.3f}, a right one among the first five {first_five:.3f}")
    for rule, share in fairness.shares().items():
        print(f"Requests that go to the most asked {fairness.TOP:.0%} of mentors, {rule}: {share:.0%}", flush=True)
    for size in sizes:
        crowd.grow_to(size)
        crowd.ask(size // 4)
        print(f"{size:,} mentors, {size // 4:,} requests this month", flush=True)
        for line in speed():
            print(line, flush=True)


def build() -> None:
    engines.start()
    connection.settings_dict["NAME"] = DATABASE
    with psycopg.connect(engines.database_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    assets.collect_if_stale()
    import_mentors(DATA / "alumni.csv", now=clock.now(), have_agreed=True)
    gather_words()
    caches["local"].clear()


# --- Quality ----------------------------------------------------------------------------------------------------------
def quality() -> dict[bool, tuple[float, float, int]]:
    """For the half not held out and the other: mean nDCG@10, the share with a right one in the first five, how many."""
    measured: dict[bool, list[tuple[float, bool]]] = {False: [], True: []}
    for search in _labeled():
        grades = dict.fromkeys(search["fine"], 1) | dict.fromkeys(search["exact"], 2)
        got = [grades.get(each, 0) for each in _answers(search["query"])[:10]]
        best = sorted(grades.values(), reverse=True)[:10]
        measured[search["held_out"]].append((_gain(got) / _gain(best), any(got[:5])))
    return {
        half: (sum(g for g, _ in found) / len(found), sum(five for _, five in found) / len(found), len(found))
        for half, found in measured.items()
    }


def _labeled() -> list[dict[str, Any]]:
    searches: list[dict[str, Any]] = tomllib.loads((DATA / "searches.toml").read_text("utf-8"))["search"]
    return searches


def _answers(text: str) -> list[str]:
    found = _found({"q": text})
    for other in corrections(text) if not found.number else ():
        if (spelled := found.read(other)).number:
            found = spelled
            break
    page = finding.page(found, "fit", Wishes(), Interview.objects.all(), now=clock.now())
    numbers = dict(Mentor.objects.values_list("pk", "external_id").filter(pk__in=[each.id for each in page.found]))
    return [numbers[each.id] for each in page.found]


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


# --- Speed ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Asked:
    """Pages a student opens, and the least SQL that could be asked for the people on each."""

    paths: list[str]
    least: list[tuple[str, list[object]]]


@dataclass(slots=True)
class Taken:
    """Milliseconds of CPU that a page took: in PostgreSQL to count and order or to find similar people, in PostgreSQL
    for everything, and altogether."""

    finding: float = 0
    sql: float = 0
    page: float = 0


def speed() -> Iterator[str]:
    browser, worker = _signed_in(), _Worker()
    columns = ("finding", "SQL", "found again", "SQL again", "page", "page again", "bare SQL")
    yield f"  {'p95, ms of CPU':24}" + "".join(f"{column:>12}" for column in columns)
    for name, asked in _questions().items():
        cold, warm = [], []
        for path in asked.paths:
            _open(browser, path)
            both = [(_opened(browser, path, worker, new=True), _opened(browser, path, worker)) for _ in range(ROUNDS)]
            cold.append(_best(first for first, _again in both))
            warm.append(_best(again for _first, again in both))
        bare = [_best(worker.measure(lambda each=each: _ask(*each)) for _ in range(ROUNDS)) for each in asked.least]
        figures = [_p95(taken.finding for taken in cold), _p95(taken.sql for taken in cold)]
        figures += [_p95(taken.finding for taken in warm), _p95(taken.sql for taken in warm)]
        figures += [_p95(taken.page for taken in pages) for pages in (cold, warm)]
        yield f"  {name:24}" + "".join(f"{figure:12.1f}" for figure in [*figures, _p95(taken.sql for taken in bare)])


def _questions() -> dict[str, Asked]:
    middle = Mentor.objects.order_by("-volunteered_on")[Mentor.objects.count() // 2].volunteered_on
    some = Mentor.objects.listed().exclude(field=None).select_related("field").order_by("pk")[:SIMILAR]
    after = "SELECT id FROM mentors_mentor WHERE (coalesce(volunteered_on, '0001-01-01'), id) < (%s, %s) ORDER BY "
    after += "coalesce(volunteered_on, '0001-01-01') DESC, id DESC LIMIT 25"
    return {
        "what students type": Asked(
            [_searched(each["query"]) for each in _labeled()[::TYPED]], [_least({"q": "nurse"})]
        ),
        "common words": Asked([_searched(text) for text in COMMON], [_least({"q": each}) for each in COMMON]),
        "filters": Asked([f"/mentors/?{urlencode(each)}" for each in LISTS], [_least(each) for each in LISTS]),
        "everybody, best fit": Asked(["/mentors/"], [(f"{LEAST} LIMIT 25", [])]),
        "soonest": Asked(["/mentors/?sort=soonest"], [(f"{LEAST} LIMIT 25", [])]),
        "newest, half way down": Asked(
            [f"/mentors/?sort=newest&after={middle.toordinal()}.{0:032x}"], [(after, [middle, uuid.UUID(int=0)])]
        ),
        "similar people": Asked(
            [reverse("mentors:alike", args=[each.pk]) for each in some],
            [_least({"field": each.field.slug}) for each in some],
        ),
        "misspelled": Asked(["/mentors/?q=jonson", "/mentors/?q=albuquerqe"], [_least({"q": "johnson"})]),
    }


def _searched(text: str) -> str:
    return f"/mentors/?{urlencode({'q': text})}"


def _least(chosen: dict[str, str]) -> tuple[str, list[object]]:
    return f"{LEAST} WHERE search @@ %s::tsquery LIMIT 25", [_found(chosen).condition()]


def _ask(statement: str, params: list[object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        cursor.fetchall()


def _open(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 200, path


def _signed_in() -> Client:
    """A student with a major, an interest and a few wishes."""
    student = Student.objects.order_by("pk")[0]
    student.majors.set(Major.objects.filter(name="Physics"))
    student.interests.set(Field.objects.order_by("pk")[:2])
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(student.user)
    return browser


class _Worker:
    """The process of PostgreSQL that serves us, whose CPU the kernel counts to the nanosecond."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def cpu(self) -> float:
        return int(self.schedule.read_text().split()[0]) / 1e9

    def measure(self, work: Callable[[], object]) -> Taken:
        taken = Taken()

        def clocked(execute: Callable[..., object], sql: str, *rest: object) -> object:
            began = self.cpu()
            try:
                return execute(sql, *rest)
            finally:
                took = (self.cpu() - began) * 1000
                taken.sql += took
                taken.finding += took if sql.startswith("WITH people") or " @@ " in sql else 0

        began = time.process_time()
        with connection.execute_wrapper(clocked):
            work()
        taken.page = (time.process_time() - began) * 1000 + taken.sql
        return taken


def _opened(browser: Client, path: str, worker: _Worker, new: bool = False) -> Taken:
    """By a process that remembers nothing yet, if `new`."""
    if new:
        caches["local"].clear()
    return worker.measure(lambda: _open(browser, path))


def _best(rounds: Iterable[Taken]) -> Taken:
    """The least of each figure: the rest is what other processes on the machine cost."""
    rounds = list(rounds)
    return Taken(*(min(getattr(taken, name) for taken in rounds) for name in ("finding", "sql", "page")))


def _found(chosen: dict[str, str]) -> MentorFilter:
    return MentorFilter(chosen, Mentor.objects.listed(), can_be_asked=can_be_asked(now=clock.now()) | Q(pk=None))


def _p95(taken: Iterable[float]) -> float:
    """Over the pages opened; the slowest one where they are few."""
    taken = sorted(taken)
    return taken[math.ceil(len(taken) * 0.95) - 1]


if __name__ == "__main__":
    main()
