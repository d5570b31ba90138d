"""Letters that people see, and the signs they do not; numbers and ids that came as text."""

import re
import unicodedata
from uuid import UUID

# Joiners belong to some scripts' spelling; every other invisible sign only serves to deceive.
JOINERS = {"\u200c", "\u200d"}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_hidden(letter: str) -> bool:
    """Line breaks, control characters, signs that turn the direction of a text, half a character, and the like."""
    return unicodedata.category(letter) in HIDDEN and letter not in JOINERS


def one_line(text: str) -> str:
    """The text as people see it, in one line: hidden signs and runs of spaces become single spaces."""
    return " ".join("".join(" " if is_hidden(letter) else letter for letter in text).split())


def row_number(text: str | None) -> int:
    """The number of a row, as a button sends it; 0, which no row has, for all else."""
    return int(text) if text and re.fullmatch("[0-9]{1,18}", text) else 0


def row_id(text: str | None) -> UUID:
    """The same of a row with an id; the one of zeros, which no row has, for all else."""
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)
