"""Labeled messages, read from text: `= kind student>mentor : topics : findings without a place`, then the message.

`⟪rule|words⟫` marks where a finding belongs. Lengths are not labeled: they can be counted.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from careernet.guides.coach import Person
from tests.guides.people import MENTORS, STUDENTS

MARK = re.compile(r"⟪(\w+)\|(.*?)⟫", re.DOTALL)


@dataclass(frozen=True)
class Labeled:
    kind: str
    student: Person
    mentor: Person
    text: str
    covered: frozenset[str]
    findings: tuple[tuple[str, int, int], ...]


def read(name: str) -> list[Labeled]:
    whole = (Path(__file__).parent / f"{name}.txt").read_text()
    return [_labeled(entry) for entry in re.split(r"^= ", whole, flags=re.MULTILINE)[1:]]


def _labeled(entry: str) -> Labeled:
    header, _, marked = entry.partition("\n")
    who, covered, findings = (part.split() for part in header.split(":"))
    kind, (student, mentor) = who[0], who[1].split(">")
    text, places = _unmarked(marked.strip())
    places += [(rule, 0, len(text)) for rule in findings]
    return Labeled(kind, STUDENTS[student], MENTORS[mentor], text, frozenset(covered), tuple(places))


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, places, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        places.append((mark.group(1), len(text), len(text) + len(mark.group(2))))
        text += mark.group(2)
        last = mark.end()
    return text + marked[last:], places
