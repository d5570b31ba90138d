"""What somebody chose about their mails, and what it means for one that is about to leave.

Asked at one place, right before sending: whatever was switched off since the mail was queued counts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.core import times
from careernet.mail import kinds
from careernet.mail.models import OutgoingMail, Preference, Quieted

Level = Preference.Level

LETTER_AT = 8 * 60  # minutes after midnight
NOTICE = timedelta(days=2)  # how long before a request's end the letter with it comes at the latest
CANT_BE_OFF: tuple[kinds.PreferenceClass, ...] = ("sign_in", "booking")
# What a link in the mail switches off.
ONE_CLICK: tuple[kinds.PreferenceClass, ...] = ("nudge", "digest", "letter", "term")
# Of what can be off, who gets it. The letter of a term is one more mail in months: one a week is no word against it.
WANTED: dict[kinds.PreferenceClass, tuple[Level, ...]] = {
    "nudge": (Level.EVERYTHING,),
    "digest": (Level.EVERYTHING,),
    "letter": (Level.WEEKLY,),
    "term": (Level.EVERYTHING, Level.WEEKLY),
}


# --- What is not sent ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants at one moment. `is_quiet`: about what the mail in question is about. `is_gone`: can't
    sign in any more."""

    level: str = Level.EVERYTHING
    letter_at: datetime | None = None
    is_paused: bool = False
    is_quiet: bool = False
    is_gone: bool = False


def wish_of(
    is_active: bool | None,
    time_zone: str,
    level: str | None,
    letter_at: datetime | None,
    paused_until: date | None,
    is_quiet: bool,
    *,
    now: datetime,
) -> Wish:
    """From the rows of a reader, who may have chosen nothing, or be a bare address."""
    is_paused = paused_until is not None and times.local(now, times.zone(time_zone)).date() < paused_until
    return Wish(level or Level.EVERYTHING, letter_at, is_paused, is_quiet, is_gone=is_active is False)


def refusal(mail: OutgoingMail, wish: Wish) -> str:
    """Why its reader does not want this mail, or nothing."""
    answer_by = mail.data.get("answer_by")
    of = kinds.get(mail.kind).preference_class
    return refuses(of, wish, answer_by=datetime.fromisoformat(answer_by) if answer_by else None)


def refuses(of: kinds.PreferenceClass, wish: Wish, *, answer_by: datetime | None = None) -> str:
    """The whole table. `answer_by`, of a request: until when an answer still helps."""
    if of in CANT_BE_OFF:
        return ""
    if wish.is_gone:
        return _("This account is closed.")
    if of == "request":
        return _("It waits for the weekly letter.") if _waits_for_letter(wish, answer_by) else ""
    if wish.is_quiet:
        return _("Quiet for this conversation.")
    if of == "meeting_day":
        return ""
    if wish.is_paused:
        return _("Reminders are paused.")
    return "" if wish.level in WANTED[of] else _("Switched off in the mail settings.")


def _waits_for_letter(wish: Wish, answer_by: datetime | None) -> bool:
    """Only where a letter will carry it, and soon enough to answer after it."""
    if wish.is_paused or wish.is_quiet or wish.letter_at is None or answer_by is None:
        return False
    return answer_by >= wish.letter_at + NOTICE


def preference_of(person: User) -> Preference:
    """As chosen, or as it is for everybody who chose nothing."""
    return getattr(person, "mail_preference", None) or Preference(user=person)


def is_paused(chosen: Preference, now: datetime) -> bool:
    return chosen.paused_until is not None and _today(chosen.user, now) < chosen.paused_until


# --- Choosing -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """All that the page asks. Hours of None are the campus's."""

    level: str
    letter_day: int
    quiet_from: int | None = None
    quiet_until: int | None = None
    wants_last_call: bool = False
    updates: str = Preference.Updates.AS_THEY_COME
    paused_until: date | None = None


def choose(choice: Choice, *, by: User, now: datetime) -> Preference:
    with transaction.atomic():
        chosen = _lock(by)
        chosen.level, chosen.level_before = choice.level, ""
        chosen.letter_day, chosen.paused_until = choice.letter_day, choice.paused_until
        chosen.quiet_from, chosen.quiet_until = choice.quiet_from, choice.quiet_until
        chosen.wants_last_call, chosen.updates = choice.wants_last_call, choice.updates
        _save(chosen, now, "letter_day", "quiet_from", "quiet_until", "wants_last_call", "updates", "paused_until")
    return chosen


def switch_off(*, by: User, now: datetime) -> Preference:
    """What the link in a mail does: only what moves plans from now on. Twice is once."""
    with transaction.atomic():
        chosen = _lock(by)
        if chosen.level != Level.MOVES:
            chosen.level, chosen.level_before = Level.MOVES, chosen.level
            _save(chosen, now)
    return chosen


def undo(*, by: User, now: datetime) -> Preference:
    """Back to what such a link switched off, unless something was chosen since."""
    with transaction.atomic():
        chosen = _lock(by)
        if chosen.level_before:
            chosen.level, chosen.level_before = chosen.level_before, ""
            _save(chosen, now)
    return chosen


def quieten(about: models.Model, *, by: User, now: datetime) -> None:
    """No reminders about this row any more. What is booked, moved or cancelled is still told."""
    Quieted.objects.get_or_create(user=by, about_id=about.pk, defaults={"since": now})


def hear_again(about: models.Model, *, by: User) -> None:
    Quieted.objects.filter(user=by, about_id=about.pk).delete()


def _lock(person: User) -> Preference:
    Preference.objects.get_or_create(user=person)
    chosen = Preference.objects.select_for_update(no_key=True).get(user=person)
    chosen.user = person
    return chosen


def _save(chosen: Preference, now: datetime, *changed: str) -> None:
    chosen.letter_at = next_letter(chosen, after=now)
    chosen.save(update_fields=["level", "level_before", "letter_at", *changed])
    _send_what_was_left(chosen.user, now)


def _send_what_was_left(person: User, now: datetime) -> None:
    """Requests that waited for a letter are judged anew: there may be none now, or later. Those in one that went
    are told."""
    letters = _letters(person).filter(state__in=(OutgoingMail.State.SENT, OutgoingMail.State.SENDING))
    told_at = letters.aggregate(at=Max("created_at"))["at"]
    left = OutgoingMail.objects.filter(to_user=person, kind__in=kinds.of_class("request")).exclude(text="")
    if told_at:
        left = left.filter(due_at__gt=told_at)
    skipped = left.filter(state=OutgoingMail.State.SKIPPED)
    skipped.update(state=OutgoingMail.State.QUEUED, reason="", attempts=0, next_attempt_at=now)


# --- The day of the letter ----------------------------------------------------------------------------------------
def follow_zone(person: User, *, now: datetime) -> None:
    """Their mornings are somebody else's now; one that has begun there already is not lost."""
    with transaction.atomic():
        coming = Preference.objects.select_for_update(no_key=True).filter(user=person, letter_at__gt=now)
        for chosen in coming:
            midnight = times.local_midnight(_today(person, now), _zone(person))
            chosen.user = person
            chosen.letter_at = next_letter(chosen, after=midnight)
            chosen.save(update_fields=["letter_at"])


def next_letter(chosen: Preference, *, after: datetime) -> datetime | None:
    """The first morning of the chosen day in a week that has had no letter yet; None for who gets none."""
    if chosen.level != Level.WEEKLY:
        return None
    zone = _zone(chosen.user)
    last = _letters(chosen.user).aggregate(at=Max("created_at"))["at"]
    return morning(chosen.letter_day, zone, after=after, not_in=week(last, zone) if last else "")


def morning(day: int, zone: ZoneInfo, *, after: datetime, not_in: str = "") -> datetime:
    """Eight o'clock on that day of the week, on the clocks there, whatever they do between now and then."""
    today = times.local(after, zone).date()
    date = today + timedelta(days=(day - today.weekday()) % 7)
    while (at := times.to_utc(date, LETTER_AT, zone)) <= after or week(at, zone) == not_in:
        date += timedelta(days=7)
    return at


def week(moment: datetime, zone: ZoneInfo) -> str:
    """Such as "2026-W43", the week from Monday to Sunday there."""
    return f"{times.local(moment, zone):%G-W%V}"


def _letters(person: User) -> models.QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(to_user=person, kind__in=kinds.of_class("letter"))


def _zone(person: User) -> ZoneInfo:
    return times.zone(person.time_zone)


def _today(person: User, now: datetime) -> date:
    return times.local(now, _zone(person)).date()
