"""A text as the rules read it: plain lower-case letters, each with its place in the original.

Accents and apostrophes go, hyphens become spaces, what parts a sentence becomes a comma of its own, and a full stop
stays only where it ends a sentence: "I’d love – if Dr. Chen's free – 20-minute calls." is read as
"id love , if dr chens free , 20 minute calls."
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

NO_END = set(
    "mr mrs ms mx dr prof st jr sr inc co corp ltd vs etc e.g i.e a.m p.m u.s no dept univ ave mt ft sen rep "
    "rev".split()
)
SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d", "&": " and "}
GONE = set("'’‘‛ʼ`´′\u00ad\u200b\u200c\u200d\u2060\ufeff\r")
PARTS = set(",;:()–—―")
# Plain words with a space between them, which are read as they are, or one sign that takes a closer look.
RUNS = re.compile(r"(?P<plain>[A-Za-z0-9]+(?: [A-Za-z0-9]+)*)|.", re.DOTALL)
ENDS = re.compile(r"[.!?]+|\n\n")
LAST_WORD = re.compile(r"[\w.]*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int  # in the plain text
    plain: str
    words: frozenset[str]
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """`starts` and `ends` say for each letter of `plain` where it came from."""

    original: str
    plain: str
    starts: list[int]
    ends: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A part of the plain text, in the original."""
        return self.starts[start], self.ends[end - 1]

    def sentences(self) -> Iterator[Sentence]:
        start = 0
        for end in [*ENDS.finditer(self.plain), None]:
            stop = end.start() if end else len(self.plain)
            part = self.plain[start:stop]
            words = part.strip()
            if words:
                begin = start + len(part) - len(part.lstrip())
                plain = words.replace("\n", " ")
                yield Sentence(begin, plain, frozenset(plain.split()), end is not None and "?" in end.group())
            start = end.end() if end else stop


def fold(text: str) -> Folded:
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in RUNS.finditer(text):
        place, stop = run.span()
        if words := run["plain"]:
            plain += words.lower()
            starts += range(place, stop)
            ends += range(place + 1, stop + 1)
            continue
        letters = _letters_at(text, place)
        if not letters and ends:
            ends[-1] = place + 1
        for letter in letters:
            if letter not in " \n" or not plain or plain[-1] not in " \n":
                plain.append(letter)
                starts.append(place)
                ends.append(place + 1)
            elif letter == "\n" and plain[-1] == " ":
                plain[-1] = "\n"
            elif letter == "\n" and plain[-2:] != ["\n", "\n"]:  # a blank line stays one
                plain.append(letter)
                starts.append(place)
                ends.append(place + 1)
    return Folded(text, "".join(plain), starts, ends)


def _letters_at(text: str, place: int) -> str:
    """What a sign is read as where that depends on its neighbors, and otherwise anywhere."""
    sign = text[place]
    if sign == ".":
        return "." if _ends_sentence(text, place) else ""
    if sign == "-" and text[place - 1 : place].isspace() and text[place + 1 : place + 2].isspace():
        return " , "
    return _letters(sign)


@lru_cache(maxsize=2048)
def _letters(sign: str) -> str:
    if sign in GONE or unicodedata.combining(sign):
        return ""
    if sign in PARTS:
        return " , "
    if sign in ".!?\n":
        return sign
    low = sign.casefold()
    if low in SPECIAL:
        return SPECIAL[low]
    plain = "".join(part for part in unicodedata.normalize("NFKD", low) if not unicodedata.combining(part))
    if len(plain) > 1:  # a sign that stands for several, such as a ligature or an ellipsis
        return "".join(_letters(part) for part in plain)
    return plain if plain.isalnum() else " "


def _ends_sentence(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    if after and not after.isspace() and after not in "\"”’')!?.":
        return False
    word = LAST_WORD.search(text, max(0, place - 12), place)
    before = word.group().casefold() if word else ""
    is_initial = len(before.split(".")[-1]) == 1 and before[-1:].isalpha() and before != "i"
    return not (after.strip() == "" and after and (before in NO_END or is_initial))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """A name or a fact as the rules read it."""
    return tuple(word for word in re.split(r"[ ,.!?\n]+", fold(text).plain) if word)
