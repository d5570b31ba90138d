"""Becoming a mentor: volunteering, going on as a graduate, saying yes to an invitation, the first steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.actions import grant_role
from careernet.accounts.models import Role, User
from careernet.campus.models import Major, MeetingMode, Policy
from careernet.core.rules import RuleBroken
from careernet.mail.actions import may_be_mailed
from careernet.mentors import emails
from careernet.mentors.actions.profile import update_profile
from careernet.mentors.actions.record import lock, note_edited, stand
from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text, sort_name


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
        mentor = stand(mentor, Mentor.State.APPLIED, by=user, now=now)
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
        mentor = stand(mentor, Mentor.State.ACTIVE, by=user, now=now)
        emails.approved(mentor, policy=Policy.current(), now=now)
    return mentor


def accept_invitation(mentor: Mentor, *, by: User, now: datetime) -> Mentor:
    """An invited alum says yes, and agrees to the code of conduct: from now on students find them."""
    with transaction.atomic():
        mentor = lock(mentor)
        if mentor.state == Mentor.State.ACTIVE:
            return mentor
        if mentor.state != Mentor.State.INVITED:
            raise RuleBroken(_("The career office has to list you first."))
        _agree(mentor.user, now)
        return stand(mentor, Mentor.State.ACTIVE, by=by, now=now)


def confirm_details(
    mentor: Mentor, *, by: User, facts: Mapping[str, Any], majors: Sequence[Major], now: datetime
) -> Mentor:
    """First step: what we know of them is right, and the code of conduct is theirs. Who was invited has said yes."""
    with transaction.atomic():
        mentor = update_profile(mentor, facts=facts, majors=majors)
        mentor.confirmed_at = mentor.wake_at = now
        mentor.save(update_fields=["confirmed_at", "wake_at"])
        if mentor.user.agreed_at is None:
            _agree(mentor.user, now)
        if mentor.state == Mentor.State.INVITED:
            mentor = accept_invitation(mentor, by=by, now=now)
    return mentor


def choose_how_to_talk(mentor: Mentor, *, modes: Sequence[str], length: int, calls_a_month: int) -> Mentor:
    """Second step: how, how long, how often."""
    with transaction.atomic():
        mentor = lock(mentor)
        mentor.modes, mentor.length, mentor.calls_a_month = list(modes), length, calls_a_month
        note_edited(mentor, {"modes", "length", "calls_a_month"})
        mentor.save(update_fields=["modes", "length", "calls_a_month", "edited_fields"])
    return mentor


def _of_user(user: User) -> Mentor:
    """The one mentor this person is or was, or a new one, which is not saved yet. Locked against a second form."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = Mentor.objects.filter(user=user).first()
    return lock(known) if known else Mentor(user=user, state=Mentor.State.RETIRED, modes=[MeetingMode.VIDEO])


def _begin(mentor: Mentor, facts: Mapping[str, Any], majors: Sequence[Major], now: datetime) -> None:
    """Save somebody who comes, or comes back, with what they say of themselves."""
    _agree(mentor.user, now)
    for name, value in facts.items():
        setattr(mentor, name, value)
    note_edited(mentor, {*facts, "majors"})
    mentor.sort_name = sort_name(mentor.user.full_name)
    mentor.search_text = search_text(mentor, [major.name for major in majors])
    mentor.save()
    mentor.majors.set(majors)
    grant_role(mentor.user, Role.Kind.MENTOR, by=None, now=now)


def _agree(user: User, now: datetime) -> None:
    user.agreed_at = now
    user.save(update_fields=["agreed_at"])
