from uuid import UUID

import pytest

from careernet.core.text import one_line, row_id, row_number


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Maya\r\nBcc: everybody@example.edu", "Maya Bcc: everybody@example.edu"),
        ("  Ana \t de la\u00a0Cruz ", "Ana de la Cruz"),
        ("Maya \u202egnp.exe", "Maya gnp.exe"),
        ("\u200b\u2060", ""),
        ("a\0b", "a b"),
        ("नेपाल\u200dी 👩‍🔬", "नेपाल\u200dी 👩‍🔬"),
    ],
)
def test_a_text_of_one_line_holds_nothing_its_reader_cannot_see(typed: str, shown: str) -> None:
    assert one_line(typed) == shown


@pytest.mark.parametrize("typed", [None, "", "²", "٣", "-1", "1.5", "1\n", "nonsense", "9" * 5000])
def test_what_is_no_number_of_a_row_is_that_of_none(typed: str | None) -> None:
    assert (row_number(typed), row_id(typed)) == (0, UUID(int=0))
    assert row_number("12") == 12
