"""People outside the pool whom some students know, and the interviews they have arranged with them."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from careernet.core import times
from careernet.interviews import actions
from careernet.interviews.models import Interview, State, ThankYou
from careernet.network.actions import save_contact
from careernet.network.models import Contact
from careernet.students.models import Student

CAMPUS = times.zone("America/New_York")
DAY = timedelta(days=1)
Kind = Contact.Kind
KNOWN = {
    "grace": ("Grace Parker", Kind.RELATIVE, "Nurse manager", "St. Anne's Hospital", "my mother's cousin"),
    "adeyemi": ("Prof. Samuel Adeyemi", Kind.PROFESSOR, "Professor of chemistry", "Northfield College", ""),
    "lena": ("Lena Fischer", Kind.FOUND, "Sound editor", "Harbor Pictures", ""),
    "walt": ("Walt Jensen", Kind.EMPLOYER, "Owner", "Jensen Bikes", ""),
    "ines": ("Inês Duarte", Kind.EVENT, "Landscape architect", "Duarte Studio", "met at the career fair"),
}


def play(random: Random, jordan: Student, others: list[Student], now: datetime) -> None:
    """Jordan waits for a professor and knows a relative; others are at other points of the way."""
    _contact(random, jordan, "grace", now - 30 * DAY)
    waiting = _kept(random, jordan, "adeyemi", State.DRAFT, None, now - 12 * DAY)
    text = "Dear Professor Adeyemi,\n\nin Monday's lecture you said you began in industry. May I ask you about that?"
    actions.sent_message(waiting, by=jordan.user, text=text, now=now - 11 * DAY)
    first, second, third = others
    _kept(random, first, "lena", State.SCHEDULED, _at(now + 3 * DAY, 17), now - 2 * DAY)
    over = _kept(random, second, "walt", State.SCHEDULED, _at(now - DAY, 12), now - 5 * DAY)
    over = actions.complete(over, by=second.user, now=now - DAY / 2)
    actions.send_thank_you(over, by=second.user, how=ThankYou.How.OWN, text="", now=now - DAY / 3)
    asked = _kept(random, third, "ines", State.REQUESTED, None, now - 12 * DAY)
    actions.heard_no(asked, by=third.user, now=now - 6 * DAY)


def _kept(
    random: Random, student: Student, name: str, state: str, starts_at: datetime | None, at: datetime
) -> Interview:
    contact = _contact(random, student, name, at)
    mode, where = ("in person", "the café across from the library") if starts_at else ("phone", "")
    meeting = actions.Meeting(mode=mode, where=where, starts_at=starts_at)
    return actions.log(_id(random), student=student, contact=contact, state=state, meeting=meeting, now=at)


def _contact(random: Random, student: Student, name: str, at: datetime) -> Contact:
    full_name, kind, title, employer, introduced_by = KNOWN[name]
    known = {"name": full_name, "kind": kind, "title": title, "employer": employer, "introduced_by": introduced_by}
    email = f"{name}@example.net"
    return save_contact(Contact(id=_id(random), student=student, email=email, created_at=at, **known), now=at)


def _at(moment: datetime, hour: int) -> datetime:
    """That hour on campus, on the moment's day, in UTC."""
    return times.to_utc(times.local(moment, CAMPUS).date(), hour * 60, CAMPUS)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
