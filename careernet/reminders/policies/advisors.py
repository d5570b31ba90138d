"""What advisors owe."""

from datetime import timedelta

from django.utils.translation import gettext as _, gettext_lazy

from careernet.interviews.models import State
from careernet.reminders.cases import Case
from careernet.reminders.duty import Duty
from careernet.reminders.moments import (
    expires_at,
    goes_on_at,
    is_in,
    is_to_review,
    is_unreflected,
    look_reminders,
    reflection_overdue,
    reflection_until,
    stays_undecided,
    undecided_from,
)
from careernet.reminders.wording import (
    day,
    mentor,
    message_page,
    review_page,
    student,
    student_page,
)

A_YEAR = timedelta(days=365)  # that something stays listed which only reading it ends

DUTIES = (
    Duty(
        name="look",
        of="advisor",
        step=2,
        owed_if=is_in(State.IN_REVIEW),
        opens_at=lambda case: case.since,
        due_at=goes_on_at,
        latest=goes_on_at,
        mails_at=look_reminders,
        preference="digest",
        title=lambda case: _("Look at a message of %(name)s") % student(case),
        reason=lambda case, now: (
            _("To %(name)s; goes on by itself on %(day)s.")
            % (mentor(case) | {"day": day(case, goes_on_at(case), now, "advisor")})
        ),
        action=gettext_lazy("Read it"),
        url=message_page,
    ),
    Duty(
        name="review",
        of="advisor",
        step=7,
        owed_if=is_to_review,
        opens_at=lambda case: case.handed_in_at,
        due_at=Case.reviewed_by,
        latest=lambda case: case.reviewed_by() + A_YEAR,
        mails_at=lambda case: (case.reviewed_by(),),
        preference="digest",
        occasion=lambda case: f"{case.handed_in_at:%Y%m%dT%H%M%S.%f}",
        title=lambda case: _("Read a reflection of %(name)s") % student(case),
        reason=lambda case, now: (
            _("On the talk with %(name)s; handed in on %(day)s.")
            % (mentor(case) | {"day": day(case, case.handed_in_at, now, "advisor")})
        ),
        action=gettext_lazy("Read it"),
        url=review_page,
    ),
    Duty(
        name="no_time_yet",
        of="advisor",
        step=3,
        owed_if=stays_undecided,
        opens_at=undecided_from,
        due_at=undecided_from,
        latest=expires_at,
        title=lambda case: _("Ask %(name)s about a time") % student(case),
        reason=lambda case, now: (
            _("%(name)s said yes on %(day)s, and there is no time yet.")
            % (mentor(case) | {"day": day(case, case.since, now, "advisor")})
        ),
        action=gettext_lazy("Open student"),
        url=student_page,
    ),
    Duty(
        name="reflection_overdue",
        of="advisor",
        step=7,
        owed_if=is_unreflected,
        opens_at=reflection_overdue,
        due_at=reflection_overdue,
        latest=reflection_until,
        title=lambda case: _("Ask %(name)s about a reflection") % student(case),
        reason=lambda case, now: (
            _("The talk with %(name)s was on %(day)s; nothing is handed in yet.")
            % (mentor(case) | {"day": day(case, case.starts_at, now)})
        ),
        action=gettext_lazy("Open student"),
        url=student_page,
    ),
)
