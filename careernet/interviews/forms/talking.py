"""A message, from either side."""

from django import forms
from django.utils.translation import gettext_lazy

from careernet.interviews.forms.fields import LongText, VerbForm


class TalkForm(VerbForm):
    """Carries the id of the row it creates: a double click sends one."""

    verb = "write"
    missing = {"text": gettext_lazy("Write something first.")}
    id = forms.UUIDField(widget=forms.HiddenInput)
    text = LongText(label=gettext_lazy("Your message"), most=1500, rows=4)
