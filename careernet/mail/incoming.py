"""A mail that came to us, as far as we read it: who sent it, to which addresses, and what kind of answer it is.

Anybody can write anything to us, so nothing here trusts a header further than its words.
"""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser
from itertools import islice
from typing import Any

from icalendar import Calendar

from careernet.mail import quotes

# What Python's parser raises over headers and parts that are none, or a thousand of them inside of each other.
UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, MessageError, RecursionError)
PARTS = 50  # that are searched for calendars and returned mails
DASHES = 1_000  # lines that may begin a part; reading ten thousand of them takes seconds
LONGEST = 2_000  # of a header: reading one takes a time that grows with the square of its length
READ, KEPT = 100_000, 4_000  # signs that are looked at for the words of the sender, and of those
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What somebody's calendar answers to an invitation of ours (RFC 5546, METHOD:REPLY)."""

    uid: str
    declines: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail of ours that came back (RFC 3464). `is_final`: its status begins with 5, so trying again is no use."""

    message_id: str
    status: str

    @property
    def is_final(self) -> bool:
        return self.status.startswith("5")


@dataclass(frozen=True, slots=True)
class Incoming:
    """message_id: its own, or one made from its bytes, so that a mail delivered twice is known.
    sender, recipients: bare addresses in lower case.
    text: what the sender wrote, without the mail it answers, the signature and what cannot be seen.
    """

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    text: str = ""
    is_automatic: bool = False
    answer: CalendarAnswer | None = None
    returned: Returned | None = None


def read(raw: bytes) -> Incoming:
    """Whatever the bytes are, an answer; what cannot be read is empty."""
    made_up = f"<{sha256(raw).hexdigest()}@nowhere.invalid>"
    if raw.count(b"\n--") > DASHES:
        return Incoming(message_id=made_up, sender="", recipients=())
    try:
        mail = message_from_bytes(raw, policy=_Bounded())
        assert isinstance(mail, EmailMessage)
        return _read(mail, made_up)
    except UNREADABLE:
        return Incoming(message_id=made_up, sender="", recipients=())


class _Bounded(policy.EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:LONGEST])


def _read(mail: EmailMessage, made_up: str) -> Incoming:
    return Incoming(
        message_id=_header(mail, "Message-ID")[:200] or made_up,
        sender=next(iter(_addresses(mail, "From")), ""),
        recipients=_addresses(mail, *RECIPIENTS),
        text=own_words(_body(mail)),
        is_automatic=_is_automatic(mail),
        answer=_answer(mail),
        returned=_returned(mail),
    )


def own_words(body: str) -> str:
    """Without the quoted mail and the signature."""
    shown = "".join(sign for sign in body[:READ] if sign.isprintable() or sign in "\n\t\u202f\u00a0")
    lines = quotes.own_lines(re.sub(r"[^\S\n]+", " ", shown))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:KEPT].strip()


def _header(mail: Message, name: str) -> str:
    """Of a header that is no header, nothing; and no sign that a database would not take."""
    try:
        return "".join(sign for sign in str(mail.get(name, "")) if sign.isprintable()).strip()
    except UNREADABLE:
        return ""


def _addresses(mail: Message, *names: str) -> tuple[str, ...]:
    return tuple(found.lower() for _name, found in getaddresses([_header(mail, name) for name in names]) if found)


def _is_automatic(mail: EmailMessage) -> bool:
    """Out of office, lists, loops: nobody sat down to write this to us (RFC 3834)."""
    said = _header(mail, "Auto-Submitted").lower()
    return (
        (bool(said) and not said.startswith("no"))
        or _header(mail, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
        or any(name in mail for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Loop"))
        or _header(mail, "Return-Path") == "<>"
        or mail.get_content_type() == "multipart/report"
    )


def _body(mail: EmailMessage) -> str:
    try:
        part = mail.get_body(("plain", "html"))
        words = part.get_content() if part else ""
    except UNREADABLE:
        return ""
    if part is None:
        return ""
    if part.get_content_type() == "text/html":
        plain = _Plain()
        plain.feed(words[:READ])
        return "".join(plain.words)
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return quotes.unfolded(str(words)) if is_flowed else str(words)


@dataclass
class _Plain(HTMLParser):
    """The words of an HTML mail, as a plain one would have them: no styles, no pictures, what is quoted behind ">"."""

    words: list[str] = field(default_factory=list)
    _inside: int = 0
    _quoted: int = 0

    UNSEEN = frozenset({"style", "script", "head", "title"})
    LINES = frozenset({"div", "br", "li", "tr", "h1", "h2", "h3", "hr", "blockquote"})

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in self.UNSEEN
        self._quoted += tag == "blockquote"
        if tag == "p":  # Outlook's stand without a gap
            self._line(1 if ("class", "MsoNormal") in attrs else 2)
        elif tag in self.LINES:
            self._line(tag == "br" or not self._is_at_start)

    def handle_endtag(self, tag: str) -> None:
        self._inside = max(0, self._inside - (tag in self.UNSEEN))
        self._quoted = max(0, self._quoted - (tag == "blockquote"))
        if tag == "p" or (tag in self.LINES and not self._is_at_start):
            self._line(1)

    def handle_data(self, data: str) -> None:
        if not self._inside and (words := re.sub(r"[ \t\r\n]+", " ", data)).strip(" " if self._is_at_start else ""):
            self.words.append(words)

    @property
    def _is_at_start(self) -> bool:
        return not self.words or self.words[-1].endswith(("\n", "\n> "))

    def _line(self, number: int) -> None:
        self.words.append("\n" * number + "> " * bool(self._quoted))


def _answer(mail: EmailMessage) -> CalendarAnswer | None:
    for part in islice(mail.walk(), PARTS):
        if part.get_content_type() == "text/calendar":
            try:
                calendar = Calendar.from_ical(bytes(part.get_payload(decode=True)))
                [event] = calendar.walk("VEVENT")
                attendees = event["attendee"]
            except UNREADABLE:
                continue
            if calendar.get("method") == "REPLY" and not isinstance(attendees, list):
                return CalendarAnswer(str(event.get("uid", "")), attendees.params.get("partstat") == "DECLINED")
    return None


def _returned(mail: EmailMessage) -> Returned | None:
    if mail.get_content_type() != "multipart/report":
        return None
    parts = list(islice(mail.walk(), PARTS))
    statuses = [
        _header(part, "Status") for part in parts if part.get_content_type() == "text/plain" or "Status" in part
    ]
    ours = [_header(part, "Message-ID") for part in parts[1:] if "Message-ID" in part]
    ours += [
        found[1]
        for part in parts
        if part.get_content_type() == "text/rfc822-headers"
        and (found := re.search(r"^Message-ID:\s*(<[^>]+>)", str(part.get_payload()), re.MULTILINE | re.IGNORECASE))
    ]
    status = next((status for status in statuses if status), "")
    return Returned(ours[0], status) if ours else None
