"""Without a mouse: only Tab, arrows, Enter and letters."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_slot_is_picked_and_a_request_sent_by_keyboard(open_window: OpenWindow, product: Product) -> None:
    page = open_window().page
    steps.join(page, product, "Eli Frost")
    steps.find_mentor_with_hours(page, "office")

    _tab_to(page, page.locator("input[name=slot]").first)
    page.keyboard.press("ArrowDown")
    second = page.locator("input[name=slot]").nth(1)
    expect(second).to_be_checked()
    said = second.get_attribute("data-slot-label")
    _tab_to(page, page.get_by_role("button", name=f"Continue with {said}"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_label("What I hope to learn"))
    page.keyboard.type("How you chose this work.")
    _tab_to(page, page.get_by_label("Your message"))
    page.keyboard.type("I am a sophomore and would like to hear about your path.")
    _tab_to(page, page.get_by_role("button", name="Send request"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="has your request")).to_be_visible()
    expect(page.get_by_text("Kept for you:")).to_be_visible()


def _tab_to(page: Page, wanted: Locator) -> None:
    """On the way and there, the focus can be seen: it has a ring, and no bar lies over it."""
    expect(wanted).to_be_visible()
    for _key in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(IS_SEEN), "the focus is hidden"
            return
    raise AssertionError(f"Tab does not lead to {wanted}")


# A radio button of the slot picker is drawn by its label.
IS_SEEN = """element => {
  const drawn = [element, ...(element.labels ?? [])];
  const ringed = drawn.some(each => getComputedStyle(each).outlineStyle !== "none");
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return ringed && drawn.some(each => each.contains(top));
}"""
