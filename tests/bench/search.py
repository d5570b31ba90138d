"""`python -m tests.bench.search [2000 20000 200000]`: how well the directory finds people, and how fast.

Quality is measured on the labels of tests/data/searches.toml, for the half the ranking was tuned on and the half held
out. Speed is the database's part of four questions, in the product's own statements, beside the least that could be
asked of the index; each size is loaded by COPY into a database of its own.
"""

import math
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

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

from careernet.core import clock, engines  # noqa: E402
from careernet.interviews.capacity import can_be_asked  # noqa: E402
from careernet.interviews.models import Interview  # noqa: E402
from careernet.mentors import finding  # noqa: E402
from careernet.mentors.filters import MentorFilter  # noqa: E402
from careernet.mentors.finding import Wishes  # noqa: E402
from careernet.mentors.importer import import_mentors  # noqa: E402
from careernet.mentors.models import Mentor  # noqa: E402
from careernet.mentors.similar import similar  # noqa: E402
from careernet.mentors.spelling import corrections  # noqa: E402
from tests.bench import crowd  # noqa: E402

DATABASE, DATA = "bench_search", Path(__file__).parents[1] / "data"
ROUNDS = 20
TYPED = ("nurse", "data science", "maria", "lawyer new jersey", "tech", "smith inc")
LISTS = ({"field": "law"}, {"setting": "government", "place": "US-TX"}, {"major": "Physics"}, {"mode": "phone"})
LEAST = "SELECT id FROM mentors_mentor WHERE search @@ %s::tsquery LIMIT 25"


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:] or os.environ.get("BENCH_SIZES", "2000,20000").split(",")]
    build()
    for held_out, (gain, first_five, number) in quality().items():
        half = "held out" if held_out else "tuned on"
        print(f"{number} searches {half}: nDCG@10 {gain:.3f}, a right one among the first five {first_five:.3f}")
    for size in sizes:
        crowd.grow_to(size)
        print(f"{size:,} mentors, p95 in ms:", flush=True)
        for question, milliseconds in speed().items():
            print(f"  {question:32} {milliseconds:8.1f}", flush=True)


def build() -> None:
    engines.start()
    connection.settings_dict["NAME"] = DATABASE
    with psycopg.connect(engines.database_url(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    call_command("migrate", verbosity=0)
    import_mentors(DATA / "alumni.csv", now=clock.now(), have_agreed=True)
    caches["local"].clear()


# --- Quality ----------------------------------------------------------------------------------------------------------
def quality() -> dict[bool, tuple[float, float, int]]:
    """For the half not held out and the other: mean nDCG@10, the share with a right one in the first five, how many."""
    measured: dict[bool, list[tuple[float, bool]]] = {False: [], True: []}
    for search in tomllib.loads((DATA / "searches.toml").read_text("utf-8"))["search"]:
        grades = dict.fromkeys(search["fine"], 1) | dict.fromkeys(search["exact"], 2)
        got = [grades.get(each, 0) for each in _answers(search["query"])[:10]]
        best = sorted(grades.values(), reverse=True)[:10]
        measured[search["held_out"]].append((_gain(got) / _gain(best), any(got[:5])))
    return {
        half: (sum(g for g, _ in found) / len(found), sum(five for _, five in found) / len(found), len(found))
        for half, found in measured.items()
    }


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
def speed() -> dict[str, float]:
    now, somebody = clock.now(), Wishes.of(1, clock.now(), majors=["Physics"], interests=["law"])
    asked = Interview.objects.filter(asked_at__gte=now.replace(day=1))
    mentors = list(Mentor.objects.order_by("pk")[:ROUNDS])
    deep = (
        f"{Mentor.objects.order_by('-volunteered_on')[Mentor.objects.count() // 2].volunteered_on.toordinal()}.{0:032x}"
    )

    def listing(chosen: dict[str, str], order: str = "fit", after: str = "") -> Callable[[], object]:
        return lambda: finding.page(_found(chosen), order, somebody, asked, after=after, now=now)

    questions = {
        "text, ranked, with counts": [listing({"q": text}) for text in TYPED],
        "filters, with counts": [listing(chosen) for chosen in LISTS],
        "everybody, best fit": [listing({})],
        "deep page": [listing({}, "newest", deep)],
        "similar people": [lambda m=m: similar(m, Mentor.objects.listed(), asked) for m in mentors],
        "misspelled": [lambda: list(corrections("jonson")), lambda: list(corrections("albuquerqe"))],
        "least: 25 ids by a word": [_least("'nurse'"), _least("'setting:government' & 'place:US-TX'")],
    }
    return {question: _p95(list(_timed(works))) for question, works in questions.items()}


def _least(condition: str) -> Callable[[], object]:
    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(LEAST, [condition])
            return cursor.fetchall()

    return ask


def _found(chosen: dict[str, str]) -> MentorFilter:
    return MentorFilter(chosen, Mentor.objects.listed(), can_be_asked=can_be_asked(now=clock.now()) | Q(pk=None))


def _timed(works: list[Callable[[], object]]) -> Iterator[float]:
    """Milliseconds spent in the database, of each piece again and again."""
    for work in works:
        work()
    for _round in range(max(1, ROUNDS // len(works))):
        for work in works:
            taken = 0.0

            def clocked(execute: Callable[..., object], *rest: object) -> object:
                nonlocal taken
                began = time.perf_counter()
                try:
                    return execute(*rest)
                finally:
                    taken += time.perf_counter() - began

            with connection.execute_wrapper(clocked):
                work()
            yield taken * 1000


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
