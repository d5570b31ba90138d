"""Configurations that must not go live. Run by `manage.py check` and before `migrate`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register()
def clock_is_not_moved(**_: Any) -> list[CheckMessage]:
    if not settings.CLOCK_OFFSET_FILE or settings.DEMO:
        return []
    return [Error("CLOCK_OFFSET_FILE is set, but only the demo may move the clock. Unset it.", id="careernet.E001")]


@register(Tags.security, deploy=True)
def demo_is_off(**_: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [Warning("DEMO is on: anybody can sign in as anybody, without a password.", id="careernet.W001")]
