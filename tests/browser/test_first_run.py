"""A student's first minutes, on a phone: four steps, "I don't know yet", and somebody to ask."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_student_who_does_not_know_yet_finds_somebody_to_ask(open_window: OpenWindow, product: Product) -> None:
    phone = open_window(viewport={"width": 375, "height": 740}, has_touch=True).page
    steps.join(phone, product, "Noa Field")

    phone.get_by_role("link", name="Begin").tap()
    phone.get_by_label("Major").fill("Chemistry")
    phone.get_by_role("button", name="Save and go on").tap()
    phone.get_by_label("I don’t know yet").check()
    phone.get_by_role("button", name="Save and go on").tap()
    phone.get_by_role("link", name="Skip this").tap()
    expect(heading(phone)).to_have_text("Time zone")
    phone.get_by_role("button", name="Save and finish").tap()

    expect(heading(phone)).to_have_text("Not sure yet? Good place to begin")
    expect(phone.get_by_text("You left out: the work settings.")).to_be_visible()
    expect(phone.get_by_role("heading", name="What people who studied Chemistry do now")).to_be_visible()
    phone.get_by_role("link", name=re.compile("^(Ask|View times|Book a time|Write)")).first.tap()
    expect(phone).to_have_url(re.compile("/mentors/.+"))


def test_closing_an_announcement_leaves_what_was_typed(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    steps.join(page, product, "Ira Stone")
    page.goto("/welcome/you/")
    page.get_by_label("Please call me").fill("Ira S.")

    close = page.get_by_role("button", name="Close the announcement")
    close.click()

    expect(close).to_have_count(0)
    expect(page.get_by_label("Please call me")).to_have_value("Ira S.")
    page.reload()
    expect(close).to_have_count(0)
