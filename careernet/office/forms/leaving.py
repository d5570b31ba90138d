"""What the office says about a class that graduates, a student who comes back, and an advisor who leaves."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _, gettext_lazy

from careernet.accounts.models import User
from careernet.core.forms import DateField, Form

YEARS = 10  # ahead and back, in which a class year makes sense


class ClassForm(Form):
    missing: ClassVar[dict[str, Any]] = {
        "class_year": gettext_lazy("Enter the class, such as 2027."),
        "on": gettext_lazy("Enter the day from which they are no longer here."),
    }
    class_year = forms.IntegerField(label=gettext_lazy("Class of"))
    on = DateField(
        label=gettext_lazy("Graduates on"), help_text=gettext_lazy("From the beginning of this day, on campus time.")
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"class_year": year}, **kwargs)
        _bound(self.fields["class_year"], year)


class AgainForm(Form):
    class_year = forms.IntegerField(
        label=gettext_lazy("New class year (optional)"),
        required=False,
        help_text=gettext_lazy("When they will graduate from what they study now."),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bound(self.fields["class_year"], year)


def _bound(field: Any, year: int) -> None:
    least, most = year - YEARS, year + YEARS
    refusal = _("Enter a year from %(least)d to %(most)d.") % {"least": least, "most": most}
    field.validators = [MinValueValidator(least, refusal), MaxValueValidator(most, refusal)]
    field.error_messages["invalid"] = refusal
    field.widget.attrs |= {"min": least, "max": most, "inputmode": "numeric"}


class HandOverForm(Form):
    SHARED = "all"
    to = forms.ChoiceField(label=gettext_lazy("Who takes over"), choices=[], widget=forms.RadioSelect)
    missing: ClassVar[dict[str, Any]] = {"to": gettext_lazy("Choose who takes these students.")}

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = (self.SHARED, _("All advisors together, until each student has one"))
        self.fields["to"].choices = [*((str(user.pk), str(user)) for user in colleagues), shared]  # type: ignore[attr-defined]
