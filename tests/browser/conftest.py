"""One browser and one served product for all browser tests; each test has windows and a campus of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.browser.product import Product, serve
from tests.browser.windows import OpenWindow, Window, windows
from tests.smtp import smtp_server


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with smtp_server() as inbox, serve(inbox, tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture
def product(served: Product) -> Product:
    """A campus that nobody has been to yet: what one test did there is no other test's business."""
    served.begin_anew()
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.path()
    assert program, "There is no browser here. `make browser` sees to it."
    arguments = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_window(browser: Browser, product: Product) -> Iterator[OpenWindow]:
    """A person at a computer each; the test fails if one of them saw a fault."""
    opened: list[Window] = []
    with windows(browser, product.url, product.campus.url) as open_one:

        def remember(**options: object) -> Window:
            opened.append(open_one(**options))
            return opened[-1]

        yield remember
        for window in opened:
            window.check()
