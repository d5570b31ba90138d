"""Configurations that must not go live. Run by `manage.py check` and before `migrate`."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register()
def clock_is_not_moved(**_: Any) -> list[checks.CheckMessage]:
    if not settings.CLOCK_OFFSET_FILE or settings.DEMO:
        return []
    return [
        checks.Error("CLOCK_OFFSET_FILE is set, but only the demo may move the clock. Unset it.", id="careernet.E001")
    ]


@checks.register(checks.Tags.security, deploy=True)
def demo_is_off(**_: Any) -> list[checks.CheckMessage]:
    if not settings.DEMO:
        return []
    return [checks.Warning("DEMO is on: anybody can sign in as anybody, without a password.", id="careernet.W001")]
