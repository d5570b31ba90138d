"""The pieces every page is built from; /styleguide/ shows each one. A builtin: no page needs to load it.

Moments are aware datetimes. A zone is a `ZoneInfo` or its name; a page has its reader's as `viewer_zone`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import Any
from uuid import UUID
from zlib import crc32
from zoneinfo import ZoneInfo

import lucide
from django import template
from django.conf import settings
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from careernet.core import fields, times

register = template.Library()

STEPS = (
    _("Research"),
    _("Request"),
    _("Schedule"),
    _("Prepare"),
    _("Meet"),
    _("Thank"),
    _("Reflect"),
    _("Keep in touch"),
)
# What a tone means is written in the style guide; the icon and the words say it too, never the color alone.
TONES = frozenset({"amber", "blue", "pine", "sun", "violet", "slate", "red"})
SIDES = {"sm": 32, "": 44, "lg": 80}  # pixels of a face, as in app.css
TINTS = ("blue", "violet", "amber", "pine", "slate")


# --- Icons, chips, faces ------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """A lucide icon as inline SVG; silent for screen readers unless it has a label of its own."""
    return _icon(str(name), size, str(label))


@cache
def _icon(name: str, size: int, label: str) -> SafeString:
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(lucide._render_icon(name, size, focusable="false", **spoken))  # noqa: S308 - from the package


@register.simple_tag
def chip(tone: str, icon: str, text: str) -> SafeString:
    return format_html('<span class="cn-chip cn-tone-{}">{}{}</span>', _tone(tone), _icon(str(icon), 16, ""), text)


def _tone(name: str) -> str:
    if name not in TONES:
        raise ValueError(f"{name!r} is no tone of ours: {', '.join(sorted(TONES))}.")
    return name


@register.simple_tag
def avatar(person: Any, seed: object = "", size: str = "", portrait: UUID | None = None) -> SafeString:
    """The photo of a person, else the initials of a person or a name, their tint picked by the seed.

    A person is a user, a mentor, or whatever has a `display_name` and a `portrait_id`. The picture is decoration, since
    the name stands beside; only the large one of a person's own page says whose it is.
    """
    name = str(getattr(person, "display_name", person))
    if portrait := portrait or getattr(person, "portrait_id", None):
        return _photo(name, portrait, size)
    tint = TINTS[crc32(str(seed or getattr(person, "pk", name)).encode()) % len(TINTS)]
    size_class = f" cn-avatar-{size}" if size else ""
    return format_html(
        '<span class="cn-avatar{} cn-tone-{}" aria-hidden="true">{}</span>', size_class, tint, initials(name)
    )


def _photo(name: str, portrait: UUID, size: str) -> SafeString:
    return format_html(
        '<img class="cn-avatar{}" src="{}" alt="{}" width="{side}" height="{side}" loading="lazy" decoding="async">',
        f" cn-avatar-{size}" if size else "",
        reverse("accounts:photo", args=[portrait]),
        _("Photo of %(name)s") % {"name": name} if size == "lg" else "",
        side=SIDES[size],
    )


def initials(name: str) -> str:
    """ "MC" for "Maya Chen", "O" for "Özil", "?" for nobody."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.simple_tag
def person_card(
    name: str,
    headline: str = "",
    *,
    seed: object = "",
    portrait: UUID | None = None,
    why: str = "",
    facts: Iterable[tuple[str, str]] = (),
    chip: tuple[str, str, str] | None = None,
    url: str = "",
    action: str = "",
) -> SafeString:
    """`facts` are (icon, text) pairs, `chip` is (tone, icon, text); `why` says why this person is shown."""
    return _person_card(name, headline, seed, portrait, why, tuple(facts), chip, url, action)


@register.simple_tag
def mentor_card(card: Any) -> SafeString:
    """The same of a `mentors.cards.Card`, which has these as fields."""
    return _person_card(
        card.name,
        card.headline,
        card.seed,
        card.portrait,
        card.why,
        card.facts,
        card.chip,
        card.url,
        card.action,
    )


# Two dozen on a page of the directory, mostly the same people: kept by all that a card says, it cannot be outdated.
@lru_cache(maxsize=0 if settings.DEBUG else 2000)
def _person_card(
    name: str,
    headline: str,
    seed: object,
    portrait: UUID | None,
    why: str,
    facts: tuple[tuple[str, str], ...],
    chip: tuple[str, str, str] | None,
    url: str,
    action: str,
) -> SafeString:
    return render_to_string("components/person_card.html", dict(locals()))


@register.simple_tag(takes_context=True)
def menu(context: Any) -> SafeString:
    """The person's menu. A page has it at the top and again in the phone's tabs, and renders it once."""
    kept = vars(context["request"])
    if "menu" not in kept:
        kept["menu"] = context.template.engine.get_template("components/menu.html").render(context)
    rendered: SafeString = kept["menu"]
    return rendered


@register.simple_tag
def options(groups: Iterable[tuple[str, Iterable[Any]]]) -> SafeString:
    """What stands in a `<select>`, by (heading, options) with `value`, `label`, `count` and `is_chosen`; hundreds on a
    page, which a template takes far longer to write."""
    return format_html_join("", "{}", ((_group(heading, list(each)),) for heading, each in groups))


def _group(heading: str, options: list[Any]) -> SafeString:
    written = mark_safe("".join(map(_option, options)))  # noqa: S308 - escaped one by one
    return format_html('<optgroup label="{}">{}</optgroup>', heading, written) if heading and options else written


def _option(option: Any) -> str:
    """`format_html` takes four times as long."""
    value, label, count = escape(option.value), escape(str(option.label)), escape(option.count)
    return f'<option value="{value}"{" selected" if option.is_chosen else ""}>{label} ({count})</option>'


@register.simple_tag
def zone_name(zone: ZoneInfo, now: datetime) -> str:
    """A zone as people say it on that day, as in "New York time (EST)"."""
    return times.zone_label(zone, now)


@register.filter
def sentence_case(text: str) -> str:
    """ "Two-factor authentication" for a library's "Two-Factor Authentication"; names such as "GitHub" stay."""
    first, *rest = re.split(r"([\s-])", text.strip())
    lowered = "".join([first, *(word.lower() if re.fullmatch(r"[A-Z][a-z]+", word) else word for word in rest)])
    return mark_safe(lowered) if isinstance(text, SafeString) else lowered  # noqa: S308 - as safe as it came


# --- Time ---------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/date_tile.html")
def date_tile(at: datetime, zone: ZoneInfo | str, now: datetime) -> dict[str, Any]:
    """The day as a leaf torn from a calendar; today's strip is marigold and says so."""
    here = times.local(at, _zone(zone))
    is_today = here.date() == times.local(now, _zone(zone)).date()
    return {
        "iso": here.date().isoformat(),
        "strip": _("Today") if is_today else dateformat.format(here, "M"),
        "day": here.day,
        "weekday": dateformat.format(here, "D"),
        "is_today": is_today,
    }


@register.inclusion_tag("components/dual_time.html")
def dual_time(
    start: datetime,
    end: datetime,
    viewer_zone: ZoneInfo | str,
    other_zone: ZoneInfo | str | None = None,
    other_name: str = "",
) -> dict[str, Any]:
    """The reader's time first, the other side's second and only where their clocks differ."""
    mine, theirs = _zone(viewer_zone), _zone(other_zone or viewer_zone)
    here, there = times.local(start, mine), times.local(start, theirs)
    differ = here.utcoffset() != there.utcoffset()
    return {
        "start": start,
        "mine": times.time_range(start, end, mine),
        "zone": times.zone_label(mine, start),
        "differ": differ,
        "theirs": times.time_of_day(start, theirs),
        "their_day": "" if here.date() == there.date() else times.day(start, theirs, start),
        "name": other_name,
        "city": times.city(theirs.key),
    }


@register.simple_tag
def day(at: datetime, zone: ZoneInfo | str, now: datetime) -> str:
    return times.day(at, _zone(zone), now)


@register.simple_tag
def when(start: datetime, end: datetime, zone: ZoneInfo | str, now: datetime) -> str:
    return times.when(start, end, _zone(zone), now)


@register.simple_tag
def moment(at: datetime, zone: ZoneInfo | str, now: datetime) -> SafeString:
    """As in "Fri, Nov 20, 9:12 AM", marked up as a `<time>`."""
    said = f"{times.day(at, _zone(zone), now)}, {times.time_of_day(at, _zone(zone))}"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), said)


@register.simple_tag
def relative(at: datetime, zone: ZoneInfo | str, now: datetime) -> str:
    """As in "in 2 days"; only ever beside the date itself."""
    return times.relative(at, now, _zone(zone))


def _zone(zone: ZoneInfo | str) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else times.zone(zone)


# A template takes three hundred calls for one of them, and a mentor's page has sixty.
SLOT = (
    '<div class="cn-slot"><input type="radio" name="{name}" id="{name}-{value}" value="{value}"'
    ' data-slot-label="{said}" required{checked}><label for="{name}-{value}">{label}{theirs}</label></div>'
)


@register.simple_tag
def slots(free: Iterable[Any], name: str, chosen: str = "") -> SafeString:
    """The times of one day to choose from; see components/slot_picker.html."""
    return format_html_join(
        "",
        SLOT,
        (
            {
                "name": name,
                "value": slot.value,
                "said": slot.said,
                "label": slot.label,
                "theirs": format_html(" <small>{}</small>", slot.theirs) if slot.theirs else "",
                "checked": mark_safe(" checked") if slot.value == chosen else "",
            }
            for slot in free
        ),
    )


# --- The journey --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Step:
    number: int
    name: Any
    is_done: bool
    is_now: bool


@register.simple_tag
def journey_rail(step: int) -> SafeString:
    """The eight steps of a conversation; `step` 1..8 is the current one, 0 shows them all alike."""
    return _journey_rail(step)


@lru_cache(maxsize=0 if settings.DEBUG else len(STEPS) + 1)
def _journey_rail(step: int) -> SafeString:
    return render_to_string("components/journey_rail.html", {"steps": _steps(step), "shows_all": not step})


@register.inclusion_tag("components/journey_mini.html")
def journey_mini(step: int) -> dict[str, Any]:
    return {"steps": _steps(step), "number": step, "name": STEPS[step - 1], "total": len(STEPS)}


def _steps(current: int) -> list[Step]:
    return [
        Step(number, name, is_done=number < current or not current, is_now=number == current)
        for number, name in enumerate(STEPS, 1)
    ]


# --- Blocks -------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/queue_row.html")
def queue_row(
    at: datetime,
    zone: ZoneInfo | str,
    now: datetime,
    title: str,
    why: str,
    url: str,
    action: str,
    primary: bool = False,
) -> dict[str, Any]:
    """One thing to do: when, what (verb first), why, and one button. Only the first row's is primary."""
    return dict(locals())


@register.inclusion_tag("components/stat.html")
def stat(number: object, label: str, delta: str = "") -> dict[str, Any]:
    """Belongs inside `<dl class="cn-stats">`; `delta` is in words, as in "4 more than last term"."""
    return {"number": number, "label": label, "delta": delta}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str, url: str = "", action: str = "", icon: str = "inbox") -> dict[str, Any]:
    """What this place is, why it is empty, and the one thing to do about it."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any], zone: ZoneInfo | str, now: datetime) -> dict[str, Any]:
    """Items newest first, each with `icon`, `title`, `at` and, if there is more to say, `tone` and `text`."""
    return {"items": items, "zone": zone, "now": now}


@register.inclusion_tag("components/alert.html")
def alert(tone: str, icon: str, text: str, url: str = "", action: str = "") -> dict[str, Any]:
    return {"tone": _tone(tone), "icon": icon, "text": text, "url": url, "action": action}


# --- Forms --------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """What is wrong with these forms and formsets, each line a link to its field; nothing if all is well."""
    return {"problems": [problem for form in forms if form and form.is_bound for problem in _problems(form)]}


def _problems(form: "BaseForm | BaseFormSet[Any]") -> Iterator[tuple[str, str]]:
    if isinstance(form, BaseFormSet):
        yield from (("", str(error)) for error in form.non_form_errors())
        for each in form.forms:
            yield from _problems(each)
        return
    yield from (("", str(error)) for error in form.non_field_errors())
    for field in form:
        yield from ((_field_id(field), str(error)) for error in field.errors)


def _field_id(field: Any) -> str:
    """The id of the first control: a group of radio buttons or checkboxes has none of its own."""
    if field.is_hidden:
        return ""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)


@register.simple_tag
def field_drawn(field: BoundField) -> SafeString:
    return fields.drawn(field, _icon("triangle-alert", 16, ""))
