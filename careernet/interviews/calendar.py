"""The calendar invitation of a booked call: one file per recipient, who is its only attendee. Pure."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from careernet.accounts.models import User
from careernet.core import times
from careernet.core.text import one_line
from careernet.interviews import places
from careernet.interviews.addresses import reply_address
from careernet.interviews.models import Interview


def invitation(interview: Interview, to: User, *, url: str, now: datetime, cancelled: bool = False) -> str:
    """A whole iCalendar text: METHOD:REQUEST, or CANCEL for a call that is off. Times in UTC.

    What people typed is one line of it whatever it holds: some programs take other signs than CR LF for an end of line.
    One UID per booking; SEQUENCE rises with every change of it (RFC 5546). The other side's address is never in it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//careernet//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(_event(interview, to, url=url, now=now, cancelled=cancelled))
    text: bytes = calendar.to_ical()
    return text.decode()


def uid(booking: UUID) -> str:
    return f"{booking}@{_office_address().rpartition('@')[2]}"


def _event(interview: Interview, to: User, *, url: str, now: datetime, cancelled: bool) -> Event:
    name = one_line(interview.other_side(to).display_name)
    assert interview.during
    assert interview.calendar_uid
    event = Event()
    event.add("uid", uid(interview.calendar_uid))
    event.add("sequence", interview.calendar_sequence)
    event.add("dtstamp", now)
    event.add("dtstart", times.utc(interview.during.lower))
    event.add("dtend", times.utc(interview.during.upper))
    event.add("summary", _("Conversation: %(name)s") % {"name": name})
    event.add("location", one_line(interview.where))
    event.add("description", _description(interview, to, url, now))
    event.add("url", url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event["organizer"] = vCalAddress(f"mailto:{reply_address(interview, to) or _office_address()}")
    attendee = vCalAddress(f"mailto:{to.email}")
    attendee.params.update(cn=vText(_parameter(to.display_name)), partstat="ACCEPTED", rsvp="FALSE")
    event.add("attendee", attendee, encode=False)
    if not cancelled:
        event.add_component(_alarm(interview.other_side(to).short_name))
    return event


def _parameter(name: str) -> str:
    """Some programs take a backslash at its end for an escape, and the next parameter for part of the name."""
    return one_line(name).replace("\\", "/")


def _description(interview: Interview, to: User, url: str, now: datetime) -> str:
    assert interview.during
    mine, theirs = times.zone(to.time_zone), times.zone(interview.other_zone(to))
    when = times.dual(interview.during.lower, interview.during.upper, mine, theirs, now)
    both = when.mine + (f"\n{when.theirs}" if when.theirs else "")
    lines = [
        both,
        one_line(places.words(interview, to)),
        _("Everything about this call: %(url)s") % {"url": url},
        _("To move or cancel, use that page: declining in your calendar doesn't tell us.")
        if not reply_address(interview, to)
        else _("To move or cancel, use that page. Declining in your calendar changes nothing until you do."),
    ]
    return "\n\n".join(lines)


def _alarm(other_name: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-15))
    alarm.add("description", _("Your conversation with %(name)s begins soon") % {"name": one_line(other_name)})
    return alarm


def _office_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
