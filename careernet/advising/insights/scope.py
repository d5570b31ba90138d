"""Which requests the figures are of: of a term, a class year, a major or a field, or of two of these."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext, gettext_lazy as _

from careernet.campus.models import AcademicPeriod, Field, Major
from careernet.core.forms import Form
from careernet.core.times import local_midnight
from careernet.interviews.models import Interview, InterviewQuerySet
from careernet.students.models import Student, StudentQuerySet

MOST_FILTERS = 2  # three and more leave too few people to say anything of
ALL = {"term": _("All terms"), "class_year": _("All class years"), "major": _("All majors"), "field": _("All fields")}


@dataclass(frozen=True)
class Option:
    """kind: one of `ALL`. A term has its first and last day."""

    kind: str
    key: str
    label: str
    first: date | None = None
    last: date | None = None


def options() -> list[Option]:
    """All there is to choose from, the latest term and class first; one query."""
    no_day = Cast(Value(None), DateField())
    terms = AcademicPeriod.objects.filter(kind=AcademicPeriod.Kind.TERM).order_by()
    years = Student.objects.filter(class_year__isnull=False).order_by().distinct()
    rows = _rows(terms, "term", "pk", "name", F("starts_on"), F("ends_on")).union(
        _rows(years, "class_year", "class_year", "class_year", no_day, no_day),
        _rows(Major.objects.order_by(), "major", "pk", "name", no_day, no_day),
        _rows(Field.objects.order_by(), "field", "pk", "name", no_day, no_day),
        all=True,
    )
    found = [Option(*row) for row in rows]
    by_name = sorted((each for each in found if each.kind in ("major", "field")), key=lambda each: each.label)
    by_day = sorted((each for each in found if each.first), key=lambda each: each.first or date.min, reverse=True)
    by_year = sorted((each for each in found if each.kind == "class_year"), key=lambda each: each.label, reverse=True)
    return by_day + by_year + by_name


def _rows(rows: QuerySet[Any], kind: str, key: str, label: str, first: Any, last: Any) -> Any:
    columns = {"a": Value(kind), "b": Cast(key, CharField()), "c": Cast(label, CharField()), "d": first, "e": last}
    return rows.annotate(**columns).values_list("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Scope:
    """What was chosen, by kind; empty for everything there is. `zone`: the campus's."""

    chosen: dict[str, Option]
    zone: ZoneInfo

    def __str__(self) -> str:
        return " · ".join(option.label for option in self.chosen.values()) or gettext("All requests so far")

    def requests(self) -> InterviewQuerySet:
        """The requests to our mentors that reached them; each belongs to the term in which it did."""
        return Interview.objects.pool().filter(self._of_requests(), asked_at__isnull=False).filter(self._of_student())

    def students(self) -> StudentQuerySet:
        """Those who are here, of the class and major chosen."""
        return Student.objects.here().filter(self._of_students())

    def reached(self) -> Q:
        """Of a student's `interviews`: those this scope counts."""
        return Q(interviews__asked_at__isnull=False, interviews__mentor__isnull=False) & self._of_requests(
            "interviews__"
        )

    def asked_of(self) -> Q:
        """Of a mentor's `interviews`: the same."""
        return self.reached() & self._of_student("interviews__")

    def _of_requests(self, prefix: str = "") -> Q:
        wanted = Q()
        if term := self.chosen.get("term"):
            assert term.first
            assert term.last
            wanted &= Q(**{f"{prefix}asked_at__gte": local_midnight(term.first, self.zone)})
            wanted &= Q(**{f"{prefix}asked_at__lt": local_midnight(term.last + timedelta(days=1), self.zone)})
        if field := self.chosen.get("field"):
            wanted &= Q(**{f"{prefix}mentor__field": int(field.key)})
        return wanted

    def _of_students(self) -> Q:
        wanted = Q()
        if year := self.chosen.get("class_year"):
            wanted &= Q(class_year=int(year.key))
        if major := self.chosen.get("major"):
            wanted &= Q(majors=int(major.key))
        return wanted

    def _of_student(self, prefix: str = "") -> Q:
        """As a condition of an interview; asked of no student where none is chosen."""
        wanted = self._of_students()
        return Q(**{f"{prefix}student__in": Student.objects.filter(wanted).values("pk")}) if wanted else Q()


class ScopeForm(Form):
    """The choice, as part of the address. `chosen` is empty as long as it makes no sense."""

    marks_optional = False
    term = forms.ChoiceField(label=_("Term"), required=False)
    class_year = forms.ChoiceField(label=_("Class year"), required=False)
    major = forms.ChoiceField(label=_("Major"), required=False)
    field = forms.ChoiceField(label=_("Field of work"), required=False)

    def __init__(self, data: Any, *, options: list[Option]) -> None:
        super().__init__(data)
        self.options = {(option.kind, option.key): option for option in options}
        for kind, everything in ALL.items():
            choices = [(option.key, option.label) for option in options if option.kind == kind]
            choice: Any = self.fields[kind]
            choice.choices = [("", everything), *choices]
            choice.widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        if len(self._typed()) > MOST_FILTERS:
            raise forms.ValidationError(_("Choose two of these at most: with three, too few people are left to count."))
        return self.cleaned_data

    @property
    def chosen(self) -> dict[str, Option]:
        return {kind: self.options[kind, key] for kind, key in self._typed().items()} if self.is_valid() else {}

    def _typed(self) -> dict[str, str]:
        return {kind: key for kind, key in self.cleaned_data.items() if key}
