"""What axe finds on a page, in both themes and on a desk and a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 375)
THEMES = ("light", "dark")
THEME = "document.documentElement.dataset.bsTheme"
SET_THEME = f"theme => {{ {THEME} = theme }}"
# `incomplete` names what axe could not decide. A contrast of 1:1 is among it, so for contrasts it counts as wrong.
OPTIONS = {"resultTypes": ["violations", "incomplete"], "preload": False}
# Beyond colors, the dark theme has nothing of its own.
COLORS = OPTIONS | {"runOnly": ["color-contrast"]}


def complaints(page: Page) -> list[str]:
    """One line for each thing that is wrong; empty on a good page, which stays as its reader has it."""
    page.evaluate(AXE_SCRIPT)
    size, theme, found = page.viewport_size, page.evaluate(THEME), []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for each in THEMES:
            page.evaluate(SET_THEME, each)
            results = page.evaluate("options => axe.run(options)", OPTIONS if each == THEMES[0] else COLORS)
            found += [f"{each}, {width} px: {line}" for line in _lines(results)]
    page.evaluate(SET_THEME, theme)
    page.set_viewport_size(size or {"width": WIDTHS[0], "height": 900})
    return found


def _lines(results: dict[str, Any]) -> list[str]:
    undecided = [rule for rule in results["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']} at {node['target']}: {node.get('failureSummary', '')}"
        for rule in results["violations"] + undecided
        for node in rule["nodes"]
    ]
