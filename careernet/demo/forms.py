from datetime import UTC, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from careernet.accounts.models import User
from careernet.core import times
from careernet.interviews.models import Interview, State


class ClockForm(forms.Form):
    """Where to move the demo's clock: one of the usual moments, or any time on one's own clock."""

    PRESENT, HOUR, EVENING, BEFORE, AFTER, MONDAY, CHOSEN = (
        "present",
        "hour",
        "evening",
        "before",
        "after",
        "monday",
        "at",
    )
    CHOICES = (
        (HOUR, _("An hour on")),
        (EVENING, _("To the evening before my next call")),
        (BEFORE, _("To ten minutes before it")),
        (AFTER, _("After the call")),
        (MONDAY, _("To next Monday morning")),
        (PRESENT, _("Back to the real time")),
        (CHOSEN, _("To this moment:")),
    )
    to = forms.ChoiceField(choices=CHOICES)
    at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        # Near the ends of the calendar no page could count days any more, the one with this form included.
        validators=[
            MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)),
            MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC)),
        ],
        error_messages={"invalid": _("Choose a day and a time.")},
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("to") == self.CHOSEN and not data.get("at") and not self.errors:
            self.add_error("at", _("Choose a day and a time."))
        return data

    def moment(self, user: User, now: datetime) -> datetime | None:
        """The moment chosen, aware; None for the real time. Without a coming call, `now` stays."""
        to, zone = self.cleaned_data["to"], times.zone(getattr(user, "time_zone", "America/New_York"))
        if to == self.PRESENT:
            return None
        if to == self.HOUR:
            return now + timedelta(hours=1)
        if to == self.MONDAY:
            today = times.local(now, zone).date()
            return times.to_utc(today + timedelta(days=7 - today.weekday()), 9 * 60, zone)
        if to == self.CHOSEN:
            return datetime.combine(self.cleaned_data["at"].date(), self.cleaned_data["at"].time(), zone)
        return self._around_next_call(to, user, now)

    def _around_next_call(self, to: str, user: User, now: datetime) -> datetime:
        call = next_call(user, now)
        if call is None or call.starts_at is None or call.ends_at is None:
            return now
        if to == self.BEFORE:
            return call.starts_at - timedelta(minutes=10)
        if to == self.AFTER:
            return call.ends_at + timedelta(minutes=20)
        zone = times.zone(user.time_zone)
        day_before = times.local(call.starts_at, zone).date() - timedelta(days=1)
        return datetime.combine(day_before, time(18, 5), zone)


def next_call(user: User, now: datetime) -> Interview | None:
    if not user.is_authenticated:
        return None
    booked = Interview.objects.visible_to(user).filter(state=State.SCHEDULED, during__endswith__gt=now)
    return booked.order_by("during").first()
