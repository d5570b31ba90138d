"""Fields and checks that the forms about mentors share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from careernet.campus.models import Major
from careernet.core.forms import Textarea
from careernet.core.text import one_line

EARLIEST_YEAR = 1930


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = Textarea(attrs={"rows": 4})

    def __init__(self, *, most: int = 100, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (one_line(line) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most or any(len(line) > self.longest for line in value):
            raise forms.ValidationError(
                _("Write up to %(number)d lines of at most %(length)d characters.")
                % {"number": self.most, "length": self.longest}
            )


class MajorsField(Lines):
    """Majors by name, one a line; cleans to the majors."""

    def clean(self, value: Any) -> list[Major]:
        names: list[str] = super().clean(value)
        majors = {major.name.casefold(): major for major in Major.objects.all()} if names else {}
        for name in names:
            if name.casefold() not in majors:
                raise forms.ValidationError(
                    _("We don't know the major “%(name)s”. Spell it as the college does, or leave it out.")
                    % {"name": name}
                )
        return [majors[name.casefold()] for name in names]


def country_code(typed: str) -> str:
    code = typed.upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise forms.ValidationError(_("Enter two letters, such as US."))
    return code


def past_year(year: int | None, this_year: int) -> int | None:
    if year is not None and not EARLIEST_YEAR <= year <= this_year:
        raise forms.ValidationError(
            _("Enter a year from %(first)d to %(last)d.") % {"first": EARLIEST_YEAR, "last": this_year}
        )
    return year
