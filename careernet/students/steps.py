"""The forms of the first four steps: nothing in them has to be answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careernet.accounts.forms import preferred_name, pronouns
from careernet.campus.models import Field, WorkSetting
from careernet.core import times
from careernet.core.forms import Form
from careernet.students.forms import MajorField, class_year
from careernet.students.models import Student


class WhoForm(Form):
    preferred_name = preferred_name()
    pronouns = pronouns()
    class_year = class_year()
    major = MajorField(
        label=_("Major"),
        required=False,
        help_text=_("Begin to type, then choose from the list. Undecided? Leave it empty."),
    )


class InterestsForm(Form):
    is_undecided = forms.BooleanField(
        label=_("I don’t know yet"),
        required=False,
        help_text=_("A fine answer. At the end we show you people who were not sure either."),
    )
    interests = forms.ModelMultipleChoiceField(
        Field.objects.order_by("name"),
        label=_("Fields I’m curious about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SettingsForm(Form):
    work_settings = forms.MultipleChoiceField(
        label=_("Where I could see myself"),
        required=False,
        choices=[(value, capfirst(str(label))) for value, label in WorkSetting.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The same work feels different in each of them. Any number is fine."),
    )


class ZoneForm(Form):
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("All times are shown on this clock."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = (kwargs.get("initial") or {}).get("time_zone", "")
        self.fields["time_zone"].choices = times.zone_choices(including=known)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    title: Any
    left_out: Any  # what is missing where it was skipped
    why: Any
    form: type[Form]
    known: Callable[[Student], dict[str, Any]]
    missing: Callable[[Student], bool]


def _first_major(student: Student) -> str:
    return student.majors.order_by("name").values_list("name", flat=True).first() or ""


STEPS = (
    Step(
        "you",
        _("You"),
        _("your major"),
        _("Mentors you ask see this, so that you need not say it each time."),
        WhoForm,
        lambda student: {
            "preferred_name": student.user.preferred_name,
            "pronouns": student.user.pronouns,
            "class_year": student.class_year,
            "major": _first_major(student),
        },
        lambda student: not student.majors.exists(),
    ),
    Step(
        "interests",
        _("Interests"),
        _("your interests"),
        _("People from these fields come first when you look for somebody."),
        InterestsForm,
        lambda student: {"interests": student.interests.all(), "is_undecided": student.is_undecided},
        lambda student: not student.is_undecided and not student.interests.exists(),
    ),
    Step(
        "settings",
        _("Work settings"),
        _("the work settings"),
        _("Public or private, large or small: one field has many kinds of days."),
        SettingsForm,
        lambda student: {"work_settings": student.work_settings},
        lambda student: not student.work_settings,
    ),
    Step(
        "zone",
        _("Time zone"),
        "",
        _("So that nobody has to count hours, on your side or on theirs."),
        ZoneForm,
        lambda student: {"time_zone": student.user.time_zone},
        lambda student: False,
    ),
)
