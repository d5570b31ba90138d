"""What the style guide shows: one made-up conversation, around the moment it is looked at."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core import times
from careernet.core.forms import Form

NEW_YORK, LOS_ANGELES = times.zone("America/New_York"), times.zone("America/Los_Angeles")


class SampleForm(Form):
    missing = {
        "goal": _("Enter what you hope to learn."),
        "length": _("Choose how long you would like to talk."),
    }
    goal = forms.CharField(
        label=_("What do you hope to learn?"), help_text=_("One or two sentences. Mentors see this first.")
    )
    message = forms.CharField(label=_("Your message"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    length = forms.ChoiceField(
        label=_("How long?"), choices=[("20", _("20 minutes")), ("30", _("30 minutes"))], widget=forms.RadioSelect
    )
    zone = forms.ChoiceField(label=_("Your time zone"), choices=times.zone_choices)
    is_first = forms.BooleanField(label=_("This is my first one"), required=False)


def everything(*, now: datetime) -> dict[str, Any]:
    start = times.to_utc(times.local(now, NEW_YORK).date() + timedelta(days=2), 15 * 60, NEW_YORK)
    return {
        "now": now,
        "zone": NEW_YORK,
        "other_zone": LOS_ANGELES,
        "start": start,
        "end": start + timedelta(minutes=30),
        "form": SampleForm(),
        "wrong_form": SampleForm({"zone": "America/New_York"}, prefix="wrong"),
        "timeline": [
            {"icon": "check", "tone": "pine", "title": _("Maya confirmed"), "at": now - timedelta(days=2)},
            {
                "icon": "calendar-clock",
                "tone": "blue",
                "title": _("Maya offered a new time"),
                "text": _("“The afternoon suits me better.”"),
                "at": now - timedelta(days=3),
            },
            {"icon": "send", "title": _("You sent a request"), "at": now - timedelta(days=6)},
        ],
        "facts": [
            ("building", _("Private sector, 50–200 people")),
            ("map-pin", _("San Francisco, CA")),
            ("video", _("Video or phone, 20 or 30 minutes")),
        ],
        "why_chip": ("pine", "calendar-check", _("Can be asked now")),
        "weeks": [{"label": _("This week"), "days": [_sample_day(start, now), _sample_day(start, now, 1)]}],
        "tones": ["amber", "blue", "pine", "sun", "violet", "slate", "red"],
        "icons": ICONS,
    }


def _sample_day(start: datetime, now: datetime, later: int = 0) -> dict[str, Any]:
    first = start + timedelta(days=later)
    return {
        "label": times.day_long(first, NEW_YORK, now),
        "relative": times.relative(first, now, NEW_YORK),
        "slots": [_sample_slot(first + timedelta(minutes=minutes), now) for minutes in (0, 30, 60)],
    }


def _sample_slot(start: datetime, now: datetime) -> SimpleNamespace:
    return SimpleNamespace(
        value=f"{start:%Y%m%dT%H%MZ}",
        label=times.time_of_day(start, NEW_YORK),
        theirs=f"{times.time_of_day(start, LOS_ANGELES)} for Maya",
        said=f"{times.day(start, NEW_YORK, now)}, {times.time_of_day(start, NEW_YORK)}",
    )


ICONS = [
    "house",
    "user-search",
    "calendar-check",
    "calendar-clock",
    "circle-user",
    "list-checks",
    "users",
    "building-2",
    "database",
    "bell",
    "settings",
    "inbox",
    "hourglass",
    "clock",
    "mail",
    "notebook-pen",
    "circle-check",
    "circle-x",
    "triangle-alert",
    "lightbulb",
    "search",
    "globe",
    "map-pin",
    "video",
    "phone",
    "message-circle",
    "send",
    "external-link",
    "funnel",
    "info",
    "check",
    "x",
    "plus",
]
