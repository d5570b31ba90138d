"""A list of alumni as offices have it, from the file to the people invited."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, steps
from tests.browser.steps import heading
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

# One is read kindly (the zone, the class), one is refused for its address.
LIST = (
    "Constituent ID;First;LAST NAME;E-mail Address;Class Of;Company;Timezone;How to meet\r\n"
    "T1;Zoë;Lindgren;zoe.lindgren@example.org;'04;Old Mill Co;Eastern Time;video\r\n"
    "T2;Ben;Okada;ben.okada@example.org;2011;Old Mill Co;America/Chicago;video; phone\r\n"
    "T3;Ida;Brandt;ida.brandt;1999;Old Mill Co;America/Chicago;video\r\n"
).replace("video; phone", '"video; phone"')


def test_an_officer_brings_a_list_and_has_it_taken_in(open_window: OpenWindow) -> None:
    page = open_window().page
    steps.be(page, "officer")
    page.goto("/office/alumni/")
    file = {"name": "alumni.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    page.get_by_label("List of alumni").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload").click()

    expect(heading(page)).to_have_text("Match columns")
    expect(page.get_by_text("Zoë Lindgren")).to_be_visible()
    _is_sound(page)
    page.get_by_role("button", name="Check").click()

    expect(page.get_by_role("heading", name="Add 2 people and invite them?")).to_be_visible()
    expect(page.get_by_role("heading", name="1 row refused")).to_be_visible()
    expect(page.get_by_role("row", name="Eastern Time")).to_contain_text("America/New_York")
    _is_sound(page)
    page.get_by_role("button", name="Add and invite").click()

    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    _is_sound(page)


def _is_sound(page: Page) -> None:
    complaints = axe.complaints(page)
    assert not complaints, "\n".join(complaints)
