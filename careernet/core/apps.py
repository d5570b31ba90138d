from typing import ClassVar

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class CoreConfig(AppConfig):
    name = "careernet.core"

    def ready(self) -> None:
        from careernet.core import checks  # noqa: F401, PLC0415 - registers them


class StaticFiles(StaticFilesConfig):
    """Of Bootstrap's forty files the pages use two, with their maps; leaving the rest out halves the collecting."""

    ignore_patterns: ClassVar[list[str]] = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "bootstrap.css*", "*.rtl.*", "bootstrap.js*", "bootstrap.esm*", "bootstrap.bundle.js*"),
        "bootstrap.min.js*",
    ]
