"""What mentors type about themselves, field by field with the choice whether students see it."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.forms import NAMES, full_name, preferred_name, pronouns
from careernet.campus.models import MeetingMode, Place
from careernet.core import times
from careernet.core.forms import Form, ModelForm, OneLine, Textarea
from careernet.core.shown import Groups
from careernet.mentors.forms.fields import Lines, MajorsField, country_code, past_year
from careernet.mentors.meeting import place_parts, place_said
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.person import newest_first
from careernet.mentors.profile import MOST_STOPS, Profile
from careernet.mentors.search import PERSONAL_TOPICS
from careernet.mentors.visibility import HIDEABLE

MOST_TOPICS, LONGEST_TOPIC = 12, 80
MOST_LANGUAGES, LONGEST_LANGUAGE = 10, 40
TOPICS = (
    *("Balancing work and family", "Breaking into the field", "Graduate school or work first"),
    *("Licensing and exams", "Negotiating an offer", "Portfolio and auditions", "Public service", "Remote work"),
    *("Research careers", "Start-ups", "Switching careers", "Working abroad"),
)

GROUPS: Groups = {  # with the choices of `HIDEABLE`
    "names": [(("full_name", "preferred_name"), ""), (("pronouns",), "pronouns")],
    "work": [
        (("field",), ""),
        (("job_title",), "job_title"),
        (("employer", "employer_size"), "employer"),
        (("work_setting",), "work_setting"),
        (("in_role_since",), "in_role_since"),
        (("city", "region", "country"), "place"),
    ],
    "path": [(("previous_employer",), "path")],
    "study": [(("major_names",), "majors"), (("class_year",), "class_year")],
    "talk": [
        (("topics", "personal_topics", "other_topics"), "topics"),
        (("languages",), "languages"),
        (("about",), "about"),
        (("linkedin_url",), "linkedin_url"),
    ],
    "meet": [(("modes", "video_link", "phone", "place_kind", "place_name"), "")],
}


class ProfileForm(ModelForm):
    marks_optional = False  # the page says what is needed
    full_name = full_name()
    preferred_name = preferred_name(gettext_lazy("How students greet you. Empty means your first name."))
    pronouns = pronouns()
    major_names = MajorsField(
        label=gettext_lazy("What you studied here"),
        required=False,
        widget=Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One major a line."),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Can talk about"),
        required=False,
        choices=[(topic, topic) for topic in TOPICS],
        widget=forms.CheckboxSelectMultiple,
    )
    personal_topics = forms.MultipleChoiceField(
        label=gettext_lazy("And as who you are"),
        required=False,
        choices=[(topic, topic) for topic in sorted(PERSONAL_TOPICS)],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Some students look for exactly this. Nobody reads it unless you tick it here."),
    )
    other_topics = Lines(
        label=gettext_lazy("Something else"),
        required=False,
        most=MOST_TOPICS,
        longest=LONGEST_TOPIC,
        widget=Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, such as “Writing for museums”."),
    )
    languages = Lines(
        label=gettext_lazy("Languages you can talk in"),
        required=False,
        most=MOST_LANGUAGES,
        longest=LONGEST_LANGUAGE,
        widget=Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, besides English."),
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How to meet"), choices=MeetingMode.choices, widget=forms.CheckboxSelectMultiple
    )
    place_kind = forms.ChoiceField(
        label=gettext_lazy("Where you meet in person"),
        required=False,
        choices=[("", gettext_lazy("Not said")), *Place.choices],
        help_text=gettext_lazy("A workplace, the campus or a public place; never somebody’s home."),
    )
    place_name = OneLine(
        label=gettext_lazy("Its name and address"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Shown to a student only once you have said yes or your hours are booked directly."),
    )
    shown = forms.MultipleChoiceField(required=False, choices=[(choice, choice) for choice in HIDEABLE])
    missing = {
        "full_name": gettext_lazy("Enter your name as you would like students to see it."),
        "modes": gettext_lazy("Choose at least one way to meet."),
    }

    class Meta:
        model = Mentor
        fields = (
            *("job_title", "employer", "field", "work_setting", "employer_size", "in_role_since"),
            *("previous_employer", "class_year", "city", "region", "country", "about", "linkedin_url"),
            *("languages", "modes", "video_link", "phone"),
        )
        labels = {"previous_employer": gettext_lazy("Employer before this one")}
        widgets = {"about": Textarea(attrs={"rows": 5})}
        help_texts = {
            "field": gettext_lazy("Students find you by it, so it is always shown."),
            "about": gettext_lazy("Two or three sentences: what you do all day, and how you came to it."),
            "previous_employer": gettext_lazy("Shown until you add a stop below."),
            "video_link": gettext_lazy("Shown to a student only once a call with you is booked."),
            "phone": gettext_lazy("Filled in when you accept a phone call; that student sees it once it is booked."),
        }

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.initial = known(self.instance) | dict(self.initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, name = cleaned.get("place_kind"), cleaned.get("place_name")
        if kind and not name:
            self.add_error("place_name", _("Enter its name and address, or choose “Not said”."))
        elif name and not kind:
            self.add_error("place_kind", _("Choose what kind of place it is."))
        return cleaned

    def clean_class_year(self) -> int | None:
        return past_year(self.cleaned_data["class_year"], self.year)

    def clean_in_role_since(self) -> int | None:
        return past_year(self.cleaned_data["in_role_since"], self.year)

    def clean_country(self) -> str:
        return country_code(self.cleaned_data["country"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """Columns of Mentor by name."""
        said = self.cleaned_data
        topics = [*said["topics"], *said["personal_topics"], *said["other_topics"]]
        place = place_said(said["place_kind"], said["place_name"]) if said["place_kind"] else ""
        return {name: said[name] for name in self._meta.fields or ()} | {
            "topics": list(dict.fromkeys(topics)),
            "meeting_place": place,
        }


def known(mentor: Mentor) -> dict[str, Any]:
    """What the form shows besides the columns of its own. What is personal is ticked only once the mentor has."""
    is_confirmed = "topics" in mentor.edited_fields
    listed = {*TOPICS, *PERSONAL_TOPICS}
    place_kind, place_name = place_parts(mentor.meeting_place)
    return {name: getattr(mentor.user, name) for name in NAMES} | {
        "major_names": [major.name for major in mentor.majors.all()],
        "topics": [topic for topic in mentor.topics if topic in TOPICS],
        "personal_topics": [topic for topic in mentor.topics if topic in PERSONAL_TOPICS and is_confirmed],
        "other_topics": [topic for topic in mentor.topics if topic not in listed],
        "place_kind": place_kind,
        "place_name": place_name,
        "shown": [choice for choice, names in HIDEABLE.items() if not set(names) & set(mentor.hidden_fields)],
    }


# --- The career path --------------------------------------------------------------------------------------------------
class StopForm(Form):
    """One stop of the path. A row with nothing in it is none."""

    marks_optional = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, capfirst(kind.label)) for kind in PathEntry.Kind],
        initial="work",
    )
    title = OneLine(label=gettext_lazy("What"), max_length=150, required=False)
    place = OneLine(label=gettext_lazy("Where"), max_length=150, required=False)
    from_year = forms.IntegerField(label=gettext_lazy("From"), required=False)
    to_year = forms.IntegerField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_from_year(self) -> int | None:
        return past_year(self.cleaned_data["from_year"], self.year)

    def clean_to_year(self) -> int | None:
        return past_year(self.cleaned_data["to_year"], self.year)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        begun, ended = cleaned["from_year"], cleaned["to_year"]
        if not cleaned["title"] and (cleaned["place"] or begun or ended):
            self.add_error("title", _("Enter what you did or studied there, or empty the whole row."))
        if begun and ended and ended < begun:
            self.add_error("to_year", _("This ends before it begins. Put the earlier year first."))
        return cleaned


class StopFormSet(BaseFormSet[StopForm]):
    @property
    def entries(self) -> list[PathEntry]:
        return [PathEntry(**form.cleaned_data) for form in self.forms if form.cleaned_data.get("title")]


Stops = formset_factory(
    StopForm, StopFormSet, extra=0, max_num=MOST_STOPS, absolute_max=2 * MOST_STOPS, validate_max=True
)


# --- Both together ----------------------------------------------------------------------------------------------------
class ProfileForms:
    """The profile and the path, read and judged together."""

    def __init__(
        self, mentor: Mentor, data: QueryDict | None = None, *, now: datetime, typed: QueryDict | None = None
    ) -> None:
        """With `data` to be judged; with what was `typed` so far to be shown again; with neither as it is saved."""
        year = times.local(now, times.zone(mentor.zone)).year
        # The model form writes into the mentor it is given; a copy keeps what was typed out of the rest of the page.
        self.about = ProfileForm(data, instance=copy(mentor), year=year)
        self.stops = _stops(data, [_saved(entry) for entry in newest_first(mentor.path.all())] or [{}], year)
        if typed is not None:
            about = ProfileForm(typed, instance=copy(mentor), year=year)
            self.about = ProfileForm(instance=copy(mentor), initial=_typed(about), year=year)
            self.stops = _stops(None, _changed([_typed(form) for form in _stops(typed, [], year).forms], typed), year)
        if typed is not None and "add" in typed and self.stops.forms:
            self.stops.forms[-1].fields["title"].widget.attrs["autofocus"] = True

    def are_valid(self) -> bool:
        return all([self.about.is_valid(), self.stops.is_valid()])

    @property
    def may_add(self) -> bool:
        return len(self.stops.forms) < MOST_STOPS

    @property
    def profile(self) -> Profile:
        said = self.about.cleaned_data
        return Profile(
            names={name: said[name] for name in NAMES},
            facts=self.about.facts,
            majors=said["major_names"],
            path=self.stops.entries,
            shown=said["shown"],
        )


def _stops(data: QueryDict | None, initial: list[dict[str, Any]], year: int) -> StopFormSet:
    return cast(StopFormSet, Stops(data, prefix="path", initial=initial, form_kwargs={"year": year}))


def _saved(entry: PathEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in StopForm.base_fields}


def _typed(form: forms.BaseForm) -> dict[str, Any]:
    return {name: form[name].value() for name in form.fields}


def _changed(rows: list[dict[str, Any]], typed: QueryDict) -> list[dict[str, Any]]:
    """With the row added or taken away that was asked for."""
    if "add" in typed and len(rows) < MOST_STOPS:
        return [*rows, {}]
    return [row for number, row in enumerate(rows) if str(number) != typed.get("take_out")]
