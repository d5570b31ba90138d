"""`make bench`: what the main pages and sending a request cost, each beside its floor measured in the same minutes.

Everything runs on this machine: the server as the demo starts it (two worker processes), the embedded PostgreSQL and
the clients. So the CPU milliseconds and the ratios to the floors say more than the requests per second.
"""

import os
import socket
import time

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "ERROR"}
for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "CLOCK_OFFSET_FILE"):
    os.environ.pop(name, None)
django.setup()

from careernet.core import clock  # noqa: E402 - only now
from careernet.demo import supervisor  # noqa: E402
from tests.bench import asking, racing, works, world  # noqa: E402
from tests.bench.figures import Figure, Row, table  # noqa: E402
from tests.bench.rounds import ROUNDS, best_of_rounds  # noqa: E402

ASKED = 288  # requests in a round of sending them
MOST_CPU, LEAST_RATE, LEAST_SHARE, MOST_MILLISECONDS = 25, 150, 0.5, 2
BOUND = ("directory", "directory, searched", "mentor page")


def main() -> None:
    began = time.monotonic()
    print(f"Inventing a campus with {world.MENTORS} mentors", flush=True)
    world.build()
    planned = asking.plan(ASKED, now=clock.now())
    statements = asking.write_statements(planned)
    veteran, crowd, call = racing.veteran(clock.now()), racing.prepare(clock.now()), racing.booked_call(clock.now())
    port = _free_port()
    with supervisor._children() as children:
        supervisor._start("web", supervisor._web(port), children)
        supervisor._wait_until_served(port, children)
        server = children["web"].pid
        pages = best_of_rounds(works.reading(port, server, planned, veteran))
        sent = best_of_rounds(works.sending(port, server, planned, statements))
        finishes = [racing.one_slot(port, crowd), racing.many_rounds(port, crowd)]
    moved = racing.move_to_and_fro(call, clock.now())
    slot = best_of_rounds(works.computing())
    print(table([*_page_rows(pages), *_sending_rows(sent), _slots_row(slot)]))
    print(*finishes, f"calls moved one after another: {len(moved) / sum(moved):.0f} per s", sep="\n")
    print(
        f"Best of {ROUNDS} rounds, {works.CLIENTS} clients, {world.MENTORS} mentors, {world.STUDENTS} students, "
        f"{len(os.sched_getaffinity(0))} cores at load {os.getloadavg()[0]:.1f}; {time.monotonic() - began:.0f} s"
    )


def _page_rows(pages: dict[str, Figure]) -> list[Row]:
    floor = pages.pop("empty view")
    return [
        Row(name, page, "empty view", floor, f"CPU ≤ {MOST_CPU} ms" if name in BOUND else "", page.web <= MOST_CPU)
        for name, page in pages.items()
    ]


def _sending_rows(sent: dict[str, Figure]) -> list[Row]:
    request, view, alone = sent["request sent"], sent["its SQL in a view"], sent["its SQL alone"]
    share = request.rate / view.rate
    return [
        Row("request sent", request, "its SQL in a view", view, f"≥ {LEAST_SHARE:.0%} of floor", share >= LEAST_SHARE),
        Row("request sent", request, "its SQL alone", alone, f"≥ {LEAST_RATE} per s", request.rate >= LEAST_RATE),
    ]


def _slots_row(slot: dict[str, Figure]) -> Row:
    found = slot["open_slots"]
    return Row(
        "open_slots",
        found,
        "its windows in UTC",
        slot["its windows in UTC"],
        f"CPU ≤ {MOST_MILLISECONDS} ms",
        found.web <= MOST_MILLISECONDS,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
