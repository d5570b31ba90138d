"""A student's plan: fields of work by work settings, with whom they have talked and what they think of it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from careernet.campus.models import Field, Resource, WorkSetting
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see
from careernet.reflections.models import Reflection
from careernet.students.models import PlanGoal, Student

RESOURCES = 3  # of each field


@dataclass(frozen=True, slots=True)
class Cell:
    """before, after: the interest around the latest of these talks, in words. find: the query of the directory."""

    setting: str
    label: str
    talks: int
    before: str
    after: str
    find: str


@dataclass(frozen=True, slots=True)
class Row:
    """elsewhere: talks of which the work setting isn't known."""

    field: Field
    goal: PlanGoal
    cells: list[Cell]
    elsewhere: int
    people: int
    resources: list[Resource]

    @property
    def met(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.talks]

    @property
    def missing_people(self) -> int:
        return max(0, self.goal.people - self.people)

    @property
    def missing_settings(self) -> int:
        return max(0, self.goal.settings - len(self.met))

    @property
    def is_reached(self) -> bool:
        return not (self.missing_people or self.missing_settings)

    @property
    def next_cell(self) -> Cell:
        """Where to look next: in a setting nobody was met of yet, as long as there are some to go."""
        return next((cell for cell in self.cells if not cell.talks), self.cells[0])


def plan_of(student: Student, *, is_own: bool = True) -> list[Row]:
    """A row for each field that the student is curious about, plans or has talked about. Five queries.

    Not one's own, it tells of an interest only what was handed in.
    """
    goals = {goal.field_id: goal for goal in student.goals.select_related("field")}
    talks = [(talk, _host(talk)) for talk in _held(student)]
    fields = {field.pk: field for field in student.interests.all()}
    fields |= {goal.field_id: goal.field for goal in goals.values()}
    fields |= {host.work.pk: host.work for _talk, host in talks if host.work}
    kept = [field for field in fields.values() if not (field.pk in goals and goals[field.pk].is_dropped)]
    resources = Resource.objects.filter(fields__in=kept).prefetch_related("fields").distinct().order_by("title")
    return [
        _row(
            field,
            goals.get(field.pk) or PlanGoal(student=student, field=field),
            [(talk, host) for talk, host in talks if host.work == field],
            is_own,
            [one for one in resources if field in one.fields.all()][:RESOURCES],
        )
        for field in sorted(kept, key=lambda field: field.name)
    ]


@dataclass(frozen=True, slots=True)
class _Host:
    pk: Any
    work: Field | None
    setting: str


def _held(student: Student) -> Iterable[Interview]:
    """The earliest first."""
    held = Interview.objects.filter(student=student, state=State.COMPLETED)
    return held.select_related("mentor__user", "mentor__field", "contact__field", "reflection").order_by("during", "pk")


def _host(talk: Interview) -> _Host:
    host = as_students_see(talk.host) if isinstance(talk.host, Mentor) else talk.host
    return _Host(host.pk, host.field, host.work_setting)


def _row(
    field: Field, goal: PlanGoal, talks: list[tuple[Interview, _Host]], is_own: bool, resources: list[Resource]
) -> Row:
    cells = [
        _cell(field, setting, [talk for talk, host in talks if host.setting == setting], is_own)
        for setting in WorkSetting
    ]
    elsewhere = sum(not host.setting for _talk, host in talks)
    return Row(field, goal, cells, elsewhere, len({host.pk for _talk, host in talks}), resources)


def _cell(field: Field, setting: WorkSetting, talks: list[Interview], is_own: bool) -> Cell:
    written = [talk.reflection for talk in talks if hasattr(talk, "reflection")]
    said = [one for one in written if is_own or one.submitted_at]
    before, after = _latest(said, "interest_before"), _latest(said, "interest")
    find = urlencode({"field": field.slug, "setting": setting.value})
    return Cell(setting.value, str(setting.label), len(talks), before, after, find)


def _latest(reflections: list[Reflection], name: str) -> str:
    said = [getattr(one, name) for one in reflections if getattr(one, name)]
    return str(Reflection.Degree(said[-1]).label) if said else ""


def takeaway(rows: list[Row]) -> str:
    """What the table says, in one sentence: of the field with the most people."""
    most = max(rows, key=lambda row: row.people, default=None)
    if most is None or not most.people:
        return _("You haven’t talked with anybody in these fields yet.")
    people = ngettext("%(n)d person", "%(n)d people", most.people) % {"n": most.people}
    words = {
        "people": people,
        "field": most.field.name,
        "settings": get_text_list([c.label for c in most.met], _("and")),
    }
    if len(most.met) == 1 and most.people > 1 and not most.elsewhere:
        return _("You’ve met %(people)s in %(field)s, all in one work setting: %(settings)s.") % words
    if most.met:
        return _("You’ve met %(people)s in %(field)s. Work settings: %(settings)s.") % words
    return _("You’ve met %(people)s in %(field)s.") % words


def next_gap(rows: list[Row]) -> tuple[Row, Cell] | None:
    """Where to look next: in the field that is furthest along of those not reached yet."""
    open_rows = [row for row in rows if not row.is_reached]
    row = max(open_rows, key=lambda row: row.people, default=None)
    return (row, row.next_cell) if row else None
