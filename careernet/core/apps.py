from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "careernet.core"

    def ready(self) -> None:
        from careernet.core import checks  # noqa: F401, PLC0415 - registers them

        # For the forms of libraries; ours say what is missing in their own words (core.forms).
        Field.default_error_messages["required"] = _("Fill this in.")


class StaticFiles(StaticFilesConfig):
    """Of Bootstrap's forty files the pages use two, with their maps; leaving the rest out halves the collecting."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "bootstrap.css*", "*.rtl.*", "bootstrap.js*", "bootstrap.esm*", "bootstrap.bundle.js*"),
        "bootstrap.min.js*",
    ]
