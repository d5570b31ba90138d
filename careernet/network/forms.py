"""Somebody a student knows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import ModelForm, OneLine, Textarea
from careernet.network.models import Contact


class ContactForm(ModelForm):
    """Everything about somebody; only a name and how they know each other are needed."""

    missing = {"name": _("Enter their name."), "kind": _("Choose how you know each other.")}
    name = OneLine(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    class Meta:
        model = Contact
        fields: tuple[str, ...] = (
            *("name", "kind", "title", "employer", "field", "city"),
            *("email", "phone", "link", "introduced_by", "notes"),
        )
        labels = {"kind": _("How do you know each other?")}
        help_texts = {"email": _("For you alone. We never write to them.")}
        widgets = {"notes": Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose one")), *list(kind.choices)[1:]]
        field: Any = self.fields["field"]
        field.empty_label = _("Choose one")


class NewContactForm(ContactForm):
    """What it takes to begin; the rest can be added on their own page."""

    class Meta(ContactForm.Meta):
        fields = ("name", "kind", "title", "employer", "field", "email", "introduced_by")
