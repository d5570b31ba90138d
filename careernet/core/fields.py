"""A form's field as every page shows it: label, hint, error, control, in this order; words instead of asterisks.

In Python: a template took six hundred calls for one of them, and the page of a mentor's hours has thirty.
"""

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

PLAIN = '<div class="cn-field{wrong}"><label class="form-label" for="{id}">{label}</label>{hint}{errors}{control}</div>'
CHECKBOX = (
    '<div class="cn-field{wrong}">{errors}<div class="form-check">{control}'
    ' <label class="form-check-label" for="{id}">{label}</label>{hint}</div></div>'
)
GROUP = (
    '<div class="cn-field{wrong}"><fieldset{described}><legend class="form-label">{label}</legend>'
    "{hint}{errors}{control}</fieldset></div>"
)
CHOICE = (
    '<div class="form-check"><input class="form-check-input" type="{type}" name="{name}" value="{value}" id="{id}"'
    '{checked}{disabled}><label class="form-check-label" for="{id}">{label}</label></div>'
)
ERROR = '<p class="cn-error">{}<span><span class="visually-hidden">{} </span>{}</span></p>'


def drawn(field: BoundField, warning: SafeString) -> SafeString:
    """`warning` is the icon before what is wrong with it."""
    if field.is_hidden:
        return mark_safe(str(field))  # noqa: S308 - a widget's own markup
    errors, widget = _errors(field, warning), field.field.widget
    parts = {
        "wrong": " cn-field-wrong" if errors else "",
        "errors": errors,
        "hint": _hint(field),
        "id": field.id_for_label,
        "label": field.label,
    }
    if isinstance(widget, CheckboxInput):
        return format_html(CHECKBOX, **parts, control=_control(field, "form-check-input"))
    parts["label"] = _label(field)
    if not field.use_fieldset:
        look = "form-select" if isinstance(widget, Select) else "form-control"
        return format_html(PLAIN, **parts, control=_control(field, look))
    is_list = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = format_html(' aria-describedby="{}"', about) if (about := field.aria_describedby) else ""
    control = _choices(field) if is_list else field.as_widget()
    return format_html(GROUP, **parts, described=described, control=control)


def _label(field: BoundField) -> str:
    if not getattr(field.form, "marks_optional", False) or field.field.required:
        return str(field.label)
    return format_html('{} <span class="cn-optional">{}</span>', field.label, _("(optional)"))


def _hint(field: BoundField) -> str:
    if not field.help_text:
        return ""
    said = mark_safe(str(field.help_text))  # noqa: S308 - ours; Django's own templates take it so, too
    return format_html('<div class="form-text" id="{}_helptext">{}</div>', field.auto_id, said)


def _errors(field: BoundField, warning: SafeString) -> str:
    errors = field.errors
    if not errors:
        return ""
    said = format_html_join("", ERROR, ((warning, _("Error:"), error) for error in errors))
    return format_html('<div id="{}_error">{}</div>', field.auto_id, said)


def _control(field: BoundField, look: str) -> SafeString:
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": " ".join(filter(None, (own, look, "is-invalid" if field.errors else "")))})


def _choices(field: BoundField) -> SafeString:
    return format_html_join(
        "",
        CHOICE,
        (
            {
                "type": choice.data["type"],
                "name": choice.data["name"],
                "value": str(choice.data["value"]),
                "id": choice.id_for_label,
                "checked": mark_safe(" checked") if choice.data["selected"] else "",
                "disabled": mark_safe(" disabled") if choice.data["attrs"].get("disabled") else "",
                "label": _capitalized(choice.choice_label),
            }
            for choice in field
        ),
    )


def _capitalized(label: str) -> str:
    said: str = capfirst(label)
    return mark_safe(said) if isinstance(label, SafeString) else said  # noqa: S308 - it was safe before
