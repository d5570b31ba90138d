"""The student's turn: choose a time, propose others, follow up."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Policy
from careernet.core import times
from careernet.guides.checked import CheckedForm
from careernet.interviews.actions import times_to_choose
from careernet.interviews.forms.fields import LongText, TimesForm, VerbForm
from careernet.interviews.forms.picking import PickForm, StartField
from careernet.interviews.models import Interview


class ChooseForm(PickForm):
    verb = "choose"
    missing = {"starts_at": gettext_lazy("Choose a time.")}
    starts_at = StartField(label=gettext_lazy("Which time suits you?"))

    def __init__(self, *args: Any, interview: Interview, now: datetime, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(times_to_choose(interview, policy=policy, now=now), interview, interview.student, now)


class ProposeForm(VerbForm, TimesForm):
    verb = "propose"

    def __init__(self, *args: Any, interview: Interview, now: datetime, **kwargs: Any) -> None:
        notice, self.length = timedelta(hours=interview.asked_mentor.hours_ahead), interview.duration
        zone = times.zone(interview.student.zone)
        super().__init__(*args, zone=zone, now=now, earliest=now + notice, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_times:
            self.add_error("day_1", _("Suggest at least one time."))
        return cleaned


class FollowUpForm(CheckedForm, VerbForm):
    verb = "follow_up"
    missing = {"text": gettext_lazy("Write a line or two.")}
    text = LongText(label=gettext_lazy("Your follow-up"), most=1500, rows=7)
