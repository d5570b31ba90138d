"""Every number of the rules, the office's own words and its colors, in groups, with bounds that protect people."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus import brand
from careernet.campus.models import Policy
from careernet.core import times
from careernet.core.forms import ModelForm, Textarea

A_DAY = 24  # hours

GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (
        gettext_lazy("The office"),
        ("campus_name", "office_name", "office_email", "advisor_booking_url", "room_address", "time_zone"),
    ),
    (gettext_lazy("Your own words"), ("welcome", "code_of_conduct", "confidential_help")),
    (gettext_lazy("Color"), ("brand_light", "brand_dark")),
    (
        gettext_lazy("Limits"),
        ("open_requests", "requests_a_day", "days_after_decline", "invitations_a_day", "profiles_an_hour"),
    ),
    (
        gettext_lazy("Asking and waiting"),
        (
            *("undo_seconds", "answer_days", "held_until_hours", "request_reminder", "follow_up_locked"),
            *("follow_up_after", "apart_days", "request_expires", "choose_reminder", "choose_last_reminder"),
            *("offer_expires", "undecided_days", "accepted_expires"),
        ),
    ),
    (
        gettext_lazy("A look first"),
        (
            *("first_requests_looked_at", "absences_before_look", "absence_answer_days"),
            *("look_reminder", "look_last_reminder", "look_goes_on"),
        ),
    ),
    (
        gettext_lazy("Around the conversation"),
        (
            *("prepare_days", "prepare_again_hours", "prepare_until_hours", "questions_to_have", "brief_hours"),
            *("evening_hour", "ready_minutes", "after_minutes", "did_it_happen_hours", "completes_after_hours"),
            *("thank_you_hours", "thank_you_days", "reflection_hours", "reflection_overdue", "reflection_until"),
            *("review_days", "messages_a_day", "messages_until"),
        ),
    ),
    (
        gettext_lazy("Whom the student knows"),
        (
            *("referral_days", "referral_last_days", "referral_until"),
            *("touch_first_days", "touch_next_days", "touch_last_days"),
        ),
    ),
    (gettext_lazy("Mentors who stay"), ("pause_ends_days", "willing_days", "willing_until")),
    (
        gettext_lazy("Reminders and mail"),
        ("quiet_from", "quiet_until", "student_reminders", "mentor_reminders", "mail_words_days"),
    ),
]

# (this one, must be at most, that one, how many of this one's units make one of that one's)
ORDER = [
    ("follow_up_locked", "follow_up_after", 1),
    ("follow_up_after", "request_expires", 1),
    ("request_reminder", "request_expires", 1),
    ("choose_reminder", "choose_last_reminder", 1),
    ("choose_last_reminder", "offer_expires", 1),
    ("undecided_days", "accepted_expires", 1),
    ("look_reminder", "look_last_reminder", 1),
    ("look_last_reminder", "look_goes_on", 1),
    ("prepare_until_hours", "prepare_again_hours", 1),
    ("prepare_again_hours", "prepare_days", A_DAY),
    ("did_it_happen_hours", "completes_after_hours", 1),
    ("thank_you_hours", "thank_you_days", A_DAY),
    ("reflection_hours", "reflection_overdue", A_DAY),
    ("reflection_overdue", "reflection_until", 1),
    ("referral_days", "referral_last_days", 1),
    ("referral_last_days", "referral_until", 1),
    ("touch_first_days", "touch_next_days", 1),
    ("touch_next_days", "touch_last_days", 1),
]


class Shown(forms.HiddenInput):
    """What a field showed; browsers send its line breaks as two characters."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        shown = super().value_from_datadict(data, files, name)
        return shown.replace("\r\n", "\n") if isinstance(shown, str) else shown


class BrandField(forms.CharField):
    """A color that can be read wherever this theme uses it; refused with its ratio otherwise."""

    widget = forms.TextInput(attrs={"type": "color"})
    refusals: ClassVar[dict[str, Any]] = {
        "light": gettext_lazy(
            "%(color)s reads at %(ratio)s:1 on our light pages; it takes 4.5:1. Choose a darker one."
        ),
        "dark": gettext_lazy("%(color)s reads at %(ratio)s:1 on our dark pages; it takes 4.5:1. Choose a lighter one."),
    }

    def __init__(self, *, theme: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.theme = theme
        self.validators = [RegexValidator(r"^#[0-9A-F]{6}$", gettext_lazy("Enter a color as in #0B5D51."))]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        found = brand.contrast(value, self.theme)
        if found < brand.READABLE:
            raise forms.ValidationError(self.refusals[self.theme] % {"color": value, "ratio": _rounded_down(found)})


def _rounded_down(number: float) -> float:
    """So that 4.49 is not said to be 4.5."""
    return int(number * 10) / 10


class RulesForm(ModelForm):
    """Each field remembers what it showed, so that only what this person changed is saved."""

    missing: ClassVar[dict[str, Any]] = {
        "campus_name": gettext_lazy("Enter the name of the campus."),
        "office_name": gettext_lazy("Enter the name of the office."),
        "office_email": gettext_lazy("Enter the address people can write to."),
    }

    brand_light = BrandField(
        theme="light",
        label=gettext_lazy("Brand color on light"),
        help_text=gettext_lazy("Buttons and links. It has to be dark enough to read on white."),
    )
    brand_dark = BrandField(
        theme="dark",
        label=gettext_lazy("Brand color on dark"),
        help_text=gettext_lazy("The same in the dark, where it has to be light enough."),
    )

    class Meta:
        model = Policy
        fields = tuple(name for _title, names in GROUPS for name in names)
        widgets: ClassVar[dict[str, Any]] = {
            "welcome": Textarea(attrs={"rows": 3}),
            "code_of_conduct": Textarea(attrs={"rows": 8}),
            "confidential_help": Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "advisor_booking_url": gettext_lazy("Shown to students who begin, who are unsure, and who get no answers."),
            "room_address": gettext_lazy(
                "Where a mentor has no link, each video call gets a room of its own: {room} becomes a word nobody "
                "can guess. As in https://meet.example.edu/{room}. Empty makes no rooms."
            ),
            "time_zone": gettext_lazy("Days of the calendar and of announcements begin at its midnight."),
            "welcome": gettext_lazy("Stands on the first page, under the headline. Empty shows ours."),
            "code_of_conduct": gettext_lazy("Everybody who joins agrees to it. Empty shows ours."),
            "confidential_help": gettext_lazy(
                "Who listens in confidence, and how to reach them. Shown wherever somebody reports something."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                _explain(field, name)
        zone = self.fields["time_zone"]
        choices = times.zone_choices(including=self.instance.time_zone)
        self.fields["time_zone"] = forms.ChoiceField(label=zone.label, help_text=zone.help_text, choices=choices)
        for field in self.fields.values():
            field.show_hidden_initial, field.hidden_widget = True, Shown

    @classmethod
    def of_changes(cls, policy: Policy, changes: dict[str, Any]) -> "RulesForm":
        """As if somebody had typed these into the form that shows the present rules."""
        present = {name: getattr(policy, name) for name in cls.Meta.fields}
        known = {name: value for name, value in changes.items() if name in present}
        shown = {f"initial-{name}": value for name, value in present.items()}
        return cls({name: str(value) for name, value in (present | known | shown).items()}, instance=policy)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, bound, units in ORDER:
            if name in data and bound in data and data[name] > data[bound] * units:
                sentence = _("“%(one)s” must not be more than “%(other)s”.")
                self.add_error(name, sentence % {"one": self.fields[name].label, "other": self.fields[bound].label})
        return data

    @property
    def groups(self) -> Iterator[tuple[Any, list[forms.BoundField], bool]]:
        """Heading, fields, and whether all of them are numbers, which can stand side by side."""
        for title, names in GROUPS:
            fields = [self[name] for name in names]
            yield title, fields, all(isinstance(bound.field, forms.IntegerField) for bound in fields)

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    @property
    def seen(self) -> dict[str, Any]:
        """What the changed fields showed before."""
        shown = ((name, self.data.get(self.add_initial_prefix(name), "")) for name in self.changed_data)
        return {name: self.fields[name].to_python(text.replace("\r\n", "\n")) for name, text in shown}

    @property
    def remembered(self) -> list[Any]:
        """Hidden inputs with what the page shows now."""
        return [field.as_hidden(only_initial=True) for field in self]


def _explain(field: forms.IntegerField, name: str) -> None:
    """Says the bounds and what is usual, and refuses in the same words."""
    of_model = next(found for found in Policy._meta.fields if found.name == name)
    least, most = (
        next(found.limit_value for found in of_model.validators if isinstance(found, kind))
        for kind in (MinValueValidator, MaxValueValidator)
    )
    field.help_text = _("%(least)s to %(most)s; usually %(usual)s.") % {
        "least": least,
        "most": most,
        "usual": of_model.default,
    }
    refusal = _("Enter a number from %(least)s to %(most)s.") % {"least": least, "most": most}
    field.error_messages["invalid"] = refusal
    field.validators = [MinValueValidator(least, refusal), MaxValueValidator(most, refusal)]
    field.widget.attrs |= {"min": least, "max": most, "inputmode": "numeric"}
