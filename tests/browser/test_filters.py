"""Narrowing the directory down on a phone, where the filters cover the whole screen."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_filters_open_in_a_dialog_and_hand_the_focus_back(open_window: OpenWindow, product: Product) -> None:
    page = open_window(viewport={"width": 375, "height": 740}).page
    steps.join(page, product, "Mina Ortega")
    page.goto("/mentors/")
    opener, dialog = page.get_by_text("Filters and order").first, page.get_by_role("dialog", name="Filters and order")

    opener.click()
    dialog.get_by_label("How to meet").select_option("phone")
    expect(page).to_have_url("/mentors/?mode=phone")
    dialog.get_by_role("button", name="Show").click()

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(dialog.get_by_label("How to meet")).to_have_value("phone")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
