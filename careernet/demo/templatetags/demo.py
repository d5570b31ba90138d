"""What the demo's bar and the landing page show of the demo."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from careernet.campus.models import Policy
from careernet.core import clock
from careernet.demo.forms import ClockForm

register = template.Library()

ROLES = (
    ("student", "graduation-cap", _("Jordan, a student")),
    ("mentor", "briefcase-business", _("Maya, a mentor")),
    ("advisor", "notebook-pen", _("Rosa, an advisor")),
    ("officer", "building-2", _("Sam, office staff")),
)


@register.simple_tag
def demo_now() -> datetime:
    return clock.now()


@register.simple_tag(takes_context=True)
def demo_zone(context: dict[str, Any]) -> str:
    """The reader's zone; a visitor's is the campus's."""
    user = getattr(context.get("request"), "user", None)
    return user.time_zone if user and user.is_authenticated else Policy.current().time_zone


@register.simple_tag
def demo_is_moved() -> bool:
    return abs(clock.offset().total_seconds()) > 1


@register.simple_tag
def demo_roles() -> Any:
    return ROLES


@register.simple_tag
def clock_choices() -> Any:
    return ClockForm.CHOICES
