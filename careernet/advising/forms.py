"""What an advisor types: an answer to a message that waits for a look, and one to a reflection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form, Textarea
from careernet.reflections.models import Review


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
    """The button pressed is the verdict; "Please add" needs a comment."""

    missing = {"verdict": _("Choose “Looks good” or “Please add”.")}
    comment = forms.CharField(
        label=_("Your comment"),
        help_text=_(
            "The student reads it above their answers; the mail only says you have read it. “Please add” needs one."
        ),
        max_length=3000,
        required=False,
        widget=Textarea(attrs={"rows": 5}),
    )
    verdict = forms.ChoiceField(choices=Review.Verdict.choices)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)  # the one that was read

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("verdict") == Review.Verdict.PLEASE_ADD and not self.cleaned_data.get("comment"):
            self.add_error("comment", _("Write what you would like to read more about."))
        return self.cleaned_data
