"""Every step is a link or a form first: the path works in a browser that runs no scripts."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.product import Product
from tests.browser.steps import heading, link
from tests.browser.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_asking_answering_and_reflecting_need_no_scripts(open_window: OpenWindow, product: Product) -> None:
    student, mentor = (open_window(java_script_enabled=False).page for _person in range(2))
    address = steps.join(student, product, "Dora Lane")
    student.goto("/mentors/")
    student.get_by_role("searchbox", name="Search").fill("state")
    student.get_by_role("searchbox", name="Search").press("Enter")
    expect(student).to_have_url(re.compile("q=state"))

    name = steps.find_mentor_without_hours(student, "seattle")
    student.get_by_role("link", name="Ask with times that suit you").click()
    steps.suggest(student, [steps.at_eleven(product.now() + timedelta(days=7))])
    steps.write_request(student, product)
    mentor.goto(link(product.mail_naming("Dora Lane", "asks for"), r"choice=accept$"))
    steps.accept(mentor)
    product.mail(address, f"Confirmed: {name}")
    steps.move_clock(student, "After the call")
    student.goto(link(product.mail(address, f"Your talk with {name}"), "interviews"))
    student.get_by_role("button", name="It took place").click()
    student.get_by_role("button", name="I sent it myself").click()
    student.get_by_role("link", name="Write your reflection").click()
    student.get_by_role("button", name="Hand in").click()
    expect(student.get_by_role("heading", name="There is a problem")).to_be_visible()
    steps.answer_the_four_questions(student)
    student.get_by_role("button", name="Hand in").click()

    expect(heading(student)).to_have_text(f"What you took from talking to {name}")
