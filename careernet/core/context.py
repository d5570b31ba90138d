"""What every page needs around it: whose area this is, where its reader can go, and in which light."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from careernet.core import times

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Link:
    view: str
    label: Any
    icon: str
    short: Any = ""  # on the phone's tab bar, where the label is too long
    url: str = ""
    is_current: bool = False
    is_tab: bool = True  # else it is under "More" on the phone
    also: tuple[str, ...] = ()  # other prefixes of what one comes to from there


@dataclass(frozen=True, slots=True)
class Area:
    """What one role sees: its places, and the address prefixes that belong to it."""

    role: str
    label: Any
    prefixes: tuple[str, ...]
    links: tuple[Link, ...]
    personal: tuple[Link, ...] = ()  # in the menu, before what everybody has there
    has_rail: bool = False


AREAS = (
    Area(
        "student",
        _("Student"),
        ("/home/", "/profile/", "/mentors/", "/interviews/", "/network/", "/plan/", "/reflections/", "/questions/"),
        (
            Link("students:home", _("Home"), "house"),
            Link("mentors:directory", _("Find mentors"), "user-search", _("Find")),
            Link("interviews:list", _("Interviews"), "calendar-check", also=("/reflections/",)),
            Link("network:list", _("Network"), "users", is_tab=False),
            Link("students:plan", _("Plan"), "table-2", is_tab=False),
            Link("guides:guides", _("Guides"), "book-open", is_tab=False),
        ),
        (
            Link("students:profile", _("Profile"), "circle-user"),
            Link("questions:list", _("My questions"), "message-circle-question-mark"),
            Link("courses:list", _("Classes"), "graduation-cap"),
        ),
    ),
    Area(
        "mentor",
        _("Mentor"),
        ("/mentoring/",),
        (
            Link("mentors:mentoring_home", _("Home"), "house"),
            Link("interviews:list", _("Requests"), "inbox"),
            Link("mentors:times", _("Times"), "calendar-clock"),
            Link("mentors:profile", _("Profile"), "circle-user", is_tab=False),
            Link("guides:mentor_guide", _("Mentor guide"), "book-open", is_tab=False),
        ),
    ),
    Area(
        "advisor",
        _("Advisor"),
        ("/advising/",),
        (
            Link("advising:queue", _("Queue"), "list-checks"),
            Link("advising:students", _("My students"), "users"),
            Link("courses:list", _("Classes"), "graduation-cap", is_tab=False),
            Link("advising:insights", _("Insights"), "chart-column"),
            Link("advising:questions", _("Question bank"), "message-circle-question-mark", is_tab=False),
            Link("guides:guides", _("Guides"), "book-open", is_tab=False),
        ),
        has_rail=True,
    ),
    Area(
        "officer",
        _("Office"),
        ("/office/", "/admin/"),
        (
            Link("office:home", _("Office"), "building-2"),
            Link("office:reports", _("Reports"), "flag"),
            Link("advising:insights", _("Insights"), "chart-column"),
            Link("courses:list", _("Classes"), "graduation-cap", is_tab=False),
            Link("admin:index", _("Admin"), "database"),
        ),
        has_rail=True,
    ),
    Area("teacher", _("Teacher"), ("/classes/",), (Link("courses:list", _("Classes"), "graduation-cap"),)),
)
PERSONAL = (
    Link("mail:notifications", _("Notifications"), "bell"),
    Link("mail:settings", _("Mail and reminders"), "mail"),
    Link("accounts:settings", _("Settings"), "settings"),
)


@dataclass(frozen=True, slots=True)
class Shell:
    area: Area | None
    links: list[Link]  # the places of this area
    areas: list[Link]  # one link per area this person has, when there are several
    personal: list[Link]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. The shell itself is only looked up by pages that show it, not by fragments."""
    return {
        "shell": SimpleLazyObject(partial(_shell, request)),
        "viewer_zone": _viewer_zone(request),  # not lazy: datetime wants the very ZoneInfo
        "theme": chosen_theme(request),
        "demo_bar": "demo/bar.html" if settings.DEMO else "",
    }


def chosen_theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "auto")
    return theme if theme in THEMES else "auto"


def _viewer_zone(request: HttpRequest) -> ZoneInfo:
    return times.zone(getattr(request.user, "time_zone", settings.TIME_ZONE))


def _shell(request: HttpRequest) -> Shell:
    roles: frozenset[str] = getattr(request.user, "role_kinds", frozenset())
    held = [area for area in AREAS if area.role in roles]
    area = next((area for area in held if request.path.startswith(area.prefixes)), held[0] if held else None)
    return Shell(
        area=area,
        links=_resolved(area.links, request.path) if area else [],
        areas=_doors(held, area) if len(held) > 1 else [],
        personal=_resolved((area.personal if area else ()) + PERSONAL, request.path)
        if request.user.is_authenticated
        else [],
    )


def _doors(areas: list[Area], current: Area | None) -> list[Link]:
    """Each area by its first page."""
    return [
        replace(link, label=area.label, is_current=area is current)
        for area in areas
        for link in _resolved(area.links, "")[:1]
    ]


def _resolved(links: tuple[Link, ...], path: str) -> list[Link]:
    found = [replace(link, url=reverse(link.view)) for link in links]
    current = max((link.url for link in found if path.startswith((link.url, *link.also))), key=len, default="")
    return [replace(link, is_current=link.url == current) for link in found]
