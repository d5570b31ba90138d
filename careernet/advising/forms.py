"""What an advisor types: a search, and an answer to a reflection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form, Textarea
from careernet.reflections.models import Review


class ReviewForm(Form):
    """The button pressed is the verdict; "Please add" needs a comment."""

    missing = {"verdict": _("Choose “Looks good” or “Please add”.")}
    comment = forms.CharField(
        label=_("Your comment"),
        help_text=_("The student reads it above their answers. The mail only says that you have read it."),
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
