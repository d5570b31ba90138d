"""A report from the button to the closed case: who tells, who hears only of a canceled call, and who settles it."""

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from careernet.demo.cast import OFFICER
from tests.browser import axe, steps
from tests.browser.product import Product
from tests.browser.steps import heading, link, plain
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser

TOLD = "She kept asking where I live."


def test_a_report_from_the_button_to_the_closed_case(open_window: OpenWindow, product: Product) -> None:
    student, mentor, officer = (open_window().page for _person in range(3))
    name, mentors_address = _books_a_call(student, mentor, product, "Nia Brook")

    _tells_the_office(student, name)

    canceled = product.mail(mentors_address, "Canceled:")
    assert TOLD not in plain(canceled)
    assert "report" not in plain(canceled).partition("\n--")[0]
    _finds_the_mentor_no_more(student, name)
    _settles_it(officer, product.mail(OFFICER, "A report waits for you"), name)


def _books_a_call(student: Page, mentor: Page, product: Product, own_name: str) -> tuple[str, str]:
    """The mentor's name, and the address the request went to."""
    steps.join(student, product, own_name)
    name = steps.find_mentor_with_hours(student, "state")
    steps.take_a_slot(student)
    steps.write_request(student, product)
    asked = product.mail_naming(own_name, "asks for")
    mentor.goto(link(asked, r"choice=accept$"))
    steps.accept(mentor)
    return name, asked["To"]


def _tells_the_office(page: Page, name: str) -> None:
    page.goto("/interviews/?show=upcoming")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Something went wrong").click()
    expect(heading(page)).to_have_text("Something went wrong")
    _is_sound(page)

    page.get_by_role("button", name="Tell the office").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what comes closest.")
    page.get_by_role("radio", name="I felt unsafe").check()
    page.get_by_label("In your own words").fill(TOLD)
    page.get_by_role("button", name="Tell the office").click()

    expect(page.get_by_role("heading", name="The office has your report")).to_be_visible()
    _is_sound(page)


def _finds_the_mentor_no_more(student: Page, name: str) -> None:
    student.goto(f"/mentors/?q={name.replace(' ', '+')}")
    expect(student.locator("#results")).to_contain_text("Nobody")
    expect(student.locator(".cn-person-card", has_text=name)).to_have_count(0)


def _settles_it(page: Page, mail: EmailMessage, name: str) -> None:
    assert name not in plain(mail)
    steps.be(page, "officer")
    page.goto(link(mail, r"/office/reports/[0-9a-f-]+/$"))
    expect(heading(page)).to_have_text(f"Nia Brook about {name}")
    expect(page.get_by_text(TOLD)).to_be_visible()
    _is_sound(page)

    page.get_by_label("Why?").first.fill("To see how it began.")
    page.get_by_role("button", name="Open with a reason").click()
    expect(page.get_by_text("your path is one I would like to understand")).to_be_visible()
    page.get_by_label("What the office did").fill("Talked to both; the mentor was told off.")
    page.get_by_role("button", name="Close the report").click()

    expect(heading(page)).to_have_text("Reports")
    expect(page.get_by_role("row", name="Nia Brook")).to_contain_text("Talked to both")
    _is_sound(page)


def _is_sound(page: Page) -> None:
    """Both themes, a desk and a phone."""
    complaints = axe.complaints(page)
    assert not complaints, "\n".join(complaints)
