"""The guides: Markdown files in `texts/`, in the order in which one reads them; each read and turned into HTML once."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from markdown_it import MarkdownIt

TEXTS = Path(__file__).parent / "texts"
STUDENT, MENTOR, ADVISOR = "student", "mentor", "advisor"


@dataclass(frozen=True, slots=True)
class Guide:
    slug: str
    audience: str
    step: StrOrPromise  # of the eight steps of a conversation, or what else it goes with

    @property
    def title(self) -> str:
        return _read(self.slug)[0]

    @property
    def lead(self) -> str:
        """Its first paragraph, in plain words."""
        return _read(self.slug)[1]

    @property
    def html(self) -> SafeString:
        return mark_safe(_read(self.slug)[2])  # noqa: S308 - our own files, in which HTML is off


GUIDES = (
    Guide("why", STUDENT, _("Before you begin")),
    Guide("whom-to-ask", STUDENT, _("Research")),
    Guide("research", STUDENT, _("Research")),
    Guide("first-message", STUDENT, _("Request")),
    Guide("waiting", STUDENT, _("Schedule")),
    Guide("busy-seasons", STUDENT, _("Schedule")),
    Guide("questions", STUDENT, _("Prepare")),
    Guide("the-day", STUDENT, _("Meet")),
    Guide("difficult-moments", STUDENT, _("Meet")),
    Guide("after", STUDENT, _("Thank and reflect")),
    Guide("keeping-in-touch", STUDENT, _("Keep in touch")),
    Guide("linkedin", STUDENT, _("Keep in touch")),
    Guide("for-mentors", MENTOR, _("For alumni and other mentors")),
    Guide("for-advisors", ADVISOR, _("For advisors")),
)
BY_SLUG = {guide.slug: guide for guide in GUIDES}


def shelf(roles: Collection[str]) -> list[Guide]:
    """For people of these roles in order: their own first, then what students read."""
    is_visitor = not roles
    first = [guide for guide in GUIDES if guide.audience != STUDENT and guide.audience in roles]
    students = [guide for guide in GUIDES if guide.audience == STUDENT]
    last = [guide for guide in GUIDES if guide.audience == MENTOR and guide not in first]
    return first + students + (last if is_visitor or ADVISOR in roles else [])


def around(guide: Guide, shelf: list[Guide]) -> tuple[Guide | None, Guide | None]:
    """The one before and the one after; a guide of another shelf has neither."""
    place = shelf.index(guide) if guide in shelf else None
    if place is None:
        return None, None
    return shelf[place - 1] if place else None, shelf[place + 1] if place + 1 < len(shelf) else None


@cache
def _read(slug: str) -> tuple[str, str, str]:
    """Title, lead, and the rest as HTML."""
    title, lead, rest = (TEXTS / f"{slug}.md").read_text(encoding="utf-8").split("\n\n", 2)
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
        ["table", "smartquotes", "replacements"]
    )
    return title.removeprefix("# "), lead, markdown.render(rest)
