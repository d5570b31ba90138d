"""Becoming a mentor, what mentors change about themselves, and what the office may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.actions import grant_role
from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import Major, MeetingMode, Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mail.actions import forget, may_be_mailed
from careernet.mentors import emails
from careernet.mentors.invitations import moments
from careernet.mentors.models import DatedHours, Mentor, MentorQuerySet, NextOpen, PathEntry, WeeklyHours
from careernet.mentors.profile import Profile
from careernet.mentors.search import search_text, sort_name
from careernet.mentors.slots import Window, open_slots
from careernet.mentors.visibility import hidden_fields

MOST_AT_ONCE = 1000  # invitations; further ones would leave so late that people and rules have changed
REMOVED = "asked to be removed"  # the reason on the do-not-mail list
FROM_A_FILE = (
    *("job_title", "employer", "field", "work_setting", "employer_size", "in_role_since", "previous_employer"),
    *("class_year", "city", "region", "country", "topics", "modes", "linkedin_url", "volunteered_on"),
    *("sort_name", "search_text"),
)
CLOSED = ((None, None),)
Ranges = Sequence[tuple[int, int]]  # minutes after local midnight, `end` up to 1440


# --- Joining --------------------------------------------------------------------------------------------------------
def apply(user: User, *, facts: Mapping[str, Any], majors: Sequence[Major], application: str, now: datetime) -> Mentor:
    """Somebody volunteers, and has agreed to the code of conduct. The office looks first; no student sees them yet.

    `facts` are columns of Mentor by name. The address is proven: nobody gets here without having signed in by it.
    """
    with transaction.atomic():
        mentor = _of_user(user)
        if mentor.state == Mentor.State.APPLIED:
            return mentor
        if mentor.state != Mentor.State.RETIRED:
            raise RuleBroken(_("You are on our list of mentors already: your mentor page says what comes next."))
        mentor.application, mentor.applied_at = application, now
        _begin(mentor, facts, majors, now)
        mentor = _stand(mentor, Mentor.State.APPLIED, by=user, now=now)
        may_be_mailed(user.email)
        emails.received(mentor, policy=Policy.current(), now=now)
    return mentor


def begin_as_graduate(user: User, *, facts: Mapping[str, Any], majors: Sequence[Major], now: datetime) -> Mentor:
    """A student whom the campus knows goes on as a mentor: nobody needs to look first. They agreed to the conduct."""
    with transaction.atomic():
        mentor = _of_user(user)
        if mentor.state in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
            return mentor
        mentor.kind, mentor.confirmed_at = Mentor.Kind.ALUM, now
        _begin(mentor, facts, majors, now)
        mentor = _stand(mentor, Mentor.State.ACTIVE, by=user, now=now)
        emails.approved(mentor, policy=Policy.current(), now=now)
    return mentor


def accept_invitation(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """An invited alum says yes, and agrees to the code of conduct: from now on students find them."""
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.INVITED:
            raise RuleBroken(_("The career office has to list you first."))
        _agree(mentor.user, now)
        return _stand(mentor, Mentor.State.ACTIVE, by=by, now=now)


def confirm_details(
    mentor: Mentor, *, by: User, facts: Mapping[str, Any], majors: Sequence[Major], now: datetime
) -> Mentor:
    """First step: what we know of them is right, and the code of conduct is theirs. Who was invited has said yes."""
    with transaction.atomic():
        mentor = update_profile(mentor, facts=facts, majors=majors)
        mentor.confirmed_at = now
        mentor.save(update_fields=["confirmed_at"])
        if mentor.user.agreed_at is None:
            _agree(mentor.user, now)
        if mentor.state == Mentor.State.INVITED:
            mentor = accept_invitation(mentor, by=by, now=now)
    return mentor


def choose_how_to_talk(mentor: Mentor, *, modes: Sequence[str], length: int, calls_a_month: int) -> Mentor:
    """Second step: how, how long, how often."""
    with transaction.atomic():
        mentor = _lock(mentor)
        mentor.modes, mentor.length, mentor.calls_a_month = list(modes), length, calls_a_month
        _note_edited(mentor, {"modes", "length", "calls_a_month"})
        mentor.save(update_fields=["modes", "length", "calls_a_month", "edited_fields"])
    return mentor


def _of_user(user: User) -> Mentor:
    """The one mentor this person is or was, or a new one, which is not saved yet. Locked against a second form."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = Mentor.objects.filter(user=user).first()
    return _lock(known) if known else Mentor(user=user, state=Mentor.State.RETIRED, modes=[MeetingMode.VIDEO])


def _begin(mentor: Mentor, facts: Mapping[str, Any], majors: Sequence[Major], now: datetime) -> None:
    """Save somebody who comes, or comes back, with what they say of themselves."""
    _agree(mentor.user, now)
    for name, value in facts.items():
        setattr(mentor, name, value)
    _note_edited(mentor, {*facts, "majors"})
    mentor.sort_name = sort_name(mentor.user.full_name)
    mentor.search_text = search_text(mentor, [major.name for major in majors])
    mentor.save()
    mentor.majors.set(majors)
    grant_role(mentor.user, Role.Kind.MENTOR, by=None, now=now)


def _agree(user: User, now: datetime) -> None:
    user.agreed_at = now
    user.save(update_fields=["agreed_at"])


# --- Being invited --------------------------------------------------------------------------------------------------
def invite(chosen: MentorQuerySet, *, by: User, now: datetime) -> list[Mentor]:
    """Write to those of them who were never written to, as many a day as the rules allow. `MOST_AT_ONCE` at most."""
    with transaction.atomic():
        policy = Policy.objects.select_for_update().filter(pk=1).first() or Policy.current()  # one at a time
        mentors = list(
            chosen.to_invite().select_related("user").defer("search").order_by("sort_name", "pk")[:MOST_AT_ONCE]
        )
        for mentor, due in zip(mentors, moments(len(mentors), policy=policy, now=now), strict=True):
            mentor.invited_at = due
        emails.invitations(mentors, policy=policy, now=now)
        Mentor.objects.bulk_update(mentors, ["invited_at"], batch_size=500)
        if mentors:
            AuditEvent.objects.create(at=now, by=by, verb="invited mentors", data={"number": len(mentors)})
    return mentors


def remove(mentor: Mentor, *, now: datetime) -> Mentor:
    """Somebody we only know from a file wants no part in it: nothing of the file stays but its number.

    The number, and the address on the do-not-mail list, keep a later file from bringing them back. An account that
    is used for something else stays.
    """
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.RETIRED:
            return mentor
        if mentor.state != Mentor.State.INVITED:
            raise RuleBroken(_("You have said yes in the meantime. You can stop on your mentor page."))
        user = mentor.user
        nobody = Mentor()
        for name in FROM_A_FILE:
            setattr(mentor, name, getattr(nobody, name))
        mentor.save()
        mentor.majors.clear()
        mentor = _stand(mentor, Mentor.State.RETIRED, by=user, now=now)
        if user.last_login is None and user.role_kinds == {Role.Kind.MENTOR}:
            forget(user, reason=REMOVED, now=now)
            user.roles.all().delete()
            EmailAddress.objects.filter(user=user).delete()
            user.full_name = user.preferred_name = ""
            user.email, user.is_active = f"removed-{mentor.pk.hex}@removed.invalid", False
            user.save(update_fields=["full_name", "preferred_name", "email", "is_active"])
    return mentor


# --- Hours and breaks -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Hours:
    """When and how often a mentor talks. `dates` replace the weekly windows of that day; an empty list closes it."""

    time_zone: str
    windows: tuple[Window, ...]
    dates: Mapping[date, Ranges]
    length: int
    calls_a_month: int
    break_after: int
    hours_ahead: int
    days_out: int
    waiting_at_most: int


HOW_TO_TALK = ("length", "calls_a_month", "break_after", "hours_ahead", "days_out", "waiting_at_most")


def save_hours(mentor: Mentor, *, hours: Hours, now: datetime) -> Mentor:
    """Replace the weekly hours and all coming dated ones. Calls already booked stay as they are.

    Raises `RuleBroken` for windows that end before they begin or overlap, and for dates that are past.
    """
    _check(hours, now)
    with transaction.atomic():
        mentor = _lock(mentor)
        today = times.local(now, times.zone(hours.time_zone)).date()
        for name in HOW_TO_TALK:
            setattr(mentor, name, getattr(hours, name))
        _note_edited(mentor, {"calls_a_month", "time_zone"})
        mentor.save(update_fields=[*HOW_TO_TALK, "edited_fields"])
        mentor.user.time_zone = hours.time_zone
        mentor.user.save(update_fields=["time_zone"])
        mentor.weekly_hours.all().delete()
        mentor.dated_hours.filter(on__gte=today).delete()
        WeeklyHours.objects.bulk_create(
            WeeklyHours(
                mentor=mentor, weekday=w.weekday, start=w.start, end=w.end, valid_from=w.valid_from, valid_to=w.valid_to
            )
            for w in hours.windows
        )
        DatedHours.objects.bulk_create(
            DatedHours(mentor=mentor, on=day, start=start, end=end)
            for day, ranges in hours.dates.items()
            for start, end in ranges or CLOSED
        )
        NextOpen.objects.update_or_create(
            mentor=mentor, defaults={"starts_at": _first_start(hours, now), "looked_at": now}
        )
    return mentor


def pause(mentor: Mentor, *, by: User, until: date | None, now: datetime) -> Mentor:
    """No new requests until that day (in their zone), or until they say so; waiting ones can still be answered."""
    today = times.local(now, times.zone(mentor.zone)).date()
    if until is not None and until <= today:
        raise RuleBroken(_("Choose a day after today to come back on."))
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state not in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
            raise RuleBroken(_("You aren't listed yet, so there is nothing to pause."))
        return _stand(mentor, Mentor.State.PAUSED, until=until, by=by, now=now)


def resume(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """Take requests again."""
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.PAUSED:
            raise RuleBroken(_("You aren't listed yet, so there is no pause to end."))
        return _stand(mentor, Mentor.State.ACTIVE, by=by, now=now)


def save_profile(mentor: Mentor, *, profile: Profile) -> Mentor:
    """All of the profile page at once: names, facts, path, and what of it students see. Found by it from now on."""
    with transaction.atomic():
        mentor = _lock(mentor)
        user = mentor.user
        if profile.names["full_name"] != user.full_name:
            mentor.sort_name = sort_name(profile.names["full_name"])
        for name, value in profile.names.items():
            setattr(user, name, value)
        user.save(update_fields=list(profile.names))
        mentor.hidden_fields = hidden_fields(shown=profile.shown)
        mentor.save(update_fields=["sort_name", "hidden_fields"])
        mentor.path.all().delete()
        for entry in profile.path:
            entry.mentor = mentor
        PathEntry.objects.bulk_create(profile.path)
        return update_profile(mentor, facts=profile.facts, majors=profile.majors)


def follow_name(user: User) -> None:
    """Whoever has changed their name elsewhere is found by the new one, and no more by the old."""
    with transaction.atomic():
        known = Mentor.objects.filter(user=user).first()
        if known is None:
            return
        mentor = _lock(known)
        mentor.sort_name = sort_name(mentor.user.full_name)
        mentor.search_text = search_text(mentor, [major.name for major in mentor.majors.all()])
        mentor.save(update_fields=["sort_name", "search_text"])


def update_profile(mentor: Mentor, *, facts: Mapping[str, Any], majors: Sequence[Major]) -> Mentor:
    """Set what the mentor says of themselves. What differs from before is theirs from now on: imports leave it alone.

    `facts` are columns of Mentor by name. Topics count as confirmed once their owner has saved them.
    """
    with transaction.atomic():
        mentor = _lock(mentor)
        changed = {name for name, value in facts.items() if getattr(mentor, name) != value}
        if set(mentor.majors.all()) != set(majors):
            changed.add("majors")
        for name, value in facts.items():
            setattr(mentor, name, value)
        _note_edited(mentor, changed | ({"topics"} & facts.keys()))
        mentor.search_text = search_text(mentor, [major.name for major in majors])
        mentor.save(update_fields=[*facts, "edited_fields", "search_text"])
        mentor.majors.set(majors)
    return mentor


# --- What the office does -------------------------------------------------------------------------------------------
def approve(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """The office has looked at a volunteer: from now on students find them."""
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.APPLIED:
            raise RuleBroken(_("%(name)s has not applied, so there is nothing to approve.") % {"name": mentor})
        mentor = _stand(mentor, Mentor.State.ACTIVE, by=by, now=now)
        emails.approved(mentor, policy=Policy.current(), now=now)
    return mentor


def turn_down(mentor: Mentor, *, by: User, words: str, now: datetime) -> Mentor:
    """Not now: they hear it kindly, with what the office adds, and may apply again."""
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.RETIRED:
            return mentor
        if mentor.state != Mentor.State.APPLIED:
            raise RuleBroken(_("%(name)s has been approved in the meantime.") % {"name": mentor})
        mentor = _stand(mentor, Mentor.State.RETIRED, by=by, now=now)
        emails.not_now(mentor, words, policy=Policy.current(), now=now)
    return mentor


def retire(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """They stop volunteering: students find them no more, and what was agreed stands."""
    with transaction.atomic():
        mentor = _lock(mentor)
        if mentor.state == Mentor.State.RETIRED:
            return mentor
        return _stand(mentor, Mentor.State.RETIRED, by=by, now=now)


def correct(mentor: Mentor, *, by: User, changed: Sequence[str], now: datetime) -> Mentor:
    """After the office has put facts right: found by them, and no import puts them wrong again."""
    with transaction.atomic():
        mentor = _lock(mentor)
        _note_edited(mentor, set(changed))
        mentor.search_text = search_text(mentor, [major.name for major in mentor.majors.all()])
        mentor.save(update_fields=["edited_fields", "search_text"])
        _record(mentor, {"fields": sorted(changed)}, by, now)
    return mentor


# --- Shared ---------------------------------------------------------------------------------------------------------
def _stand(mentor: Mentor, state: str, *, until: date | None = None, by: User, now: datetime) -> Mentor:
    change = {"state": [mentor.state, state]} | ({"until": until.isoformat()} if until else {})
    mentor.state, mentor.paused_until = state, until
    mentor.save(update_fields=["state", "paused_until"])
    _record(mentor, change, by, now)
    return mentor


def _record(mentor: Mentor, change: Mapping[str, Any], by: User, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        by=by,
        about=mentor.user,
        verb="changed mentor",
        object_type="mentor",
        object_id=str(mentor.pk),
        data=change,
    )


def _lock(mentor: Mentor) -> Mentor:
    locked = Mentor.objects.select_for_update(no_key=True, of=("self",)).defer("search")
    return locked.select_related("user", "field").get(pk=mentor.pk)


def _note_edited(mentor: Mentor, names: set[str]) -> None:
    mentor.edited_fields = sorted({*mentor.edited_fields, *names})


# --- What hours have to be ------------------------------------------------------------------------------------------
def _check(hours: Hours, now: datetime) -> None:
    if any(clash(one, other) for one, other in combinations(hours.windows, 2)):
        raise RuleBroken(_("Two of your hours overlap. Make one range of them."))
    for ranges in ([(w.start, w.end) for w in hours.windows], *hours.dates.values()):
        if any(start >= end for start, end in ranges):
            raise RuleBroken(_("One of your ranges ends before it begins."))
    today = times.local(now, times.zone(hours.time_zone)).date()
    if any(day < today for day in hours.dates):
        raise RuleBroken(_("One of the dates is already past."))
    for ranges in hours.dates.values():
        if any(a < d and c < b for (a, b), (c, d) in combinations(ranges, 2)):
            raise RuleBroken(_("Two ranges of one date overlap. Make one range of them."))


def clash(one: Window, other: Window) -> bool:
    """Two windows of one weekday share some minutes on some date."""
    return (
        one.weekday == other.weekday
        and one.start < other.end
        and other.start < one.end
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
    )


def _first_start(hours: Hours, now: datetime) -> datetime | None:
    """A first hint for the directory, by the hours alone; the sweep looks at what is booked."""
    length = timedelta(minutes=hours.length)
    starts = open_slots(
        hours.windows,
        hours.dates,
        [],
        zone=times.zone(hours.time_zone),
        length=length,
        step=length,
        now=now,
        notice=timedelta(hours=hours.hours_ahead),
        buffer_before=timedelta(),
        buffer_after=timedelta(),
        start=now,
        end=now + timedelta(days=hours.days_out),
    )
    return starts[0] if starts else None
