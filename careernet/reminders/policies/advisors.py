"""What advisors owe."""

from django.utils.translation import gettext as _, gettext_lazy

from careernet.interviews.models import State
from careernet.reminders.duty import Duty
from careernet.reminders.moments import (
    goes_on_at,
    is_in,
    is_unreflected,
    look_reminders,
    reflection_overdue,
    reflection_until,
)
from careernet.reminders.wording import (
    day,
    mentor,
    message_page,
    student,
    student_page,
)

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
