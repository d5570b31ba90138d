"""Mails whole beside files: what differs from run to run is named instead; of the HTML only the style is left out.

Meant to change? `GOLDEN=write .venv/bin/python -m pytest FILE` writes them anew; then read the diff.
"""

import os
import re
from pathlib import Path

from careernet.mail.models import OutgoingMail

NAMED = {
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}": "<id>",
    r"(?<=/)[\w:-]{70,}(?=/)": "<signed>",
    r"(?<=Mail number )[^.]+": "<number>",
    r"person\d+@": "person@",
}


def files(beginning: str, mail: OutgoingMail) -> dict[str, str]:
    """The two files of one mail, by name."""
    text = f"From: {mail.from_name}\nSubject: {mail.subject}\n\n{_named(mail.text)}\n"
    return {f"{beginning}.txt": text, f"{beginning}.html": _lean(_named(mail.html))}


def known(folder: Path, pattern: str, found: dict[str, str]) -> dict[str, str]:
    """What the files say; written first where they are meant to change."""
    if os.environ.get("GOLDEN") == "write":
        folder.mkdir(exist_ok=True)
        for name, text in found.items():
            (folder / name).write_text(text)
    return {path.name: path.read_text() for path in folder.glob(pattern)}


def _named(text: str) -> str:
    for pattern, name in NAMED.items():
        text = re.sub(pattern, name, text)
    return text


def _lean(html: str) -> str:
    """What is read, and where it leads: no style, no empty lines, no margins."""
    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    html = re.sub(r' style="[^"]*"', "", html)
    return "".join(f"{line.strip()}\n" for line in html.splitlines() if line.strip())
