"""What the office tells people, and where it sends them to look on."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.campus.models import Announcement, Field, Major, Resource
from careernet.core.forms import DateField, ModelForm, Textarea


class AnnouncementForm(ModelForm):
    missing: ClassVar[dict[str, Any]] = {
        "text": _("Enter what you want to say."),
        "starts_on": _("Enter the first day."),
        "ends_on": _("Enter the last day."),
    }
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))

    class Meta:
        model = Announcement
        fields = ("text", "url", "audience", "starts_on", "ends_on", "is_dismissible")
        labels: ClassVar[dict[str, Any]] = {"audience": _("Who sees it")}
        widgets: ClassVar[dict[str, Any]] = {
            "text": Textarea(attrs={"rows": 3}),
            "audience": forms.RadioSelect,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("One or two sentences, on top of their pages."),
            "url": _("A page with more about it, such as https://example.edu/fair."),
            "is_dismissible": _("Without this it stays on every page until its last day."),
        }


class ResourceForm(ModelForm):
    missing: ClassVar[dict[str, Any]] = {
        "kind": _("Say what kind of place this is."),
        "title": _("Enter a title."),
        "url": _("Enter its web address."),
    }

    class Meta:
        model = Resource
        fields = ("kind", "title", "url", "note", "fields", "majors")
        help_texts: ClassVar[dict[str, Any]] = {
            "note": _("One line: why somebody would look there."),
            "fields": _("Shown to students who are curious about one of these."),
            "majors": _("Shown to students of one of these. Without field and major it is for everybody."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "fields": forms.CheckboxSelectMultiple,
            "majors": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Resource.Kind.choices  # type: ignore[attr-defined]  # no empty one
        self.fields["fields"].queryset = Field.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["majors"].queryset = Major.objects.order_by("name")  # type: ignore[attr-defined]
