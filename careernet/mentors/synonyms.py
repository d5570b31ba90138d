"""What students' words mean here: `synonyms.txt`, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careernet.mentors.search import words

DATA = Path(__file__).with_name("synonyms.txt")
PLACES_TO_LOOK = frozenset({"title", "field", "major", "setting", "topic", "city", "place", "country", "kind"})
CODES = frozenset({"setting", "place", "country", "kind"})  # stored values, not words


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for in one place; `is_open` where the last may go on."""

    where: str
    words: tuple[str, ...]
    is_open: bool = False


Meaning = tuple[Term, ...]  # all of them together
Grade = tuple[Meaning, ...]  # any of them


@cache
def synonyms() -> dict[tuple[str, ...], tuple[Grade, ...]]:
    """The grades of meaning, the best first, by the words as they are typed. Raises `ValueError` for a line unread."""
    found: dict[tuple[str, ...], tuple[Grade, ...]] = {}
    for line in DATA.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, said = line.split(" = ")
            grades = tuple(tuple(_meaning(each) for each in grade.split("|")) for grade in said.split(">"))
            found |= dict.fromkeys(_keys(typed), grades)
    return found


def _keys(typed: str) -> Iterator[tuple[str, ...]]:
    return (tuple(words(each)) for each in typed.split(","))


def _meaning(text: str) -> Meaning:
    return tuple(_term(each.split()) for each in text.split("+"))


def _term(said: list[str]) -> Term:
    where, rest = (said[0], said[1:]) if said[0] in PLACES_TO_LOOK and len(said) > 1 else ("title", said)
    if where in CODES:
        return Term(where, tuple(rest))
    return Term(where, tuple(words(" ".join(rest))), is_open=rest[-1].endswith("*"))
