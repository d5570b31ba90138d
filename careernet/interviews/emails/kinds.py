"""The kinds of mail interviews send, and whether one still holds when its time comes."""

from datetime import datetime, timedelta

from careernet.interviews.models import Event, Interview, Report, ResumeAsk, State
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail


def still_as_told(mail: OutgoingMail, now: datetime) -> bool | str:
    """A mail that asks for something holds while nothing has happened since but talk."""
    since = Event.objects.filter(interview=mail.about_id, number__gt=mail.data["version"])
    return not since.exclude(verb__in=Event.ASIDES).exists() or "the interview has moved on"


def still_asked(mail: OutgoingMail, now: datetime) -> bool | str:
    asked = Interview.objects.filter(pk__in=[mail.about_id], state=State.REQUESTED, handed_back_at__isnull=False)
    return asked.exists() or "the question is answered, or no longer asked"


def still_in_touch(mail: OutgoingMail, now: datetime) -> bool | str:
    """Nothing that was written after one of the two had enough; the ordinary ending belongs to that very moment."""
    is_apart = Interview.objects.apart(before=mail.created_at).filter(pk__in=[mail.about_id]).exists()
    return "these two are kept apart" if is_apart else True


def all_still_in_touch(mail: OutgoingMail, now: datetime) -> bool | str:
    apart = Interview.objects.apart(before=now).filter(pk__in=mail.data["interviews"])
    return "two of them are kept apart" if apart.exists() else True


def still_shown(mail: OutgoingMail, now: datetime) -> bool | str:
    """The student has not taken the resume back, and the two may meet."""
    asks = ResumeAsk.objects.filter(interview=mail.about_id).select_related("interview")
    if not any(ask.is_open(now) for ask in asks):
        return "the resume was taken back"
    return still_in_touch(mail, now)


def report_is_open(mail: OutgoingMail, now: datetime) -> bool | str:
    return Report.objects.open().filter(pk__in=[mail.about_id]).exists() or "the report is closed"


ASKS = kinds.register(kinds.Kind("interviews.asks", "booking", 3, timedelta(days=7), still_as_told))
REQUEST = kinds.register(kinds.Kind("interviews.request", "request", 3, timedelta(days=14), still_as_told))
LOOKED = kinds.register(kinds.Kind("interviews.looked", "booking", 3, timedelta(days=7), still_as_told))
LOOKS = kinds.register(kinds.Kind("interviews.looks", "digest", 8, still_holds=still_as_told))
TELLS = kinds.register(kinds.Kind("interviews.tells", "booking", 3, still_holds=still_in_touch))
UPDATE = kinds.register(kinds.Kind("interviews.update", "booking", 8, still_holds=still_in_touch))
UPDATES = kinds.register(kinds.Kind("interviews.updates", "booking", 8, still_holds=all_still_in_touch))
WRITES = kinds.register(kinds.Kind("interviews.writes", "booking", 3, still_holds=still_in_touch))
QUESTION = kinds.register(kinds.Kind("interviews.question", "booking", 3, timedelta(days=7), still_asked))
DOUBTS = kinds.register(kinds.Kind("interviews.doubts", "booking", 2, still_holds=still_as_told))
RESUME = kinds.register(kinds.Kind("interviews.resume", "booking", 3, still_holds=still_shown))
LATE = kinds.register(kinds.Kind("interviews.late", "booking", 1, timedelta(minutes=30), still_in_touch))
REPORTED = kinds.register(kinds.Kind("interviews.reported", "booking", 2, still_holds=report_is_open))
