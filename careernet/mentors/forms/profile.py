"""What mentors type about themselves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.campus.models import Major, MeetingMode
from careernet.core.forms import ModelForm, Textarea
from careernet.core.text import one_line
from careernet.mentors.models import Mentor

MOST_TOPICS, LONGEST_TOPIC = 12, 80


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (one_line(line) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class ProfileForm(ModelForm):
    topics = Lines(
        label=gettext_lazy("Can talk about"),
        required=False,
        help_text=gettext_lazy(
            "One a line, such as “Switching careers”. Students read these; keep what you want told."
        ),
    )
    major_names = Lines(
        label=gettext_lazy("What you studied"), required=False, help_text=gettext_lazy("One major a line.")
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How to meet"), choices=MeetingMode.choices, widget=forms.CheckboxSelectMultiple
    )
    missing = {"modes": gettext_lazy("Choose at least one way to meet.")}

    class Meta:
        model = Mentor
        fields = (
            *("job_title", "employer", "field", "work_setting", "employer_size", "in_role_since"),
            *("previous_employer", "class_year", "city", "region", "country", "about", "topics", "linkedin_url"),
            *("modes", "video_link", "phone"),
        )
        widgets = {"about": Textarea(attrs={"rows": 5})}
        help_texts = {
            "about": gettext_lazy("Two or three sentences: what you do all day, and how you came to it."),
            "video_link": gettext_lazy("Shown to a student only once a call with you is booked."),
            "phone": gettext_lazy("Filled in when you accept a phone call; that student sees it once it is booked."),
        }

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        if self.instance.pk:
            self.initial["major_names"] = [major.name for major in self.instance.majors.all()]

    def clean_topics(self) -> list[str]:
        topics: list[str] = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in topics):
            raise forms.ValidationError(
                _("Name up to %(number)d topics of at most %(length)d characters.")
                % {"number": MOST_TOPICS, "length": LONGEST_TOPIC}
            )
        return topics

    def clean_major_names(self) -> list[Major]:
        names: list[str] = self.cleaned_data["major_names"]
        known = {major.name.casefold(): major for major in Major.objects.all()} if names else {}
        unknown = [name for name in names if name.casefold() not in known]
        if unknown:
            raise forms.ValidationError(
                _("We don't know the major “%(name)s”. Spell it as the college does.") % {"name": unknown[0]}
            )
        return [known[name.casefold()] for name in names]

    def clean_class_year(self) -> int | None:
        return self._past("class_year")

    def clean_in_role_since(self) -> int | None:
        return self._past("in_role_since")

    def _past(self, name: str) -> int | None:
        year: int | None = self.cleaned_data[name]
        if year is not None and not 1930 <= year <= self.year:
            raise forms.ValidationError(_("Enter a year from 1930 to %(year)d.") % {"year": self.year})
        return year

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Enter two letters, such as US."))
        return country

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the action takes: columns of Mentor by name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "major_names"}
