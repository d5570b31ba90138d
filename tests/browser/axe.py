"""What axe finds on a page, in both themes and on a desk and a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 375)
THEMES = ("light", "dark")
# `incomplete` names what axe could not decide. A contrast of 1:1 is among it, so for contrasts it counts as wrong.
OPTIONS = {"resultTypes": ["violations", "incomplete"], "preload": False}
# Beyond colors, the dark theme has nothing of its own.
COLORS = OPTIONS | {"runOnly": ["color-contrast"]}


def prepare(page: Page) -> None:
    """Have axe on every page this one opens; its context was made with `bypass_csp`."""
    page.add_init_script(AXE_SCRIPT)


def complaints(page: Page) -> list[str]:
    """One line for each thing that is wrong; empty on a good page."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
            results = page.evaluate("options => axe.run(options)", OPTIONS if theme == THEMES[0] else COLORS)
            found += [f"{theme}, {width} px: {line}" for line in _lines(results)]
    return found


def _lines(results: dict[str, Any]) -> list[str]:
    undecided = [rule for rule in results["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']} at {node['target']}: {node.get('failureSummary', '')}"
        for rule in results["violations"] + undecided
        for node in rule["nodes"]
    ]
