"""Writing to people we know from a file, and forgetting who wants no part in it."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import AuditEvent, Role, User
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.mail.actions import forget
from careernet.mentors import emails
from careernet.mentors.actions.record import lock, stand
from careernet.mentors.invitations import moments
from careernet.mentors.models import Mentor, MentorQuerySet

MOST_AT_ONCE = 1000  # invitations; further ones would leave so late that people and rules have changed
REMOVED = "asked to be removed"  # the reason on the do-not-mail list
FROM_A_FILE = (
    *("job_title", "employer", "field", "work_setting", "employer_size", "in_role_since", "previous_employer"),
    *("class_year", "city", "region", "country", "topics", "modes", "linkedin_url", "volunteered_on"),
    *("sort_name", "search_text"),
)


def invite(chosen: MentorQuerySet, *, by: User | None, now: datetime) -> list[Mentor]:
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
        mentor = lock(mentor)
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
        mentor = stand(mentor, Mentor.State.RETIRED, by=user, now=now)
        if user.last_login is None and user.role_kinds == {Role.Kind.MENTOR}:
            forget(user, reason=REMOVED, now=now)
            user.roles.all().delete()
            EmailAddress.objects.filter(user=user).delete()
            user.full_name = user.preferred_name = ""
            user.email, user.is_active = f"removed-{mentor.pk.hex}@removed.invalid", False
            user.save(update_fields=["full_name", "preferred_name", "email", "is_active"])
    return mentor
