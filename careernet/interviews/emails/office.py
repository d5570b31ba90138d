"""To the office, without a word of what somebody wrote: mail travels through other people's machines."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from careernet.accounts.models import Role, User
from careernet.campus.calendar import add_working_days, calendar
from careernet.campus.models import Policy
from careernet.core import times
from careernet.interviews.emails.kinds import LOOKS, REPORTED, TELLS
from careernet.interviews.models import Interview, Report
from careernet.mail.actions import compose, queue
from careernet.mail.kinds import Kind
from careernet.mail.models import OutgoingMail


def look_waits(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """Once an advisor had their days; sooner where the student has none."""
    days = policy.look_last_reminder if interview.student.advisor_id else policy.look_reminder
    occasion, url = f"{interview.pk}:{interview.version}", reverse("advising:messages")
    how: dict[str, Any] = {"due": _working_days(days, policy, now), "data": {"version": interview.version}}
    queue(_mail("look_waits", LOOKS, interview, occasion, policy.office_email, url, policy, now, **how))


def told_differently(interview: Interview, *, policy: Policy, now: datetime) -> None:
    """The two tell differently whether they met: somebody has to settle it."""
    occasion = f"{interview.pk}:{interview.version}"
    url = reverse("admin:interviews_interview_change", args=[interview.pk])
    queue(_mail("told_differently", TELLS, interview, occasion, policy.office_email, url, policy, now))


def report_came_in(report: Report, *, policy: Policy, now: datetime) -> None:
    """To everybody it is not about: at once, and again after a working day in which nobody closed it."""
    readers = User.objects.filter(is_active=True, roles__kind=Role.Kind.OFFICER)
    found = readers.exclude(pk__in=(report.by_id, report.about_id)).order_by("pk")
    to: list[User | str] = list(found) or [policy.office_email]
    moments = {"reported": now, "report_waits": _working_days(1, policy, now)}
    queue(*(_of_report(name, due, report, each, policy, now) for name, due in moments.items() for each in to))


def _of_report(name: str, due: datetime, report: Report, to: User | str, policy: Policy, now: datetime) -> OutgoingMail:
    occasion = f"{report.pk}:{to.pk if isinstance(to, User) else 'office'}"
    url = reverse("office:report", args=[report.pk])
    return _mail(name, REPORTED, report, occasion, to, url, policy, now, due=due)


def _working_days(days: int, policy: Policy, now: datetime) -> datetime:
    return add_working_days(now, days, calendar(), zone=times.zone(policy.time_zone))


def _mail(
    name: str,
    kind: Kind,
    about: Interview | Report,
    occasion: str,
    to: User | str,
    url: str,
    policy: Policy,
    now: datetime,
    **how: Any,
) -> OutgoingMail:
    return compose(
        kind=kind.name,
        key=f"interviews.{name}:{occasion}",
        to=to,
        template=f"interviews/{name}",
        context={"about": about, "office": policy.office, "url": settings.SITE_URL + url},
        now=now,
        about=about,
        from_name=policy.office,
        reply_to=policy.office_email,
        **how,
    )
