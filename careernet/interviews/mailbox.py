"""Fetching what people answer, where nothing pipes it to us: an IMAP mailbox that nobody else reads.

Each message is filed, then moved to a folder of its own. One that was filed and not moved any more comes again and is
known by its number; one that can't be filed for a fault of ours is moved where somebody finds it, and hinders nobody.
"""

import imaplib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import OperationalError

from careernet.interviews import inbox
from careernet.interviews.inbox import MOST

logger = logging.getLogger(__name__)

BATCH = 50
TIMEOUT = 20  # seconds
FILED, FAILED = "careernet-filed", "careernet-failed"
SSL_PORT, PORT = 993, 143


@dataclass(frozen=True)
class Account:
    """As in "imaps://user:password@host/INBOX"; "imap://" is for a server on the same machine."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool


def account(url: str) -> Account:
    parts = urlsplit(url)
    is_encrypted = parts.scheme == "imaps"
    return Account(
        host=parts.hostname or "",
        port=parts.port or (SSL_PORT if is_encrypted else PORT),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=is_encrypted,
    )


def fetch(url: str, *, now: Callable[[], datetime]) -> int:
    """Deal with one batch; answers its size, and 0 without a mailbox. A full one means that more may wait."""
    if not url:
        return 0
    try:
        with _opened(account(url)) as box:
            waiting = box.uid("SEARCH", "UNDELETED")[1][0].split()[:BATCH]
            for number in waiting:
                _deal_with(box, number.decode(), now())
            return len(waiting)
    except (imaplib.IMAP4.error, OSError, OperationalError) as error:  # next minute
        logger.warning("The mailbox could not be read: %r", error)
        return 0


@contextmanager
def _opened(account: Account) -> Iterator[imaplib.IMAP4]:
    kind = imaplib.IMAP4_SSL if account.is_encrypted else imaplib.IMAP4
    box = kind(account.host, account.port, timeout=TIMEOUT)
    try:
        box.login(account.user, account.password)
        for folder in (FILED, FAILED):
            box.create(folder)  # "NO" where it is there already
        _expect(box.select(_quoted(account.folder)))
        yield box
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()
        with suppress(OSError):  # where the server has hung up already
            box.shutdown()


def _deal_with(box: imaplib.IMAP4, number: str, now: datetime) -> None:
    answer = _expect(box.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST}>)"))
    raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
    if raw is None:  # somebody else has taken it
        return
    try:
        inbox.receive(raw, now=now)
    except OperationalError:
        raise
    except Exception:
        logger.exception("A mail could not be dealt with; it is in the folder %s", FAILED)
        _move(box, number, FAILED)
    else:
        _move(box, number, FILED)


def _move(box: imaplib.IMAP4, number: str, folder: str) -> None:
    """Never gone before it is there, on every server: not all know MOVE."""
    _expect(box.uid("COPY", number, folder))
    _expect(box.uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)"))
    box.expunge()


def _expect(answer: tuple[str, list[Any]]) -> list[Any]:
    said, found = answer
    if said != "OK":
        raise imaplib.IMAP4.error(found)
    return found


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
