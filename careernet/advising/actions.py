"""Handing students over when an advisor leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from careernet.accounts.actions import revoke_role
from careernet.accounts.models import AuditEvent, Role, User
from careernet.core.rules import RuleBroken
from careernet.courses.models import Course
from careernet.students.models import Cover, Student


def hand_over(advisor: User, *, to: User | None, by: User, now: datetime) -> int:
    """The advisor's role ends; their students, with all they handed in, go to a colleague or to all advisors together.

    Their classes go to the colleague, or to the office.

    Answers how many students that is.
    """
    with transaction.atomic():
        role = Role.objects.select_for_update().filter(user=advisor, kind=Role.Kind.ADVISOR).first()
        if role is None:
            raise RuleBroken(_("%(name)s is no advisor any more.") % {"name": advisor})
        if to is not None and (to == advisor or not to.has_role(Role.Kind.ADVISOR)):
            raise RuleBroken(_("%(name)s can't take these students.") % {"name": to})
        Cover.objects.filter(Q(advisor=advisor) | Q(reader=advisor)).delete()
        Course.objects.filter(advisor=advisor).update(advisor=to)
        moved = Student.objects.of_advisor(advisor).update(advisor=to)
        revoke_role(role, by=by, now=now)
        AuditEvent.objects.create(
            at=now,
            by=by,
            about=advisor,
            verb="handed students over",
            object_type="user",
            object_id=str(advisor.pk),
            data={"students": moved, "to": to.pk if to else None},
        )
    return moved
