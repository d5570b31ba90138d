"""A mentor's times: with scripts, without, and by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import steps
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def copy_monday_to_saturday(page: Page) -> Locator:
    """The button, which can be pressed again."""
    page.locator("summary", has_text="Copy to… Monday").click()
    group = page.get_by_role("group", name="Copy the hours of Monday to")
    group.get_by_label("Saturday").check()
    copy = group.get_by_role("button")
    copy.click()
    return copy


@pytest.mark.parametrize(("has_scripts", "start"), [(True, "06:15"), (False, "06:45")], ids=["with scripts", "without"])
def test_hours_are_copied_days_ticked_off_and_saved(has_scripts: bool, start: str, open_window: OpenWindow) -> None:
    page = open_window(java_script_enabled=has_scripts, viewport={"width": 320, "height": 800}).page
    steps.be(page, "mentor")
    page.goto("/mentoring/times/")
    monday, saturday = (
        page.get_by_role("group", name="Monday", exact=True),
        page.get_by_role("group", name="Saturday", exact=True),
    )
    monday.get_by_label("From").first.fill(start)
    monday.get_by_label("To", exact=True).first.fill("07:45")

    copy_monday_to_saturday(page)
    expect(saturday.get_by_label("From").first).to_have_value(start)
    off = page.get_by_role("checkbox", name="Columbus Day")
    off.check()
    if has_scripts:
        expect(page.locator("#next-times")).to_contain_text("not saved yet")
        expect(page.locator("#next-times")).to_contain_text("6:15 AM")
    page.get_by_role("button", name="Save hours").last.click()

    expect(page.get_by_text("Your hours are saved.")).to_be_visible()
    expect(saturday.get_by_label("From").first).to_have_value(start)
    expect(off).to_be_checked()
    off.uncheck()
    page.get_by_role("button", name="Save hours").last.click()
    expect(off).not_to_be_checked()


def test_nothing_can_be_typed_into_a_form_that_is_about_to_be_replaced(open_window: OpenWindow) -> None:
    window = open_window()
    page, was_shut = window.page, []
    steps.be(page, "mentor")
    page.goto("/mentoring/times/")
    form, off = page.locator("#hours-form"), page.get_by_role("checkbox", name="Columbus Day")

    def on_the_way(route: Route) -> None:
        was_shut.append(form.evaluate("form => form.inert"))
        if len(was_shut) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/mentoring/times/", on_the_way)
    copy = copy_monday_to_saturday(page)
    expect(copy).to_be_focused()
    window.faults.clear()  # that nobody answered
    off.check()
    copy.click()

    expect(page.get_by_role("group", name="Saturday", exact=True).get_by_label("From").first).to_be_focused()
    expect(off).to_be_checked()
    off.uncheck()
    assert was_shut == [True, True]


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
