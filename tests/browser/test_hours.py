"""A mentor's times: with scripts, without, and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def copy_monday_to_saturday(page: Page) -> None:
    page.locator("summary", has_text="Copy to… Monday").click()
    group = page.get_by_role("group", name="Copy the hours of Monday to")
    group.get_by_label("Saturday").check()
    group.get_by_role("button").click()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_hours_are_copied_days_ticked_off_and_saved(has_scripts: bool, open_window: OpenWindow) -> None:
    page = open_window(java_script_enabled=has_scripts, viewport={"width": 320, "height": 800}).page
    steps.be(page, "mentor")
    page.goto("/mentoring/times/")
    monday, saturday = (
        page.get_by_role("group", name="Monday", exact=True),
        page.get_by_role("group", name="Saturday", exact=True),
    )
    monday.get_by_label("From").first.fill("06:15")
    monday.get_by_label("To", exact=True).first.fill("07:45")

    copy_monday_to_saturday(page)
    expect(saturday.get_by_label("From").first).to_have_value("06:15")
    off = page.get_by_role("checkbox", name="Columbus Day")
    off.check()
    if has_scripts:
        expect(page.locator("#next-times")).to_contain_text("not saved yet")
        expect(page.locator("#next-times")).to_contain_text("6:15 AM")
    page.get_by_role("button", name="Save hours").last.click()

    expect(page.get_by_text("Your hours are saved.")).to_be_visible()
    expect(saturday.get_by_label("From").first).to_have_value("06:15")
    expect(off).to_be_checked()
    off.uncheck()
    page.get_by_role("button", name="Save hours").last.click()
    expect(off).not_to_be_checked()


def test_enter_saves_and_a_copy_needs_no_mouse(open_window: OpenWindow) -> None:
    page = open_window().page
    steps.be(page, "mentor")
    page.goto("/mentoring/times/")
    page.locator("summary", has_text="Copy to… Monday").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    group = page.get_by_role("group", name="Copy the hours of Monday to")
    expect(group.get_by_label("Tuesday")).to_be_checked()
    group.get_by_role("button").focus()
    page.keyboard.press("Enter")

    tuesday = page.get_by_role("group", name="Tuesday", exact=True).get_by_label("From").first
    expect(tuesday).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your hours are saved.")).to_be_visible()
