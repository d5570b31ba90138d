"""Every mail there is, as its reader gets it: made by the code that sends it, about people who do not exist.

Whatever a sample needs is written in a transaction that is taken back, so that nobody is written to or written about.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from icalendar import Calendar

from careernet.mail.kinds import Kind
from careernet.mail.models import OutgoingMail
from careernet.office.samples.stage import Stage, a_stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One mail, as its template names it ("interviews.request"), perhaps in several variants.

    said, to: when it is sent, and to whom, for a table.
    make: queues it, with whatever is queued at the same moment.
    key: how its keys begin, where it is not by its name.
    """

    name: str
    said: Any
    to: Any
    kind: Kind
    make: Callable[[Stage], object]
    key: str = ""


def mails_of(sample: Sample, *, now: datetime) -> list[OutgoingMail]:
    """Rows that no longer exist, whose links lead to a page that says so."""
    with staged(sample, now=now) as (_stage, mails):
        return [defused(mail) for mail in mails]


@contextmanager
def staged(sample: Sample, *, now: datetime) -> Iterator[tuple[Stage, list[OutgoingMail]]]:
    """The mails as they would be sent, while everything they are about is there."""
    with transaction.atomic():
        stage = a_stage(now)
        sample.make(stage)
        yield stage, stage.mails(sample.key or f"{sample.name}:")
        transaction.set_rollback(True)


def defused(mail: OutgoingMail) -> OutgoingMail:
    """Whoever holds a link of a mail may act, and of this one nobody is to."""
    mail.text, mail.html = _to_nowhere(mail.text), _to_nowhere(mail.html)
    if mail.ics:
        lines = mail.ics.replace("\r\n ", "")  # as long as they are
        mail.ics = Calendar.from_ical(_to_nowhere(lines)).to_ical().decode()
    return mail


def _to_nowhere(text: str) -> str:
    return re.sub(rf"{re.escape(settings.SITE_URL)}[^\s\"'<>\\]*", settings.SITE_URL + reverse("mail:sample"), text)
