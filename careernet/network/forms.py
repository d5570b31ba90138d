"""Somebody a student knows, and what the two have said to each other."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Field
from careernet.core import times
from careernet.core.forms import DateField, Form, ModelForm, OneLine, Textarea
from careernet.guides.checked import CheckedForm
from careernet.network.models import Contact, ContactQuerySet, Touch
from careernet.students.models import Student

MOST_LETTERS = 3000


class ContactForm(ModelForm):
    """Everything about somebody; only a name and how they know each other are needed."""

    missing = {"name": gettext_lazy("Enter their name."), "kind": gettext_lazy("Choose how you know each other.")}
    name = OneLine(label=gettext_lazy("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)  # the id of a new one

    class Meta:
        model = Contact
        fields: tuple[str, ...] = (
            *("name", "kind", "title", "employer", "field", "work_setting", "city", "email", "phone", "link"),
            *("how_met", "introducer", "introduced_by", "may_use_name", "notes"),
        )
        labels = {
            "kind": gettext_lazy("How do you know each other?"),
            "introducer": gettext_lazy("Introduced by somebody in your network"),
            "introduced_by": gettext_lazy("Or by somebody else"),
        }
        help_texts = {
            "email": gettext_lazy("For you alone. We never write to them."),
            "how_met": gettext_lazy("As in “after her talk at the health fair”."),
            "may_use_name": gettext_lazy("When you write to somebody they know."),
        }
        widgets = {"notes": Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields.pop("key", None)
        elif "key" in self.fields:
            self.initial["key"] = uuid4()
        if "introducer" in self.fields:
            self.fields["introducer"] = self._introducer()
        if "kind" in self.fields:
            kind: Any = self.fields["kind"]
            own = [(value, label) for value, label in list(kind.choices) if value and value != Contact.Kind.MENTOR]
            kind.choices = [("", _("Choose one")), *own]
        if "field" in self.fields:
            field: Any = self.fields["field"]
            field.empty_label = _("Choose one")

    def _introducer(self) -> forms.ModelChoiceField[Contact]:
        others = Contact.objects.filter(student=self.instance.student_id).exclude(pk=self.instance.pk).with_people()
        label, empty = self.Meta.labels["introducer"], _("Nobody of them")
        return forms.ModelChoiceField(others.order_by("created_at"), label=label, empty_label=empty, required=False)


class NewContactForm(ContactForm):
    """What it takes to begin; the rest can be added on their own page."""

    key = None  # type: ignore[assignment]  # the interview it comes with has one

    class Meta(ContactForm.Meta):
        fields = ("name", "kind", "title", "employer", "field", "email", "introduced_by")


class MentorNotesForm(ContactForm):
    """Of a mentor the student keeps only what is the student's: the profile is the mentor's own."""

    missing = {}
    name = key = None  # type: ignore[assignment]

    class Meta(ContactForm.Meta):
        fields = ("how_met", "introducer", "introduced_by", "may_use_name", "notes")


class NamedForm(ContactForm):
    """Somebody a third person has named."""

    class Meta(ContactForm.Meta):
        fields = ("name", "title", "employer", "field", "email", "link", "notes")


class RhythmForm(ModelForm):
    """How often to let them hear, or on which day next."""

    next_on = DateField(label=gettext_lazy("Next time, on a day you choose"), required=False)

    class Meta:
        model = Contact
        fields = ("rhythm", "next_on", "next_about")
        labels = {
            "rhythm": gettext_lazy("How often do you want to be reminded?"),
            "next_about": gettext_lazy("What about?"),
        }


class LogForm(Form):
    """Something the two said to each other outside of here."""

    missing = {"kind": gettext_lazy("Choose how you talked."), "on": gettext_lazy("Enter the day.")}
    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=[(kind.value, kind.label.capitalize()) for kind in Touch.CONVERSATIONS],
        widget=forms.RadioSelect,
    )
    on = DateField(label=gettext_lazy("When?"))
    text = forms.CharField(
        label=gettext_lazy("What about?"), max_length=3000, required=False, widget=Textarea(attrs={"rows": 3})
    )
    next_on = DateField(label=gettext_lazy("Next time"), required=False)
    next_about = OneLine(label=gettext_lazy("What about then?"), max_length=200, required=False)

    def __init__(self, *args: Any, student: Student, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = times.local(now, times.zone(student.zone)).date()
        self.fields["on"].widget.attrs["max"] = self.today.isoformat()
        self.fields["next_on"].widget.attrs["min"] = self.today.isoformat()
        self.initial.setdefault("on", self.today)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("on") and said["on"] > self.today:
            self.add_error("on", _("That day is still to come. Enter it as the next time."))
        if said.get("next_on") and said["next_on"] <= self.today:
            self.add_error("next_on", _("Choose a day that is still to come."))
        return said


class NetworkFilter(Form):
    """What narrows the list down; an unknown choice is left aside."""

    marks_optional = False
    q = forms.CharField(label=gettext_lazy("Name or employer"), required=False, max_length=100)
    field = forms.ModelChoiceField(Field.objects.none(), label=gettext_lazy("Field of work"), required=False)
    show = forms.ChoiceField(choices=[("", ""), ("archived", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fields: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.queryset, field.empty_label = fields, _("Any field")


class NewsForm(Form):
    """What there is to tell, and whom."""

    missing = {
        "kind": gettext_lazy("Choose what it is about."),
        "what": gettext_lazy("Write your news in a sentence."),
        "to": gettext_lazy("Tick whom you want to tell."),
    }
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[(kind.value, kind.label.capitalize()) for kind in Touch.NEWS],
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=gettext_lazy("Your news, in a sentence or two"), max_length=600, widget=Textarea(attrs={"rows": 3})
    )
    to: forms.ModelMultipleChoiceField[Contact]

    def __init__(self, *args: Any, people: ContactQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = forms.CheckboxSelectMultiple
        self.fields["to"] = forms.ModelMultipleChoiceField(people, label=_("Who helped you?"), widget=boxes)
        self.fields["to"].error_messages["required"] = self.missing["to"]


class LetterForm(CheckedForm):
    """One draft; the button pressed says what becomes of it. Only what goes out from here or by hand is checked."""

    missing = {"text": gettext_lazy("Write your message.")}
    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=MOST_LETTERS, widget=Textarea(attrs={"rows": 11})
    )

    @property
    def goes_out(self) -> bool:
        return self.data.get("do") in ("send", "sent")
