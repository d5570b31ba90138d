"""Fields of a profile, each with the choice whether the other side sees it: drawn by `components/shown_rows.html`.

A form of this kind has a field `shown`, which holds the choices that are ticked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BaseForm, BoundField

# group -> the fields that stand together, and the name of the choice that belongs to them, if there is one
Groups = Mapping[str, Sequence[tuple[Sequence[str], str]]]


@dataclass(frozen=True, slots=True)
class Row:
    fields: list[BoundField]
    choice: str
    is_shown: bool


def rows(form: BaseForm, groups: Groups) -> dict[str, list[Row]]:
    return {
        group: [Row([form[name] for name in names], choice, is_shown(form, choice)) for names, choice in rows]
        for group, rows in groups.items()
    }


def is_shown(form: BaseForm, choice: str) -> bool:
    return choice in (form["shown"].value() or [])
