"""How a mentor is booked: a free time directly, or a start in a window that the student proposed.

Whatever clock their computers show: times are typed and read in the zones the two have chosen here.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, invitation, link
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_free_time_is_booked_directly_and_moved_and_both_are_invited(
    open_window: OpenWindow, product: Product
) -> None:
    """Without scripts."""
    student = open_window(java_script_enabled=False, timezone_id="Europe/London").page
    address = steps.join(student, product, "Gus Hale")
    student.goto("/mentors/?sort=soonest")
    student.locator("#results").get_by_role("link", name=re.compile("^Book a time")).first.click()
    expect(student.get_by_text("lets you book directly")).to_be_visible()
    steps.take_a_slot(student)

    expect(student.get_by_text("This books the call.")).to_be_visible()
    steps.write_words(student)
    student.get_by_role("button", name="Book this call").click()
    student.get_by_role("button", name="Book as it is").click()  # what the check found was shown first

    expect(student.get_by_text("Booked. The invitation comes by mail.")).to_be_visible()
    own, theirs = product.mail(address, "Confirmed:"), product.mail_naming("Gus Hale", "Booked with you")
    starts = [mail_event.decoded("DTSTART") for mail in (own, theirs) for mail_event in invitation(mail).walk("VEVENT")]
    assert len(starts) == 2
    assert starts[0] == starts[1] > product.now() + timedelta(hours=24)
    assert "How you chose this work after college." in steps.plain(theirs)

    student.get_by_role("link", name="Move it to another time").click()
    student.locator("input[name=starts_at]").first.check()
    student.get_by_role("button", name="Move to this time").click()
    expect(student.get_by_text("Moved. The invitation in both calendars changes with it.")).to_be_visible()
    [moved] = invitation(product.mail(address, "Moved:")).walk("VEVENT")
    assert (moved["SEQUENCE"], moved.decoded("DTSTART") == starts[0]) == (1, False)


def test_a_mentor_asks_first_and_then_picks_a_start_in_a_window_from_the_mail_on_a_phone(
    open_window: OpenWindow, product: Product
) -> None:
    student = open_window(timezone_id="Asia/Kolkata").page
    a_phone = {"viewport": {"width": 375, "height": 740}, "has_touch": True}
    phone = open_window(timezone_id="America/Los_Angeles", **a_phone).page
    address = steps.join(student, product, "Hugo Bell")
    name = steps.find_mentor_without_hours(student, "chicago")
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first])
    student.get_by_label("Until (optional)").first.fill("14:00")
    steps.write_request(student, product)
    expect(student.get_by_text("minutes of it")).to_be_visible()

    asked = product.mail_naming("Hugo Bell", "asks for")
    assert "minutes of it" in steps.plain(asked)
    _is_asked_something_and_answers(student, phone, product, address)
    phone.goto(link(product.mail_naming("Message from Hugo Bell"), r"choice=accept$"))
    phone.locator("input[name=starts_at]").nth(2).check()
    phone.get_by_label("Video link").fill(steps.MEETING_ROOM)
    phone.get_by_role("button", name="Accept this time").tap()

    expect(heading(phone)).to_have_text("Your answer is in")
    [event] = invitation(product.mail(address, f"Confirmed: {name}")).walk("VEVENT")
    assert event.decoded("DTSTART") == first + timedelta(hours=1)

    steps.move_clock(student, "To ten minutes before it")
    student.goto("/interviews/?show=upcoming")
    student.get_by_role("link", name=name).click()
    student.get_by_role("button", name="I'm running 10 minutes late").click()
    expect(student.get_by_text("knows that you run late")).to_be_visible()
    product.mail_naming("Hugo Bell is running 10 minutes late")


def _is_asked_something_and_answers(student: Page, phone: Page, product: Product, address: str) -> None:
    """Both from the mail; meanwhile it is the student's turn, then the mentor's again."""
    phone.goto(link(product.mail_naming("Hugo Bell", "asks for"), r"choice=ask$"))
    phone.get_by_label("Message").fill("Which courses did you like?")
    phone.get_by_role("button", name="Send question").tap()
    question = product.mail(address, "asks you something first")
    assert "Which courses did you like?" in steps.plain(question)
    student.goto("/interviews/?show=needs")
    expect(student.get_by_text("asks you something")).to_be_visible()

    student.goto(link(question, r"/write/\S+/$"))
    student.get_by_label("Message").fill("Statistics, because of the stories in it.")
    student.get_by_role("button", name="Send message").click()
    expect(student.get_by_text("Your message is on its way")).to_be_visible()
    student.goto("/interviews/?show=waiting")
    expect(student.get_by_text("Waiting for")).to_be_visible()
