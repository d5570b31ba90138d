"""The address that a reply to one of our mails goes to: one for each interview and each of its two people.

replies+CODE@example.edu. The code is signed, in letters that mail servers may turn into small ones.
"""

import re
from base64 import b32decode, b32encode
from collections.abc import Iterable
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from careernet.accounts.models import User
from careernet.interviews.models import TALKING, Interview

SALT = "careernet.interviews.addresses"
SIGNED = 10  # bytes
SIDES = {"s": "student", "m": "mentor"}


def reply_address(interview: Interview, person: User) -> str:
    """Empty where nobody listens: no inbound mail is set up, or the other side is not ours."""
    if not settings.REPLY_ADDRESS or interview.is_outside:
        return ""
    name, _at, domain = settings.REPLY_ADDRESS.partition("@")
    side = "s" if interview.is_student(person) else "m"
    payload = side.encode() + interview.pk.bytes
    code = b32encode(payload + _signature(payload)).decode().rstrip("=").lower()
    return f"{name}+{code}@{domain}"


def heard_at(interview: Interview, person: User) -> str:
    """The same, but empty where a reply would find the messages closed, or comes from neither of the two."""
    is_open = interview.state in TALKING and person in interview.users
    return reply_address(interview, person) if is_open else ""


def whose(addresses: Iterable[str]) -> tuple[Interview, User] | None:
    """The interview and the person that the first of these addresses was made for."""
    for address in addresses:
        payload = _payload(address)
        found = payload and Interview.objects.with_people().filter(pk=UUID(bytes=payload[1:])).first()
        if payload and found and not found.is_outside:
            return found, found.student.user if payload[:1] == b"s" else found.asked_mentor.user
    return None


def _payload(address: str) -> bytes:
    name, _at, domain = settings.REPLY_ADDRESS.lower().partition("@")
    code = re.fullmatch(rf"{re.escape(name)}\+([a-z2-7]{{44}})@{re.escape(domain)}", address)
    if not settings.REPLY_ADDRESS or not code:
        return b""
    known = b32decode(code[1].upper() + "=" * 4)
    payload, signature = known[:17], known[17:]
    return payload if compare_digest(signature, _signature(payload)) else b""


def _signature(payload: bytes) -> bytes:
    return salted_hmac(SALT, payload, algorithm="sha256").digest()[:SIGNED]
