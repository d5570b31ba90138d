"""What mentors owe."""

from django.utils.translation import gettext as _, gettext_lazy

from careernet.interviews.models import Event, State
from careernet.reminders.duty import Duty, never
from careernet.reminders.moments import (
    answer_reminder,
    asks_the_mentor_at,
    brief_at,
    choose_reminders,
    completes_at,
    expires_at,
    is_in,
    is_turn,
)
from careernet.reminders.wording import (
    day,
    page,
    student,
    when,
)

DUTIES = (
    Duty(
        name="answer",
        of="mentor",
        step=2,
        owed_if=is_turn(State.REQUESTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=answer_reminder,
        latest=expires_at,
        mails_at=lambda case: (answer_reminder(case),),
        title=lambda case: _("Answer %(name)s") % student(case),
        reason=lambda case, now: (
            _("Asked on %(day)s. A yes, another time or a no: each is welcome.")
            % {"day": day(case, case.asked_at, now, "mentor")}
        ),
        action=gettext_lazy("Answer"),
        url=page,
    ),
    Duty(
        name="pick_time",
        of="mentor",
        step=3,
        owed_if=is_turn(State.ACCEPTED, Event.Role.MENTOR),
        opens_at=lambda case: case.since,
        due_at=lambda case: case.waited(case.campus.policy.choose_reminder),
        latest=expires_at,
        mails_at=choose_reminders,
        title=lambda case: _("Pick a time with %(name)s") % student(case),
        reason=lambda case, now: (
            _("You said yes; times were suggested on %(day)s.") % {"day": day(case, case.since, now, "mentor")}
        ),
        action=gettext_lazy("Pick a time"),
        url=page,
    ),
    Duty(
        name="brief",
        of="mentor",
        step=4,
        owed_if=is_in(State.SCHEDULED),
        opens_at=brief_at,
        due_at=lambda case: case.starts_at,
        latest=lambda case: case.starts_at,
        mails_at=lambda case: (brief_at(case),),
        preference="meeting_day",
        is_before_start=True,
        if_begun_later="skip",
        is_listed=never,
        title=lambda case: _("About your call with %(name)s") % student(case),
        reason=lambda case, now: _("%(when)s.") % {"when": when(case, now, "mentor")},
        action=gettext_lazy("Open the call"),
        url=page,
    ),
    Duty(
        name="did_it_happen",
        of="mentor",
        step=5,
        owed_if=is_in(State.SCHEDULED),
        opens_at=lambda case: case.ends_at,
        due_at=asks_the_mentor_at,
        latest=completes_at,
        mails_at=lambda case: (asks_the_mentor_at(case),),
        title=lambda case: _("Say whether you talked with %(name)s") % student(case),
        reason=lambda case, now: _("%(when)s. One tap is enough.") % {"when": when(case, now, "mentor")},
        action=gettext_lazy("Say what happened"),
        url=page,
    ),
)
