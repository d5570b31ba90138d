"""Letters that people see, and the signs they do not."""

import unicodedata

# Joiners belong to some scripts' spelling; every other invisible sign only serves to deceive.
JOINERS = {"\u200c", "\u200d"}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_hidden(letter: str) -> bool:
    """Line breaks, control characters, signs that turn the direction of a text, half a character, and the like."""
    return unicodedata.category(letter) in HIDDEN and letter not in JOINERS


def one_line(text: str) -> str:
    """The text as people see it, in one line: hidden signs and runs of spaces become single spaces."""
    return " ".join("".join(" " if is_hidden(letter) else letter for letter in text).split())
