"""Controls drawn in Python look to the letter as Django's templates draw them."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from careernet.core import fields
from careernet.core.widgets import DRAWN, Renderer

SHARP = """ <b> & "Ö" 'x' 🦉"""
GROUPED = [("", "Any"), ("West & East", [("ca", "California"), ("ny", "<New York>")]), (7, 2024), (None, "None")]
WIDGETS = [
    (forms.TextInput({"class": "form-control", "aria-label": SHARP, "required": True, "disabled": False}), SHARP),
    (forms.TextInput({"data-empty": "", "data-none": None, "data-number": 3}), ""),
    (forms.TextInput(), mark_safe("&amp;")),
    (forms.NumberInput({"min": 0}), 12),
    (forms.EmailInput(), "maya@example.edu"),
    (forms.URLInput(), "https://example.edu/?a=1&b=2"),
    (forms.PasswordInput(), "not shown"),
    (forms.HiddenInput(), None),
    (forms.DateInput(format="%Y-%m-%d"), date(2026, 11, 24)),
    (forms.TimeInput(format="%H:%M"), time(9, 30)),
    (forms.DateTimeInput(), None),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), "on"),
    (forms.FileInput(), None),
    (forms.Textarea({"rows": 3}), f"two\nlines {SHARP}"),
    (forms.Textarea(), None),
    (forms.Select({"class": "form-select"}, GROUPED), "ny"),
    (forms.Select(choices=GROUPED), 7),
    (forms.SelectMultiple(choices=GROUPED), ["ca", "7"]),
    (forms.NullBooleanSelect(), True),
    (forms.RadioSelect(choices=GROUPED), "ca"),
    (forms.CheckboxSelectMultiple(choices=GROUPED), ["ca"]),
    (forms.SplitDateTimeWidget(), None),
    (forms.SelectDateWidget(years=[2026]), date(2026, 11, 24)),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda each: type(each).__name__)
def test_a_control_is_drawn_as_django_draws_it(widget: forms.Widget, value: Any) -> None:
    attrs = {"id": "id_it", "aria-describedby": "id_it_helptext"}

    drawn = widget.render("it", value, attrs, Renderer())

    assert drawn == widget.render("it", value, attrs, DjangoTemplates())


def test_every_form_is_drawn_so() -> None:
    assert isinstance(get_default_renderer(), Renderer)
    assert {widget.template_name for widget, _value in WIDGETS} > set(DRAWN) - {
        f"django/forms/widgets/{name}.html" for name in ("color", "input", "search", "tel")
    }


def test_markup_of_a_choice_stays_markup_and_words_are_escaped() -> None:
    form = forms.Form()
    form.fields["time"] = forms.ChoiceField(
        choices=[("a", format_html("{} <small>{}</small>", "four", "seven for Yara")), ("b", "<small>later</small>")],
        widget=forms.RadioSelect,
    )

    drawn = fields.drawn(form["time"], mark_safe(""))

    assert "Four <small>seven for Yara</small>" in drawn
    assert "&lt;small&gt;later" in drawn
