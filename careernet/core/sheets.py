"""Lists of people that somebody brings as a CSV file: what is the same for each, whatever its columns."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from careernet.core.text import is_hidden

FORMULA = re.compile(r"=|[+@-].*[(|!]")  # a spreadsheet that opens an export would run these


class Unreadable(Exception):
    """The file as a whole cannot be used; the sentence says why."""


class Refused(Exception):
    """One line cannot be used; the sentence says why."""


def records(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The line each record begins on, and its cells; empty ones are left out."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def clean(column: str, cell: str, *, longest: int) -> str:
    """One spelling of every letter, single spaces, and nothing a reader cannot see. Raises `Refused`."""
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if not (text.isascii() and text.isprintable()) and any(is_hidden(letter) for letter in text):
        raise Refused(_("“%(column)s” holds invisible characters.") % {"column": column})
    if FORMULA.match(text):
        raise Refused(_("“%(column)s” reads like a spreadsheet formula.") % {"column": column})
    if len(text) > longest:
        raise Refused(_("“%(column)s” is longer than %(longest)d characters.") % {"column": column, "longest": longest})
    return text


def address(text: str) -> str:
    """In lower case. Raises `Refused`."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused(_("“%(text)s” is not an e-mail address.") % {"text": text}) from error
    return text.lower()
