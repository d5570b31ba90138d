"""How a mentor likes to hear from students they have talked with: as they come, once a month, or only news."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.core import times
from careernet.interviews.models import Message
from careernet.mail.models import Preference
from careernet.mail.preferences import LETTER_AT, preference_of

NEWS = (Message.Update.INTERNSHIP, Message.Update.JOB, Message.Update.ADVICE)
Wish = Preference.Updates


def wish(mentor: User) -> str:
    """In a sentence, for the student who is about to write."""
    return _SENTENCES[Wish(preference_of(mentor).updates)]() % {"name": mentor.short_name}


_SENTENCES = {
    Wish.AS_THEY_COME: lambda: _("%(name)s likes to hear from you whenever there is something to tell."),
    Wish.MONTHLY: lambda: _("%(name)s likes to hear once a month. Yours goes into the next letter."),
    Wish.NEWS: lambda: _("%(name)s likes to hear only when there is news: an internship, a job, advice you used."),
}


def is_wanted(update: str, mentor: User) -> bool:
    return update in NEWS or preference_of(mentor).updates != Wish.NEWS


def letter_at(mentor: User, now: datetime) -> datetime | None:
    """The morning of the letter that takes it along, on their own clock: the first of next month; None goes at once."""
    if preference_of(mentor).updates != Wish.MONTHLY:
        return None
    zone = times.zone(mentor.time_zone)
    today = times.local(now, zone).date()
    first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return times.to_utc(first, LETTER_AT, zone)
