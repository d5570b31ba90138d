"""Around the call: who came, preparation, notes, thank-you."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import MeetingMode
from careernet.guides.checked import CheckedForm
from careernet.interviews.actions import Opened
from careernet.interviews.forms.fields import LongText, VerbForm
from careernet.interviews.models import Absence, Interview, Notes, Preparation, Question, ThankYou

MOST_SENT = 1_000_000_000  # times by one page; what a column holds
Ready = Preparation.Ready
READY = {
    MeetingMode.VIDEO: (Ready.TECHNOLOGY, Ready.QUIET, Ready.RESUME),
    MeetingMode.PHONE: (Ready.CALLER, Ready.QUIET, Ready.RESUME),
    MeetingMode.IN_PERSON: (Ready.ROUTE, Ready.RESUME),
}


class AbsenceForm(VerbForm):
    """What happened, from the side that was missed."""

    verb = "answer_absence"
    missing = {"answer": gettext_lazy("Say what happened.")}
    answer = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    words = LongText(label=gettext_lazy("A few words"), most=500, rows=3, required=False)

    def __init__(self, *args: Any, other_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = {Absence.Answer.SORRY: _("Something came up and I missed it"), Absence.Answer.CAME: _("I was there")}
        self.fields["answer"].choices = list(answers.items())  # type: ignore[attr-defined]
        self.fields["words"].help_text = _("%(name)s will read this.") % {"name": other_name}


class AutosavedForm(VerbForm):
    """Saved as it is typed; carries what `actions.Opened` tells of the open page."""

    marks_optional = False  # all of it is up to the student
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)
    nth = forms.IntegerField(min_value=0, max_value=MOST_SENT, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Preparation | Notes | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "version": kept.version if kept else 0, "page": uuid4(), "nth": 0}

    @property
    def opened(self) -> Opened:
        said = self.cleaned_data
        return Opened(said["version"] or 0, said["page"], said["nth"] or 0)


class PreparationForm(AutosavedForm):
    verb = "prepare"
    words = ("found_out", "about_person", "goals", "ready")
    found_out = LongText(
        label=gettext_lazy("The employer and the field"),
        help_text=gettext_lazy("What they do, for whom, how large; what is new in the field."),
        most=4000,
        rows=3,
        required=False,
    )
    about_person = LongText(
        label=gettext_lazy("The person"),
        help_text=gettext_lazy("Their role and since when; what came before; what they studied, and where."),
        most=2000,
        rows=3,
        required=False,
    )
    goals = LongText(
        label=gettext_lazy("My goals"),
        help_text=gettext_lazy("One to three things you want to know afterward."),
        most=1000,
        rows=3,
        required=False,
    )
    ready = forms.MultipleChoiceField(
        label=gettext_lazy("Ready for the day"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        kept = getattr(interview, "preparation", None)
        super().__init__(*args, kept=kept, **kwargs)
        asks = READY[MeetingMode(interview.mode)]
        self.fields["ready"].choices = [(each.value, each.label) for each in asks]  # type: ignore[attr-defined]
        if kept:
            self.initial = {**self.initial, **{name: getattr(kept, name) for name in self.words}}

    @property
    def typed(self) -> dict[str, Any]:
        """For `actions.save_preparation`."""
        return {name: self.cleaned_data[name] for name in self.words}


class NotesForm(AutosavedForm):
    """A tick and a box for each question the student means to ask, and a box for the rest."""

    verb = "notes"
    text = LongText(
        label=gettext_lazy("My notes"),
        help_text=gettext_lazy("People and openings they mentioned, things to read, what you want to thank them for."),
        most=10000,
        rows=6,
        required=False,
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        kept = getattr(interview, "notes", None)
        super().__init__(*args, kept=kept, **kwargs)
        self.questions = sorted(interview.questions.all(), key=lambda question: question.place)
        for question in self.questions:
            self.fields[f"asked_{question.pk}"] = forms.BooleanField(label=question.text, required=False)
            label = _("What you heard: %(question)s") % {"question": question.text}
            self.fields[f"note_{question.pk}"] = LongText(label=label, most=2000, rows=2, required=False)
            self.fields[f"note_{question.pk}"].widget.attrs |= {
                "class": "form-control",
                "placeholder": _("What you heard"),
            }
            self.initial.setdefault(f"asked_{question.pk}", question.asked)
            self.initial.setdefault(f"note_{question.pk}", question.note)
        self.initial.setdefault("text", kept.text if kept else "")

    @property
    def boxes(self) -> list[tuple[Question, forms.BoundField, forms.BoundField]]:
        """Each question with its tick and its box, in the order in which they are asked."""
        return [(each, self[f"asked_{each.pk}"], self[f"note_{each.pk}"]) for each in self.questions]

    @property
    def words(self) -> dict[str, Any]:
        """For `actions.save_notes`."""
        typed = self.cleaned_data
        return {
            "asked": {question.pk for question in self.questions if typed[f"asked_{question.pk}"]},
            "text": typed["text"],
            "by_question": {question.pk: typed[f"note_{question.pk}"] for question in self.questions},
        }


class ThankYouForm(CheckedForm, VerbForm):
    """Mailed from here, or sent by the student's own hand and only recorded. The button pressed says which."""

    verb = "thank_you"
    marks_optional = False
    how = forms.ChoiceField(choices=ThankYou.How, widget=forms.HiddenInput)
    text = LongText(
        label=gettext_lazy("Your note"),
        help_text=gettext_lazy("Name what helped you and what you will do with it. Four sentences are plenty."),
        most=3000,
        rows=8,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.goes_out and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write your thank-you note."))
        return cleaned

    @property
    def goes_out(self) -> bool:
        return self.cleaned_data.get("how") == ThankYou.How.MAIL
