"""`{% guide "first-message" %}`: the way to a guide, where it is needed. A builtin, like the pieces of every page."""

from django import template

from careernet.guides.library import BY_SLUG, Guide

register = template.Library()


@register.inclusion_tag("guides/link.html")
def guide(slug: str) -> dict[str, Guide]:
    return {"guide": BY_SLUG[slug]}
