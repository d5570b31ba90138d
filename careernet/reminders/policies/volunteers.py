"""What we ask mentors about themselves, apart from any conversation: see `standing.Standing`."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from careernet.core import times
from careernet.reminders.duty import Duty

DUTIES = (
    Duty(
        name="pause_ends",
        of="mentor",
        step=1,
        owed_if=lambda case: case.rests_until is not None,
        opens_at=lambda case: case.rests_until - timedelta(days=case.campus.policy.pause_ends_days),
        due_at=lambda case: case.rests_until,
        latest=lambda case: case.rests_until,
        mails_at=lambda case: (case.rests_until - timedelta(days=case.campus.policy.pause_ends_days),),
        if_begun_later="skip",
        occasion=lambda case: f"{case.since:%Y%m%dT%H%M%S.%f}.{case.mentor.paused_until}",
        title=lambda case: _("Your pause ends"),
        reason=lambda case, now: (
            _("Students can ask you again from %(day)s on.")
            % {"day": times.day(case.rests_until, times.zone(case.mentor.zone), now)}
        ),
        action=gettext_lazy("Say how it goes on"),
        url=lambda case: reverse("mentors:mentoring_home"),
    ),
    Duty(
        name="still_willing",
        of="mentor",
        step=1,
        owed_if=lambda case: case.is_listed,
        opens_at=lambda case: case.asked_again_at,
        due_at=lambda case: case.asked_again_at,
        latest=lambda case: case.asked_again_at + timedelta(days=case.campus.policy.willing_until),
        mails_at=lambda case: (case.asked_again_at,),
        occasion=lambda case: f"{case.confirmed_at:%Y%m%dT%H%M%S.%f}",
        title=lambda case: _("May students still ask you?"),
        reason=lambda case, now: (
            _("You last said so on %(day)s.")
            % {"day": times.day_long(case.confirmed_at, times.zone(case.mentor.zone), now)}
        ),
        action=gettext_lazy("Yes, or not for now"),
        url=lambda case: reverse("mentors:mentoring_home"),
    ),
)
