"""Without a mouse: only Tab, arrows, Enter and letters."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.keyboard import press, tab_to
from tests.browser.product import Product
from tests.browser.steps import link
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_slot_is_picked_countered_chosen_moved_and_canceled_by_keyboard(
    open_window: OpenWindow, product: Product
) -> None:
    page, mentor = open_window().page, open_window().page
    address = steps.join(page, product, "Eli Frost")
    steps.find_mentor_with_hours(page, "office")

    tab_to(page, page.locator("input[name=slot]").first)
    page.keyboard.press("ArrowDown")
    second = page.locator("input[name=slot]").nth(1)
    expect(second).to_be_checked()
    said = second.get_attribute("data-slot-label")
    tab_to(page, page.get_by_role("button", name=f"Continue with {said}"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("What I hope to learn"))
    page.keyboard.type("How you chose this work.")
    tab_to(page, page.get_by_label("Your message"))
    page.keyboard.type("I am a sophomore and would like to hear about your path.")
    tab_to(page, page.get_by_role("button", name="Send request"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="has your request")).to_be_visible()
    expect(page.get_by_text("Kept for you:")).to_be_visible()
    steps.let_a_minute_pass(page, product)

    _offers_another_time(mentor, link(product.mail_naming("Eli Frost", "asks for"), r"choice=another$"), product)
    page.goto(link(product.mail(address, "says yes, at another time"), "answer"))
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    press(page, "Book this time")
    product.mail(address, "Confirmed:")
    page.goto("/interviews/?show=upcoming")
    tab_to(page, page.get_by_role("table").get_by_role("link").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Move it to another time"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("input[name=starts_at]").first)
    page.keyboard.press("Space")
    press(page, "Move to this time")
    expect(page.get_by_text("Moved. The invitation in both calendars changes with it.")).to_be_visible()
    tab_to(page, page.locator("summary", has_text="Can't make it?"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Why?"))
    page.keyboard.type("An exam was moved to that hour.")
    press(page, "Cancel interview")
    expect(page.get_by_role("heading", name="This conversation is canceled")).to_be_visible()


def _offers_another_time(mentor: Page, address: str, product: Product) -> None:
    mentor.goto(address)
    start = steps.at_eleven(product.now() + timedelta(days=9))
    for field, typed in (("Date", f"{start:%m%d%Y}"), ("Time", "1130AM"), ("Video link", steps.MEETING_ROOM)):
        tab_to(mentor, mentor.get_by_label(field, exact=True).first)
        mentor.keyboard.press("Control+A")
        mentor.keyboard.type(typed)
    press(mentor, "Offer another time")
    expect(steps.heading(mentor)).to_have_text("Your answer is in")
