"""Lists of people that somebody brings as a CSV file: what is the same for each, whatever its columns."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from careernet.core.text import is_hidden

FORMULA = re.compile(r"=|[+@-].*[(|!]")  # a spreadsheet that opens an export would run these
RUNS = tuple("=+-@\t\r")  # with which a cell begins that a spreadsheet may run
SEPARATORS = ",;\t"
LONGEST_LINE = 100_000  # characters; a file in one line would otherwise be cut into millions of cells
NO_TEXT = {b"PK": "Excel", b"\xd0\xcf\x11\xe0": "Excel", b"%PDF": "PDF", b"\x1f\x8b": "gzip"}


class Unreadable(Exception):
    """The file as a whole cannot be used; the sentence says why."""


class Refused(Exception):
    """One line cannot be used; the sentence says why."""


# --- The file -----------------------------------------------------------------------------------------------------
def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was read as. Raises `Unreadable`."""
    for mark, program in NO_TEXT.items():
        if data.startswith(mark):
            sentence = _("This is a file of %(program)s, not a list as text. Save it as “CSV UTF-8” and try again.")
            raise Unreadable(sentence % {"program": program})
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for codec, name in [("utf-16", "UTF-16")] if is_utf16 else [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of this file cannot be read. Save it as “CSV UTF-8” and try again."))


def reader(text: str) -> Any:
    """Cells, separated by whatever separates the first line most often. Reading on may raise `Unreadable`."""
    first_line = text.partition("\n")[0][:LONGEST_LINE]
    separator = max(SEPARATORS, key=first_line.count)
    return csv.reader(_lines(text), delimiter=separator, strict=True)


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            sentence = _("Line %(line)d has more than %(most)s characters: this is not a list with a person a line.")
            raise Unreadable(sentence % {"line": number, "most": f"{LONGEST_LINE:,}"})
        yield line


def heading(cell: str) -> str:
    """ "E-mail Address" as `e_mail_address`: what is compared with the names we know."""
    return re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_")


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file for spreadsheets: with a byte order mark, and no cell that they would run."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(RUNS) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


# --- Its cells ----------------------------------------------------------------------------------------------------
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
