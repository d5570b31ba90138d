"""Browser windows that may talk to the product alone, and that note every fault they see."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.browser.product import PATIENCE

# Chromium's own remark on the answers to a form that is not right, or no longer; and htmx's on an autosave or a search
# given up for the next one, or for the page that follows (answers that went wrong have remarks of their own). The page
# where somebody signed in chooses a password has no address to show, of which Chromium reminds its developers. A field
# that a swap brought along gets its focus from htmx; where that is quicker, Chromium says that its own was not needed.
EXPECTED = re.compile(
    r"Failed to load resource: the server responded with a status of (409|422)"
    r"|htmx:(sendAbort|afterRequest),"
    r"|\[DOM\] Password forms should have \(optionally hidden\) username fields"
    r"|Autofocus processing was blocked because a document already has a focused element"
)


@dataclass
class Window:
    page: Page
    faults: list[str] = field(default_factory=list)

    def check(self, but: int = 200) -> None:
        """Nothing was said in the console, and nobody else was talked to, since the last check.

        but: the status of a page that was expected not to be there; Chromium remarks on it.
        """
        faults = [fault for fault in self.faults if f"with a status of {but} " not in fault]
        self.faults.clear()
        assert not faults, "\n".join(faults)


OpenWindow = Callable[..., Window]


@contextmanager
def windows(browser: Browser, url: str, campus: str) -> Iterator[OpenWindow]:
    """`open_window(java_script_enabled=False, …)` takes what Playwright's `new_context` takes.

    campus: where campus sign-in is. People may go there; how its pages fare is not our business.
    """
    opened: list[Window] = []

    def open_window(**options: Any) -> Window:
        usual = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "en-US"}
        context = browser.new_context(**({"base_url": url, "timezone_id": "America/New_York"} | usual | options))
        context.set_default_timeout(PATIENCE * 1000)
        window = Window(context.new_page())
        opened.append(window)

        def is_away() -> bool:
            return window.page.url.startswith(campus)

        def refuse(route: Route) -> None:
            if not is_away():
                window.faults.append(f"{window.page.url} asks for {route.request.url}")
            route.abort()

        def note(message: ConsoleMessage) -> None:
            is_theirs = is_away() or message.location["url"].startswith(campus)  # which may come late
            if not EXPECTED.match(message.text) and not is_theirs:
                window.faults.append(f"{window.page.url}: {message.type}: {message.text}")

        context.route(re.compile(f"^(?!{re.escape(url)}/|{re.escape(campus)}/)"), refuse)
        context.on("console", note)
        context.on("weberror", lambda error: window.faults.append(f"{window.page.url}: {error.error}"))
        return window

    try:
        yield open_window
    finally:
        for window in opened:
            window.page.context.close()
