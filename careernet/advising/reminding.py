"""A reminder from the advisor to several students at once: whose reflection is overdue, once a week each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from careernet.accounts.models import User
from careernet.advising import emails
from careernet.campus.models import Policy
from careernet.core.rules import RuleBroken
from careernet.interviews.models import Interview
from careernet.mail.actions import queue
from careernet.mail.models import OutgoingMail, Quieted
from careernet.reminders import agenda
from careernet.students.models import Student

A_WEEK = timedelta(days=7)
NOT_GONE = (OutgoingMail.State.SKIPPED, OutgoingMail.State.CANCELLED, OutgoingMail.State.EXPIRED)


@dataclass(slots=True)
class Owing:
    """A student, and the conversations they have not written about; `reminded_at` is within the last seven days."""

    student: Student
    interviews: list[Interview]
    reminded_at: datetime | None = None


def owing(advisor: User, now: datetime) -> list[Owing]:
    """What the advisor's own list says is overdue, by student; nothing the student wants quiet about."""
    items = agenda.open_items(agenda.cases_of(advisor), advisor, now)
    rows = [item.row for item in items if item.policy == "reflection_overdue" and item.row.student.left_at is None]
    people = {row.student.user_id for row in rows}
    quiet = set(Quieted.objects.filter(user__in=people).values_list("user_id", "about_id"))
    found: dict[UUID, Owing] = {}
    for row in rows:
        if (row.student.user_id, row.pk) not in quiet:
            found.setdefault(row.student_id, Owing(row.student, [])).interviews.append(row)
    sent = OutgoingMail.objects.filter(kind=emails.REMINDS.name, to_user__in=people, created_at__gt=now - A_WEEK)
    for student_id, at in sent.exclude(state__in=NOT_GONE).values_list("about_id", "created_at"):
        if student_id in found:
            found[student_id].reminded_at = at
    return list(found.values())


def remind(chosen: Collection[UUID], *, by: User, now: datetime) -> int:
    """Those who still owe something and had none this week; answers how many. The mail is the record."""
    with transaction.atomic():
        list(Student.objects.filter(pk__in=chosen).order_by("pk").select_for_update(no_key=True))
        to_remind = [each for each in owing(by, now) if each.student.pk in chosen and not each.reminded_at]
        if not to_remind:
            raise RuleBroken(_("Nobody is left to remind: they have handed in, or had a reminder this week."))
        queue(*mails(to_remind, by=by, now=now))
    return len(to_remind)


def mails(to_remind: Collection[Owing], *, by: User, now: datetime) -> list[OutgoingMail]:
    """As each will get it; also for looking at beforehand."""
    policy = Policy.current()
    return [emails.reminder(each.student, each.interviews, by=by, policy=policy, now=now) for each in to_remind]
