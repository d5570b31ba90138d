import pytest

from careernet.core.text import one_line


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
