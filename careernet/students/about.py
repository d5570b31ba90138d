"""The page a student keeps about themselves: its form, and how long its introduction takes to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from careernet.core.forms import Form, OneLine, Textarea
from careernet.students.models import AboutMe, Student

WORDS_A_MINUTE = 140  # of somebody who speaks calmly
HALF_A_MINUTE = 30  # seconds


def _note(label: Any, help_text: Any) -> forms.CharField:
    widget = Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=help_text, max_length=600, required=False, widget=widget)


class AboutForm(Form):
    marks_optional = False  # all of it is
    who_i_am = OneLine(
        label=gettext_lazy("Who I am"),
        help_text=gettext_lazy("Your name, your year, what you study, and one thing people remember."),
        max_length=200,
        required=False,
    )
    looking_into = OneLine(
        label=gettext_lazy("What I’m looking into"),
        help_text=gettext_lazy("“I wonder whether …” is as good as a plan."),
        max_length=200,
        required=False,
    )
    to_learn = OneLine(
        label=gettext_lazy("What I’d like to learn"),
        help_text=gettext_lazy("Something only a person who does the work can tell you."),
        max_length=200,
        required=False,
    )
    values = _note(gettext_lazy("What matters to me"), gettext_lazy("In work and around it: time outdoors, fairness …"))
    enjoys = _note(gettext_lazy("What I like doing"), gettext_lazy("What you lose track of time over, paid or not."))
    way_of_working = _note(gettext_lazy("How I like to work"), gettext_lazy("Alone or with others, one thing or many."))
    skills = _note(
        gettext_lazy("What I’m good at"), gettext_lazy("What friends ask you for, besides what you studied.")
    )

    @classmethod
    def of(cls, student: Student, about: AboutMe | None) -> "AboutForm":
        if about is None:
            return cls(initial={"who_i_am": _first_sentence(student)})
        return cls(initial={name: getattr(about, name) for name in cls.base_fields})


def _first_sentence(student: Student) -> str:
    majors = " and ".join(student.majors.order_by("name").values_list("name", flat=True))
    if not majors:
        return _("I’m %(name)s.") % {"name": student.user.short_name}
    return _("I’m %(name)s, and I study %(majors)s.") % {"name": student.user.short_name, "majors": majors}


def seconds_aloud(text: str) -> int:
    """To the nearest five."""
    return 5 * round(len(text.split()) * 60 / WORDS_A_MINUTE / 5)
