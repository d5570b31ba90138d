"""One figure beside its floor, and the table of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """What one round gave: requests per second, milliseconds of 95 in 100, and CPU milliseconds of each request."""

    rate: float
    p95: float
    web: float
    db: float


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    figure: Figure
    floor: str
    floor_figure: Figure | None
    target: str = ""
    is_met: bool = True


def figure(taken: list[float], wall: float, web: float, db: float) -> Figure:
    """All in seconds: of every request, of the clock, of the CPU."""
    number = len(taken)
    return Figure(number / wall, quantiles(taken, n=20)[-1] * 1000, web / number * 1000, db / number * 1000)


def best(rounds: Sequence[Figure]) -> Figure:
    """The best of each number; noise only ever adds."""

    def least(of: Callable[[Figure], float]) -> float:
        return min(of(each) for each in rounds)

    return Figure(max(f.rate for f in rounds), least(lambda f: f.p95), least(lambda f: f.web), least(lambda f: f.db))


HEAD = ("", "per s", "p95 ms", "CPU ms", "+ db", "floor", "per s", "CPU ms", "+ db", "of floor", "target", "")


def table(rows: Sequence[Row]) -> str:
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    return "\n".join("  ".join(_aligned(row, widths)).rstrip() for row in cells)


def _cells(row: Row) -> tuple[str, ...]:
    mine, floor = row.figure, row.floor_figure
    beside = (
        (_rate(floor.rate), f"{floor.web:.2f}", _db(floor.db), f"{mine.rate / floor.rate:.0%}") if floor else ("",) * 4
    )
    verdict = ("met" if row.is_met else "missed") if row.target else ""
    return (
        row.name,
        _rate(mine.rate),
        f"{mine.p95:.1f}",
        f"{mine.web:.2f}",
        _db(mine.db),
        row.floor,
        *beside,
        row.target,
        verdict,
    )


def _rate(rate: float) -> str:
    return f"{rate:,.0f}"


def _db(milliseconds: float) -> str:
    return f"{milliseconds:.2f}" if milliseconds else ""


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    words = {0, 5, 10, 11}
    return [
        cell.ljust(width) if column in words else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
