"""A browser that is elsewhere than its reader's saved zone asks, and never switches by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, steps
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

ELSEWHERE = {"America/Chicago": "Chicago", "Europe/London": "London", "Asia/Kolkata": "Kolkata"}
Visit = Callable[..., Page]


@pytest.fixture
def visit(open_window: OpenWindow) -> Visit:
    """The demo's student, whose saved zone is New York, at a mentor's free times in a browser of that zone."""

    def visit(zone: str, **options: object) -> Page:
        page = open_window(timezone_id=zone, **options).page
        steps.be(page, "student")
        steps.find_mentor_with_hours(page, "state")
        return page

    return visit


@pytest.mark.parametrize(("zone", "city"), ELSEWHERE.items(), ids=ELSEWHERE.values())
def test_times_of_there_are_shown_once_beside_the_saved_ones(zone: str, city: str, visit: Visit) -> None:
    page = visit(zone)
    slots = page.locator(".cn-slot label")
    before = slots.first.inner_text()
    expect(page.get_by_text(f"You seem to be in {city}. Show {city} times?")).to_be_visible()
    assert not axe.complaints(page)

    page.get_by_role("button", name="Once").click()

    expect(slots.first).to_have_text(
        re.compile(re.escape(before.split("\n")[0]) + rf".*\(\d+:\d\d [AP]M in {city}\)", re.S)
    )
    expect(page.get_by_text("You seem to be")).to_be_hidden()
    page.reload()
    expect(page.get_by_text(f"You seem to be in {city}.")).to_be_visible()
    assert slots.first.inner_text() == before


def test_no_is_remembered_and_always_is_kept_until_the_next_time(visit: Visit) -> None:
    page = visit("America/Chicago")
    slots = page.locator(".cn-slot label")
    before = slots.first.text_content()

    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("You seem to be")).to_be_hidden()
    assert slots.first.text_content() == before
    page.context.clear_cookies(name="zone_no")
    page.reload()
    page.get_by_role("button", name="Always").click()

    expect(page.get_by_text("Times are shown as in Chicago from now on.")).to_be_visible()
    expect(page.get_by_text("You seem to be")).to_be_hidden()
    assert slots.first.text_content() != before
    page.goto("/settings/")
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("You seem to be in Chicago.")).to_be_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "America/Detroit", "UTC"])
def test_a_browser_on_the_same_clock_or_nowhere_asks_nothing(zone: str, visit: Visit) -> None:
    page = visit(zone)

    expect(page.locator("[data-zone]")).to_be_hidden()
