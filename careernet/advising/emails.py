"""What advisors send to their students."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from careernet.accounts.models import User
from careernet.advising.models import Suggestion
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.models import Interview, State
from careernet.mail import kinds
from careernet.mail.actions import compose, fold, queue
from careernet.mail.models import OutgoingMail
from careernet.reminders.quiet import own_hours, quiet_of
from careernet.students.models import Student

A_MOMENT = timedelta(minutes=10)  # in which one more name goes into the same mail


def still_suggested(mail: OutgoingMail, now: datetime) -> bool | str:
    """All that it names: somebody the student no longer finds is not to reach them by a mail, either."""
    named = mail.data["suggestions"]
    if mail.to_user and Suggestion.objects.shown_to(mail.to_user, now).filter(pk__in=named).count() == len(named):
        return True
    return "one of those it names was asked, put away or is gone"


def still_owes(mail: OutgoingMail, now: datetime) -> bool | str:
    """To the advisor who wrote, and all that it names: the student may have handed one in since."""
    named, advisor = mail.data["interviews"], mail.data["by"]
    held = Interview.objects.filter(pk__in=named, student__advisor=advisor, state=State.COMPLETED)
    unwritten = held.filter(reflection__submitted_at=None).exclude(pk__in=held.apart(now))
    if unwritten.count() == len(named):
        return True
    return "one of those it names is written about, or no longer to be asked for"


SUGGESTS = kinds.register(
    kinds.Kind("advising.suggests", "nudge", 5, not_after=timedelta(days=7), still_holds=still_suggested)
)


def suggested(student: Student, *, by: User, policy: Policy, now: datetime) -> None:
    """All that stand, in one mail; one that has not left yet is folded into it."""
    fold(student, kind=SUGGESTS.name, to=student.user)
    standing = list(
        Suggestion.objects.shown_to(student.user, now).select_related("mentor__user").order_by("suggested_at", "pk")
    )
    queue(
        compose(
            kind=SUGGESTS.name,
            key=f"advising.suggested:{student.pk}:{now:%Y%m%dT%H%M%S.%f}",
            to=student.user,
            template="advising/suggested",
            context={
                "advisor": by,
                "suggestions": [
                    (each, settings.SITE_URL + reverse("mentors:detail", args=[each.mentor_id])) for each in standing
                ],
                "office": policy.office,
                "url": settings.SITE_URL + reverse("students:home"),
            },
            now=now,
            due=now + A_MOMENT,
            about=student,
            from_name=f"{by.display_name} via {policy.office}",
            reply_to=policy.office_email,
            data={"suggestions": [str(each.pk) for each in standing]},
        )
    )


REMINDS = kinds.register(
    kinds.Kind("advising.reminds", "nudge", 5, not_after=timedelta(days=3), still_holds=still_owes)
)


def reminder(
    student: Student, interviews: Iterable[Interview], *, by: User, policy: Policy, now: datetime
) -> OutgoingMail:
    """What is overdue, in one mail; outside the hours in which the student wants none."""
    zone = times.zone(student.zone)
    page = "reflections:write"
    lines = [
        (
            each.host,
            times.day(each.during.lower, zone, now) if each.during else "",
            settings.SITE_URL + reverse(page, args=[each.pk]),
        )
        for each in interviews
    ]
    return compose(
        kind=REMINDS.name,
        key=f"advising.reminder:{student.pk}:{now:%Y%m%dT%H%M%S.%f}",
        to=student.user,
        template="advising/reminder",
        context={"advisor": by, "lines": lines, "office": policy.office},
        now=now,
        due=quiet_of(student.user, policy, own_hours([student.user_id])).later(now),
        about=student,
        from_name=f"{by.display_name} via {policy.office}",
        reply_to=policy.office_email,
        data={"interviews": [str(each.pk) for each in interviews], "by": by.pk},
    )
