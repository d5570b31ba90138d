"""Whether students find a mentor: listed by the office, paused, back, or no more."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, User
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.rules import RuleBroken
from careernet.mentors import emails
from careernet.mentors.actions.record import lock, stand
from careernet.mentors.models import Mentor


def approve(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """The office has looked at a volunteer: from now on students find them."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.APPLIED:
            raise RuleBroken(_("%(name)s has not applied, so there is nothing to approve.") % {"name": mentor})
        mentor = stand(mentor, Mentor.State.ACTIVE, by=by, now=now)
        emails.approved(mentor, policy=Policy.current(), now=now)
    return mentor


def turn_down(mentor: Mentor, *, by: User, words: str, now: datetime) -> Mentor:
    """Not now: they hear it kindly, with what the office adds, and may apply again."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state == Mentor.State.RETIRED:
            return mentor
        if mentor.state != Mentor.State.APPLIED:
            raise RuleBroken(_("%(name)s has been approved in the meantime.") % {"name": mentor})
        mentor = stand(mentor, Mentor.State.RETIRED, by=by, now=now)
        emails.not_now(mentor, words, policy=Policy.current(), now=now)
    return mentor


def pause(mentor: Mentor, *, by: User, until: date | None, now: datetime) -> Mentor:
    """No new requests until that day (in their zone), or until they say so; waiting ones can still be answered."""
    check_comes_back(mentor, until, now)
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state not in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
            raise RuleBroken(_("You aren't listed yet, so there is nothing to pause."))
        if (mentor.state, mentor.paused_until) == (Mentor.State.PAUSED, until):
            return mentor
        return stand(mentor, Mentor.State.PAUSED, until=until, by=by, now=now)


def check_comes_back(mentor: Mentor, until: date | None, now: datetime) -> None:
    if until is not None and until <= times.local(now, times.zone(mentor.zone)).date():
        raise RuleBroken(_("Choose a day after today to come back on."))


def resume(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """Take requests again."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.PAUSED:
            raise RuleBroken(_("You aren't listed yet, so there is no pause to end."))
        return stand(mentor, Mentor.State.ACTIVE, by=by, now=now)


def bounce(mentor: Mentor, *, now: datetime) -> Mentor:
    """No mail arrives at their address: students find them again once one does."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state not in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
            return mentor
        return stand(mentor, Mentor.State.BOUNCED, until=mentor.paused_until, by=None, now=now)


def come_back(mentor: Mentor, *, now: datetime) -> Mentor:
    """Mail arrives again, so they stand as they did before, resting if they rested."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state != Mentor.State.BOUNCED:
            return mentor
        changes = AuditEvent.objects.filter(object_type="mentor", object_id=str(mentor.pk))
        before = changes.filter(data__state__1=Mentor.State.BOUNCED).latest("pk").data["state"][0]
        return stand(mentor, before, until=mentor.paused_until, by=None, now=now)


def stay(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """They say that students may still ask them; a pause ends with it."""
    return _go_on(mentor, Mentor.State.ACTIVE, None, by, now)


def stay_paused(mentor: Mentor, *, by: User, until: date | None, now: datetime) -> Mentor:
    """They say that they stay with us, and rest for now."""
    check_comes_back(mentor, until, now)
    return _go_on(mentor, Mentor.State.PAUSED, until, by, now)


def _go_on(mentor: Mentor, state: str, until: date | None, by: User, now: datetime) -> Mentor:
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state not in (Mentor.State.ACTIVE, Mentor.State.PAUSED):
            raise RuleBroken(_("You aren't listed any more. Sign in to volunteer again."))
        mentor.confirmed_at = mentor.wake_at = now
        mentor.save(update_fields=["confirmed_at", "wake_at"])
        if (mentor.state, mentor.paused_until) != (state, until):
            mentor = stand(mentor, state, until=until, by=by, now=now)
    return mentor


def retire(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """They stop volunteering: students find them no more, and what was agreed stands."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state == Mentor.State.RETIRED:
            return mentor
        return stand(mentor, Mentor.State.RETIRED, by=by, now=now)
