"""`make pictures` draws the README's pictures: the student's home of the invented campus, in both themes."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from careernet.core import engines
from tests import chromium
from tests.browser.product import ROOT, serve
from tests.smtp import smtp_server

TARGET = ROOT / "static" / "readme"


def draw() -> None:
    program = chromium.path()
    if program is None:
        raise SystemExit("There is no browser here. `make browser` sees to it.")
    engines.start()
    with (
        tempfile.TemporaryDirectory() as folder,
        smtp_server() as inbox,
        serve(inbox, Path(folder)) as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for theme in ("light", "dark"):
            context = browser.new_context(color_scheme=theme, viewport={"width": 1200, "height": 760})
            page = context.new_page()
            page.goto(f"{product.url}/demo/mailbox/")
            page.get_by_text("Be somebody").click()
            page.get_by_role("button", name="Jordan").click()
            page.wait_for_url("**/home/")
            page.screenshot(path=TARGET / f"home-{theme}.png")
        browser.close()


if __name__ == "__main__":
    draw()
