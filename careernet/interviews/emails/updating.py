"""What students tell their mentors long after the call: each by itself, or a month's in one letter."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from careernet.accounts.models import User
from careernet.campus.models import Policy
from careernet.interviews.emails.kinds import UPDATE, UPDATES
from careernet.interviews.emails.links import write_url
from careernet.interviews.emails.shared import mail
from careernet.interviews.models import Interview, Message
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import Mentor


def updated(message: Message, *, policy: Policy, now: datetime) -> None:
    interview = message.interview
    to, due = interview.asked_mentor.user, now + timedelta(seconds=policy.undo_seconds)
    words: dict[str, Any] = {"said": message, "answer_url": write_url(interview, to, now), "wish_url": _wish_url()}
    queue(mail("update", UPDATE, interview, to, policy, now, due=due, personal=True, **words))


def unsend_update(message: Message) -> bool:
    """Whether its mail had not left yet."""
    interview = message.interview
    waiting = OutgoingMail.objects.about(interview).filter(kind=UPDATE.name, data__version=message.number)
    return bool(waiting.queued().update(state=OutgoingMail.State.CANCELLED, reason="taken back"))


def updates(mentor: Mentor, said: QuerySet[Message], *, policy: Policy, now: datetime) -> None:
    """One letter with all of these, oldest first."""
    to, rows = mentor.user, list(said.select_related("interview__student__user", "interview__mentor__user"))
    queue(
        compose(
            kind=UPDATES.name,
            key=f"{UPDATES.name}:{mentor.pk}:{rows[0].pk}",
            to=to,
            template="interviews/updates",
            context={
                "said": [(each, write_url(each.interview, to, now)) for each in rows],
                "office": policy.office,
                "campus": policy.campus_name,
                "wish_url": _wish_url(),
            },
            now=now,
            about=mentor,
            from_name=policy.office,
            reply_to=policy.office_email,
            data={
                "messages": [str(each.pk) for each in rows],
                "interviews": sorted({str(each.interview_id) for each in rows}),
            },
        )
    )


def gather_again(one: User, other: User, *, now: datetime) -> None:
    """These two have parted: no letter that is still to leave tells of it; what others wrote there is in the next."""
    theirs = {str(pk) for pk in Interview.objects.between(one, other).values_list("pk", flat=True)}
    waiting = OutgoingMail.objects.queued().filter(kind=UPDATES.name, to_user__in=(one, other)).select_for_update()
    for letter in waiting:
        if theirs & set(letter.data["interviews"]):
            letter.state, letter.reason = OutgoingMail.State.CANCELLED, "two of them are kept apart"
            letter.save(update_fields=["state", "reason"])
            Message.objects.filter(pk__in=letter.data["messages"]).update(letter_at=now)


def _wish_url() -> str:
    return f"{settings.SITE_URL}{reverse('mail:settings')}"
