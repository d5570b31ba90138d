"""What an advisor types: an answer to a message that waits for a look, and one to a reflection."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form, OneLine, Textarea
from careernet.mentors.models import Mentor
from careernet.reflections.models import Review
from careernet.reflections.reading import Answer

LINE = "line_"  # before the id of a mentor: the field of why they are suggested
ON = "on_"  # before the name of an answer: the field of the comment on it


class LookForm(Form):
    """The button pressed is the answer; a change needs words."""

    missing = {"answer": _("Choose “Looks good, send it” or “Please change”.")}
    comment = forms.CharField(
        label=_("What should change"),
        help_text=_(
            "The student reads it above the draft. “Please change” needs it; with “Looks good” nobody reads it."
        ),
        max_length=2000,
        required=False,
        widget=Textarea(attrs={"rows": 4}),
    )
    answer = forms.ChoiceField(choices=[("good", _("Looks good, send it")), ("change", _("Please change"))])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") == "change" and not self.cleaned_data.get("comment"):
            self.add_error("comment", _("Write what should change."))
        return self.cleaned_data


class ReviewForm(Form):
    """The button pressed is the verdict; "Please add" needs a comment, on the whole or on one of the `answers`."""

    missing = {"verdict": _("Choose “Looks good” or “Please add”.")}
    marks_optional = False
    comment = forms.CharField(
        label=_("On the whole"),
        help_text=_(
            "The student reads it with their answers; the mail only says you have read it. “Please add” needs one, here"
            " or on an answer."
        ),
        max_length=3000,
        required=False,
        widget=Textarea(attrs={"rows": 5}),
    )
    verdict = forms.ChoiceField(choices=Review.Verdict.choices)
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("For whoever advises this student next. The student may ask to see it."),
        max_length=2000,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)  # the one that was read

    def __init__(self, *args: Any, answers: Iterable[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = list(answers)
        for answer in self.answers:
            label = _("Comment on “%(question)s”") % {"question": answer.question}
            box = Textarea(attrs={"rows": 2})
            self.fields[ON + answer.name] = forms.CharField(label=label, max_length=1000, required=False, widget=box)

    @property
    def commentable(self) -> list[tuple[Answer, forms.BoundField]]:
        return [(answer, self[ON + answer.name]) for answer in self.answers]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        comments = {answer.name: said.pop(ON + answer.name, "") for answer in self.answers}
        said["on_answers"] = {name: text for name, text in comments.items() if text}
        if said.get("verdict") == Review.Verdict.PLEASE_ADD and not (said.get("comment") or said["on_answers"]):
            self.add_error("comment", _("Write what you would like to read more about."))
        return said


class PhraseForm(Form):
    missing = {"text": _("Write the comment you want to keep.")}
    text = forms.CharField(
        label=_("Comment"), max_length=600, widget=Textarea(attrs={"rows": 3}), help_text=_("As you would write it.")
    )
    is_for_all = forms.BooleanField(label=_("For everybody who reads reflections"), required=False)

    def __init__(self, *args: Any, may_be_for_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_for_all:
            del self.fields["is_for_all"]


class SuggestForm(Form):
    """A line for each of the `mentors` who are to be suggested; those without one are not."""

    marks_optional = False

    def __init__(self, *args: Any, mentors: Iterable[Mentor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentors = list(mentors)
        for mentor in self.mentors:
            label = _("Why %(name)s") % {"name": mentor}
            self.fields[f"{LINE}{mentor.pk}"] = OneLine(label=label, max_length=300, required=False)

    @property
    def people(self) -> list[tuple[Mentor, forms.BoundField]]:
        return [(mentor, self[f"{LINE}{mentor.pk}"]) for mentor in self.mentors]

    @property
    def lines(self) -> dict[UUID, str]:
        said = self.cleaned_data
        return {mentor.pk: line for mentor in self.mentors if (line := said.get(f"{LINE}{mentor.pk}"))}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.lines:
            raise forms.ValidationError(_("Write a line for at least one person: why them."))
        return self.cleaned_data
