"""CPU time that other processes have used, from /proc."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM, SESSION = 11, 12, 3  # fields after the name in parentheses


def cpu_of_session(leader: int) -> float:
    """Seconds used by a process that leads a session, and by all that it started in it."""
    return sum(_cpu(stat) for _process, stat in _stats() if int(stat[SESSION]) == leader)


def cpu_of_connections(database: str) -> float:
    """Seconds used by the server processes of our PostgreSQL that serve this database."""
    return sum(_cpu(stat) for process, stat in _stats() if _serves(process, database))


def _stats() -> Iterator[tuple[Path, list[str]]]:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):  # it has just ended
                yield process, (process / "stat").read_text().rpartition(")")[2].split()


def _serves(process: Path, database: str) -> bool:
    with suppress(OSError):
        return f"postgres: postgres {database} " in (process / "cmdline").read_text(errors="replace")
    return False


def _cpu(stat: list[str]) -> float:
    return (int(stat[USER]) + int(stat[SYSTEM])) / TICKS
