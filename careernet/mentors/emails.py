"""What volunteers hear of us before students do: an answer to their application, or an invitation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.core import times
from careernet.mail import kinds, links
from careernet.mail.actions import compose, queue, where_replies_go
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import AlumniUpload, Mentor

INVITATION = "invitation"  # the purpose of the link in an invitation
VOLUNTEERING = "volunteering"  # of the links to pause and to stop


def still_invited(mail: OutgoingMail, now: datetime) -> bool | str:
    if mail.about_id and Mentor.objects.filter(pk=mail.about_id, state=Mentor.State.INVITED).exists():
        return True
    return "the invitation has been answered"


TELLS = kinds.register(kinds.Kind("mentors.tells", "booking", 3))
INVITES = kinds.register(kinds.Kind("mentors.invites", "digest", 8, still_holds=still_invited))


def received(mentor: Mentor, *, policy: Policy, now: datetime) -> None:
    """Their application is with the office."""
    _send("applied", mentor, policy, now)


def approved(mentor: Mentor, *, policy: Policy, now: datetime) -> None:
    _send("approved", mentor, policy, now)


def not_now(mentor: Mentor, words: str, *, policy: Policy, now: datetime) -> None:
    _send("not_now", mentor, policy, now, words=words)


def _send(name: str, mentor: Mentor, policy: Policy, now: datetime, **words: Any) -> None:
    key = f"mentors.{name}:{mentor.pk}:{now:%Y%m%dT%H%M%S}"
    context = {**_around(mentor, policy), **ways_out(mentor, now), **words}
    queue(_mail(name, TELLS, key, mentor, policy, now=now, context=context))


# --- To the office ------------------------------------------------------------------------------------------------
def imported(upload: AlumniUpload, *, policy: Policy, now: datetime) -> None:
    """To whoever asked for it: the list is taken in, or it could not be."""
    if upload.by is None:
        return
    context = {
        "upload": upload,
        "campus": policy.campus_name,
        "office": policy.office,
        "path": reverse("office:alumni_upload", args=[upload.pk]),
    }
    mail = compose(
        kind=TELLS.name,
        key=f"mentors.imported:{upload.pk}:{now:%Y%m%dT%H%M%S}",
        to=upload.by,
        template="mentors/imported",
        about=upload,
        from_name=policy.office,
        context=context,
        now=now,
    )
    queue(mail)


# --- Invitations --------------------------------------------------------------------------------------------------
def invitations(mentors: Sequence[Mentor], *, policy: Policy, now: datetime) -> None:
    """One each, when they are to be invited, and once in their life: the key knows nothing but the person."""
    queue(*(_invitation(mentor, mentor.invited_at or now, policy, now) for mentor in mentors))


def _invitation(mentor: Mentor, due: datetime, policy: Policy, now: datetime) -> OutgoingMail:
    token = links.sign(mentor.user_id, INVITATION, mentor.pk, 0, now=due)
    words = invitation_words(mentor, token=token, policy=policy, due=due)
    key = f"mentors.invitation:{mentor.pk}"
    return _mail("invitation", INVITES, key, mentor, policy, now=now, due=due, context=words)


def invitation_words(mentor: Mentor, *, token: str, policy: Policy, due: datetime) -> dict[str, Any]:
    """What the template of the invitation needs. The office's preview takes the same but the token: it is a key."""
    return _around(mentor, policy) | {
        "reader": mentor.user,
        "replies": where_replies_go({"office": policy.office}),
        "to": mentor.user.email,
        "site_url": settings.SITE_URL,
        "known": known_about(mentor),
        "listed_on": times.day_long(mentor.created_at, times.zone(policy.time_zone), due),
        "url": f"{settings.SITE_URL}{reverse('mentors:invitation', args=[token])}",
        "remove_url": f"{settings.SITE_URL}{reverse('mentors:remove', args=[token])}",
    }


def known_about(mentor: Mentor) -> list[str]:
    """What the list of the alumni office says of somebody, in a few lines."""
    work = ", ".join(filter(None, [mentor.job_title, mentor.employer]))
    place = ", ".join(filter(None, [mentor.city, mentor.region]))
    study = f"Class of {mentor.class_year}" if mentor.class_year else ""
    return [line for line in (mentor.user.full_name, study, work, place) if line]


# --- Ways out -----------------------------------------------------------------------------------------------------
def ways_out(mentor: Mentor, now: datetime) -> dict[str, str]:
    """For the foot of every mail to a mentor: pages to pause and to stop that need no signing in."""
    token = volunteering_token(mentor, now)
    return {
        "pause_url": f"{settings.SITE_URL}{reverse('mentors:pause_by_mail', args=[token])}",
        "stop_url": f"{settings.SITE_URL}{reverse('mentors:stop_by_mail', args=[token])}",
    }


def willing_url(mentor: Mentor, now: datetime) -> str:
    """Where they say whether students may still ask them."""
    return f"{settings.SITE_URL}{reverse('mentors:willing_by_mail', args=[volunteering_token(mentor, now)])}"


def volunteering_token(mentor: Mentor, now: datetime) -> str:
    return links.sign(mentor.user_id, VOLUNTEERING, mentor.pk, 0, now=now)


# --- Shared -------------------------------------------------------------------------------------------------------
def _mail(name: str, kind: kinds.Kind, key: str, mentor: Mentor, policy: Policy, **how: Any) -> OutgoingMail:
    return compose(
        kind=kind.name,
        key=key,
        to=mentor.user,
        template=f"mentors/{name}",
        about=mentor,
        from_name=policy.office,
        reply_to=policy.office_email,
        **how,
    )


def _around(mentor: Mentor, policy: Policy) -> dict[str, Any]:
    return {
        "mentor": mentor,
        "policy": policy,
        "campus": policy.campus_name,
        "office": policy.office,
    }
