"""How a mentor is booked: a free time directly, or a start in a window that the student proposed."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, invitation, link
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_free_time_is_booked_directly_and_both_are_invited(open_window: OpenWindow, product: Product) -> None:
    student = open_window().page
    address = steps.join(student, product, "Gus Hale")
    student.goto("/mentors/?sort=soonest")
    student.locator("#results").get_by_role("link", name=re.compile("^Book a time")).first.click()
    expect(student.get_by_text("lets you book directly")).to_be_visible()
    steps.take_a_slot(student)

    expect(student.get_by_text("This books the call.")).to_be_visible()
    steps.write_words(student)
    student.get_by_role("button", name="Book this call").click()

    expect(student.get_by_text("Booked. The invitation comes by mail.")).to_be_visible()
    own, theirs = product.mail(address, "Confirmed:"), product.mail_naming("Gus Hale", "Booked with you")
    starts = [mail_event.decoded("DTSTART") for mail in (own, theirs) for mail_event in invitation(mail).walk("VEVENT")]
    assert len(starts) == 2
    assert starts[0] == starts[1] > product.now() + timedelta(hours=24)
    assert "How you chose this work after college." in steps.plain(theirs)


def test_a_mentor_picks_a_start_in_a_window_from_the_mail_on_a_phone(open_window: OpenWindow, product: Product) -> None:
    student, phone = open_window().page, open_window(viewport={"width": 375, "height": 740}, has_touch=True).page
    address = steps.join(student, product, "Hugo Bell")
    name = steps.find_mentor_without_hours(student, "chicago")
    student.get_by_role("link", name="Ask with times that suit you").click()
    first = steps.at_eleven(product.now() + timedelta(days=8))
    steps.suggest(student, [first])
    student.get_by_label("Until, optional").first.fill("14:00")
    steps.write_request(student, product)
    expect(student.get_by_text("minutes of it")).to_be_visible()

    asked = product.mail_naming("Hugo Bell", "asks for")
    assert "minutes of it" in steps.plain(asked)
    phone.goto(link(asked, r"choice=accept$"))
    phone.locator("input[name=starts_at]").nth(2).check()
    phone.get_by_label("Video link").fill(steps.MEETING_ROOM)
    phone.get_by_role("button", name="Accept this time").tap()

    expect(heading(phone)).to_have_text("Your answer is in")
    [event] = invitation(product.mail(address, f"Confirmed: {name}")).walk("VEVENT")
    assert event.decoded("DTSTART") == first + timedelta(hours=1)
