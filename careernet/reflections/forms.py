"""The reflection as a form: a draft may leave anything out, handing in asks for what `REQUIRED` names."""

from dataclasses import fields
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import DateField, Form, ModelForm, OneLine, Textarea
from careernet.interviews.forms.meeting import MOST_SENT
from careernet.reflections.actions import REQUIRED, Answers
from careernet.reflections.models import ANSWERS, Reflection
from careernet.reflections.reading import QUESTIONS

HINTS = {
    "best_advice": _("In your own words; a sentence or two is plenty."),
    "next_step": _("Small is fine: a class to look at, a person to ask, a page to read."),
}


RATED = ("enjoyment", "kind_of_work", "kind_of_employer")


def degree(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=Reflection.Degree.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def fit(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Reflection.Fit.choices, required=False, widget=forms.RadioSelect)


class BeforeForm(Form):
    """Asked while the conversation is still to come."""

    marks_optional = False
    interest = degree(_("How interested are you in this kind of work?"))
    enjoyment = degree(QUESTIONS["enjoyment"])


class ReflectionForm(ModelForm):
    """As a draft; with `hands_in` the answers an advisor needs are required."""

    missing = REQUIRED
    marks_optional = False  # the page sets them apart under a heading of their own
    interest = degree(QUESTIONS["interest"])
    enjoyment = degree(QUESTIONS["enjoyment"])
    kind_of_work = fit(QUESTIONS["kind_of_work"])
    kind_of_employer = fit(QUESTIONS["kind_of_employer"])
    wish = forms.ChoiceField(
        label=_("What would you like back?"), choices=Reflection.Wish.choices, widget=forms.RadioSelect
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)  # the save this page shows
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)  # the open page itself, whatever it has saved
    nth = forms.IntegerField(min_value=0, max_value=MOST_SENT, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Reflection
        fields = ["best_advice", "interest", "interest_why", "next_step", *RATED, *ANSWERS[3:], "wish"]
        labels = QUESTIONS
        help_texts = HINTS
        widgets = {name: Textarea(attrs={"rows": 3}) for name in ANSWERS}

    def __init__(self, *args: Any, hands_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "version": self.instance.version, "page": uuid4(), "nth": 0}
        for name in REQUIRED:
            self.fields[name].required = hands_in
        for name in ("interest", "enjoyment"):
            if before := getattr(self.instance, f"get_{name}_before_display")():
                self.fields[name].help_text = _("Before you talked you said: %(before)s.") % {"before": before}

    @property
    def required_questions(self) -> list[forms.BoundField]:
        return [self[name] for name in REQUIRED]

    @property
    def helpful_questions(self) -> list[forms.BoundField]:
        return [self[name] for name in (*RATED, *ANSWERS) if name not in REQUIRED]

    @property
    def has_more(self) -> bool:
        """One of the other questions is answered, or wrong."""
        return any(question.value() or question.errors for question in self.helpful_questions)

    @property
    def as_typed(self) -> dict[str, Any]:
        """What `save_draft` and `submit` want to know of it."""
        answers = Answers(**{field.name: self.cleaned_data[field.name] for field in fields(Answers)})
        said = self.cleaned_data
        return {"answers": answers, "version": said["version"] or 0, "page": said["page"], "nth": said["nth"] or 0}


class DayForm(Form):
    due_on = DateField(label=_("By"))


class StepForm(DayForm):
    missing = {"text": _("Enter what you will do."), "due_on": _("Choose a day for it.")}
    text = OneLine(label=_("One more step"), max_length=300)
    field_order = ("text", "due_on")
