"""Rounds in turns, so that a busy moment of the machine hits a figure and its floor alike."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.bench import processes, world
from tests.bench.figures import Figure, best, figure

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Work:
    """`run` answers with the seconds each piece took; `cpu` is a counter of seconds used, of whoever does the work."""

    run: Callable[[], list[float]]
    cpu: Callable[[], float] = time.process_time
    before: Callable[[], None] = lambda: None


def best_of_rounds(works: Mapping[str, Work]) -> dict[str, Figure]:
    for work in works.values():  # to warm up
        _measured(work)
    rounds = [{name: _measured(work) for name, work in works.items()} for _ in range(ROUNDS)]
    return {name: best([each[name] for each in rounds]) for name in works}


def _measured(work: Work) -> Figure:
    work.before()
    cpu, db, began = work.cpu(), processes.cpu_of_connections(world.DATABASE), time.perf_counter()
    taken = work.run()
    wall = time.perf_counter() - began
    return figure(taken, wall, work.cpu() - cpu, processes.cpu_of_connections(world.DATABASE) - db)
