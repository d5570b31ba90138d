"""What is typed on the pages around a call stays, whatever becomes of the tab, the connection or the session."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import steps
from tests.browser.steps import unfold
from tests.browser.windows import OpenWindow, Window

pytestmark = pytest.mark.browser

Opened = Callable[[Page], Locator]
LOOKS = 30  # at the page, until what was sent as another one closed has arrived
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def the_goals(page: Page) -> Locator:
    """Of the next call; where the page stands at the end, and what is typed into there."""
    page.goto("/home/")
    page.get_by_role("link", name="Open interview page").click()
    unfold(page, "Before")
    return page.get_by_label("My goals")


def the_notes(page: Page) -> Locator:
    page.goto("/home/")
    page.get_by_role("link", name="Open interview page").click()
    unfold(page, "Today")
    return page.get_by_label("My notes")


def the_reflection(page: Page) -> Locator:
    page.goto("/home/")
    page.get_by_role("link", name=re.compile("^Read and add")).click()
    return page.get_by_label("What was the most helpful advice?")


def saved(field: Locator) -> Locator:
    """The line beside the button."""
    return field.page.locator("form", has=field).locator("[id$=saved]")


@pytest.fixture
def student(open_window: OpenWindow) -> Window:
    window = open_window()
    steps.be(window.page, "student")
    return window


def another_tab(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("open_field", [the_goals, the_notes, the_reflection])
def test_nothing_is_lost_that_was_typed(student: Window, open_field: Opened) -> None:
    page, context = student.page, student.page.context
    field = open_field(page)

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        field.fill("While typing,")
    expect(saved(field)).to_contain_text("Saved")
    field.fill("While typing, hidden,")
    with page.expect_response(lambda answer: answer.request.method == "POST") as hidden:
        page.evaluate(HIDE)
    field.fill("While typing, hidden, closed.")
    page.close(run_before_unload=True)

    assert hidden.value.ok
    student.page = another_tab(context)
    looks = (open_field(student.page).input_value() for _look in range(LOOKS))
    assert "While typing, hidden, closed." in looks


@pytest.mark.parametrize("open_field", [the_goals, the_notes, the_reflection])
def test_two_tabs_ask_which_one_stays(student: Window, open_field: Opened) -> None:
    page, other = student.page, another_tab(student.page.context)
    mine, theirs = open_field(page), open_field(other)
    theirs.fill("Theirs.")
    expect(saved(theirs)).to_contain_text("Saved")

    mine.fill("Mine.")
    page.get_by_role("link", name="See the other").click()
    expect(mine).to_have_value("Theirs.")
    with other.expect_response(lambda answer: answer.request.method == "POST"):
        theirs.fill("Theirs again.")  # the line has said “Saved” since the first time
    mine.fill("Mine again.")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("saved", re.IGNORECASE)).first).to_be_visible()

    assert open_field(page).input_value() == "Mine again."


def test_notes_of_todays_call_outlive_a_lost_connection(student: Window) -> None:
    page = student.page
    page.goto("/home/")
    steps.move_clock(page, "To ten minutes before it")
    field = the_notes(page)
    page.context.route("**/notes/", lambda route: route.abort())

    field.fill("Ask Lena Ortiz.")
    expect(page.locator("[data-offline]:visible")).to_be_visible()
    page.reload()
    unfold(page, "Today")
    expect(field).to_have_value("Ask Lena Ortiz.")
    page.context.unroute("**/notes/")

    expect(saved(field)).to_contain_text("Saved")
    expect(page.locator("[data-offline]:visible")).to_have_count(0)
    assert not page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('notes:'))")
    assert the_notes(page).input_value() == "Ask Lena Ortiz."
    assert all(re.search("ERR_FAILED|htmx:sendError", fault) for fault in student.faults), student.faults
    student.faults.clear()


def test_an_expired_session_keeps_what_was_typed(student: Window) -> None:
    page, context = student.page, student.page.context
    field = the_goals(page)
    context.clear_cookies(name="sessionid")

    field.fill("See whether a degree comes first.")
    expect(page.locator("[data-signed-out]:visible")).to_be_visible()
    steps.be(another_tab(context), "student")
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(saved(field)).to_contain_text("Saved")
    assert the_goals(page).input_value() == "See whether a degree comes first."
    assert all("401" in fault for fault in student.faults), student.faults
    student.faults.clear()
