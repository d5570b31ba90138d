"""The one mail reflections send. What was written stays on the page: mail travels through other people's machines."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careernet.campus.models import Policy
from careernet.interviews.emails import report_url
from careernet.mail import kinds
from careernet.mail.actions import compose, queue
from careernet.mail.models import OutgoingMail
from careernet.reflections.models import Reflection, Review


def still_the_latest_word(mail: OutgoingMail, now: datetime) -> bool | str:
    if Reflection.objects.filter(pk__in=[mail.about_id], version=mail.data["version"]).exists():
        return True
    return "the student has gone on writing"


REVIEWED = kinds.register(kinds.Kind("reflections.reviewed", "booking", 5, still_holds=still_the_latest_word))


def reviewed(reflection: Reflection, review: Review, *, policy: Policy, now: datetime) -> None:
    """To the student: somebody has read it, and whether they ask for more."""
    student, asks_for_more = reflection.interview.student.user, review.verdict == Review.Verdict.PLEASE_ADD
    page = ("write", reflection.interview_id) if asks_for_more else ("detail", reflection.pk)
    queue(
        compose(
            kind=REVIEWED.name,
            key=f"{REVIEWED.name}:{reflection.pk}:{review.version}",
            to=student,
            template="reflections/reviewed",
            context={
                "advisor": review.by,
                "mentor": reflection.interview.host,
                "asks_for_more": asks_for_more,
                "has_comment": bool(review.comment or review.on_answers),
                "office": policy.office,
                "url": settings.SITE_URL + reverse(f"reflections:{page[0]}", args=[page[1]]),
                "report_url": report_url(reflection.interview, student, now),
            },
            now=now,
            about=reflection,
            thread=f"interview-{reflection.interview_id}",
            from_name=f"{review.by.display_name} via {policy.office}",
            reply_to=policy.office_email,
            data={"version": review.version},
        )
    )
