"""A conversation arranged elsewhere, from the first word to the reflection; nobody but the student gets a mail."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, invitation
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser
LETTER = "mailto:walt@elsewhere.example?subject=A%20question%20about%20your%20work&body=Hello%20Walt%20%26%20team"
NOTE = "Dear Walt, the story of your first winter stays with me. Thank you!"


def test_one_arranged_elsewhere_from_the_first_word_to_the_reflection(
    open_window: OpenWindow, product: Product
) -> None:
    page, when = open_window().page, steps.at_eleven(product.now() + timedelta(days=3))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = steps.join(page, product, "Finn Moss")

    page.goto("/interviews/")
    page.get_by_role("link", name="Add an interview arranged elsewhere").click()
    page.get_by_label("Name").fill("Walt Jensen")
    page.get_by_label("How do you know each other?").select_option(label="Former employer or coworker")
    page.get_by_label("E-mail address").fill("walt@elsewhere.example")
    page.get_by_label("I have not written to them yet").check()
    page.get_by_role("button", name="Add interview").click()

    page.get_by_label("Your message").fill("Hello Walt & team")
    link = page.get_by_role("link", name="Open in my mail program")
    expect(link).to_have_attribute("href", LETTER)
    page.get_by_role("button", name="I sent it").click()
    page.get_by_label("Date").fill(when.astimezone(steps.CAMPUS).strftime("%Y-%m-%d"))
    page.get_by_label("Time", exact=True).fill("11:00")
    page.get_by_label("In person").check()
    page.get_by_role("button", name="We have this time").click()
    booked = product.mail(address, "Confirmed: Walt Jensen")
    assert invitation(booked).walk("VEVENT")[0].decoded("DTSTART") == when

    here = page.url
    steps.move_clock(page, "After the call")
    page.goto(here)
    page.get_by_role("button", name="It took place").click()
    page.get_by_label("Your note").fill(NOTE)
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == NOTE
    page.get_by_role("button", name="I sent it myself").click()
    page.get_by_role("link", name="Write your reflection").click()
    expect(heading(page)).to_have_text("What you take from talking to Walt Jensen")
    steps.answer_the_four_questions(page)
    page.get_by_role("button", name="Hand in").click()

    expect(heading(page)).to_have_text("What you took from talking to Walt Jensen")
    page.goto("/demo/mailbox/?to=walt")
    expect(page.get_by_text("walt@elsewhere.example")).to_have_count(0)
